"""救助: where every entitlement stands, what is due today, what changed, and the button that looks at all again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jobs.models import Job
from jobs.models.job import ENDED
from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Region, Role, User
from welfare import applications, gaps
from welfare.changes import NEWLY, NO_LONGER, NOW_OPEN, OTHER, Change, changes
from welfare.desk.entitled import KIND, WHO
from welfare.desk.standards import held
from welfare.models import Determination, Screening
from welfare.models.determination import OutcomeChoice
from welfare.screen import districts
from welfare.standards import book
from welfare.tally import Tally, tally
from welfare.tasks import ALL, ask_screenings, is_screened
from welfare.tasks import KIND as SCREENING

MAY_SCREEN = (Role.WELFARE_OFFICER, Role.MANAGER)
MOST_JOBS = 3
RECEIVED, LACKING = "正在享受", "应享未享"
# Changes named on the page; the rest is counted.
NAMED = 8
WORDS = {NEWLY: "新符合", NO_LONGER: "不再符合", NOW_OPEN: "转为待核实", OTHER: "核实后不符合"}
TONES = {NEWLY: "good", NO_LONGER: "bad", NOW_OPEN: "wait", OTHER: "plain"}


@dataclass(frozen=True, slots=True)
class Screened:
    """One district and its last finished screening, if there was one."""

    region: Region
    last: Screening | None


@require_safe
@desk(*WHO)
def overview(request):
    """The first page of assistance, over what the acting person may see."""
    user, today = request.user, timezone.localdate()
    open_gaps = gaps.rows(user, today)
    changed = changes(user)
    rows = tally(user, today, open_gaps, changed)
    looked_at = screened(user)
    ledger.record(user, Action.VIEW, KIND, "overview", Purpose.WELFARE)
    shown = [row for row in rows if row.anybody]
    context = {
        "today": today,
        "rows": shown,
        "idle": [row for row in rows if not row.anybody],
        "bars": bars(shown),
        "families": gaps.families(open_gaps),
        "gaps": len(open_gaps),
        "overdue": sum(row.is_overdue(today) for row in open_gaps),
        "soon": sum(row.is_due_soon(today) for row in open_gaps),
        "nobody": sum(row.handler is None for row in open_gaps),
        "mine": sum(row.handler == user.pk for row in open_gaps),
        "applications": applications.counts(user, today),
        "numbers": numbers(user, today) if user.role in MAY_SCREEN else None,
        "changes": _counted(changed),
        "more": max(0, len(changed) - NAMED),
        "named": named(user, changed[:NAMED]),
        "districts": looked_at,
        "never": not any(one.last for one in looked_at),
        "may_screen": user.role in MAY_SCREEN,
        "jobs": jobs_of(user, today),
    }
    return render(request, "welfare/desk/home.html", context)


def _counted(changed: Sequence[Change]) -> list[dict[str, Any]]:
    counts = Counter(one.kind for one in changed)
    return [{"word": WORDS[kind], "tone": TONES[kind], "count": counts[kind]} for kind in WORDS if counts[kind]]


def named(user: User, changed: Sequence[Change]) -> list[dict[str, Any]]:
    """These changes with whose they are, in the same order. One query."""
    rows = Determination.objects.households(user).filter(pk__in=[one.pk for one in changed])
    found = {row.pk: row for row in rows.select_related("client").defer("words")}
    return [
        {
            "row": found[one.pk],
            "word": WORDS[one.kind],
            "tone": TONES[one.kind],
            "before": OutcomeChoice(one.before).label if one.before else "",
        }
        for one in changed
        if one.pk in found
    ]


def jobs_of(user: User, today: date) -> list[Job]:
    """The screenings that she asked for today, or that still run."""
    asked = Job.objects.of(user).filter(kind__in=(SCREENING, ALL))
    return list(asked.filter(Q(asked_at__date=today) | ~Q(state__in=ENDED) | Q(parts_open__gt=0))[:MOST_JOBS])


def bars(rows: Sequence[Tally]) -> dict[str, Any]:
    """Take-up as a bar each: who has it beside who is entitled and has it not; the longest fills the drawing."""
    known = [row for row in rows if row.receiving or row.gap]
    return {
        "most": max((row.receiving + row.gap for row in known), default=0),
        "names": [RECEIVED, LACKING],
        "rows": [
            {
                "label": row.entitlement.name,
                "parts": [{"label": RECEIVED, "value": row.receiving}, {"label": LACKING, "value": row.gap}],
                "share": round(100 * row.receiving / (row.receiving + row.gap)),
                "href": reverse("welfare:entitled", args=[row.entitlement.code]),
            }
            for row in known
        ],
    }


def numbers(user: User, today: date) -> dict[str, int]:
    """Standards of her region: whose day of review has come, which nobody knows, which wait for a second person."""
    rows = list(held(user, user.region.code, today, book(), count_families=False))
    return {
        "due": sum(row.due for row in rows),
        "missing": sum(row.is_missing for row in rows),
        "waiting": sum(row.waiting for row in rows),
    }


# Screening ------------------------------------------------------------------------------------------------------------


def screened(user: User) -> list[Screened]:
    """Each of her districts with its last finished screening."""
    regions = districts(user.region.code) if user.region else []
    latest: dict[int, Screening] = {}
    for one in Screening.objects.filter(region__in=regions, finished_at__isnull=False).order_by("started_at"):
        latest[one.region_id] = one
    return [Screened(region, latest.get(region.pk)) for region in regions]


@require_POST
@desk(*MAY_SCREEN)
def rescreen(request):
    """Ask for a screening of each of her districts as of today. What was looked at today is true already."""
    today, regions = timezone.localdate(), [one.region for one in screened(request.user)]
    if not regions:
        messages.error(request, "本辖区还没有在册的服务对象，没有可以筛查的家庭。")
    elif is_screened(regions, today):
        messages.info(request, "今天已经筛查过。之后改过的情况都已当场重新测算，名单就是最新的。")
    elif Job.objects.with_parts().get(pk=ask_screenings(request.user, regions, today).pk).is_going_on:
        messages.success(request, "已开始筛查，进度显示在这里；关掉页面也不会停。")
    else:
        messages.error(request, "今天的筛查没有做完。请在下面点“重新开始”，做完的不会重做。")
    return redirect("welfare:home")
