"""Whether what one reads is closed, and what can be done about it: close the month, or count it again."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from figures.ask import KINDS, ask_close, ask_count
from figures.close_month import may_close
from figures.desk.asked import Asked
from figures.desk.spans import Length
from figures.models import FigureSet
from figures.period import last_day, month_of
from jobs.models import Job
from jobs.models.job import ENDED
from people.doors import desk
from people.errors import Refused
from people.models import Role
from ui.templatetags.ui import day, day_time

MOST_JOBS = 2


@dataclass(frozen=True, slots=True)
class State:
    """``tone`` of the notice; ``count`` the month that can be counted again, ``close`` the one that the reader can
    close; ``why_not`` says why there is no button to close."""

    tone: str
    title: str
    words: str
    count: date | None = None
    close: date | None = None
    why_not: str = ""


def state_of(asked: Asked) -> State:
    """What the page says above its numbers."""
    if asked.span.length is not Length.MONTH:
        return _of_several(asked)
    (standing,) = asked.standing
    month, counted = standing.month, day_time(standing.counted_at)
    if standing.kind == FigureSet.Kind.CLOSED:
        by = f"{standing.closed_by.name}" if standing.closed_by else "系统按时"
        return State("good", "已结账", f"{counted}由{by}结账，数字不再变动；以后的更正另外列出。")
    if not asked.is_over:
        begins = day(last_day(month) + timedelta(days=1))
        words = f"统计到{counted}，本月还没有过完，数字还会变。"
        return State("wait", "还没结账", words, month, None, f"{begins}起才可以结账；每月3日系统会自动结账。")
    words = f"统计到{counted}，本月已经过完，结账前数字还会变。"
    if may_close(asked.user):
        return State("wait", "还没结账", words, month, month)
    return State("wait", "还没结账", words, month, None, "由全市负责人结账；每月3日系统也会自动结账。")


def _of_several(asked: Asked) -> State:
    open_ = [one for one in asked.standing if one.kind != FigureSet.Kind.CLOSED]
    this = asked.span.length.this
    if not open_ and asked.span.is_whole:
        return State("good", "已结账", f"{this}各月都已结账，数字不再变动；以后的更正另外列出。")
    parts = [] if asked.span.is_whole else [f"{this}还没有过完，只算到{asked.span.last.month}月"]
    if open_:
        parts.append(f"{'、'.join(f'{one.month.month}月' for one in open_)}还没结账，数字还会变")
    return State("wait", "还没结账" if open_ else "还没过完", f"{'；'.join(parts)}。")


def jobs_of(asked: Asked) -> list[Job]:
    """What she had counted or closed today, and what still runs."""
    mine = Job.objects.of(asked.user).filter(kind__in=KINDS)
    return list(mine.filter(Q(asked_at__date=asked.today) | ~Q(state__in=ENDED))[:MOST_JOBS])


@require_POST
@desk(Role.MANAGER)
def count(request):
    """Count a month that is not closed: this one, or one that is over and still open."""
    month = _month(request)
    ask_count(request.user, month)
    messages.success(request, "已开始统计，进度显示在这里；关掉页面也不会停。")
    return redirect("figures:month")


@require_POST
@desk(Role.MANAGER)
def close(request):
    """Close a month, where it may be closed; a refusal says why and changes nothing."""
    month = _month(request)
    try:
        ask_close(request.user, month)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, f"正在给{month.year}年{month.month}月结账，进度显示在这里。")
    return redirect("figures:month")


def _month(request) -> date:
    """The month out of the form; Http404 for what is none, or lies ahead."""
    try:
        month = parse_date(request.POST.get("month", ""))
    except ValueError:
        raise Http404 from None
    if month is None or month != month_of(month) or month > timezone.localdate():
        raise Http404
    return month
