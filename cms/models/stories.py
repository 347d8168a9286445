"""故事: told with consent, and only after a second person has seen that nobody can be recognised."""

from collections.abc import Mapping
from datetime import date
from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager, Revision
from wagtail.query import PageQuerySet

from cms import structured
from cms.models.base import SitePage
from cms.models.section import Section
from cms.pages import stories
from cms.story_check import CheckPanel, why_not_anonymous
from people.models import User


class StoriesPage(Section):
    """企业故事."""

    subpage_types: ClassVar[list[str]] = ["cms.StoryPage"]
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD]

    class Meta:
        verbose_name = verbose_name_plural = "企业故事"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the stories, a page of them."""
        return {**super().get_context(request, *args, **kwargs), **stories.listing(request, self)}


class About(models.TextChoices):
    FIRM = "firm", "只讲企业，没有写到任何一位劳动者"
    PERSON = "person", "讲一位劳动者（不写姓名）"
    BOTH = "both", "企业和劳动者都讲"


class StoryQuerySet(PageQuerySet):
    def with_consent(self, day: date) -> "StoryQuerySet":
        """Stories whose consent holds on ``day``, and those that need none."""
        agreed = ~Q(consent_kept="") & Q(consent_on__lte=day, consent_until__gte=day)
        withdrawn = Q(consent_withdrawn_on__lte=day)
        return self.filter(Q(about=About.FIRM) | agreed).exclude(withdrawn)

    def told(self, day: date) -> "StoryQuerySet":
        """What may be read on ``day``."""
        return self.live().with_consent(day)


class StoryPage(SitePage):
    """One story. It is not published without a consent in force and a check by somebody other than its author.

    ``consent_kept`` says where the signed paper lies (a number of a folder), never who signed.
    """

    about = models.CharField("讲的是谁", max_length=8, choices=About, default=About.FIRM)
    told_on = models.DateField("刊登日期", null=True, blank=True)
    consent_on = models.DateField("书面同意签署日期", null=True, blank=True)
    consent_until = models.DateField("同意到哪天为止", null=True, blank=True, help_text="到期后自动下线。")
    consent_kept = models.CharField(
        "同意书存放处", max_length=80, blank=True, help_text="写档案盒和编号，不写姓名、电话和证件号。"
    )
    consent_withdrawn_on = models.DateField(
        "撤回日期", null=True, blank=True, help_text="填上并保存以后，页面马上下线，不用再发布。"
    )

    objects = PageManager.from_queryset(StoryQuerySet)()

    parent_page_types: ClassVar[list[str]] = ["cms.StoriesPage"]
    subpage_types: ClassVar[list[str]] = []
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD]
    content_panels: ClassVar[list] = [
        CheckPanel(heading="发布前的核对"),
        *SitePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("about"),
                FieldPanel("told_on"),
                FieldPanel("consent_on"),
                FieldPanel("consent_until"),
                FieldPanel("consent_kept"),
                FieldPanel("consent_withdrawn_on"),
            ],
            heading="同意与刊登",
        ),
    ]

    class Meta:
        verbose_name = verbose_name_plural = "故事"

    @property
    def day(self) -> date:
        """Under which it is listed."""
        return self.told_on or timezone.localdate(self.first_published_at)

    def why_no_consent(self, day: date) -> list[str]:
        """What is missing on ``day`` to tell the story, in sentences; empty where nothing is."""
        if self.consent_withdrawn_on and self.consent_withdrawn_on <= day:
            return ["本人或企业已经撤回同意，这个故事不能再刊登。"]
        if self.about == About.FIRM:
            return []
        missing = [
            words
            for value, words in (
                (self.consent_on, "还没有填书面同意的签署日期。"),
                (self.consent_until, "还没有填同意到哪天为止。"),
                (self.consent_kept, "还没有填同意书存放在哪里。"),
            )
            if not value
        ]
        if self.consent_on and self.consent_on > day:
            missing.append("书面同意的签署日期还没有到。")
        if self.consent_until and self.consent_until < day:
            missing.append("书面同意已经到期，请重新征求同意。")
        return missing

    def why_no_consent_now(self) -> list[str]:
        """The same for today."""
        return self.why_no_consent(timezone.localdate())

    def why_not_publish(self, user: User | None = None) -> list[str]:
        return [*super().why_not_publish(user), *self.why_no_consent_now(), *why_not_anonymous(self)]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises Http404 from the day on which the consent is over, whether or not anybody has taken the page down."""
        if self.why_no_consent_now():
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds two other stories."""
        base = str(self.get_url(request)).removesuffix(f"{self.slug}/")
        others = [card for card in stories.newest(3, base) if card.href != f"{base}{self.slug}/"][:2]
        return {**super().get_context(request, *args, **kwargs), "others": others}

    def structured_data(self, around: dict[str, Any]) -> list[Mapping[str, Any]]:
        return [
            *super().structured_data(around),
            structured.article(self, "Article", self.day, around["site_settings"]),
        ]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return [] if self.why_no_consent_now() else super().get_sitemap_urls(request)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """A consent that ends is no change of words: it holds from the moment it is written, without publishing."""
        revision = super().save_revision(*args, **kwargs)
        standing = StoryPage.objects.filter(pk=self.pk, live=True).first()
        if standing is None:
            return revision
        if self.consent_withdrawn_on:
            standing.consent_withdrawn_on = self.consent_withdrawn_on
        if self.consent_until and (standing.consent_until is None or self.consent_until < standing.consent_until):
            standing.consent_until = self.consent_until
        StoryPage.objects.filter(pk=self.pk).update(
            consent_withdrawn_on=standing.consent_withdrawn_on, consent_until=standing.consent_until
        )
        if standing.why_no_consent_now():
            stories.take_down(standing, revision.user)
            self.live = False
        return revision


class StoryCheck(models.Model):
    """That somebody has answered every question of ``cms.story_check`` with yes, for exactly these words and pictures.

    ``content`` is the mark of what she looked at: a page with other words has no check.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name="故事")
    content = models.CharField("所看内容的标记", max_length=64)
    questions = models.JSONField("回答为“是”的问题")
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name="核对人")
    at = models.DateTimeField("核对时间")

    class Meta:
        verbose_name = verbose_name_plural = "故事核对"
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint("page", "content", "by", name="checked_once_by_each"),)

    def __str__(self) -> str:
        return f"{self.page_id} {self.at:%Y-%m-%d}"
