"""计算器: what an incentive would bring, for anybody who asks."""

from datetime import date
from http import HTTPMethod
from typing import ClassVar

from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.models.section import Section
from cms.pages import calculator
from cms.pages.trail import lead_back
from employers.incentives.catalogue import CATALOGUE


class CalculatorPage(RoutablePageMixin, Section):
    """扶持计算器. Nothing that is typed is stored, not even by a browser on its way."""

    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]

    class Meta:
        verbose_name = verbose_name_plural = "扶持计算器"

    def addresses_below(self) -> list[tuple[str, date | None]]:
        """Every form."""
        return [(f"{self.get_url()}{code}/", None) for code in CATALOGUE]

    @path("")
    def choose(self, request: HttpRequest) -> TemplateResponse:
        """Where and what."""
        return self.render(request, context_overrides=calculator.choosing(request))

    @path("<slug:code>/", name="reckon")
    def reckon(self, request: HttpRequest, code: str) -> TemplateResponse:
        """The form of one incentive and its answer."""
        context = calculator.reckoning(request, code)
        context |= {"base": self.get_url(request), "canonical": f"{self.get_full_url(request)}{code}/"}
        answer = self.render(request, context_overrides=context, template="cms/calculator_form.html")
        answer.status_code = 422 if context["form"].errors else 200
        answer["Cache-Control"] = "no-store"
        lead_back(answer, self, request)
        return answer
