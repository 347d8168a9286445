"""执行地变更: a case goes to another county. Offered by its place, received there within seven working days, or handed
back. Until it is received nothing of the case is visible there; from then on nothing of it is visible here."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from clients import owe, receipt
from clients.door import KIND
from clients.duty_kinds import POLICE_FILE
from clients.may import caseworkers_for, county_of, may_hand_over
from clients.models import Client, DutyEvent, RehabMeasure, ReportIn, Transfer
from clients.models.hand_over import HAND_OVER_WORKDAYS
from clients.record_household import household_changed
from jobs.notify import notify
from law.workdays import add_workdays
from people import ledger
from people.errors import Refused
from people.models import Action, Level, Membership, Purpose, Region, Role, User
from people.scope import code_range, covers

State = Transfer.State
# Whoever moved longer ago than the measures last is a mistake in the form.
LONGEST_AGO = relativedelta(years=3)
OF_THE_STREET = (RehabMeasure.Kind.COMMUNITY_TREATMENT, RehabMeasure.Kind.COMMUNITY_RECOVERY)
CHANGED_MEANWHILE = "责任社工或居住地已经变更，或已结案，这次移送作废。"


# Offer ----------------------------------------------------------------------------------------------------------------


def places_for(client: Client):
    """Where a case of this county can be sent: other counties in which somebody works as a social worker, and their
    streets in which she does."""
    held = Membership.objects.current().filter(role=Role.SOCIAL_WORKER, user__is_active=True)
    codes = set(held.values_list("region__code", flat=True))
    own = county_of(client.residence_region.code)
    counties = {county_of(code) for code in codes if len(code) >= Level.COUNTY} - {own}
    streets = {code[: Level.STREET] for code in codes if len(code) >= Level.STREET and county_of(code) in counties}
    return Region.objects.current().filter(code__in=counties | streets).select_related("parent").order_by("code")


@transaction.atomic
def offer(
    actor: User, client_id: int, to_region: Region, moved_on: date, note: str, as_of: date | None = None
) -> Transfer:
    """Send an open case to another county, or to one street of it; ``moved_on`` is the day of the change of place.

    Raises Client.DoesNotExist if it is not visible to the actor, and Refused where it may not go.
    """
    today = as_of or timezone.localdate()
    client = Client.objects.visible_to(actor).select_related("residence_region", "caseworker").get(pk=client_id)
    if not may_hand_over(actor, client):
        raise Refused("这位服务对象不归您移送。", "由责任社工本人或负责人办理。")
    if not client.is_open:
        raise Refused("已经结案，不用移送。")
    if client.hand_overs.waiting().exists():
        raise Refused("正在移交给别的社工。", "先撤回移交，或等对方签收。")
    if not places_for(client).filter(pk=to_region.pk).exists():
        raise Refused(
            "不能移送到那里：要么就在本旗县区，要么那里还没有社工使用本平台。",
            "本旗县区内的请办理移交；没有使用平台的地方，移送纸质档案后结案。",
        )
    if not today - LONGEST_AGO <= moved_on <= today:
        raise Refused("变更日期应在近三年内，不能在将来。", "请填决定变更执行地的日期。")
    due, provisional = add_workdays(today, HAND_OVER_WORKDAYS)
    try:
        with transaction.atomic():
            transfer = Transfer.objects.create(
                client=client, from_region=client.residence_region, to_region=to_region, giver=client.caseworker,
                offered_by=actor, note=note, moved_on=moved_on, offered_on=today, due_on=due,
                due_is_provisional=provisional, recorded_by=actor, recorded_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Refused("已经在变更执行地，等对方接收。", "要改去别处，先撤回。") from None
    for receiver in _receivers(to_region):
        notify(receiver, "有一份档案移送到您这里，请在 7 个工作日内接收。", "clients:hand_overs")
    ledger.record(actor, Action.HAND_OVER, KIND, client.pk, Purpose.HAND_OVER)
    return transfer


def _receivers(place: Region):
    """The social workers of the street it was sent to and the managers above them; where the county has no manager,
    those of the city, and so on upwards."""
    posts = Membership.objects.current().filter(user__is_active=True)
    wanted = Q()
    if place.level >= Level.STREET:
        wanted |= Q(role=Role.SOCIAL_WORKER, region__code=place.code)
    for level in sorted(Level, reverse=True):
        if level > place.level:
            continue
        of_level = Q(role=Role.MANAGER, region__code=place.code[:level])
        wanted |= of_level
        if level <= Level.COUNTY and posts.filter(of_level).exists():
            break
    return User.objects.filter(pk__in=posts.filter(wanted).values("user"))


# Receive --------------------------------------------------------------------------------------------------------------


def waiting_for(user: User):
    """What waits for ``user`` to receive it: the transfers to the place where she acts, or below."""
    if user.region is None or user.role not in (Role.MANAGER, Role.SOCIAL_WORKER):
        return Transfer.objects.involving(user).none()
    low, high = code_range(user.region.code)
    return Transfer.objects.involving(user).waiting().filter(to_region__code__gte=low, to_region__code__lte=high)


def may_receive(actor: User, transfer: Transfer) -> bool:
    """A manager or a social worker of the place it was sent to, as she acts now."""
    if actor.role not in (Role.MANAGER, Role.SOCIAL_WORKER) or actor.region is None:
        return False
    return covers(actor.region.code, transfer.to_region.code)


def homes_in(transfer: Transfer):
    """The streets in which she may live now; the place itself where no streets are on file."""
    streets = Region.objects.current().within(transfer.to_region.code).filter(level=Level.STREET)
    found = streets.select_related("parent").order_by("code")
    return found if found.exists() else Region.objects.filter(pk=transfer.to_region_id).select_related("parent")


@transaction.atomic
def receive(
    actor: User, transfer_id: int, home: Region, caseworker: User | None = None, as_of: date | None = None
) -> Transfer:
    """The new place signs: ``home`` is where she lives there, ``caseworker`` who answers for her (the actor, for a
    social worker). Measures and consents run on untouched; she has to report there within the term of the law.

    Raises Transfer.DoesNotExist for one that is not the actor's to see, Refused when it is not hers to receive, no
    longer waits, or the case has changed meanwhile.
    """
    today = as_of or timezone.localdate()
    worker = _caseworker(actor, caseworker)
    transfer = Transfer.objects.involving(actor).select_related("to_region", "from_region").get(pk=transfer_id)
    if not may_receive(actor, transfer):
        raise Refused("只有接收地的负责人或社工能接收。", "请以接收地的身份操作。")
    if not homes_in(transfer).filter(pk=home.pk).exists():
        raise Refused("居住地不在接收地。", "请重新选择街道（苏木乡镇）。")
    if not caseworkers_for(home.code).filter(pk=worker.pk).exists():
        raise Refused("责任社工不在那个旗县区任职。", "请从名单里另选一位。")
    counts = receipt.counts_of(transfer.client_id, today)
    _close(transfer, State.RECEIVED, received_by=actor, new_caseworker=worker, counts=counts)
    moved = (
        Client.objects.unscoped("the new place signs for a case that it cannot see yet")
        .open()
        .filter(pk=transfer.client_id, caseworker_id=transfer.giver_id, residence_region_id=transfer.from_region_id)
        # A point on the map of the old home would bring jobs near a place where she no longer lives.
        .update(caseworker=worker, residence_region=home, longitude=None, latitude=None, datum="")
    )
    if not moved:
        raise Refused(CHANGED_MEANWHILE, "请对方撤回后重新移送。")
    client = (
        Client.objects.unscoped("the case that was just received")
        .select_related("residence_region__parent", "registered_region")
        .get(pk=transfer.client_id)
    )
    _report_in(actor, client, transfer, today)
    owe.move_all(actor, client, county_of(transfer.from_region.code), client.residence_region, today)
    household_changed.send(Client, client=client)
    _tell(actor, transfer, worker, client)
    ledger.record(actor, Action.HAND_OVER, KIND, client.pk, Purpose.HAND_OVER)
    return transfer


def _caseworker(actor: User, chosen: User | None) -> User:
    if actor.role == Role.SOCIAL_WORKER:
        if chosen is not None and chosen.pk != actor.pk:
            raise Refused("社工只能接收到自己名下。", "由别人负责的，请负责人接收。")
        return actor
    if chosen is None:
        raise Refused("请选择由谁负责。")
    return chosen


def _report_in(actor: User, client: Client, transfer: Transfer, today: date) -> None:
    """She reports at the new place, counted from the day of the change (戒毒条例第二十二条). A report that waited for a
    decision or a release goes on there by its own day; one for an earlier move falls away."""
    waiting = client.report_ins.waiting()
    for earlier in waiting.filter(cause=ReportIn.Cause.MOVED):
        for duty in owe.of_source(POLICE_FILE.source, earlier.pk):
            owe.settle(actor, duty, DutyEvent.Step.DROPPED, today)
    waiting.filter(cause=ReportIn.Cause.MOVED).update(dropped_on=today)
    waiting.update(region=client.residence_region)
    running = client.measures.filter(kind__in=OF_THE_STREET).exclude(end__lte=today).last()
    if running is None or waiting.exists():
        return
    report = ReportIn.objects.create(
        client=client, cause=ReportIn.Cause.MOVED, kind=running.kind, measure=running,
        region=client.residence_region, counted_from=transfer.moved_on, recorded_by=actor, recorded_at=timezone.now(),
    )  # fmt: skip
    owe.police_file(actor, report)


def _tell(actor: User, transfer: Transfer, worker: User, client: Client) -> None:
    for giver in {transfer.giver_id: transfer.giver, transfer.offered_by_id: transfer.offered_by}.values():
        if giver.pk != actor.pk:
            notify(giver, f"您移送的 {client.number} 已由对方接收。", "clients:transfer_receipt", [transfer.pk])
    if worker.pk != actor.pk:
        notify(worker, "负责人替您接收了一份移送来的档案，请查看。", "clients:overview", [client.pk])


# Not received ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def give_back(actor: User, transfer_id: int, why: str) -> Transfer:
    """The new place does not take it, and says why; the case stays where it was. Raises as ``receive``."""
    transfer = Transfer.objects.involving(actor).select_related("to_region", "giver").get(pk=transfer_id)
    if not may_receive(actor, transfer):
        raise Refused("只有接收地的负责人或社工能退回。", "移送人要取消的，请用“撤回”。")
    if not why.strip():
        raise Refused("请写明为什么退回。", "例如：本人没有住在这里。")
    # Who answered for the new place, whatever the answer was.
    _close(transfer, State.RETURNED, received_by=actor)
    transfer.why_returned = why.strip()
    transfer.save(update_fields=["why_returned"])
    notify(transfer.giver, "一份移送的档案被对方退回，请看原因。", "clients:hand_overs")
    ledger.record(actor, Action.HAND_OVER, KIND, transfer.client_id, Purpose.HAND_OVER)
    return transfer


@transaction.atomic
def withdraw(actor: User, transfer_id: int) -> Transfer:
    """Take it back while it waits: the giver, whoever offered it, or a manager of the old place. Raises as
    ``receive``."""
    transfer = Transfer.objects.involving(actor).select_related("from_region").get(pk=transfer_id)
    if not may_withdraw(actor, transfer):
        raise Refused("只有移送人能撤回。", "有疑问请联系移送人。")
    _close(transfer, State.WITHDRAWN)
    ledger.record(actor, Action.HAND_OVER, KIND, transfer.client_id, Purpose.HAND_OVER)
    return transfer


def may_withdraw(actor: User, transfer: Transfer) -> bool:
    if actor.pk in (transfer.giver_id, transfer.offered_by_id):
        return True
    return actor.role == Role.MANAGER and actor.region is not None and covers(
        actor.region.code, transfer.from_region.code
    )  # fmt: skip


def _close(transfer: Transfer, state: str, **changes) -> None:
    """One step of the table {offered: received, returned, withdrawn}; a conditional update settles who came first."""
    closed = (
        Transfer.objects.unscoped("one step, decided by the number of rows changed")
        .waiting()
        .filter(pk=transfer.pk)
        .update(state=state, closed_at=timezone.now(), **changes)
    )
    fresh = Transfer.objects.unscoped("the step just taken").get(pk=transfer.pk)
    if not closed:
        raise Refused(f"这次移送{fresh.get_state_display()}，不能再操作。", "请刷新页面看最新情况。")
    for name in ("state", "closed_at", *changes):
        setattr(transfer, name, getattr(fresh, name))
