"""出所衔接: who leaves 强制隔离戒毒 soon, and the plan for that day.

A vacancy that is meant to be kept free is a note of ours alone: the firm is told a day, never a reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clients.door import KIND
from clients.may import may_change
from clients.models import Client, RehabMeasure
from employers.models import Vacancy
from law.terms import chinese_day
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from placement.models import ReleasePlan
from placement.models.release_plan import FirstDay

# Support begins half a year before the release; afterwards the first weeks still belong to it.
AHEAD, AFTERWARDS = relativedelta(months=6), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Leaving:
    """One client and her release. ``on``: the day recorded, else announced, else the statutory end."""

    measure: RehabMeasure
    plan: ReleasePlan | None
    on: date

    @property
    def client(self) -> Client:
        return self.measure.client

    @property
    def is_announced(self) -> bool:
        return self.plan is not None and self.plan.expected_on is not None

    @property
    def is_out(self) -> bool:
        return self.measure.end is not None

    def is_overdue(self, as_of: date) -> bool:
        """The day is past, and nobody has recorded the end."""
        return not self.is_out and self.on < as_of

    def ready(self, item: str) -> date | None:
        """Since when a line of the first day is ready."""
        day = self.plan.done.get(item) if self.plan else None
        return date.fromisoformat(day) if day else None

    @property
    def ready_count(self) -> int:
        return sum(self.ready(item) is not None for item in FirstDay)

    @property
    def is_ready(self) -> bool:
        return self.ready_count == len(FirstDay)

    def warnings(self, as_of: date) -> list[str]:
        """What is wrong with the vacancy that is kept, and what to do about it; empty without one."""
        if self.plan is None or self.plan.vacancy is None:
            return []
        return list(_warnings(self.plan.vacancy, self.plan.held_until, self.on, as_of))


def leaving(user: User, as_of: date) -> list[Leaving]:
    """Open cases of the user that leave within six months or should have left, soonest first; then who left within
    thirty days and has something of the first days open. One query.

    A case that was closed for the custody itself appears as well: somebody has to open it again first.
    """
    measures = (
        RehabMeasure.objects.visible_to(user)
        .filter(Q(client__status=Client.Status.OPEN) | Q(client__closed_how=Client.ClosedHow.CUSTODY))
        .filter(kind=RehabMeasure.Kind.COMPULSORY_ISOLATION)
        .filter(Q(end__isnull=True) | Q(end__gte=as_of - AFTERWARDS, end__lte=as_of))
        .select_related("client__caseworker", "client__residence_region__parent", "release_plan__vacancy__enterprise")
    )
    found = [of_measure(measure) for measure in measures]
    near = [one for one in found if not one.is_out and one.on <= as_of + AHEAD]
    just_out = [one for one in found if one.is_out and one.client.is_open and not one.is_ready]
    return sorted(near, key=_soonest) + sorted(just_out, key=_soonest)


def of_client(client: Client) -> Leaving | None:
    """The release of a client who came through the door: from the running 强制隔离戒毒, else from the latest; None
    where she never was there."""
    measures = client.measures.filter(kind=RehabMeasure.Kind.COMPULSORY_ISOLATION).select_related(
        "client__caseworker", "release_plan__vacancy__enterprise"
    )
    latest = sorted(measures, key=lambda measure: (measure.end is None, measure.start, measure.pk))
    return of_measure(latest[-1]) if latest else None


def of_measure(measure: RehabMeasure) -> Leaving:
    plan = getattr(measure, "release_plan", None)
    announced = plan.expected_on if plan else None
    statutory = measure.expected_end()
    # From before the law no length is known: it stands as overdue until somebody mends or ends it.
    return Leaving(measure, plan, measure.end or announced or statutory or measure.start)


# Verbs ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def write_plan(
    actor: User,
    measure: RehabMeasure,
    *,
    expected_on: date | None = None,
    skills: str = "",
    course: str = "",
    course_until: date | None = None,
    note: str = "",
) -> ReleasePlan:
    """What is learnt inside, the day announced, and who fetches her where.

    Raises Refused when the client is not the actor's or closed, or the day lies before the measure began.
    """
    if expected_on and expected_on < measure.start:
        raise Refused("出所日期早于措施开始。", "请核对日期。")
    if course_until and not course:
        raise Refused("填了课程结束日期，没有填课程。", "请写明是什么课程。")
    plan = _plan_of(actor, measure)
    plan.expected_on, plan.skills, plan.note = expected_on, skills, note
    plan.course, plan.course_until = course, course_until
    return _keep(actor, plan)


@transaction.atomic
def hold_vacancy(actor: User, measure: RehabMeasure, vacancy: Vacancy, until: date | None = None) -> ReleasePlan:
    """Note that this vacancy is meant for her. Nothing of it reaches the firm.

    Raises Refused as ``write_plan``, for a vacancy that is not open today, and for a day that is past.
    """
    today = timezone.localdate()
    if not Vacancy.objects.open(today).filter(pk=vacancy.pk).exists():
        raise Refused("这个岗位现在不在招。", "请另选一个，或先请企业确认还招不招。")
    if until and until < today:
        raise Refused("“留到哪天”已经过了。", "请填今天以后的日期。")
    plan = _plan_of(actor, measure)
    plan.vacancy, plan.held_until = vacancy, until
    return _keep(actor, plan)


@transaction.atomic
def let_go(actor: User, measure: RehabMeasure) -> ReleasePlan:
    """No vacancy is kept any more. Raises Refused as ``write_plan``."""
    plan = _plan_of(actor, measure)
    plan.vacancy = plan.held_until = None
    return _keep(actor, plan)


@transaction.atomic
def tick(actor: User, measure: RehabMeasure, item: FirstDay, ready: bool, at: date | None = None) -> ReleasePlan:
    """A line of the first day is ready, or not after all; ticking twice keeps the first day. Raises as above."""
    plan = _plan_of(actor, measure)
    if ready:
        plan.done.setdefault(item.value, (at or timezone.localdate()).isoformat())
    else:
        plan.done.pop(item.value, None)
    return _keep(actor, plan)


def _plan_of(actor: User, measure: RehabMeasure) -> ReleasePlan:
    """The plan as it stands now, locked where the database can; a new one where there is none."""
    client = measure.client
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您负责。", "请联系责任社工。")
    if not client.is_open:
        raise Refused("已经结案，不能再改。", "需要做出所衔接的，请负责人先重新开案。")
    held = client.release_plans.select_for_update().filter(measure=measure).first()
    return held or ReleasePlan(client=client, measure=measure)


def _keep(actor: User, plan: ReleasePlan) -> ReleasePlan:
    plan.recorded_by, plan.recorded_at = actor, timezone.now()
    plan.save()
    ledger.record(actor, Action.CHANGE, KIND, plan.client_id, Purpose.CASE_WORK)
    return plan


def _soonest(one: Leaving) -> tuple[date, str]:
    return one.on, one.client.number


def _warnings(vacancy: Vacancy, held_until: date | None, on: date, as_of: date) -> Iterator[str]:
    fresh_until = vacancy.fresh_until
    if fresh_until is None:
        yield f"岗位现在是“{vacancy.get_state_display()}”，请另选一个。"
    elif vacancy.places_left == 0:
        yield "岗位已经招满，请另选一个。"
    elif fresh_until < as_of:
        yield "岗位超过 30 天没人确认，请打电话问企业还招不招。"
    elif fresh_until < on:
        yield f"岗位 {chinese_day(fresh_until)}到期，早于出所日：到期前请企业再确认一次。"
    if held_until is None:
        yield "还没有记下留到哪天。"
    elif held_until < on:
        yield f"只留到 {chinese_day(held_until)}，早于出所日，请和企业再商量。"
