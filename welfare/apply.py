"""申请: started from the facts on file, moved by named steps; clocks open and close with the steps of the catalogue."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.may import may_record_household
from clients.models import Client, Grade
from law.terms import chinese_day
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Region, Role, User
from people.scope import covers
from welfare import departments, procedure, refusal, run_clocks
from welfare.models import Application, ApplicationEvent, Benefit, Determination, TakeUpGap
from welfare.models.application import MOVES, State
from welfare.models.choices import BY_CODE
from welfare.needed_papers import matching_papers
from welfare.record_benefit import end_benefit, record_benefit
from welfare.restricted import is_visible

KIND = "application"
HIGHEST = Decimal(99_999_999)
# What a move cannot do without, asked in these words.
NOTE_ASKED = {
    "ask_papers": "请写明还缺哪些材料。",
    "refuse": "请写明不予批准的理由。",
    "extend": "请写明延长的理由。",
    "end": "请写明停止的原因。",
}
SUM_ASKED = frozenset({"publicise", "grant"})
SUM_TAKEN = SUM_ASKED | {"check"}


def may_apply(actor: User, client: Client) -> bool:
    """Whoever may record the household, but a manager: applying is the work of the caseworker and of officers."""
    return actor.role != Role.MANAGER and may_record_household(actor, client)


# Start ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def start(actor: User, client: Client, entitlement_code: str, on: date | None = None) -> Application:
    """Begin an application with the papers that the household has handed in before.

    Raises Refused when ``actor`` may not, when one runs already, or when the household receives it.
    """
    day = on or timezone.localdate()
    _require_may_apply(actor, client)
    entitlement = BY_CODE.get(entitlement_code)
    if entitlement is None or not is_visible(actor, client, entitlement_code):
        raise Refused("没有这个救助项目。", "请从资格名单或者家庭页面选择。")
    if not client.is_open:
        raise Refused("已经结案，不能再发起申请。", "需要时请负责人重新立案。")
    if day > timezone.localdate():
        raise Refused("日期不能晚于今天。")
    if client.benefits.filter(entitlement=entitlement_code, until__isnull=True).exists():
        raise Refused(f"{entitlement.name}正在享受，不用再申请。", "情况有变化的，请登记停止享受或者复核。")
    try:
        with transaction.atomic():
            application = Application.objects.create(
                client=client,
                entitlement=entitlement_code,
                determination=_standing(client, entitlement_code),
                region=accepting_region(actor, client),
                officer=actor if actor.role == Role.WELFARE_OFFICER else None,
                started_on=day,
                recorded_by=actor,
                recorded_at=timezone.now(),
            )
    except IntegrityError:
        raise Refused(f"{entitlement.name}已有一份申请在办。", "请在“救助申请”里接着办理。") from None
    application.papers.add(*matching_papers(client, entitlement))
    departments.follow(actor, application, "start", day)
    ledger.record(actor, Action.CREATE, KIND, application.pk, Purpose.WELFARE)
    return application


@transaction.atomic
def start_all(actor: User, client: Client, codes: Iterable[str]) -> list[Application]:
    """One application for each entitlement, all from the same papers; all of them or none. Raises as ``start``."""
    return [start(actor, client, code) for code in dict.fromkeys(codes)]


def accepting_region(actor: User, client: Client) -> Region:
    """Where it is handed in: the place of registration if it is known, unless only the home lies with the officer."""
    registered, home = client.registered_region, client.residence_region
    if registered is None:
        return home
    mine = actor.region.code if actor.region else ""
    return home if covers(mine, home.code) and not covers(mine, registered.code) else registered


def _standing(client: Client, code: str) -> Determination | None:
    return client.determinations.current().filter(entitlement=code).first()


# Move -----------------------------------------------------------------------------------------------------------------


OF_A_CLOSED_CASE = frozenset({"withdraw", "end"})


@transaction.atomic
def move(
    actor: User,
    application: Application,
    name: str,
    on: date | None = None,
    note: str = "",
    amount: Decimal | None = None,
    *,
    seen: int | None = None,
    months: int | None = None,
) -> Application:
    """Take one step of ``MOVES`` on the day it happened; write it down, meet and open clocks, with what follows.

    amount  in the entitlement's unit, where the step decides or publishes a sum
    seen    the turn that the actor saw on the page; None: the one of ``application``
    months  until the next review, one of the step's

    Raises Refused, changing nothing, when the step does not follow, something is missing, or somebody was quicker.
    """
    day, words = on or timezone.localdate(), note.strip()
    _require_may_apply(actor, application.client)
    if not application.client.is_open and name not in OF_A_CLOSED_CASE:
        raise Refused("这一户已经结案。", "要继续办理，请负责人重新开案；不再办理的，请撤回或者停发。")
    if seen is not None and seen != application.turn:
        raise Refused("这份申请刚刚有人办过一步。", "请看过最新进度再办。")
    _require_follows(application, name, day)
    _require_words(application, name, words)
    sum_decided = _sum(application, name, amount)
    _require_publicity(application, name, day)
    target = _target(application, name)
    changes: dict[str, Any] = {"state": target, "turn": application.turn + 1, "amount": sum_decided}
    if application.officer_id is None and actor.role == Role.WELFARE_OFFICER:
        changes["officer"] = actor
    mine = Application.objects.unscoped("an application that its door has let through").filter(
        pk=application.pk, turn=application.turn
    )
    if not mine.update(**changes):
        raise Refused("这份申请刚刚有人办过一步。", "请看过最新进度再办。")
    application.refresh_from_db()
    ApplicationEvent.objects.create(
        application=application, move=name, on=day, note=words, recorded_by=actor, recorded_at=timezone.now()
    )
    run_clocks.run(actor, application, name, day, months)
    FOLLOWS.get(name, _nothing)(actor, application, day, words)
    departments.follow(actor, application, name, day)
    ledger.record(actor, Action.CHANGE, KIND, application.pk, Purpose.WELFARE)
    return application


def moves_made(application: Application) -> list[str]:
    return list(application.events.values_list("move", flat=True))


def _require_may_apply(actor: User, client: Client) -> None:
    if not may_apply(actor, client):
        raise Refused("这一户的申请不归您办理。", "请联系责任社工或者当地救助经办。")


def _require_follows(application: Application, name: str, day: date) -> None:
    entitlement = application.declared
    if name not in MOVES:
        raise Refused("没有这一步。")
    label = procedure.label(entitlement, name)
    past = moves_made(application)
    if name == "ask_papers" and name in past:
        raise Refused("已经一次性告知过需要补正的材料，不能再次要求补正。", "请就现有材料受理，或者由经办人代为调取。")
    if name == "publicise" and procedure.publicity(entitlement) is None:
        raise Refused(f"{entitlement.name}不公示，保护家庭隐私。", "请直接办理下一步。")
    if name not in procedure.open_moves(entitlement, application.state, past, run_clocks.can_extend(application)):
        raise Refused(f"这份申请现在是“{application.get_state_display()}”，不能“{label}”。", "请刷新页面看最新进度。")
    if day > timezone.localdate():
        raise Refused("日期不能晚于今天。", "请填实际办理的日期。")
    last = application.events.order_by("-on").first()
    before, what = (last.on, procedure.done(entitlement, last.move)) if last else (application.started_on, "发起申请")
    if day < before:
        raise Refused(f"日期不能早于上一步（{chinese_day(before)}{what}）。", "请核对日期。")


def _require_words(application: Application, name: str, words: str) -> None:
    if name in NOTE_ASKED and not words:
        raise Refused(NOTE_ASKED[name])
    if name == "refuse":
        refusal.require_lawful(words)


def _sum(application: Application, name: str, amount: Decimal | None) -> Decimal | None:
    """The amount that the application has after this move."""
    entitlement = application.declared
    if name not in SUM_TAKEN or not procedure.takes_sum(entitlement):
        if amount is not None:
            raise Refused("这一步没有金额。", "请去掉金额再提交。")
        return application.amount
    decided = application.amount if amount is None else amount
    if decided is None:
        if name in SUM_ASKED:
            raise Refused(f"请填写金额（{entitlement.unit}）。", "公示和批准都要写明金额。")
        return None
    if not 0 < decided <= HIGHEST or decided != round(decided, 2):
        raise Refused("金额要大于 0，最多两位小数。")
    return decided


def _require_publicity(application: Application, name: str, day: date) -> None:
    """A sum is granted, or a file sent up, only after the publicity has lasted its days."""
    step = procedure.publicity(application.declared)
    if name not in ("submit", "grant") or step is None or not step.at_least:
        return
    shown = application.deadlines.filter(at_least=True).first()
    if shown is None:
        raise Refused(f"还没有公示，不能“{MOVES[name].label}”。", f"请先公示满 {step.days} 天（{step.article}）。")
    if day <= shown.due_on:
        raise Refused(
            f"公示要满 {step.days} 天，到{chinese_day(shown.due_on)}止。", f"期满次日起才能“{MOVES[name].label}”。"
        )


def _target(application: Application, name: str) -> str:
    if name == "pay" and procedure.is_once(application.declared):
        return State.ENDED
    return MOVES[name].target or application.state


# What follows ---------------------------------------------------------------------------------------------------------


def _nothing(actor: User, application: Application, day: date, words: str) -> None:
    """Most moves change nothing outside the application."""


def _attach(actor: User, application: Application, day: date, words: str) -> None:
    """What came in since the start belongs to it as well."""
    application.papers.add(*matching_papers(application.client, application.declared))


def _receive(actor: User, application: Application, day: date, words: str) -> None:
    """The household has it from now on; what was paid once is over with the payment."""
    once = procedure.is_once(application.declared)
    client, code = application.client, application.entitlement
    grade = Grade.CERTIFIED if actor.role == Role.WELFARE_OFFICER else Grade.DOCUMENTED
    # First, so that it is closed as received, whatever the household looks like afterwards.
    gaps = TakeUpGap.objects.unscoped("received through an application").open()
    for gap in gaps.filter(client=client, entitlement=code):
        gap.closed_on, gap.closed_how = timezone.localdate(), TakeUpGap.Closed.RECEIVED
        gap.closed_reason = "申请已批准并发放。"
        gap.save(update_fields=["closed_on", "closed_how", "closed_reason"])
    record_benefit(
        actor,
        client,
        code,
        day,
        amount=application.amount,
        until=day if once else None,
        grade=grade,
        application=application,
    )


def _stop(actor: User, application: Application, day: date, words: str) -> None:
    for benefit in Benefit.objects.unscoped("ended through its application").filter(
        application=application, until__isnull=True
    ):
        end_benefit(actor, benefit, max(day, benefit.since))


def _tell_gap(actor: User, application: Application, day: date, words: str) -> None:
    """Whoever works the list of 应享未享 sees that it was refused, unless somebody wrote another reason."""
    TakeUpGap.objects.unscoped("refused through an application").open().filter(
        client=application.client, entitlement=application.entitlement, why=""
    ).update(why=TakeUpGap.Why.REFUSED)


FOLLOWS = {"accept": _attach, "pay": _receive, "end": _stop, "refuse": _tell_gap}
