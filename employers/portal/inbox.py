"""消息、我的账号: what there is to look at, and how one signs in."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from employers.doors import lobby
from jobs import notify
from people.models import Notice
from people.sign_in import second_factor_of

PER_PAGE = 20


@require_safe
@lobby
def listing(request: HttpRequest) -> HttpResponse:
    """Her notices, latest first."""
    mine = Notice.objects.of(request.user)
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "employers/portal/inbox.html", {"page": page, "unread": mine.unread().count()})


@require_POST
@lobby
def go(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one as read and go where it points."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=notice_id)
    notify.mark_read(request.user, notice.pk)
    return redirect(notice.href or "portal:inbox")


@require_POST
@lobby
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    notify.mark_read(request.user)
    return redirect("portal:inbox")


@require_safe
@lobby
def account(request: HttpRequest) -> HttpResponse:
    """How she signs in, and for whom she acts."""
    context = {"second_factor": second_factor_of(request.user)}
    return render(request, "employers/portal/account.html", context)
