"""The start page of the admin: what waits for her, what she is writing, what comes out by the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms import mentions
from cms.editor import may_publish
from people.models import Role, User

MOST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A page with what is to know about it: ``state`` in a word or two, ``note`` in a sentence."""

    title: str
    href: str
    state: str
    at: datetime | None = None
    by: str = ""
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()


class Panel(Component):
    """One list; ``empty`` says what it means that nothing is in it, "" leaves the whole list out then."""

    template_name = "cms/editor/panel.html"

    def __init__(self, name: str, heading: str, lines: Callable[[User], list[Line]], empty: str, order: int) -> None:
        self.name, self.heading, self.lines, self.empty, self.order = name, heading, lines, empty, order

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"name": self.name, "heading": self.heading, "lines": self.lines(user), "empty": self.empty}


def to_review(user: User) -> list[Line]:
    """Pages handed in, oldest first; a page that she changed last says that it waits for somebody else."""
    states = (
        TaskState.objects.reviewable_by(user)
        .select_related("revision__user", "task", "workflow_state__requested_by")
        .order_by("started_at")[:MOST]
    )
    return [line for state in states if (line := _to_review(state, user))]


def _to_review(state: TaskState, user: User) -> Line | None:
    page = state.workflow_state.content_object
    if page is None:
        return None
    why = may_publish.reasons(page, user)
    links = [("预览", reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, state.task_id]))]
    if page.live_revision_id:
        compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", state.revision_id])
        links.append(("和已发布的对比", compare))
    return Line(
        title=page.draft_title,
        href=_edit(page),
        state="还不能通过" if why else "等您审核",
        at=state.started_at,
        by=str(state.workflow_state.requested_by or ""),
        note="".join(why),
        links=tuple(links),
    )


def own_drafts(user: User) -> list[Line]:
    """Pages whose last change is hers and not yet published, latest first."""
    pages = (
        Page.objects.filter(latest_revision__user=user)
        .filter(Q(live=False) | Q(has_unpublished_changes=True))
        .order_by("-latest_revision_created_at")[:MOST]
    )
    return [_draft(page) for page in pages]


def _draft(page: Page) -> Line:
    state, note = "草稿", ""
    flow = page.current_workflow_state
    if flow is not None and flow.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state, note = "退回修改", flow.current_task_state.comment
    elif flow is not None:
        state = "等待审核"
    elif page.approved_schedule:
        state = "等待发布"
    elif page.live:
        state = "有新改动未发布"
    links = (("查看草稿", reverse("wagtailadmin_pages:view_draft", args=[page.pk])),)
    return Line(page.draft_title, _edit(page), state, page.latest_revision_created_at, note=note, links=links)


def to_reread(user: User) -> list[Line]:
    """Live pages of which a declared policy says something else than when somebody last looked."""
    lines = [
        Line(one.page.title, one.edit_url, "待复核", note=f"{one.policy}：{'；'.join(one.why)}")
        for one in mentions.to_reread()
    ]
    return lines[:MOST]


def by_the_clock(user: User) -> list[Line]:
    """What was approved and comes out later, and what goes down later, by time."""
    now = timezone.now()
    coming = Revision.objects.page_revisions().filter(approved_go_live_at__gt=now)
    pages = {page.pk: page for page in Page.objects.filter(pk__in=[int(row.object_id) for row in coming])}
    lines = [
        Line(page.draft_title, _edit(page), "到时发布", row.approved_go_live_at)
        for row in coming
        if (page := pages.get(int(row.object_id)))
    ]
    ending = Page.objects.live().filter(expire_at__gt=now)
    lines += [Line(page.title, _edit(page), "到时下线", page.expire_at) for page in ending]
    return sorted(lines, key=lambda line: line.at or now)[:MOST]


def _edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@hooks.register("construct_homepage_panels")
def panels(request: HttpRequest, items: list[Component]) -> None:
    """In the place of Wagtail's own."""
    items[:] = [
        Panel("own-drafts", "我的稿件", own_drafts, "没有未发布的稿件。", 200),
        Panel("to-reread", "政策有变，待复核", to_reread, "", 300),
        Panel("by-the-clock", "定时", by_the_clock, "", 400),
    ]
    if request.user.role == Role.REVIEWER:
        items.append(Panel("to-review", "等待审核", to_review, "没有等待审核的页面。", 100))
