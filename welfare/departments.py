"""What a running application makes an office owe: one 部门事项 for each, which follows it from desk to desk.

Who is at work stands in the steps of the catalogue. An application that only the client's own caseworker may know of
brings none; one whose very name tells goes by the plain word.
"""

from collections.abc import Iterable
from datetime import date

from clients import duty_kinds, owe
from clients.models import Department, Duty, DutyEvent
from clients.owe import Clock
from people.models import User
from welfare import procedure
from welfare.models import Application
from welfare.models.application import CLOSED, State
from welfare.plain import is_own
from welfare.rules.entitlement import Entitlement

SOURCE = duty_kinds.APPLICATION.source
# How the catalogue names who is at work → whose affair it is. The first that fits; nobody here for a bank or a court.
WORDS = (
    ("民政", Department.CIVIL),
    ("医疗保障", Department.HEALTH),
    ("学校", Department.SCHOOL),
    ("街道", Department.STREET),
)
NOBODY_HERE = ("住房保障", "法律援助", "监管场所", "银行")
# 鄂府发〔2014〕75号 names the offices and no steps; its own names would tell.
WITHOUT_STEPS = {
    "ordos_o4": Department.HEALTH,
    "ordos_o5": Department.HEALTH,
    "ordos_o6": Department.SCHOOL,
}
Step = DutyEvent.Step


def office_at_work(entitlement: Entitlement, made: list[str]) -> Department | None:
    """Whose turn it is after the moves ``made``; None where none of our offices is at work."""
    if not entitlement.steps:
        return WITHOUT_STEPS.get(entitlement.code, Department.CIVIL)
    usual = procedure.path(entitlement)
    reached = max((usual.index(move) for move in made if move in usual), default=-1)
    ahead = usual[reached + 1 :] or usual[-1:]
    if "refuse" in made:
        ahead = ("notify",)
    for move in ahead:
        # Where somebody of the household is at work the next step tells whose turn comes.
        # Of two ways to the same end the usual one stands last: 急难型 before 支出型.
        for step in reversed([step for step in entitlement.steps if step.ends_with == move]):
            if any(word in step.actor for word in NOBODY_HERE):
                return None
            for word, department in WORDS:
                if word in step.actor:
                    return department
    return None if any(word in entitlement.where_to_ask for word in NOBODY_HERE) else Department.CIVIL


def follow(actor: User, application: Application, name: str, day: date) -> None:
    """After the move ``name`` (``start`` for the beginning), in the caller's transaction: ask the office, let it hand
    back, change its term, pass on to the next, end."""
    entitlement = application.declared
    if entitlement.restricted:
        return
    duty = owe.of_source(SOURCE, application.pk).first()
    made = list(application.events.values_list("move", flat=True))
    office = office_at_work(entitlement, made)
    if duty is None:
        if office is None or application.state in CLOSED:
            return
        duty = _ask(actor, application, office, day)
    if name == "ask_papers":
        owe.settle(actor, duty, Step.RETURNED, day, "要补正材料，见救助申请")
        return
    if duty.state == Duty.State.RETURNED:
        owe.settle(actor, duty, Step.RESENT, day)
    clock = _clock(application)
    if _is_over(application, clock):
        dropped = application.state == State.WITHDRAWN
        owe.settle(actor, duty, Step.DROPPED if dropped else Step.DONE, day)
        return
    if office and office != duty.department:
        owe.settle(actor, duty, Step.REROUTED, day, department=office, region=owe.office_of(application.region, office))
    if duty.state in (Duty.State.OPEN, Duty.State.RETURNED):
        counted_from, term = clock or (duty.counted_from, owe.NO_CLOCK)
        owe.set_clock(duty, counted_from, term)


def keep_up(applications: Iterable[int]) -> None:
    """The terms of these applications were counted again: what the offices owe follows."""
    rows = Duty.objects.unscoped("terms were counted again").open().filter(source=SOURCE, source_id__in=applications)
    known = Application.objects.unscoped("terms were counted again").in_bulk(rows.values_list("source_id", flat=True))
    for duty in rows:
        clock = _clock(known[duty.source_id]) if duty.source_id in known else None
        if clock:
            owe.set_clock(duty, *clock)


def _ask(actor: User, application: Application, office: Department, day: date) -> Duty:
    entitlement, kind = application.declared, duty_kinds.APPLICATION
    return owe.owe(
        actor,
        application.client,
        department=office,
        region=owe.office_of(application.region, office),
        kind=kind.code,
        what=kind.label if is_own(entitlement) else entitlement.name,
        source=SOURCE,
        source_id=application.pk,
        on=day,
    )


def _clock(application: Application) -> tuple[date, Clock] | None:
    """The term that ends first, from the day it is counted."""
    first = application.deadlines.to_keep().order_by("due_on", "pk").first()
    if first is None:
        return None
    return first.counted_from, Clock(first.due_on, first.due_is_provisional, first.article)


def _is_over(application: Application, clock: tuple[date, Clock] | None) -> bool:
    """Paid, withdrawn or ended; after a refusal the written notice is still owed."""
    return application.state in CLOSED and (application.state != State.REFUSED or clock is None)
