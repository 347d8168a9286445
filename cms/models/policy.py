"""扶持政策: pages made from the declarations; the words around are the editor's, the numbers are not."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page

from cms.declared import Kind, declared
from cms.models.base import SitePage
from cms.models.section import Section
from cms.pages import incentives, papers


class DeclaredPage(SitePage):
    """Abstract: one page for one declaration, by its ``code``. Made by ``cms.keep_declared``, never by an editor."""

    KIND: ClassVar[Kind]

    code = models.CharField("代码", max_length=60, unique=True, editable=False)

    # Wagtail does not hand it down: each kind says so itself.
    is_creatable = False
    content_panels: ClassVar[list] = [
        HelpPanel(template="cms/editor/declared_help.html", heading="这一页怎么来的"),
        FieldPanel("title", read_only=True),
        *SitePage.content_panels[1:],
    ]
    # The address is the declaration's: it was passed on in letters and on leaflets.
    promote_panels: ClassVar[list] = [
        MultiFieldPanel([FieldPanel("summary"), FieldPanel("show_in_menus")], heading="分享"),
    ]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """The name is the declaration's, whatever an older draft says."""
        if name := self.declared_name:
            self.title = self.draft_title = name
        super().full_clean(*args, **kwargs)

    @property
    def declared_name(self) -> str:
        """ "" for what is declared no more."""
        found = declared(self.KIND, self.code, timezone.localdate())
        return found.name if found else ""


class IncentivesPage(Section):
    """扶持政策: every incentive, by what it is for."""

    subpage_types: ClassVar[list[str]] = ["cms.IncentivePage"]
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD]

    class Meta:
        verbose_name = verbose_name_plural = "扶持政策"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the incentives for the place that was chosen."""
        return {**super().get_context(request, *args, **kwargs), **incentives.library(request)}


class IncentivePage(DeclaredPage):
    """One incentive of ``employers.incentives``."""

    KIND = Kind.INCENTIVE

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["cms.IncentivesPage"]
    subpage_types: ClassVar[list[str]] = []
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD]

    class Meta:
        verbose_name = verbose_name_plural = "扶持政策页"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what the declaration says for the place that was chosen; raises Http404 where there is none."""
        context = {**super().get_context(request, *args, **kwargs)}
        found = incentives.one(request, self.code)
        if found is None:
            raise Http404
        return {**context, **found}

    @property
    def description(self) -> str:
        """The declaration's own sentence where the editor wrote none."""
        return super().description or incentives.in_short(self.code)

    def search_text(self) -> str:
        return "\n".join((super().search_text(), *incentives.words(self.code)))


class PapersPage(Section):
    """材料清单与下载: the papers of every incentive, with the forms that editors uploaded."""

    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD]
    content_panels: ClassVar[list] = [
        HelpPanel(template="cms/editor/papers_help.html", heading="表格放在哪里"),
        *SitePage.content_panels,
    ]

    class Meta:
        verbose_name = verbose_name_plural = "材料清单与下载"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the papers, by incentive, with the forms in the library of documents."""
        return {**super().get_context(request, *args, **kwargs), **papers.listing(request)}

    def search_text(self) -> str:
        return "\n".join((super().search_text(), *papers.words()))


class PolicyMention(models.Model):
    """That a page speaks of a declared policy, and what the policy was when somebody last looked at the page.

    ``fingerprint`` is that of the declaration at ``seen_at`` and ``told`` what it said in words, line by line; where
    they differ from today's, the page is to be read again. ``kind`` and ``code`` name the declaration; a page of its
    own is a mention too.
    """

    Kind = Kind

    page = models.ForeignKey(Page, models.CASCADE, related_name="policy_mentions", verbose_name="页面")
    kind = models.CharField("类别", max_length=12, choices=Kind)
    code = models.CharField("代码", max_length=60)
    fingerprint = models.CharField("当时的规定", max_length=64)
    told = models.JSONField("当时的说法", default=list, blank=True)
    seen_at = models.DateTimeField("看过的时间")
    seen_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="谁看过"
    )
    # Of a page of its day: since when the policy is another than the page tells, though nobody need write it anew.
    changed_on = models.DateField("规定变了的日期", null=True, blank=True)
    # Of which state of things the editors have been told.
    notified = models.CharField("已提醒", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "提到的政策"
        ordering = ("page", "kind", "code")
        constraints = (models.UniqueConstraint("page", "kind", "code", name="policy_mentioned_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"
