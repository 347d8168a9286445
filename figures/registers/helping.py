"""走访和帮扶、谈话和计划、结对: what was done for whom, what is to come of it, and who stands beside the worker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.utils import timezone

from clients.models import Client, Goal, HelpEvent, Pairing, Plan, PlanReview
from figures.registers.columns import loaded, where, who
from figures.registers.merged import Merged, Part
from figures.registers.register import Column, Fills, Kind, Reading, Register, Source
from law.case_clocks.sources import of_regulation

HELPED_BY_LAW = tuple(Source(of_regulation(article)) for article in ("第十八条", "第三十九条"))


# 走访和帮扶 -----------------------------------------------------------------------------------------------------------


def _help(reading: Reading):
    rows = reading.of(HelpEvent).filter(at__gte=reading.days.since, at__lt=reading.days.until)
    return rows.select_related(*loaded(), "worker", "goal", "pairing__cadre").order_by("at", "pk")


def _of_event(event: HelpEvent) -> Client:
    client: Client = event.client
    return client


HELP = Register(
    code="help",
    label="走访和帮扶台账",
    group="帮扶",
    about="这段时间里的每一次走访、电话、来访、就业服务、帮扶救助，和没联系上的。",
    fills=Fills("在“今日”或服务对象的概况里记一次帮扶，这里就有一行。", "找服务对象", "clients:caseload"),
    rows=_help,
    whose=_of_event,
    sources=HELPED_BY_LAW,
    columns=(
        Column("日期", lambda event: timezone.localdate(event.at), Kind.DAY),
        Column("时间", lambda event: f"{timezone.localtime(event.at):%H:%M}", minor=True),
        *who(_of_event),
        Column("方式", lambda event: event.get_kind_display()),
        Column("主题", lambda event: event.get_about_display()),
        Column("情况", lambda event: event.note, wide=True),
        Column("本人原话", lambda event: event.said or "", private=True, wide=True, note="记了本人原话的才有"),
        Column("帮扶内容", lambda event: event.get_aid_display()),
        Column("金额或折价（元）", lambda event: event.value, Kind.MONEY, total="value"),
        Column("目标", lambda event: event.goal.text if event.goal else "", minor=True),
        Column("结对干部", lambda event: str(event.pairing.cadre) if event.pairing else "", minor=True),
        Column("下次联系", lambda event: event.next_on, Kind.DAY, minor=True),
        Column("下次做什么", lambda event: event.next_what, minor=True),
        Column("社工", lambda event: event.worker.name, minor=True, note="谁走访、谁帮扶的"),
        *where(_of_event),
    ),
)


# 谈话和计划 -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aim:
    """One goal of a plan, or a plan that has none yet, with the talks about the plan in these days."""

    plan: Plan
    goal: Goal | None
    talks: tuple[PlanReview, ...]

    @property
    def client(self) -> Client:
        client: Client = self.plan.client
        return client


def _plans(reading: Reading) -> Merged:
    first, last = reading.days.span
    ran = Q(plan__closed_on=None) | Q(plan__closed_on__gte=first)
    goals = reading.of(Goal).filter(ran, plan__made_on__lte=last)
    bare = reading.of(Plan).filter(
        Q(closed_on=None) | Q(closed_on__gte=first), made_on__lte=last, goals__isnull=True
    )  # fmt: skip
    talks = Prefetch("reviews", reading.of(PlanReview).filter(on__range=reading.days.span).order_by("on", "pk"))
    return Merged(
        Part(
            goals.select_related("plan", *loaded("plan__client__")).prefetch_related(
                Prefetch("plan__reviews", talks.queryset)
            ),
            ("plan__client__number", "plan__made_on", "plan"),
        ),
        Part(bare.select_related(*loaded()).prefetch_related(talks), ("client__number", "made_on", "pk")),
    )


def _aims(reading: Reading, rows: Sequence[Goal | Plan]) -> list[Aim]:
    return list(_each(rows))


def _each(rows: Sequence[Goal | Plan]) -> Iterator[Aim]:
    for row in rows:
        plan, goal = (row.plan, row) if isinstance(row, Goal) else (row, None)
        yield Aim(plan, goal, tuple(plan.reviews.all()))


def _talked(line: Aim) -> str:
    return "；".join(f"{one.on.month}月{one.on.day}日：{one.changed}" for one in line.talks)


def _own_words(line: Aim) -> str:
    """What she said when the plan was made, then at each talk in these days."""
    return "；".join(filter(None, (line.plan.said, *(one.said for one in line.talks))))


def _of_aim(line: Aim) -> Client:
    return line.client


PLANS = Register(
    code="plans",
    label="谈话和帮扶计划台账",
    group="帮扶",
    about="这段时间里在执行的帮扶计划，每个目标一行，和这段时间里谈过的话。",
    fills=Fills("和服务对象谈好以后，在“时限与计划”里制定帮扶计划，到期一起回顾。", "找服务对象", "clients:caseload"),
    rows=_plans,
    lines=_aims,
    whose=_of_aim,
    unit="个目标",
    columns=(
        *who(_of_aim),
        Column("制定日期", lambda line: line.plan.made_on, Kind.DAY),
        Column("方面", lambda line: line.goal.get_area_display() if line.goal else "", note="没有目标的计划空着"),
        Column("目标", lambda line: line.goal.text if line.goal else "", wide=True),
        Column("希望何时达成", lambda line: line.goal.due_on if line.goal else None, Kind.DAY, minor=True),
        Column("下一步", lambda line: line.goal.next_step if line.goal else "", wide=True),
        Column("下一步的日期", lambda line: line.goal.next_on if line.goal else None, Kind.DAY),
        Column("进展", lambda line: line.goal.get_state_display() if line.goal else ""),
        Column("达成或停止", lambda line: line.goal.closed_on if line.goal else None, Kind.DAY, minor=True),
        Column("说明", lambda line: line.goal.closed_note if line.goal else "", minor=True, wide=True),
        Column("回顾谈话", _talked, wide=True, note="这段时间里每次回顾谈到的变化"),
        Column("本人原话", _own_words, private=True, minor=True, wide=True, note="定计划和回顾时本人说的"),
        Column("下次回顾", lambda line: line.plan.review_on, Kind.DAY, minor=True),
        Column("计划结束", lambda line: line.plan.closed_on, Kind.DAY, minor=True),
        *where(_of_aim),
    ),
)


# 结对帮扶 -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """One pairing with the days of the cadre's visits in the days asked for."""

    pairing: Pairing
    visits: tuple[date, ...]

    @property
    def client(self) -> Client:
        client: Client = self.pairing.client
        return client


