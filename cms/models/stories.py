"""故事: told with consent, and only after a second person has seen that nobody can be recognised."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.models.base import SitePage
from cms.models.section import Section


class StoriesPage(Section):
    """企业故事."""

    subpage_types: ClassVar[list[str]] = ["cms.StoryPage"]

    class Meta:
        verbose_name = verbose_name_plural = "企业故事"


class StoryPage(SitePage):
    """One story. It is not published without a consent in force and a check by somebody other than its author.

    ``consent_kept`` says where the signed paper lies (a number of a folder), never who signed.
    """

    class About(models.TextChoices):
        FIRM = "firm", "讲企业"
        PERSON = "person", "讲一位劳动者（化名）"
        BOTH = "both", "企业和劳动者都讲"

    about = models.CharField("讲的是谁", max_length=8, choices=About, default=About.FIRM)
    told_on = models.DateField("刊登日期", null=True, blank=True)
    consent_on = models.DateField("书面同意签署日期", null=True, blank=True)
    consent_until = models.DateField("同意到哪天为止", null=True, blank=True, help_text="到期后自动下线。")
    consent_kept = models.CharField("同意书存放处", max_length=80, blank=True, help_text="写档案盒和编号，不写姓名。")
    consent_withdrawn_on = models.DateField("撤回日期", null=True, blank=True, help_text="填上以后，页面当天下线。")
    # Codes of the questions that the checker has answered with yes, for the revision that she looked at.
    checks = models.JSONField("核对", default=list, blank=True, editable=False)
    checked_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name="核对人"
    )
    checked_at = models.DateTimeField("核对时间", null=True, blank=True, editable=False)

    parent_page_types: ClassVar[list[str]] = ["cms.StoriesPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list] = [
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
