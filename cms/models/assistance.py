"""救助政策: what a family may be entitled to, in plain words, and a check that it makes by itself."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.declared import Kind
from cms.models.policy import DeclaredPage
from cms.models.section import Section
from cms.pages import assistance, self_check


class AssistanceIndexPage(RoutablePageMixin, Section):
    """救助政策, by what a family is in need of; with the self-check, of which nothing stays anywhere."""

    subpage_types: ClassVar[list[str]] = ["cms.AssistancePage"]
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]

    class Meta:
        verbose_name = verbose_name_plural = "救助政策"

    @path("")
    def by_need(self, request: HttpRequest) -> TemplateResponse:
        """Every entitlement, under what brings a family to it."""
        return self.render(request, context_overrides=assistance.index(request, self))

    @path("self-check/", name="self_check")
    def check_oneself(self, request: HttpRequest) -> TemplateResponse:
        """The self-check: a few questions, then what is likely. What is typed goes back to the asker alone."""
        context = self_check.checking(request, assistance.hrefs(self, request))
        context |= {"base": self.get_url(request), "canonical": f"{self.get_full_url(request)}self-check/"}
        answer = self.render(request, context_overrides=context, template="cms/assistance_check.html")
        answer.status_code = 422 if context["errors"] else 200
        answer["Cache-Control"] = "no-store"
        return answer

    def search_text(self) -> str:
        return "\n".join((super().search_text(), *assistance.index_sentences()))


class AssistancePage(DeclaredPage):
    """One entitlement of ``welfare.catalogue``."""

    KIND = Kind.ASSISTANCE

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["cms.AssistanceIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = verbose_name_plural = "救助政策页"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | assistance.one(request, self)

    @property
    def description(self) -> str:
        return self.summary or assistance.what(self.code)

    def search_text(self) -> str:
        return "\n".join((super().search_text(), *assistance.sentences(self.code)))
