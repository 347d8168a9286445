"""Who is told what on a page's way to its readers: by a line in the inbox, as of everything else here.

Wagtail's own mails say more than a mail may, and go to whoever ever was in a group: nobody gets them.
"""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected
from wagtail.users.models import UserProfile

from jobs.notify import notify
from people.models import Membership, Role, User

EDIT = "wagtailadmin_pages:edit"
# What fits into a notice beside the words around it.
TITLE, WORDS = 40, 100
MAILS = ("submitted", "approved", "rejected", "updated_comments")


@receiver(pre_save, sender=UserProfile, dispatch_uid="editor_no_mails")
def no_mails(instance: UserProfile, **signal: Any) -> None:
    for kind in MAILS:
        setattr(instance, f"{kind}_notifications", False)


@receiver(task_submitted, dispatch_uid="editor_handed_in")
def tell_reviewers(instance: TaskState, user: User | None, **signal: Any) -> None:
    """Everybody who holds the post of a reviewer today, but not who handed the page in."""
    page = _page(instance.workflow_state)
    if page is None:
        return
    held = Membership.objects.current().filter(role=Role.REVIEWER, user__is_active=True)
    for reviewer in User.objects.filter(pk__in=held.values("user")).exclude(pk=user.pk if user else None):
        notify(reviewer, f"有页面等待审核：《{_short(page.draft_title, TITLE)}》。", EDIT, [page.pk])


@receiver(workflow_approved, dispatch_uid="editor_approved")
def tell_of_approval(instance: WorkflowState, user: User | None, **signal: Any) -> None:
    page = _page(instance)
    if page is None:
        return
    live = page.go_live_at is None or page.go_live_at <= timezone.now()
    done = "已通过审核并发布" if live else "已通过审核，到预定时间发布"
    _tell_author(instance, page, user, f"《{_short(page.title, TITLE)}》{done}。")


@receiver(workflow_rejected, dispatch_uid="editor_sent_back")
def tell_of_rejection(instance: WorkflowState, user: User | None, **signal: Any) -> None:
    page = _page(instance)
    if page is not None:
        _tell_author(instance, page, user, f"《{_short(page.draft_title, TITLE)}》被退回修改。")


def _page(state: WorkflowState) -> Page | None:
    """As it stands by now; the state may hold it as it was before."""
    held = state.content_object
    return Page.objects.filter(pk=held.pk).first() if isinstance(held, Page) else None


def _tell_author(state: WorkflowState, page: Page, reviewer: User | None, text: str) -> None:
    """Who handed it in, with the reviewer's words."""
    author = state.requested_by
    if author is None or author == reviewer:
        return
    words = state.current_task_state.comment.strip() if state.current_task_state else ""
    notify(author, f"{text}审核意见：{_short(words, WORDS)}" if words else text, EDIT, [page.pk])


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
