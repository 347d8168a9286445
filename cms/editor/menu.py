"""The menu of the admin: what editors need, by names that they know."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem

from people.models import Notice

# By name, in the order of the day's work.
MAIN = ("explorer", "images", "documents", "redirects", "site-settings", "reports", "notices")
# Wagtail's own reports tell of accounts, or in another way what the start page says.
OWN_REPORTS = "editor_"


class Notices(MenuItem):
    """Her inbox, with how many are unread."""

    def render_component(self, request: HttpRequest):
        component = super().render_component(request)
        unread = Notice.objects.of(request.user).unread().count()
        if unread:
            component.label = f"{self.label}（{unread}）"
        return component


class Settings(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("cms.change_sitesettings")


@hooks.register("register_admin_menu_item")
def redirects() -> MenuItem:
    return MenuItem("转址", reverse("wagtailredirects:index"), name="redirects", icon_name="redirect", order=500)


@hooks.register("register_admin_menu_item")
def settings() -> MenuItem:
    address = reverse("wagtailsettings:edit", args=["cms", "sitesettings"])
    return Settings("网站信息", address, name="site-settings", icon_name="cog", order=600)


@hooks.register("register_admin_menu_item")
def notices() -> MenuItem:
    return Notices("消息", reverse("jobs:inbox"), name="notices", icon_name="mail", order=9500)


@hooks.register("register_reports_menu_item")
def recruiting() -> MenuItem:
    return MenuItem("招募", reverse("site:recruiting"), name="editor_recruiting", icon_name="group", order=200)


@hooks.register("construct_main_menu")
def only_these(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name in MAIN]


@hooks.register("construct_reports_menu")
def only_own_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """A report of ours is registered under a name that begins with ``editor_``."""
    items[:] = [item for item in items if item.name.startswith(OWN_REPORTS)]


@hooks.register("construct_settings_menu")
def no_settings(request: HttpRequest, items: list[MenuItem]) -> None:
    items.clear()


@hooks.register("construct_homepage_summary_items")
def no_counts(request: HttpRequest, items: list[SummaryItem]) -> None:
    items.clear()


@hooks.register("insert_global_admin_css")
def own_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/editor.css"))
