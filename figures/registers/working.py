"""就业安置、就业服务和培训: the jobs that were held, the questions asked about them, and what helped on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Q

from clients.models import Client, EmploymentService
from figures.registers.columns import loaded, where, who
from figures.registers.helping import HELPED_BY_LAW
from figures.registers.merged import Merged, Part
from figures.registers.register import Column, Fills, Kind, Reading, Register
from placement.models import Enrolment, FollowUp, Placement
from placement.models.enrolment import EnrolmentState
from placement.models.follow_up import DAYS

# 就业安置 -------------------------------------------------------------------------------------------------------------


def _placements(reading: Reading):
    first, last = reading.days.span
    rows = reading.of(Placement).filter(Q(ended_on=None) | Q(ended_on__gte=first), started_on__lte=last)
    return (
        rows.select_related(*loaded(), "enterprise", "base").prefetch_related("follow_ups").order_by("started_on", "pk")
    )


def _asked(age: int, placement: Placement) -> str:
    """还在岗 11月3日; 应回访 with its day while nobody has an answer."""
    found = next((one for one in placement.follow_ups.all() if one.day == age), None)
    if found is None:
        return ""
    if found.settled_on is None:
        return f"应回访 {_short(found.due_on)}"
    if found.outcome == FollowUp.Outcome.NOT_NEEDED:
        return found.get_outcome_display()
    return f"{found.get_outcome_display()} {_short(found.settled_on)}"


def _short(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _of_placement(placement: Placement) -> Client:
    client: Client = placement.client
    return client


PLACEMENTS = Register(
    code="placements",
    label="就业安置台账",
    group="就业",
    about="这段时间里有一天在岗的安置，怎么安置、在哪里、回访怎么样。",
    fills=Fills("推荐成功登记上岗，或者自己找到工作的登记安置。", "看安置", "placement:placements"),
    rows=_placements,
    whose=_of_placement,
    sources=HELPED_BY_LAW,
    columns=(
        *who(_of_placement),
        Column("安置方式", lambda one: one.get_kind_display()),
        Column("单位", lambda one: one.where, wide=True),
        Column("安置基地", lambda one: one.base.name if one.base else "", minor=True),
        Column("做什么", lambda one: one.job_title),
        Column("上岗日期", lambda one: one.started_on, Kind.DAY),
        Column("合同开始", lambda one: one.contract_from, Kind.DAY, minor=True),
        Column("合同到期", lambda one: one.contract_until, Kind.DAY, minor=True),
        Column("参保日期", lambda one: one.insured_from, Kind.DAY, minor=True),
        Column("月工资（元）", lambda one: one.wage, Kind.MONEY, minor=True, note="本人说的，不知道的空着"),
        *(Column(f"{age} 天回访", partial(_asked, age), minor=age != DAYS[0]) for age in DAYS),
        Column("离岗日期", lambda one: one.ended_on, Kind.DAY),
        Column("离岗原因", lambda one: one.get_end_reason_display(), minor=True),
        *where(_of_placement),
    ),
)


# 就业服务和培训 -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One service, or one place in a class."""

    client: Client
    on: date
    until: date | None
    kind: str
    what: str
    provider: str
    with_client: str
    note: str
    hours: int | None
    result: str
    result_on: date | None
    certificate: str


def _services(reading: Reading) -> Merged:
    """Services of these days, and classes that ran in them."""
    first, last = reading.days.span
    services = reading.of(EmploymentService).filter(on__range=reading.days.span)
    classes = reading.of(Enrolment).filter(cohort__starts_on__lte=last, cohort__ends_on__gte=first)
    return Merged(
        Part(services.select_related(*loaded()), ("on",)),
        Part(
            classes.select_related(*loaded(), "cohort__course__base").prefetch_related("attendances"),
            ("cohort__starts_on",),
        ),
    )


def _steps(reading: Reading, rows: Sequence[EmploymentService | Enrolment]) -> list[Step]:
    return [_service(row) if isinstance(row, EmploymentService) else _class(row) for row in rows]


def _service(row: EmploymentService) -> Step:
    notes = "；".join(filter(None, (row.note, row.result_note)))
    return Step(
        row.client, row.on, None, "就业服务", row.get_kind_display(), row.provider, "是" if row.with_client else "否",
        notes, None, row.get_result_display(), row.result_on, "",
    )  # fmt: skip


def _class(row: Enrolment) -> Step:
    course = row.cohort.course
    passed = row.state == EnrolmentState.COMPLETED
    return Step(
        row.client, row.cohort.starts_on, row.cohort.ends_on, "培训", course.name, course.base.name, "",
        "", sum(one.hours for one in row.attendances.all()), row.get_state_display(), None,
        course.certificate_label if passed else "",
    )  # fmt: skip


def _of_step(line: Step) -> Client:
    return line.client


SERVICES = Register(
    code="services",
    label="就业服务和培训台账",
    group="就业",
    about="这段时间里的失业登记、职业指导、职业介绍、面试辅导，和这段时间开着的培训班。",
    fills=Fills("在服务对象的概况里记就业服务，在“培训”里报名。", "看培训", "placement:training"),
    rows=_services,
    lines=_steps,
    whose=_of_step,
    sources=HELPED_BY_LAW,
    columns=(
        Column("日期", lambda line: line.on, Kind.DAY, note="服务那天；培训是开班日期"),
        Column("结业日期", lambda line: line.until, Kind.DAY, minor=True),
        *who(_of_step),
        Column("类别", lambda line: line.kind),
        Column("内容", lambda line: line.what),
        Column("谁提供的", lambda line: line.provider),
        Column("本人在场", lambda line: line.with_client, minor=True),
        Column("到课课时", lambda line: line.hours, Kind.NUMBER, minor=True, note="按到课记录加起来"),
        Column("结果", lambda line: line.result),
        Column("结果日期", lambda line: line.result_on, Kind.DAY, minor=True),
        Column("取得的证书", lambda line: line.certificate, note="考核通过的才有"),
        Column("情况", lambda line: line.note, minor=True, wide=True),
        *where(_of_step),
    ),
)
