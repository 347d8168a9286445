"""部门事项: an office is asked for something, hands it back, is asked again, another one is asked, it is done.

Two ways lead here. A worker asks by hand: ``send`` and the steps after it. Or another record brings it: ``owe`` and
``settle``, in the transaction of that record; such a duty ends with what brought it and never by hand.
"""

from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients import duty_kinds
from clients.may import may_change, may_record_household
from clients.models import Client, Department, Duty, DutyEvent, EmploymentService, ReportIn
from jobs.notify import notify
from law.case_clocks import hand_over
from people import ledger
from people.errors import Refused
from people.models import Action, Level, Purpose, Region, Role, User
from people.scope import covers

KIND = "duty"
State, Step = Duty.State, DutyEvent.Step
OPEN, RETURNED = State.OPEN, State.RETURNED
# Where the office is on this platform itself: what she does there counts as the office's own answer.
OF_OFFICER = (Department.CIVIL, Department.STREET)


class Move(NamedTuple):
    """``label`` is the deed on the button."""

    sources: tuple[str, ...]
    target: str
    label: str
    by_officer: bool = False


MOVES: dict[str, Move] = {
    Step.RETURNED: Move((OPEN,), RETURNED, "登记退回", by_officer=True),
    Step.RESENT: Move((RETURNED,), OPEN, "补充后再转"),
    Step.REROUTED: Move((OPEN, RETURNED), OPEN, "改转其他部门"),
    Step.DONE: Move((OPEN,), State.DONE, "登记办结", by_officer=True),
    Step.DROPPED: Move((OPEN, RETURNED), State.DROPPED, "不再需要"),
}
# What ends with the record that brought it, and where that is settled.
SETTLED_IN = {"application": "在“救助申请”里办理，这里跟着变。", "service": "在“就业服务”里登记结果，这里跟着变。"}


class Clock(NamedTuple):
    """By when an office owes something. ``due_on`` None: no rule that we know sets a day."""

    due_on: date | None = None
    provisional: bool = False
    article: str = ""


NO_CLOCK = Clock()


def office_of(home: Region, department: str) -> Region:
    """Whose office is asked for somebody who lives in ``home``: the street's own, else the county's."""
    wanted = Level.STREET if department == Department.STREET else Level.COUNTY
    here = home
    while here.level > wanted and here.parent is not None:
        here = here.parent
    return here


# By hand --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def send(actor: User, client: Client, *, department: str, kind: str, what: str, on: date | None = None) -> Duty:
    """Ask the office of her place for something. No day is set: no rule that we know names one for these.

    Raises Refused when the actor may not, the case is closed, the day lies ahead, the office is not asked for such
    things, or the words would tell it more than it may know.
    """
    day = on or timezone.localdate()
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您负责。", "请联系责任社工转交。")
    if not client.is_open:
        raise Refused("已经结案，不能再转交。", "需要继续服务的，请负责人重新开案。")
    declared = duty_kinds.BY_CODE.get(kind)
    if declared is None or declared.source or department not in declared.departments:
        raise Refused("这个部门不办这类事项。", "请重新选择部门和事项。")
    if day > timezone.localdate():
        raise Refused("转交日期在将来。", "请填实际转交的日期。")
    words = what.strip() or declared.label
    _require_neutral(department, words)
    duty = _open(actor, client, department, kind, words, day, NO_CLOCK)
    ledger.record(actor, Action.CREATE, KIND, duty.pk, Purpose.CASE_WORK)
    return duty


@transaction.atomic
def hand_back(actor: User, duty: Duty, note: str, on: date | None = None) -> Duty:
    """The office gives it back, for a reason that must be written down. Raises Refused as every step."""
    if not note.strip():
        raise Refused("请写明为什么退回。", "例如：缺户口簿复印件。")
    return _by_hand(actor, duty, Step.RETURNED, on, note)


@transaction.atomic
def resend(actor: User, duty: Duty, note: str = "", on: date | None = None) -> Duty:
    """Ask the same office again, with what was missing."""
    return _by_hand(actor, duty, Step.RESENT, on, note)


