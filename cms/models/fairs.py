"""推介会: where firms and the people who look after jobs meet."""

from typing import ClassVar

from wagtail.contrib.routable_page.models import RoutablePageMixin

from cms.models.base import SitePage
from cms.models.section import Section


class FairsPage(RoutablePageMixin, Section):
    """推介会."""

    subpage_types: ClassVar[list[str]] = ["cms.FairPage"]

    class Meta:
        verbose_name = verbose_name_plural = "推介会"


class FairPage(RoutablePageMixin, SitePage):
    """One fair, with its registration."""

    parent_page_types: ClassVar[list[str]] = ["cms.FairsPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = verbose_name_plural = "推介会页"
