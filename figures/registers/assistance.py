"""救助: what families received, and what was applied for. What tells of illness or treatment stands here for the
client's own caseworker alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Max, Q

from clients.models import Client
from clients.models.scoped import CaseQuerySet
from figures.registers.columns import loaded, where, who
from figures.registers.helping import HELPED_BY_LAW
from figures.registers.merged import Merged, Part
from figures.registers.register import Column, Fills, Kind, Reading, Register
from people.models import Role
from welfare.catalogue.table import BY_CODE
from welfare.models import Application, Benefit
from welfare.models.application import CLOSED
from welfare.restricted import visible_entitlements


@dataclass(frozen=True, slots=True)
class Aid:
    """One benefit, or one application. ``amount`` in ``unit``."""

    client: Client
    kind: str
    entitlement: str
    state: str
    amount: Decimal | None
    since: date
    until: date | None
    due: date | None
    grade: str
    office: str

    @property
    def name(self) -> str:
        """As the catalogue has it today; the bare code of what it has dropped."""
        declared = BY_CODE.get(self.entitlement)
        return declared.name if declared else self.entitlement

    @property
    def unit(self) -> str:
        declared = BY_CODE.get(self.entitlement)
        return declared.unit if declared and self.amount is not None else ""


def _rows(reading: Reading) -> Merged:
    """Benefits that ran in these days, and applications that were open in them."""
    first, last = reading.days.span
    benefits = _shown(reading, reading.of(Benefit)).filter(
        # Paid once: it ends on the day on which it began.
        Q(until=None) | Q(until__gt=first) | Q(until=F("since"), since__gte=first),
        since__lte=last,
    )
    applications = (
        _shown(reading, reading.of(Application))
        .annotate(moved_on=Max("events__on"))
        .filter(~Q(state__in=CLOSED) | Q(moved_on__gte=first) | Q(started_on__gte=first), started_on__lte=last)
    )
    return Merged(
        Part(benefits.select_related(*loaded()), ("client__number", "since")),
        Part(
            applications.select_related(*loaded(), "region__parent").prefetch_related("deadlines"),
            ("client__number", "started_on"),
        ),
    )


def _shown(reading: Reading, rows: CaseQuerySet) -> CaseQuerySet:
    """Without what its very name gives away, unless the reader is the caseworker of every client on her list."""
    if reading.user.role == Role.SOCIAL_WORKER:
        return rows
    named = {entitlement.code for entitlement in visible_entitlements(reading.user)}
    return rows.filter(entitlement__in=named)


def _lines(reading: Reading, rows: Sequence[Benefit | Application]) -> list[Aid]:
    return [_benefit(row, reading.today) if isinstance(row, Benefit) else _application(row) for row in rows]


def _benefit(row: Benefit, today: date) -> Aid:
    state = "正在享受" if row.runs(today) else "以后开始" if row.since > today else "已停止"
    if row.until == row.since:
        state = "一次发放"
    return Aid(
        row.client, "享受", row.entitlement, state, row.amount, row.since, row.until, None, row.get_grade_display(), ""
    )


def _application(row: Application) -> Aid:
    waiting = [one.due_on for one in row.deadlines.all() if one.is_running and not one.at_least]
    return Aid(
        row.client, "申请", row.entitlement, row.get_state_display(), row.amount, row.started_on, None,
        min(waiting, default=None), "", row.region.short_name,
    )  # fmt: skip


def _whose(line: Aid) -> Client:
    return line.client


AID = Register(
    code="aid",
    label="救助台账",
    group="救助",
    about="这段时间里享受的救助，和这段时间里在办的申请。",
    fills=Fills("在服务对象的“家庭”里记正在享受的救助，或者发起申请。", "看救助", "welfare:home"),
    rows=_rows,
    lines=_lines,
    whose=_whose,
    sources=HELPED_BY_LAW,
    columns=(
        *who(_whose),
        Column("类别", lambda line: line.kind, note="享受的，或者申请"),
        Column("救助项目", lambda line: line.name, note="和疾病、治疗有关的，只有本人的责任社工看得到"),
        Column("进度", lambda line: line.state, note="到今天为止"),
        Column("金额", lambda line: line.amount, Kind.MONEY, note="申请是批准的金额"),
        Column("单位", lambda line: line.unit),
        Column("开始日期", lambda line: line.since, Kind.DAY, note="申请是发起日期"),
        Column("停止日期", lambda line: line.until, Kind.DAY, minor=True),
        Column("下一个办理期限", lambda line: line.due, Kind.DAY, minor=True),
        Column("佐证等级", lambda line: line.grade, minor=True),
        Column("受理机关", lambda line: line.office, minor=True),
        *where(_whose),
    ),
)
