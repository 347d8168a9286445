"""What every page of the site has: words of its own, a summary for search and sharing, and the frame around it."""

from collections.abc import Mapping
from datetime import date
from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PagePermissionTester, Revision

from cms import claims, structured
from cms.address import absolute
from cms.blocks import BODY
from cms.editor import may_publish
from cms.fields import Body
from cms.frame import frame
from cms.latin import latin
from cms.neutral import why_not_neutral
from cms.page_form import SitePageForm
from cms.structured import ld_json
from people.errors import Refused
from people.models import User

# As those who show shared links want it.
SHARED = "fill-1200x630|format-webp|webpquality-80"


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
    # A kind with a form of its own takes more.
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD]
    base_form_class = SitePageForm

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what the frame of the site shows (see ``cms.frame``), and what machines read of the page."""
        around = frame(request, self)
        share = self.share_image()
        told = self.structured_data(around)
        return {
            **super().get_context(request, *args, **kwargs),
            **around,
            "feed_href": reverse("news_feed"),
            "share_image": share,
            "structured": [ld_json(one) for one in told],
        }

    def share_image(self) -> str:
        """The address of the picture beside a shared link, cut around its focal point; the site's own without one."""
        return absolute(self.picture.get_rendition(SHARED).url if self.picture else static("cms/share.jpg"))

    def structured_data(self, around: dict[str, Any]) -> list[Mapping[str, Any]]:
        """What the page says by schema.org; ``around`` is its frame. Here: where it stands."""
        return [structured.trail(around["trail"], self)] if around["trail"] else []

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

    def get_full_url(self, request: HttpRequest | None = None) -> str | None:
        """The address as the outside knows it, whatever name the request came by."""
        path = self.get_url(request)
        return None if path is None else absolute(path)

    full_url = property(get_full_url)

    def addresses_below(self) -> list[tuple[str, date | None]]:
        """Paths below this page that are no pages, with the day of their last change: for the map of the site."""
        return []

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        below = [{"location": absolute(path), "lastmod": day} for path, day in self.addresses_below()]
        return [*super().get_sitemap_urls(request), *below]

    def search_text(self) -> str:
        """What the site's search finds this page by, besides its title; pages made from data add what they show."""
        blocks = self.body.stream_block.get_searchable_content(self.body)
        # A field of a block that nobody filled in comes as the word None.
        said = (str(text) for text in (self.lead, self.summary, *blocks) if text)
        return "\n".join(text for text in said if text != "None")

    def _set_core_field_defaults(self) -> None:
        """Wagtail makes an address of a Latin title alone."""
        if not self.slug and self.path:  # type: ignore[has-type]  # a field of Wagtail's
            self.slug = self._get_autogenerated_slug(latin(self.title))
        super()._set_core_field_defaults()

    def why_not_publish(self, user: User | None = None) -> list[str]:
        """Why this revision may not go live now, in sentences for its editor; empty where nothing stands against it.

        ``user`` is whoever publishes; None for a page that is published on time.
        """
        return [*why_not_neutral(self), *claims.why_not(self)]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Refused where the page would stand in public and may not: by an editor, on time, or from code."""
        if self.live and kwargs.get("update_fields") is None and (reasons := self.why_not_publish()):
            raise Refused("这一页还不能发布。", "".join(reasons))
        super().save(*args, **kwargs)