@transaction.atomic
def reroute(actor: User, duty: Duty, department: str, note: str = "", on: date | None = None) -> Duty:
    """Ask another office instead. Raises Refused also where it does not deal with such things."""
    if department == duty.department or department not in duty_kinds.BY_CODE["other"].departments:
        raise Refused("请选另一个部门。", "要再转给同一个部门的，用“补充后再转”。")
    _require_neutral(department, duty.what)
    kind = duty_kinds.BY_CODE.get(duty.kind)
    changes = {"department": department, "region": office_of(duty.client.residence_region, department)}
    if kind is None or department not in kind.departments:
        changes["kind"] = "other"
    return _by_hand(actor, duty, Step.REROUTED, on, note, **changes)


@transaction.atomic
def done(actor: User, duty: Duty, note: str = "", on: date | None = None) -> Duty:
    return _by_hand(actor, duty, Step.DONE, on, note)


@transaction.atomic
def drop(actor: User, duty: Duty, note: str = "", on: date | None = None) -> Duty:
    """Nobody needs it any more, or it was entered by mistake."""
    return _by_hand(actor, duty, Step.DROPPED, on, note)


def may_move(actor: User, duty: Duty, step: str) -> bool:
    """The caseworker and managers of the region; and an officer answers for her own office."""
    if actor.role == Role.WELFARE_OFFICER:
        return MOVES[step].by_officer and duty.department in OF_OFFICER and may_record_household(actor, duty.client)
    return may_change(actor, duty.client)


def possible(actor: User, duty: Duty) -> list[str]:
    """The steps that ``actor`` may take now, in the order of ``MOVES``."""
    if duty.source in SETTLED_IN:
        return []
    return [step for step, move in MOVES.items() if duty.state in move.sources and may_move(actor, duty, step)]


def _by_hand(actor: User, duty: Duty, step: str, on: date | None, note: str, **changes) -> Duty:
    day = on or timezone.localdate()
    if not may_move(actor, duty, step):
        raise Refused("这件事项不归您办理。", "请联系责任社工。")
    if duty.source in SETTLED_IN:
        raise Refused("这件事项跟着别的记录走。", SETTLED_IN[duty.source])
    if day > timezone.localdate():
        raise Refused("日期在将来。", "请填实际的日期。")
    if day < duty.state_on:
        raise Refused("日期早于上一步。", "请核对日期。")
    _step(actor, duty, step, day, note.strip(), **changes)
    if actor.pk != duty.client.caseworker_id:
        notify(duty.client.caseworker, "一件部门事项有了进展，请查看。", "clients:duty", [duty.pk])
    ledger.record(actor, Action.CHANGE, KIND, duty.pk, Purpose.CASE_WORK)
    return duty


# Brought by another record --------------------------------------------------------------------------------------------


def owe(
    actor: User,
    client: Client,
    *,
    department: str,
    region: Region,
    kind: str,
    what: str,
    source: str,
    source_id: int,
    on: date,
    clock: Clock = NO_CLOCK,
) -> Duty:
    """The duty that this record brings; the one that is there already if it was brought before, unchanged."""
    known = of_source(source, source_id).filter(kind=kind).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _open(actor, client, department, kind, what, on, clock, region, source=source, source_id=source_id)
    except IntegrityError:
        return of_source(source, source_id).get(kind=kind)


def of_source(source: str, source_id: int):
    """The duties that one record has brought, whoever asks: its own door let the caller through."""
    rows = Duty.objects.unscoped("duties of a record at hand").select_related("client")
    return rows.filter(source=source, source_id=source_id)


def settle(actor: User, duty: Duty, step: str, on: date, note: str = "", **changes) -> None:
    """Let the duty follow the record that brought it; nothing happens where the step does not follow any more."""
    if duty.state in MOVES[step].sources:
        _step(actor, duty, step, max(on, duty.state_on), note, **changes)


def set_clock(duty: Duty, counted_from: date, clock: Clock) -> None:
    """The term that runs now. Without one, what ran before no longer counts."""
    duty.counted_from, duty.article = counted_from, clock.article
    duty.due_on, duty.due_is_provisional = clock.due_on, clock.provisional
    duty.save(update_fields=["counted_from", "article", "due_on", "due_is_provisional"])


