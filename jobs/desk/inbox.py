"""消息: what the signed-in member of staff should look at. People of firms have theirs in the portal."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jobs import notify
from people.models import Notice

PER_PAGE = 20


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Her notices, latest first."""
    return render(request, "jobs/inbox.html", notices_of(request))


@require_POST
def go(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one as read and go where it points."""
    return redirect(opened(request, notice_id) or "jobs:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    notify.mark_read(request.user)
    return redirect("jobs:inbox")


def notices_of(request: HttpRequest) -> dict[str, Page | int]:
    """What a page of notices shows: ``page``, and how many are ``unread``."""
    mine = Notice.objects.of(request.user)
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "unread": mine.unread().count()}


def opened(request: HttpRequest, notice_id: int) -> str:
    """Mark one of her notices as read; the address to which it points, "" for none. Http404 for somebody else's."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=notice_id)
    notify.mark_read(request.user, notice.pk)
    return notice.href