def _pairings(reading: Reading):
    first, last = reading.days.span
    rows = reading.of(Pairing).filter(Q(until=None) | Q(until__gte=first), since__lte=last)
    visits = (
        reading.of(HelpEvent).filter(at__gte=reading.days.since, at__lt=reading.days.until).order_by("at", "pk")
    )  # fmt: skip
    return (
        rows.select_related(*loaded(), "cadre")
        .prefetch_related(Prefetch("help_events", visits))
        .order_by("since", "pk")
    )


def _pairs(reading: Reading, rows: Sequence[Pairing]) -> list[Pair]:
    return [
        Pair(row, tuple(timezone.localdate(event.at) for event in row.help_events.all() if _was_there(event)))
        for row in rows
    ]


def _was_there(event: HelpEvent) -> bool:
    return HelpEvent.Kind(event.kind).is_contact


def _of_pair(line: Pair) -> Client:
    return line.client


PAIRINGS = Register(
    code="pairings",
    label="结对帮扶台账",
    group="帮扶",
    about="这段时间里的结对，干部走访了几次，结束的有什么成效。",
    fills=Fills("登记结对干部，再和服务对象结对；干部走访由社工记在帮扶记录里。", "去结对帮扶", "clients:pairings"),
    rows=_pairings,
    lines=_pairs,
    whose=_of_pair,
    unit="对",
    columns=(
        *who(_of_pair),
        Column("结对干部", lambda line: line.pairing.cadre.name),
        Column("单位", lambda line: line.pairing.cadre.unit),
        Column("职务", lambda line: line.pairing.cadre.post, minor=True),
        Column("干部电话", lambda line: line.pairing.cadre.phone, minor=True),
        Column("结对日期", lambda line: line.pairing.since, Kind.DAY),
        Column("帮扶次数", lambda line: len(line.visits), Kind.NUMBER, note="这段时间里联系上的"),
        Column("最近一次", lambda line: line.visits[-1] if line.visits else None, Kind.DAY),
        Column("结束日期", lambda line: line.pairing.until, Kind.DAY),
        Column("成效", lambda line: line.pairing.get_result_display()),
        Column("说明", lambda line: line.pairing.result_note, minor=True, wide=True),
        *where(_of_pair),
    ),
)
