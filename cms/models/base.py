"""What every page of the site has: words of its own, a summary for search and sharing, and the frame around it."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PagePermissionTester, Revision

from cms.blocks import BODY
from cms.editor import may_publish
from cms.fields import Body
from cms.frame import frame
from people.models import User


class SitePage(Page):
    """Abstract. ``lead`` stands above what the page is made of, ``body`` below it; both are the editor's words."""

    lead = models.TextField("开头的话", max_length=300, blank=True, help_text="一两句话，让人知道这一页说什么。")
    summary = models.CharField("摘要", max_length=160, blank=True, help_text="搜索结果和分享时显示；空着就用开头的话。")
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="题图",
        help_text="请选没有人脸、门牌、厂名的图片；裁切时以焦点为中心。",
    )
    body = Body(BODY, blank=True, verbose_name="正文")

    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    promote_panels: ClassVar[list] = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("summary"), FieldPanel("show_in_menus")], heading="网址与分享"),
    ]
    show_in_menus_default = False

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what the frame of the site shows: see ``cms.frame``."""
        return {**super().get_context(request, *args, **kwargs), **frame(request, self)}

    @property
    def description(self) -> str:
        """What search engines and shared links show."""
        return self.summary or self.lead

    def permissions_for_user(self, user: User) -> PagePermissionTester:
        return may_publish.Permissions(user, self)

    def publish(self, revision: Revision, user: User | None = None, *args: Any, **kwargs: Any) -> None:
        """Raises NotPublished when ``user`` must not; without a user it is the clock, or the making of the site."""
        if user is not None:
            may_publish.require(self, user)
        super().publish(revision, user, *args, **kwargs)
