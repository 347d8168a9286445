"""Four eyes: what stands before readers was seen by somebody other than who wrote it last.

Every way on which a person publishes comes through here, for ``SitePage.publish`` asks: the reviewer's approval, the
button, a list of pages at once. What is published by the clock was approved before.
"""

from typing import TYPE_CHECKING

from wagtail.models import Page, PagePermissionTester

from people.errors import Refused

if TYPE_CHECKING:
    from people.models import User

OWN = "这一版是您自己最后改的，要由另一位审核人员通过。"


class NotPublished(Refused):
    """Nothing was published; ``page`` is the page to go back to."""

    def __init__(self, page: Page, reasons: list[str]) -> None:
        super().__init__("这一页还没有发布：", "".join(reasons))
        self.page = page


def reasons(page: Page, user: "User") -> list[str]:
    """Why ``user`` may not publish the latest draft of ``page``, in Chinese for the screen; [] when nothing stands
    against it.

    A kind of page adds its own by ``why_not_publish(user) -> list[str]``, asked of the latest draft. Whether her role
    publishes at all is not asked here: that is the permission of the group.
    """
    draft = page.get_latest_revision_as_object()
    last = page.latest_revision
    own = [OWN] if last is not None and last.user_id == user.pk else []
    ask = getattr(draft, "why_not_publish", None)
    return [*own, *(ask(user) if ask else [])]


def require(page: Page, user: "User") -> None:
    """Raise NotPublished with every reason against it."""
    if why := reasons(page, user):
        raise NotPublished(page, why)


class Permissions(PagePermissionTester):
    """Wagtail's own, and four eyes: buttons and lists show what ``require`` would let through."""

    def can_publish(self) -> bool:
        return super().can_publish() and not reasons(self.page, self.user)

    def can_publish_subpage(self) -> bool:
        """Never: who makes a page, or a copy of one, is the last who changed it."""
        return False
