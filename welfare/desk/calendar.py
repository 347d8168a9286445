"""工作日历: the announced years, and the form that takes in the next year's notice: pasted, looked at, confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients import duties, duty_kinds
from clients.models import HandOver, Transfer
from law.workdays import workdays_between
from people.doors import desk
from people.errors import Refused
from people.ids import id_in
from people.models import Role, User
from welfare.calendar import (
    COUNTED,
    FIRST_YEAR,
    MAY_LOAD,
    YEARS_AHEAD,
    Moved,
    calendar,
    confirm_notice,
    discard_notice,
    load_notice,
    would_move,
)
from welfare.holiday_notice import OFF, Arranged, doubts, read
from welfare.models import CalendarNotice, Deadline
from welfare.restricted import visible_entitlements

WHO = (Role.WELFARE_OFFICER, Role.SOCIAL_WORKER, Role.MANAGER)
WEEKDAYS = "一二三四五六日"


class NoticeForm(forms.Form):
    """The notice of one year as it was published."""

    year: Any = forms.TypedChoiceField(label="哪一年的安排", coerce=int)
    source = forms.CharField(
        label="依据",
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": "通知的名称和文号", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label="通知正文",
        max_length=20_000,
        help_text="把国务院办公厅通知的正文整段粘贴进来；也可以每行写一天：2027-01-01 放假 元旦",
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, data=None, *, year: int) -> None:
        super().__init__(data, initial={"year": year, "source": f"国务院办公厅关于{year}年部分节假日安排的通知"})
        years = range(timezone.localdate().year + YEARS_AHEAD, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(each, f"{each} 年") for each in years]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            days, problems = read(cleaned["text"], cleaned["year"])
            for problem in problems:
                self.add_error("text", problem)
            if not days and not problems:
                self.add_error("text", "没有读到放假或者上班的日期，请把通知的正文整段粘贴进来。")
            cleaned["days"] = days
        return cleaned


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one festival that follow each other, or one day worked instead."""

    name: str
    kind: str
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_off(self) -> bool:
        return self.kind == OFF

    @property
    def words(self) -> str:
        """10月1日（周四）至10月7日（周三）."""
        first = f"{self.first.month}月{self.first.day}日（周{WEEKDAYS[self.first.weekday()]}）"
        if self.first == self.last:
            return first
        return f"{first}至{self.last.month}月{self.last.day}日（周{WEEKDAYS[self.last.weekday()]}）"


@dataclass(frozen=True, slots=True)
class MovedTerm:
    """One term that a notice moves. ``href`` and ``who`` are empty where the reader may not see whose it is."""

    what: str
    before: date
    after: date
    who: str = ""
    href: str = ""


