"""上岗、离岗与更正: a job begins, by way of a referral or any other way, and ends with a day and a reason."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from clients.door import KIND
from clients.may import may_change
from clients.models import Client
from employers.models import Enterprise, PlacementBase
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from placement.models import EndReason, FollowUp, Placement, PlacementEvent, Referral
from placement.models.follow_up import DAYS
from placement.referral_ends import close_others

Name, Outcome = PlacementEvent.Name, FollowUp.Outcome
# What can be put right afterwards. The firm of a referral is settled by the referral.
FACTS = (
    "kind", "enterprise", "workplace", "job_title", "started_on", "contract_from", "contract_until", "insured_from",
    "wage", "base",
)  # fmt: skip
# Work to live on until something better is found.
WHILE_LOOKING = (Placement.Kind.FLEXIBLE, Placement.Kind.TRANSITIONAL)
HERE_ALREADY = "这位服务对象已有一份在岗记录。", "请先登记离岗，再登记新的工作。"
ENDED_ALREADY = "这份工作已经登记过离岗。", "请刷新页面看最新情况。"
NOT_ENDED = "这份工作没有登记离岗。", "请刷新页面看最新情况。"
# A firm learns nothing of other firms or of the case.
NOT_NOW = "现在不能登记这位候选人上岗。", "请联系工作人员。"


@transaction.atomic
def place(
    worker: User,
    client: Client,
    *,
    kind: str,
    job_title: str,
    started_on: date,
    enterprise: Enterprise | None = None,
    workplace: str = "",
    wage: Decimal | None = None,
    contract_from: date | None = None,
    contract_until: date | None = None,
    insured_from: date | None = None,
    base: PlacementBase | None = None,
    at: datetime | None = None,
) -> Placement:
    """A job that nobody was referred to: found by herself, a public-welfare post, a business of her own.

    The follow-ups are made with it; what else she was proposed for is over, unless the work is of ``WHILE_LOOKING``.
    Raises Refused when the client is not the worker's or closed, has a job already, or the facts do not fit together.
    """
    require_may(worker, client)
    now = at or timezone.now()
    if kind not in WHILE_LOOKING:
        close_others(client, None, now)
    return _begin(
        worker,
        Placement(
            client=client, kind=kind, job_title=job_title, started_on=started_on, enterprise=enterprise,
            workplace=workplace, wage=wage, contract_from=contract_from, contract_until=contract_until,
            insured_from=insured_from, base=base,
        ),
        now,
    )  # fmt: skip


@transaction.atomic
def place_from_referral(
    actor: User | None, referral: Referral, started_on: date, *, by_firm: bool, at: datetime | None = None
) -> Placement:
    """The job that a referral led to, within the step ``start`` of ``placement.refer`` and ``placement.answer``: they
    decide who may, take the place of the vacancy and close her other referrals.

    Work of ``WHILE_LOOKING`` ends with it. Raises Refused, with words that tell a firm nothing where ``by_firm``, when
    she has another job already, her case is closed, or the day is ahead.
    """
    now, vacancy = at or timezone.now(), referral.vacancy
    for meanwhile in referral.client.placements.current().filter(kind__in=WHILE_LOOKING):
        last = min(max(started_on, last_seen(meanwhile)), timezone.localdate(now))
        _finish(actor, meanwhile, last, EndReason.BETTER_JOB, now, by_firm=by_firm)
    placement = Placement(
        client=referral.client, referral=referral, kind=Placement.Kind.DISPERSED, enterprise=vacancy.enterprise,
        job_title=vacancy.title, started_on=started_on, wage=referral.offer_wage,
    )  # fmt: skip
    return _begin(actor, placement, now, by_firm=by_firm)


@transaction.atomic
def unplace(referral: Referral, actor: User | None = None) -> None:
    """Take back the start of a job, as long as nobody has touched the record since; what had ended for it goes on, and
    the referral's own history keeps that it happened. Raises Refused otherwise, nothing where there is no placement."""
    placement = Placement.objects.unscoped("a start that is taken back").filter(referral=referral).first()
    if placement is None:
        return
    if placement.ended_on or placement.events.exclude(name=Name.STARTED).exists():
        raise Refused("上岗之后已经有新的登记，不能撤销。", "请联系工作人员更正。")
    began = placement.events.get().at
    placement.delete()
    for meanwhile in referral.client.placements.filter(events__name=Name.LEFT, events__at=began):
        if meanwhile.ended_on:
            _go_on(actor, meanwhile, meanwhile.ended_on, timezone.now())
    ledger.record(actor, Action.CHANGE, KIND, referral.client_id, Purpose.FOLLOW_UP)


