"""扶持政策: pages made from the declarations; the words around are the editor's, the numbers are not."""

from typing import ClassVar

from django.db import models
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from cms.models.base import SitePage
from cms.models.section import Section


class DeclaredPage(SitePage):
    """Abstract: one page for one declaration, by its ``code``. Made by ``cms.keep_declared``, never by an editor."""

    code = models.CharField("代码", max_length=60, unique=True, editable=False)

    is_creatable = False

    class Meta:
        abstract = True


class IncentivesPage(RoutablePageMixin, Section):
    """扶持政策: every incentive, by what it is for."""

    subpage_types: ClassVar[list[str]] = ["cms.IncentivePage"]

    class Meta:
        verbose_name = verbose_name_plural = "扶持政策"


class IncentivePage(DeclaredPage):
    """One incentive of ``employers.incentives``."""

    parent_page_types: ClassVar[list[str]] = ["cms.IncentivesPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = verbose_name_plural = "扶持政策页"


class PapersPage(Section):
    """材料清单与下载: the papers of every incentive, with the forms that editors uploaded."""

    class Meta:
        verbose_name = verbose_name_plural = "材料清单与下载"


class PolicyMention(models.Model):
    """That a page speaks of a declared policy, and what the policy was when somebody last looked at the page.

    ``fingerprint`` is that of the declaration at ``seen_at``; where it differs from today's, the page is to be read
    again. ``kind`` and ``code`` name the declaration; a page of its own is a mention too.
    """

    class Kind(models.TextChoices):
        INCENTIVE = "incentive", "扶持政策"
        ASSISTANCE = "assistance", "救助政策"

    page = models.ForeignKey(Page, models.CASCADE, related_name="policy_mentions", verbose_name="页面")
    kind = models.CharField("类别", max_length=12, choices=Kind)
    code = models.CharField("代码", max_length=60)
    fingerprint = models.CharField("当时的规定", max_length=64)
    seen_at = models.DateTimeField("看过的时间")
    seen_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="谁看过"
    )

    class Meta:
        verbose_name = verbose_name_plural = "提到的政策"
        ordering = ("page", "kind", "code")
        constraints = (models.UniqueConstraint("page", "kind", "code", name="policy_mentioned_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"