@require_safe
@desk(*WHO)
def overview(request):
    """The year asked for (``?year=``), else the latest that counts; what waits for a second look stands above."""
    notices = CalendarNotice.objects.select_related("loaded_by", "confirmed_by")
    counting = {notice.year: notice for notice in notices.filter(confirmed_at__isnull=False).order_by("confirmed_at")}
    asked = id_in(request.GET.get("year", ""))
    shown = counting.get(asked or 0) or counting.get(max(counting, default=0))
    today = timezone.localdate()
    context = {
        "waiting": list(notices.filter(confirmed_at__isnull=True)),
        "years": sorted(counting, reverse=True),
        "notice": shown,
        "stretches": stretches(shown) if shown else [],
        "workdays": workdays_in(shown.year) if shown else 0,
        "next_year": max([*counting, today.year]) + 1,
        "is_late": today.month == 12 and today.year + 1 not in counting,
        "may_load": request.user.role in MAY_LOAD,
    }
    return render(request, "welfare/desk/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*MAY_LOAD)
def new(request):
    """The form; what the notice says twice and differently is named by its line."""
    year = id_in(request.GET.get("year", "")) or timezone.localdate().year + 1
    form = NoticeForm(request.POST or None, year=year)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            notice = load_notice(request.user, given["year"], given["days"], given["source"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已录入 {notice.year} 年的安排，请另一位同事核对。")
            return redirect("welfare:calendar_notice", notice.pk)
    return render(request, "welfare/desk/calendar_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@desk(*WHO)
def notice(request, notice_id):
    """One notice: its days, what speaks against them, and which terms it moves or has moved."""
    found = get_object_or_404(CalendarNotice.objects.select_related("loaded_by", "confirmed_by"), pk=notice_id)
    moved = [Moved.of(row) for row in found.moved] if found.counts else would_move(found)
    context = {
        "notice": found,
        "stretches": stretches(found),
        "doubts": [] if found.loaded_by is None else doubts(arranged(found), found.year),
        "moved": moved_shown(request.user, moved),
        "moved_count": len(moved),
        "is_own": found.loaded_by_id == request.user.pk,
        "may_load": request.user.role in MAY_LOAD,
    }
    return render(request, "welfare/desk/calendar_notice.html", context)


@require_POST
@desk(*MAY_LOAD)
def act(request, notice_id, deed):
    """Confirm what somebody else entered, or throw it away."""
    found = get_object_or_404(CalendarNotice, pk=notice_id)
    if deed not in ("confirm", "discard"):
        raise Http404
    try:
        if deed == "discard":
            discard_notice(request.user, found)
            messages.success(request, f"已作废 {found.year} 年的安排。")
            return redirect("welfare:calendar")
        moved = confirm_notice(request.user, found)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("welfare:calendar")
    messages.success(request, f"{found.year} 年的安排已生效，{len(moved)} 个期限随之变动。")
    return redirect("welfare:calendar_notice", found.pk)


def arranged(notice: CalendarNotice) -> list[Arranged]:
    return [Arranged(*row) for row in notice.days.order_by("day").values_list("day", "kind", "name")]


def stretches(notice: CalendarNotice) -> list[Stretch]:
    """The days of a notice, those of one festival that follow each other together, by first day. One query."""
    found: list[Stretch] = []
    for day, kind, name in arranged(notice):
        last = found[-1] if found else None
        if last and (last.name, last.kind) == (name, kind) and (day - last.last).days == 1:
            found[-1] = Stretch(name, kind, last.first, day)
        else:
            found.append(Stretch(name, kind, day, day))
    return found


def workdays_in(year: int) -> int:
    """How many days of the year are worked."""
    return workdays_between(date(year - 1, 12, 31), date(year, 12, 31), calendar()).days


def moved_shown(user: User, moved: Sequence[Moved]) -> list[MovedTerm]:
    """The terms with whose they are, as far as ``user`` sees them. Four queries."""
    ids = {kind: [one.pk for one in moved if one.kind == kind] for kind in COUNTED}
    codes = [one.code for one in visible_entitlements(user)]
    clocks = {
        clock.pk: clock
        for clock in Deadline.objects.households(user)
        .filter(pk__in=ids["deadline"], application__entitlement__in=codes)
        .select_related("application__client")
    }
    hand_overs = {
        one.pk: one
        for one in HandOver.objects.visible_to(user).filter(pk__in=ids["hand_over"]).select_related("client")
    }
    transfers = Transfer.objects.visible_to(user).select_related("client").in_bulk(ids["transfer"])
    affairs = duties.seen_by(user).select_related("client").in_bulk(ids["duty"])
    found, signed_at = [], reverse("clients:hand_overs")
    for kind, pk, before, after in moved:
        clock, hand_over = clocks.get(pk), hand_overs.get(pk)
        transfer, duty = transfers.get(pk), affairs.get(pk)
        if kind == "deadline" and clock:
            what = f"{clock.application.declared.name}：{clock.step}"
            href = reverse("welfare:application", args=[clock.application_id])
            found.append(MovedTerm(what, before, after, clock.application.client.name, href))
        elif kind == "hand_over" and hand_over:
            found.append(MovedTerm("移交签收", before, after, hand_over.client.name, signed_at))
        elif kind == "transfer" and transfer:
            found.append(
                MovedTerm("执行地变更接收", before, after, transfer.client.name, reverse("clients:hand_overs"))
            )
        elif kind == "duty" and duty:
            href = reverse("clients:duty", args=[duty.pk])
            found.append(MovedTerm(duty_kinds.outward(duty), before, after, duty.client.name, href))
    return found