@transaction.atomic
def end(
    worker: User, placement: Placement, on: date, reason: str, note: str = "", *, at: datetime | None = None
) -> Placement:
    """She has left on ``on``. Waiting follow-ups are settled: she was still there at those before that day.

    The place of a vacancy stays taken: whether the firm seeks again is the firm's to say. Raises Refused when the
    client is not the worker's, the job has ended, or the day is ahead, before the start, or before a day on which
    she was known to be at work.
    """
    now = at or timezone.now()
    client = placement.client
    require_may(worker, client)
    if not _row(placement).current().exists():
        raise Refused(*ENDED_ALREADY)
    _require_end(placement, on, reason, note, timezone.localdate(now))
    _finish(worker, placement, on, reason, now, note)
    ledger.record(worker, Action.CHANGE, KIND, client.pk, Purpose.FOLLOW_UP)
    return placement


@transaction.atomic
def take_end_back(worker: User, placement: Placement, *, at: datetime | None = None) -> Placement:
    """The end was written down by mistake: the job goes on, and what nobody had been asked waits again.

    Raises Refused when the client is not the worker's, the job goes on anyway, or she has another one by now.
    """
    require_may(worker, placement.client)
    ended_on = placement.ended_on
    if ended_on is None:
        raise Refused(*NOT_ENDED)
    if placement.client.placements.current().exists():
        raise Refused(*HERE_ALREADY)
    _go_on(worker, placement, ended_on, at or timezone.now())
    ledger.record(worker, Action.CHANGE, KIND, placement.client_id, Purpose.FOLLOW_UP)
    return placement


@transaction.atomic
def correct(
    worker: User, placement: Placement, *, why: str = "", at: datetime | None = None, **facts: Any
) -> Placement:
    """Put facts of ``FACTS`` right; what was and what is now goes into the history, after ``why``. Without a change
    nothing happens.

    Another day of the start moves the follow-ups along; an answer that came before its new day waits again. Raises
    Refused when the client is not the worker's, or the facts do not fit together.
    """
    if strange := facts.keys() - set(FACTS):
        raise ValueError(f"no facts of a placement: {sorted(strange)}")
    require_may(worker, placement.client)
    now = at or timezone.now()
    if placement.referral_id and facts.get("enterprise", placement.enterprise) != placement.enterprise:
        raise Refused("这份工作是推荐来的，企业不能改。", "企业不对的，请核对推荐记录。")
    changed = [name for name, value in facts.items() if getattr(placement, name) != value]
    if not changed:
        return placement
    said = [_change(placement, name, facts[name]) for name in changed]
    for name in changed:
        setattr(placement, name, facts[name])
    _require_sense(placement, timezone.localdate(now))
    placement.save(update_fields=changed)
    if "started_on" in changed:
        _move_follow_ups(placement)
    _write(worker, placement, Name.CORRECTED, now, note=(why + "；".join(said))[:400])
    ledger.record(worker, Action.CHANGE, KIND, placement.client_id, Purpose.FOLLOW_UP)
    return placement


def require_may(worker: User, client: Client) -> None:
    """Raises Refused unless the client is the worker's to change, and open."""
    if not may_change(worker, client):
        raise Refused("这位服务对象不归您负责。", "请联系责任社工登记。")
    if not client.is_open:
        raise Refused("已经结案，不能再登记。", "需要继续服务的，请负责人重新开案。")


def last_seen(placement: Placement) -> date:
    """The latest day on which she is known to have been at work: her start, or the day of an answer that said so."""
    settled = placement.follow_ups.filter(outcome=Outcome.WORKING).values_list("settled_on", flat=True)
    return max([placement.started_on, *settled])


# Mechanics ------------------------------------------------------------------------------------------------------------


def _begin(actor: User | None, placement: Placement, at: datetime, *, by_firm: bool = False) -> Placement:
    client = placement.client
    if client.placements.current().exists():
        raise Refused(*(NOT_NOW if by_firm else HERE_ALREADY))
    if by_firm and not client.is_open:
        raise Refused(*NOT_NOW)
    placement.recorded_by, placement.recorded_at = actor, at
    _require_sense(placement, timezone.localdate(at))
    try:
        with transaction.atomic():
            placement.save()
    except IntegrityError:
        # Two at once: the constraint lets one of them in.
        raise Refused(*(NOT_NOW if by_firm else HERE_ALREADY)) from None
    FollowUp.objects.bulk_create(
        FollowUp(placement=placement, day=day, due_on=placement.started_on + timedelta(days=day), recorded_at=at)
        for day in DAYS
    )
    _write(actor, placement, Name.STARTED, at, by_firm=by_firm)
    ledger.record(actor, Action.CREATE, KIND, client.pk, Purpose.FOLLOW_UP)
    return placement


