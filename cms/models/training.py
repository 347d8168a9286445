"""培训: who teaches what, and when the next class begins."""

from http import HTTPMethod
from typing import ClassVar

from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.models.section import Section
from cms.pages import training


class TrainingPage(RoutablePageMixin, Section):
    """培训机构."""

    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD]

    class Meta:
        verbose_name = verbose_name_plural = "培训机构"

    @path("")
    def directory(self, request: HttpRequest) -> TemplateResponse:
        """Who teaches what."""
        return self.render(request, context_overrides=training.directory(request))
