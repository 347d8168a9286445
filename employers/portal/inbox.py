"""消息、我的账号: what there is to look at, and how one signs in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from employers.doors import lobby
from jobs import notify
from jobs.desk.inbox import notices_of, opened
from people.sign_in import second_factor_of


@require_safe
@lobby
def listing(request: HttpRequest) -> HttpResponse:
    """Her notices, latest first."""
    return render(request, "employers/portal/inbox.html", notices_of(request))


@require_POST
@lobby
def go(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one as read and go where it points."""
    return redirect(opened(request, notice_id) or "portal:inbox")


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