def _finish(
    actor: User | None,
    placement: Placement,
    on: date,
    reason: str,
    at: datetime,
    note: str = "",
    by_firm: bool = False,
) -> None:
    """The end itself. Of two who end one job the slower is told."""
    if not _row(placement).current().update(ended_on=on, end_reason=reason):
        raise Refused(*(NOT_NOW if by_firm else ENDED_ALREADY))
    placement.refresh_from_db()
    placement.end_note = note
    placement.save(update_fields=["end_note"])
    _settle(actor, placement, timezone.localdate(at))
    _write(actor, placement, Name.LEFT, at, reason=reason, note=note, by_firm=by_firm)


def _go_on(actor: User | None, placement: Placement, ended_on: date, at: datetime) -> None:
    """Take the end back with what followed from it."""
    try:
        with transaction.atomic():
            back = _row(placement).filter(ended_on__isnull=False).update(ended_on=None, end_reason="")
    except IntegrityError:
        raise Refused(*HERE_ALREADY) from None
    if not back:
        raise Refused(*NOT_ENDED)
    placement.follow_ups.filter(_follows_from_end(ended_on)).update(outcome="", settled_on=None, worker=None)
    placement.refresh_from_db()
    placement.end_note = ""
    placement.save(update_fields=["end_note"])
    _write(actor, placement, Name.LEFT_BACK, at)


def _require_sense(placement: Placement, today: date) -> None:
    if placement.started_on > today:
        raise Refused("上岗日期还没有到。", "到岗那天再登记。")
    if not placement.enterprise and not placement.workplace.strip():
        raise Refused("请写明在哪里工作。", "选一家企业，或者写工作单位；自己干的写在哪里干。")
    try:
        placement.full_clean()
    except ValidationError as no:
        raise Refused("；".join(no.messages), "请核对后再保存。") from None


def _require_end(placement: Placement, on: date, reason: str, note: str, today: date) -> None:
    if not placement.started_on <= on <= today:
        raise Refused("离岗日期应在上岗日期和今天之间。", "请核对日期。")
    seen = last_seen(placement)
    if on < seen:
        raise Refused(
            f"{seen.year}年{seen.month}月{seen.day}日回访时还在岗，离岗日期不能早于那一天。",
            "如果那次回访记错了，请先撤回那次结果。",
        )
    if reason not in EndReason.values:
        raise Refused("请选离岗原因。", "不清楚的选“不清楚”。")
    if reason == EndReason.OTHER and not note.strip():
        raise Refused("选“其他”时要写明。", "写一句话就行。")


def _settle(worker: User | None, placement: Placement, today: date) -> None:
    """Nobody need be asked any more. On the days before the end she was still there; that is an answer too, also
    where nobody had been reached."""
    before = placement.follow_ups.filter(due_on__lt=placement.ended_on, outcome__in=("", Outcome.UNREACHABLE))
    before.update(outcome=Outcome.WORKING, settled_on=placement.ended_on, again_on=None, worker=worker)
    rest = placement.follow_ups.filter(due_on__gte=placement.ended_on, outcome__in=("", Outcome.UNREACHABLE))
    rest.update(outcome=Outcome.NOT_NEEDED, settled_on=today, again_on=None, worker=worker)


def _follows_from_end(ended_on: date) -> Q:
    """The follow-ups that ``_settle`` answered because of this end: nobody was asked."""
    said = Q(outcome=Outcome.WORKING, settled_on=ended_on) & ~Q(asked_on=ended_on)
    return Q(outcome__in=(Outcome.NOT_NEEDED, Outcome.LEFT)) | said


def _move_follow_ups(placement: Placement) -> None:
    for one in placement.follow_ups.all():
        one.due_on = placement.started_on + timedelta(days=one.day)
        if one.outcome == Outcome.WORKING and one.settled_on < one.due_on:
            one.outcome, one.settled_on, one.worker = "", None, None
        one.save(update_fields=["due_on", "outcome", "settled_on", "worker"])


def _change(placement: Placement, name: str, value: Any) -> str:
    field = Placement._meta.get_field(name)
    before = _words(placement, name, getattr(placement, name))
    return f"{field.verbose_name}：{before} → {_words(placement, name, value)}"  # type: ignore[union-attr]


def _words(placement: Placement, name: str, value: Any) -> str:
    if value in (None, ""):
        return "未填写"
    return str(Placement.Kind(value).label) if name == "kind" else str(value)


def _row(placement: Placement):
    return Placement.objects.unscoped("conditional update of an opened case").filter(pk=placement.pk)


def _write(actor: User | None, placement: Placement, name: str, at: datetime, **details: Any) -> None:
    PlacementEvent.objects.create(placement=placement, name=name, at=at, recorded_by=actor, recorded_at=at, **details)
