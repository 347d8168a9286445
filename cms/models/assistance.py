"""救助政策: what a family may be entitled to, in plain words."""

from typing import ClassVar

from wagtail.contrib.routable_page.models import RoutablePageMixin

from cms.models.policy import DeclaredPage
from cms.models.section import Section


class AssistanceIndexPage(RoutablePageMixin, Section):
    """救助政策, by what a family is in need of; with the self-check, which stores nothing."""

    subpage_types: ClassVar[list[str]] = ["cms.AssistancePage"]

    class Meta:
        verbose_name = verbose_name_plural = "救助政策"


class AssistancePage(DeclaredPage):
    """One entitlement of ``welfare.catalogue``."""

    parent_page_types: ClassVar[list[str]] = ["cms.AssistanceIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = verbose_name_plural = "救助政策页"
