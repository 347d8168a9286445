"""办理时限: what a move of an application does to its clocks: met, no longer counted, prolonged, begun."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from law.terms import chinese_day
from people.errors import Refused
from people.models import User
from welfare import procedure
from welfare.calendar import deadline
from welfare.models import Application, Deadline
from welfare.models.application import State
from welfare.rules.entitlement import Step

OVER = (State.REFUSED, State.WITHDRAWN, State.ENDED)


def run(actor: User, application: Application, name: str, day: date, months: int | None = None) -> None:
    """After ``application`` has taken the move ``name`` on ``day``, in the caller's transaction.

    ``months`` chooses among the step's; None: the usual one. Raises Refused for one that the text does not know, and
    for a second turn begun on one day.
    """
    met = [clock.pk for clock in application.deadlines.running() if procedure.shows(name, clock.ends_with)]
    application.deadlines.filter(pk__in=met).update(met_on=day)
    if application.state in OVER:
        application.deadlines.running().update(lapsed_on=day)
    if name == "extend":
        _extend(application)
    if application.state == State.ENDED:
        return
    for step in procedure.clocks_from(application.declared, name):
        _begin(actor, application, step, day, months)


def can_extend(application: Application) -> bool:
    """Whether a running term may take longer in special cases."""
    return application.deadlines.running().filter(step__in=_longer(application)).exists()


def _longer(application: Application) -> dict[str, Step]:
    return {step.name: step for step in application.declared.steps if step.extended}


def _extend(application: Application) -> None:
    longer = _longer(application)
    for clock in application.deadlines.running().filter(step__in=longer):
        step = longer[clock.step]
        clock.days = step.extended or clock.days
        clock.due_on, clock.due_is_provisional = deadline(clock.counted_from, clock.days, step.working)
        clock.save(update_fields=["days", "due_on", "due_is_provisional"])


def _begin(actor: User, application: Application, step: Step, day: date, months: int | None) -> None:
    title, working, provisional = step.name, step.working, False
    if step.days is not None:
        days = step.days
        due, provisional = deadline(day, days, working)
    else:
        chosen = step.months[0] if months is None else months
        if chosen not in step.months:
            raise Refused("没有这种复核周期。", f"可以选 {'、'.join(f'{each} 个月' for each in step.months)}。")
        due, working = day + relativedelta(months=chosen), False
        days = (due - day).days
        title = _turn(application, step, day, due)
    Deadline.objects.create(
        application=application,
        step=title,
        article=str(step.article),
        ends_with=step.ends_with,
        counted_from=day,
        days=days,
        working=working,
        due_on=due,
        due_is_provisional=provisional,
        at_least=step.at_least,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )


def _turn(application: Application, step: Step, day: date, due: date) -> str:
    """What a step that comes round is called this time: its last day tells one turn from the next."""
    turns = application.deadlines.filter(step__startswith=step.name)
    if turns.filter(counted_from=day).exists():
        raise Refused("这一天已经登记过，不能再登记一次。", "请看过最新进度再办。")
    title = f"{step.name}（{chinese_day(due)}前）"
    # A year from one review and half a year from the next may end on one day.
    return f"{step.name}（{chinese_day(day)}起，{chinese_day(due)}前）" if turns.filter(step=title).exists() else title