def police_file(actor: User, report: ReportIn) -> Duty | None:
    """The police of the place owe the street notice and papers of whoever has to report; None where no city's text
    that we know sets a term."""
    clock = hand_over(report.counted_from, report.region.code)
    if clock.due_on is None:
        return None
    kind = duty_kinds.POLICE_FILE
    return owe(
        actor,
        report.client,
        department=Department.POLICE,
        region=office_of(report.region, Department.POLICE),
        kind=kind.code,
        what=kind.label,
        source=kind.source,
        source_id=report.pk,
        on=report.counted_from,
        clock=Clock(clock.due_on, clock.provisional, str(clock.article or "")),
    )


def registration(actor: User, service: EmploymentService) -> None:
    """失业登记: the labour office owes an answer until the result of the service is known. No text that we know sets it
    a term."""
    kind = duty_kinds.REGISTRATION
    known = of_source(kind.source, service.pk).first()
    if service.kind != EmploymentService.Kind.REGISTRATION:
        if known is not None:
            settle(actor, known, Step.DROPPED, service.on)
        return
    if known is None and service.result:
        return
    duty = known or owe(
        actor,
        service.client,
        department=Department.LABOUR,
        region=office_of(service.client.residence_region, Department.LABOUR),
        kind=kind.code,
        what=kind.label,
        source=kind.source,
        source_id=service.pk,
        on=service.on,
    )
    if service.result:
        settle(actor, duty, Step.DONE, service.result_on or service.on)


# All of a client's ----------------------------------------------------------------------------------------------------


def drop_all(actor: User, client: Client, on: date) -> None:
    """The case is closed: what its worker asked for is dropped. An application ends by itself."""
    for duty in client.duties.open().exclude(source="application"):
        settle(actor, duty, Step.DROPPED, on, "已经结案")


def move_all(actor: User, client: Client, left: str, home: Region, on: date) -> list[Duty]:
    """Somebody moved away from the county of code ``left``: the offices of her new home owe what the old ones owed.

    What the place of her registration deals with stays there. Returns what moved.
    """
    registered = client.registered_region.code if client.registered_region else ""
    moved = []
    for duty in client.duties.open().select_related("region__parent"):
        stays = duty.source == "application" and bool(registered) and covers(left, registered)
        if not covers(left, duty.region.code) or stays:
            continue
        settle(actor, duty, Step.REROUTED, on, "随执行地变更转到新的地方", region=office_of(home, duty.department))
        moved.append(duty)
    return moved


# The one row ----------------------------------------------------------------------------------------------------------


def _open(
    actor: User,
    client: Client,
    department: str,
    kind: str,
    what: str,
    on: date,
    clock: Clock,
    region: Region | None = None,
    **source,
) -> Duty:
    now = timezone.now()
    duty = Duty.objects.create(
        client=client, department=department, region=region or office_of(client.residence_region, department),
        kind=kind, what=what, article=clock.article, counted_from=on, due_on=clock.due_on,
        due_is_provisional=clock.provisional, state_on=on, recorded_by=actor, recorded_at=now, **source,
    )  # fmt: skip
    _write_down(actor, duty, Step.SENT, on, "")
    return duty


def _step(actor: User, duty: Duty, step: str, on: date, note: str, **changes) -> None:
    """One step of MOVES; a conditional update settles who came first."""
    move = MOVES[step]
    rows = Duty.objects.unscoped("one step, decided by the number of rows changed")
    seen = rows.filter(pk=duty.pk, state=duty.state, department=duty.department)
    if duty.state not in move.sources or not seen.update(state=move.target, state_on=on, **changes):
        raise Refused("刚刚有人办过这件事项。", "请刷新页面看最新进度。")
    duty.state, duty.state_on = move.target, on
    for name, value in changes.items():
        setattr(duty, name, value)
    _write_down(actor, duty, step, on, note)


def _write_down(actor: User, duty: Duty, step: str, on: date, note: str) -> None:
    DutyEvent.objects.create(
        duty=duty, step=step, department=duty.department, on=on, actor=actor, note=note,
        recorded_by=actor, recorded_at=timezone.now(),
    )  # fmt: skip


def _require_neutral(department: str, words: str) -> None:
    if not duty_kinds.knows_measures(department) and duty_kinds.tells(words):
        raise Refused("这句话会让对方看出服务对象的身份。", "只写要办什么，不写原因，例如：办理失业登记。")
