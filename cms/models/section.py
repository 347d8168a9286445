"""Sections of the site that stand once, below the first page."""

from typing import ClassVar

from cms.models.base import SitePage


class Section(SitePage):
    """Abstract: one of its kind, below the first page."""

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True
