"""报到、请假外出、到检日程: what a measure asks of the client, and when it was done. No result of any test is here."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from clients import clock_facts, clocks
from clients.models import Client, HelpEvent, KeptDay, Leave, RehabMeasure, ReportIn
from figures.registers.columns import loaded, where, who
from figures.registers.register import Column, Fills, Kind, Reading, Register, Source
from law import case_clocks
from law.article import Article
from law.case_clocks.sources import ORDOS, of_regulation

ORDOS_CODE = "1506"
# Calendars of so many people are worked out at once; a city is asked for street by street.
MOST_CLIENTS = 1_000


# 报到 -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """One report-in with the last day of its term; None where the law had no term yet."""

    report: ReportIn
    due: date | None
    state: str

    @property
    def client(self) -> Client:
        client: Client = self.report.client
        return client


def _reports(reading: Reading):
    span = reading.days.span
    rows = reading.of(ReportIn).filter(Q(counted_from__range=span) | Q(reported_on__range=span))
    return rows.select_related(*loaded(), "region__parent", "measure").order_by("counted_from", "pk")


def _report_lines(reading: Reading, rows: Sequence[ReportIn]) -> list[Report]:
    found = []
    for row in rows:
        due = case_clocks.report_in(clock_facts.report_facts(row)).due_on
        found.append(Report(row, due, _report_state(row, due, reading.today)))
    return found


def _report_state(row: ReportIn, due: date | None, today: date) -> str:
    if row.dropped_on:
        return "不再需要"
    if row.reported_on is None:
        return "还没报到，已过期限" if due and due < today else "还没报到"
    late = (row.reported_on - due).days if due else 0
    return f"报到，晚 {late} 天" if late > 0 else "按期报到"


def _of_report(line: Report) -> Client:
    return line.client


REPORTS = Register(
    code="report-ins",
    label="报到登记",
    group="执行",
    about="这段时间起算的报到，和这段时间来报到的。",
    fills=Fills("在服务对象的“时限与计划”里登记要报到，来了再记报到日期。", "找服务对象", "clients:caseload"),
    rows=_reports,
    lines=_report_lines,
    whose=_of_report,
    sources=tuple(Source(of_regulation(article)) for article in ("第十四条", "第二十二条", "第三十八条")),
    columns=(
        *who(_of_report),
        Column("因为", lambda line: line.report.get_cause_display()),
        Column("措施", lambda line: line.report.get_kind_display()),
        Column("起算日", lambda line: line.report.counted_from, Kind.DAY),
        Column("报到期限", lambda line: line.due, Kind.DAY, note="起算日以后第 15 天"),
        Column("报到日期", lambda line: line.report.reported_on, Kind.DAY),
        Column("情况", lambda line: line.state, note="到今天为止；晚了有没有正当理由，由人判断"),
        Column("逾期的理由", lambda line: line.report.excuse, minor=True, wide=True),
        Column("报到地", lambda line: line.report.region.short_name, minor=True),
        Column(
            "协议签订",
            lambda line: line.report.measure.agreement_on if line.report.measure else None,
            Kind.DAY,
            minor=True,
        ),
        *where(_of_report),
    ),
)


# 请假外出 -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Away:
    """One absence. ``days``: from the day she left to the day before she was back, else to the last day planned."""

    leave: Leave
    days: int
    state: str

    @property
    def client(self) -> Client:
        client: Client = self.leave.client
        return client


def _leaves(reading: Reading):
    first, last = reading.days.span
    rows = reading.of(Leave).filter(
        Q(returned_on=None, until__gte=first) | Q(returned_on__gte=first),
        since__lte=last,
    )
    return rows.select_related(*loaded(), "decided_by").order_by("since", "pk")


def _leave_lines(reading: Reading, rows: Sequence[Leave]) -> list[Away]:
    found = []
    for row in rows:
        back = max(row.since, row.returned_on - timedelta(days=1)) if row.returned_on else row.until
        found.append(Away(row, case_clocks.days_away(row.since, back), _leave_state(row, reading.today)))
    return found


def _leave_state(row: Leave, today: date) -> str:
    if row.granted is None:
        return "等答复"
    if not row.granted:
        return "没有同意" if row.asked_on else "没有报告"
    if row.returned_on:
        return "按期返回" if row.returned_on <= row.until + timedelta(days=1) else "晚返回"
    return "该回来了" if row.until < today else "同意外出"


def _of_leave(line: Away) -> Client:
    return line.client


LEAVES = Register(
    code="leaves",
    label="请假外出台账",
    group="执行",
    about="这段时间里有一天在外面的书面报告，和没有报告的外出。",
    fills=Fills("服务对象要外出的，在“时限与计划”里登记书面报告。", "看请假外出", "clients:leaves"),
    rows=_leaves,
    lines=_leave_lines,
    whose=_of_leave,
    sources=(Source(of_regulation("第十九条")), Source(of_regulation("第二十条"))),
    columns=(
        *who(_of_leave),
        Column("离开日期", lambda line: line.leave.since, Kind.DAY),
        Column("预计返回", lambda line: line.leave.until, Kind.DAY),
        Column("返回日期", lambda line: line.leave.returned_on, Kind.DAY),
        Column("天数", lambda line: line.days, Kind.NUMBER, note="首尾都算；还没回来的算到预计返回那天"),
        Column("去哪里", lambda line: line.leave.destination, wide=True),
        Column("事由", lambda line: line.leave.get_why_display()),
        Column("书面报告日期", lambda line: line.leave.asked_on, Kind.DAY, minor=True),
        Column("情况", lambda line: line.state, note="到今天为止"),
        Column("答复日期", lambda line: line.leave.decided_on, Kind.DAY, minor=True),
        Column("答复人", lambda line: line.leave.decided_by.name if line.leave.decided_by else "", minor=True),
        Column("答复说明", lambda line: line.leave.decided_note, minor=True, wide=True),
        *where(_of_leave),
    ),
)


# 到检日程 -------------------------------------------------------------------------------------------------------------

STATES = {
    **dict(KeptDay.Outcome.choices),
    "seen": "已走访",
    "late": "没有记",
    "now": "可以办了",
    "ahead": "还没到",
    "before": "建档以前",
}


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day of a calendar, or one that was kept and has no place in it any more. Never a result."""

    client: Client
    measure: RehabMeasure
    kind: KeptDay.Kind
    number: int
    opens_on: date | None
    due_on: date | None
    on: date | None
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that one measure plans of one kind."""

    measure: RehabMeasure
    kind: KeptDay.Kind
    series: case_clocks.Series


def _planned(reading: Reading) -> list[PlannedDay]:
    """All that the calendars plan in these days, in order. Five queries, one more where visits are planned."""
    first, last = reading.days.span
    measures = (
        reading.of(RehabMeasure)
        .filter(Q(end=None) | Q(end__gte=first), start__lte=last, kind__in=case_clocks.COMMUNITY)
        .select_related(*loaded(), "client__residence_region")
        .prefetch_related("kept_days", "pauses", "client__measures__pauses")
    )
    calendars = [one for measure in measures for one in _calendars(measure, reading.today)]
    visits_are_planned = any(one.kind == KeptDay.Kind.VISIT and one.series.clocks for one in calendars)
    seen = _visits(reading) if visits_are_planned else {}
    found = [day for one in calendars for day in _days_of(one, seen, reading)]
    return sorted(found, key=lambda day: (day.due_on or day.on or last, day.client.number, day.kind, day.number))


def _calendars(measure: RehabMeasure, today: date) -> Iterator[Calendar]:
    region = measure.client.residence_region.code
    facts = clock_facts.measure_facts(measure, measure.client.measures.all())
    yield Calendar(measure, KeptDay.Kind.TEST, case_clocks.tests(facts, region, today))
    yield Calendar(measure, KeptDay.Kind.VISIT, case_clocks.visits(facts, region, today))


def _visits(reading: Reading) -> dict[int, list[date]]:
    """Days of visits by client, until the last day asked for."""
    days: dict[int, list[date]] = defaultdict(list)
    events = reading.of(HelpEvent).filter(kind=HelpEvent.Kind.VISIT, at__lt=reading.days.until)
    for client, at in events.values_list("client", "at"):
        days[client].append(timezone.localdate(at))
    return days


def _days_of(calendar: Calendar, seen: dict[int, list[date]], reading: Reading) -> Iterator[PlannedDay]:
    measure, kind = calendar.measure, calendar.kind
    client = measure.client
    kept = {(one.kind, one.number): one for one in measure.kept_days.all() if one.kind == kind}
    days = seen.get(client.pk, ()) if kind == KeptDay.Kind.VISIT else ()
    for one in clocks.planned(calendar.series, kept, days, client.opened_on, reading.today):
        row, due = kept.pop((kind, one.number), None), one.clock.due_on
        if due and reading.days.has(due) and (measure.end is None or due <= measure.end):
            yield PlannedDay(
                client, measure, kind, one.number, one.clock.opens_on or one.clock.counted_from, due,
                row.on if row else one.seen_on, STATES.get(one.state, ""), row.note if row else "",
            )  # fmt: skip
    # Written down under a calendar that has changed since: it happened all the same.
    for row in kept.values():
        if reading.days.has(row.on):
            yield PlannedDay(client, measure, kind, row.number, None, None, row.on, STATES[row.outcome], row.note)


def _clients(reading: Reading) -> int:
    return reading.of(Client).filter(status=Client.Status.OPEN).count()


def _of_day(line: PlannedDay) -> Client:
    return line.client


PLANNED = Register(
    code="planned-days",
    label="到检日程",
    group="执行",
    about="日程排在这段时间里的到检和走访，来没来。结果不在这里登记。",
    fills=Fills(
        "日程由执行地的规定和措施的开始日期排出来：先在服务对象的概况里登记措施。",
        "找服务对象",
        "clients:caseload",
    ),
    rows=_planned,
    whose=_of_day,
    ahead=3,
    sources=(Source(Article(*ORDOS), ORDOS_CODE),),
    most=MOST_CLIENTS,
    size=_clients,
    columns=(
        *who(_of_day),
        Column("措施", lambda line: line.measure.get_kind_display()),
        Column("事项", lambda line: line.kind.label),
        Column("第几次", lambda line: line.number, Kind.NUMBER),
        Column("从", lambda line: line.opens_on, Kind.DAY, minor=True),
        Column("最晚", lambda line: line.due_on, Kind.DAY, note="日程里这一次的最后一天"),
        Column("实际日期", lambda line: line.on, Kind.DAY),
        Column("情况", lambda line: line.state, note="到今天为止"),
        Column("说明", lambda line: line.note, minor=True, wide=True),
        *where(_of_day),
    ),
)
