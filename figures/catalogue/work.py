"""就业: who is in work, who was placed, and who is still there after 30, 90, 180 and 365 days."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from django.db.models import Max, Q
from django.utils import timezone

from employers.models import InsuredSpell
from figures.figure import Figure, Kind, Part, Row, Table
from figures.period import WHY, Period, month_of
from placement.models import FollowUp, Placement
from placement.models.follow_up import DAYS

GROUP = "就业"
WORKING, LEFT, UNKNOWN = "working", "left", "unknown"


class Job(NamedTuple):
    id: int
    client: int
    started_on: date
    kind: str


def jobs_on(period: Period) -> list[Job]:
    """One job of each client on the register who has one that day: of several the one that began last."""
    if "jobs" not in period.kept:
        running = (
            Placement.objects.unscoped(WHY)
            .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=period.last), started_on__lte=period.last)
            .order_by("started_on", "pk")
            .values_list("pk", "client", "started_on", "kind")
        )
        jobs = {client: Job(pk, client, begun, kind) for pk, client, begun, kind in running}
        period.kept["jobs"] = [job for client, job in jobs.items() if client in period.register]
    return period.kept["jobs"]


def _at_work(kind: str, period: Period) -> Iterator[Row]:
    return (Row(job.id, period.home(job.client)) for job in jobs_on(period) if kind in ("", job.kind))


def _placed(kind: str, period: Period) -> Iterator[Row]:
    rows = (
        Placement.objects.unscoped(WHY)
        .filter(started_on__range=period.days)
        .order_by()
        .values_list("pk", "client", "started_on", "kind")
    )
    for pk, client, begun, own in rows:
        case = period.cases.get(client)
        # Who came with a job that she had already was not placed.
        if case and begun >= case.opened_on and kind in ("", own):
            yield Row(pk, period.home(client, begun))


def _left(period: Period) -> Iterator[Row]:
    rows = Placement.objects.unscoped(WHY).filter(ended_on__range=period.days).order_by()
    for pk, client, ended in rows.values_list("pk", "client", "ended_on"):
        if client in period.cases:
            yield Row(pk, period.home(client, ended))


# The marks ------------------------------------------------------------------------------------------------------------


def _at_mark(days: int, outcome: str, period: Period) -> Iterator[Row]:
    return (row for row, own in marks(period, days) if outcome in ("", own))


def marks(period: Period, days: int) -> list[tuple[Row, str]]:
    """The placements whose day of that number fell in the month, and how they stood on it.

    working  a talk on that day or later found her there, the job ended later, or the payroll shows it
    left     the job ended by then; or the payroll shows that she had left, and nothing speaks against it
    unknown  none of both: nobody is at work, or gone, because nobody asked
    """
    key = f"mark {days}"
    if key not in period.kept:
        period.kept[key] = list(_marks(period, days))
    return period.kept[key]


def _marks(period: Period, days: int) -> Iterator[tuple[Row, str]]:
    first, last = (day - timedelta(days=days) for day in period.days)
    said = Q(follow_ups__outcome=FollowUp.Outcome.WORKING)
    rows = list(
        Placement.objects.unscoped(WHY)
        .filter(started_on__range=(first, last))
        .order_by()
        .annotate(seen=Max("follow_ups__settled_on", filter=said))
        .values_list("pk", "client", "started_on", "ended_on", "seen", "hire", "hire__left_on")
    )
    insured = _insured({hire for *_, hire, _ in rows if hire})
    for pk, client, begun, ended, seen, hire, gone in rows:
        if client not in period.cases:
            continue
        day = begun + timedelta(days=days)
        yield Row(pk, period.home(client, day)), _outcome(day, ended, seen, gone, insured.get(hire, ()))


def _outcome(day: date, ended: date | None, seen: date | None, gone: date | None, insured: Iterable["Spell"]) -> str:
    """How the job stood on its day: it ended, somebody talked with her there, the payroll says when she left, or which
    months it insured her; in this order of what is believed."""
    if ended is not None:
        return LEFT if ended <= day else WORKING
    if seen is not None and seen >= day:
        return WORKING
    if gone is not None:
        return LEFT if gone <= day else WORKING
    return WORKING if any(shows(spell, day) for spell in insured) else UNKNOWN


Spell = tuple[date, date | None, date]


def _insured(hires: set[int]) -> dict[int | None, list[Spell]]:
    """The spells of these hires: first month, last month, and the day on which it was written down."""
    found: dict[int | None, list[Spell]] = {}
    spells = InsuredSpell.objects.filter(hire__in=hires).order_by()
    for hire, first, last, recorded_at in spells.values_list("hire", "first", "last", "recorded_at"):
        found.setdefault(hire, []).append((first, last, timezone.localdate(recorded_at)))
    return found


def shows(spell: Spell, day: date) -> bool:
    """Whether these insured months show her at work on that day: their last month is written and not before it, or they
    go on and were written down on it or later. What was said before a day does not show the day."""
    first, last, recorded_on = spell
    if first > day:
        return False
    return recorded_on >= day if last is None else last >= month_of(day)


_stock = partial(Figure, group=GROUP, unit="人", kind=Kind.STOCK, table=Table.PLACEMENT)
_flow = partial(Figure, group=GROUP, unit="人次", kind=Kind.FLOW, table=Table.PLACEMENT)
_OUTCOMES = (
    (
        WORKING,
        "在岗",
        "有当天或以后的回访说还在岗，或者以后才离岗，或者企业登记的参保月份、离岗日期能证明当天在岗",
        "more",
    ),
    (LEFT, "已离岗", "到那一天为止登记了离岗，或者企业登记了离岗而没有当天或以后的回访说还在岗", "less"),
    (UNKNOWN, "情况不明", "没有登记离岗，也没有当天或以后的回访、参保能证明在岗；不明不等于离岗", "less"),
)


def _of_mark(days: int) -> Iterator[Figure]:
    whole = f"work.mark{days}"
    due = f"上岗第{days}天（上岗日期往后数{days}天）落在本月的安置"
    yield _flow(
        whole,
        f"{days} 天：到期",
        definition=f"{due}，不论结果，算在当天的居住地。",
        rows=partial(_at_mark, days, ""),
    )
    for outcome, label, how, better in _OUTCOMES:
        yield _flow(
            f"{whole}.{outcome}",
            f"{days} 天：{label}",
            definition=f"{due}，{how}。",
            rows=partial(_at_mark, days, outcome),
            short=label,
            parts_of=(Part(whole, "outcome"),),
            better=better,
        )
    yield Figure(
        f"{whole}.share",
        f"{days} 天在岗率",
        GROUP,
        "%",
        Kind.SHARE,
        f"{days} 天时能证明在岗的，除以本月到期的全部安置。情况不明的留在分母里，所以实际只会更高，不会更低。",
        numerator=f"{whole}.working",
        denominator=whole,
        better="more",
    )


FIGURES = (
    _stock(
        "work.at_work",
        "在业人数",
        definition="最后一天在册、当天有一份已上岗而没有离岗的安置记录的人；离岗当天不算，一个人只算一次。"
        "按登记算：还没有人问过的也算在内。",
        rows=partial(_at_work, ""),
        parts_of=(Part("clients.open", "work", complete=False),),
        # Nearly: who moves or leaves the register takes her job along. Where nobody does, exactly.
        carried_by=(("work.placed", "work.left"),),
        better="more",
    ),
    *(
        _stock(
            f"work.at_work.{kind}",
            f"在业：{label}",
            definition=f"在业人数中，安置方式是“{label}”的人；同时有几份的只算最晚上岗的一份。",
            rows=partial(_at_work, kind),
            short=label,
            parts_of=(Part("work.at_work", "kind"),),
        )
        for kind, label in Placement.Kind.choices
    ),
    Figure(
        "work.share",
        "在业率",
        GROUP,
        "%",
        Kind.SHARE,
        "在业人数除以在册人数，都按最后一天算。不扣除在校、患病等暂时不能工作的人。",
        numerator="work.at_work",
        denominator="clients.open",
        better="more",
    ),
    _flow(
        "work.placed",
        "本月安置",
        definition="上岗日期在本月的安置，算在上岗当天的居住地；一个人上岗两次算两次，建档前已经在做的工作不算。",
        rows=partial(_placed, ""),
        better="more",
    ),
    *(
        _flow(
            f"work.placed.{kind}",
            f"本月安置：{label}",
            definition=f"本月安置中，安置方式是“{label}”的。",
            rows=partial(_placed, kind),
            short=label,
            parts_of=(Part("work.placed", "kind"),),
        )
        for kind, label in Placement.Kind.choices
    ),
    _flow(
        "work.left",
        "本月离岗",
        definition="离岗日期在本月的安置，不论原因，算在离岗当天的居住地。",
        rows=_left,
        better="less",
    ),
    *(figure for days in DAYS for figure in _of_mark(days)),
)
