"""花名册: who is on file on a day, under which measure, until when, and whether she is at work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from clients import clock_facts
from clients.models import Client, RehabMeasure
from figures.registers.columns import loaded, where, who
from figures.registers.register import Column, Fills, Kind, Reading, Register
from law import case_clocks
from placement.models import Placement

OUT_OF_WORK = "没有在岗记录"


@dataclass(frozen=True, slots=True)
class OnFile:
    """One client on that day, under the measure that runs, else the last that ran. ``end`` None: open, agreed, or
    something has still to be asked."""

    client: Client
    age: int | None
    measure: RehabMeasure | None
    is_over: bool
    end: date | None
    work: Placement | None


def _rows(reading: Reading):
    day = reading.days.last
    rows = reading.of(Client).filter(Q(closed_on=None) | Q(closed_on__gt=day), opened_on__lte=day)
    return (
        rows.select_related(*loaded(""), "registered_region__parent")
        .prefetch_related("measures__pauses", "placements__enterprise")
        .order_by("number")
    )


def _lines(reading: Reading, rows: Sequence[Client]) -> list[OnFile]:
    return [_line(client, reading.days.last) for client in rows]


def _line(client: Client, day: date) -> OnFile:
    measures, placements = client.measures.all(), client.placements.all()
    running = [one for one in measures if one.start <= day and (one.end is None or one.end > day)]
    at_work = [one for one in placements if one.started_on <= day and (one.ended_on is None or one.ended_on > day)]
    begun = [one for one in measures if one.start <= day]
    measure = (running or begun)[-1] if begun else None
    end = case_clocks.statutory_end(clock_facts.measure_facts(measure, measures)) if measure else None
    return OnFile(client, client.age(day), measure, not running, end, at_work[0] if at_work else None)


def _measure(line: OnFile) -> str:
    if line.measure is None:
        return ""
    name = line.measure.get_kind_display()
    return f"{name}（已结束）" if line.is_over else name


def _work(line: OnFile) -> str:
    return f"{line.work.get_kind_display()}：{line.work.job_title}" if line.work else OUT_OF_WORK


def _whose(line: OnFile) -> Client:
    return line.client


def _registered(line: OnFile) -> str:
    home = line.client.registered_region
    return home.short_name if home else ""


ROSTER = Register(
    code="roster",
    label="花名册",
    group="人员",
    about="这一天在册的服务对象，每人一行。",
    fills=Fills("建档以后，服务对象就在花名册上。", "去建档", "clients:enrol"),
    rows=_rows,
    lines=_lines,
    whose=_whose,
    as_of=True,
    unit="人",
    columns=(
        *who(_whose),
        Column("性别", lambda line: line.client.get_sex_display(), minor=True),
        Column("年龄", lambda line: line.age, Kind.NUMBER, note="这一天满多少岁"),
        Column("身份证号", lambda line: line.client.id_number, private=True, minor=True),
        Column("联系电话", lambda line: line.client.phone, private=True),
        Column("人员类别", lambda line: line.client.get_category_display()),
        Column("措施", _measure, note="这一天正在执行的；都结束了的，是最近一项"),
        Column("开始日期", lambda line: line.measure.start if line.measure else None, Kind.DAY),
        Column(
            "结束或预计结束",
            lambda line: line.end,
            Kind.DAY,
            note="登记了的结束日期；没有结束的，按法律和登记过的中止、变更推算，由协议定或还缺日期的空着",
        ),
        Column(
            "协议签订",
            lambda line: line.measure.agreement_on if line.measure else None,
            Kind.DAY,
            minor=True,
        ),
        Column("就业", _work, note="这一天在岗的安置"),
        Column("最近联系", lambda line: line.client.last_contact_on, Kind.DAY, minor=True, note="到今天为止"),
        Column("建档日期", lambda line: line.client.opened_on, Kind.DAY, minor=True),
        Column("户籍地", _registered, minor=True),
        Column("详细地址", lambda line: line.client.address, private=True, minor=True, wide=True),
        *where(_whose),
    ),
)
