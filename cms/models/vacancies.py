"""招聘岗位: what firms offer in public."""

from datetime import date
from http import HTTPMethod
from typing import ClassVar
from uuid import UUID

from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.models.section import Section
from cms.pages import vacancies
from cms.pages.trail import lead_back


class VacanciesPage(RoutablePageMixin, Section):
    """招聘岗位, in the firm's own public words."""

    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD]

    class Meta:
        verbose_name = verbose_name_plural = "招聘岗位"

    def addresses_below(self) -> list[tuple[str, date | None]]:
        """Every post, with the day on which its firm confirmed it."""
        return vacancies.addresses(self.get_url())

    @path("")
    def listing(self, request: HttpRequest) -> TemplateResponse:
        """What is offered now."""
        return self.render(request, context_overrides=vacancies.listing(request, self.get_url(request)))

    @path("<uuid:uid>/", name="vacancy")
    def vacancy(self, request: HttpRequest, uid: UUID) -> TemplateResponse:
        """One post; what is gone says so, and shows what is like it."""
        base = self.get_url(request)
        found = vacancies.one(uid)
        template = "cms/vacancy.html" if found else "cms/vacancy_gone.html"
        context = {
            **(found or vacancies.gone(uid, base)),
            "base": base,
            "canonical": f"{self.get_full_url(request)}{uid}/",
        }
        answer = self.render(request, context_overrides=context, template=template)
        answer.status_code = 200 if found else 404
        lead_back(answer, self, request)
        return answer
