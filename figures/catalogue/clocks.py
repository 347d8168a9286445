"""时限: what had run out on the last day of the month and was not done."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from clients.models import Client, Duty, EmploymentService, HandOver, HelpEvent, Plan, ReportIn, Transfer
from clients.models.client import NO_CONTACT_DAYS
from clients.record_help import REACHED
from figures.catalogue.assistance import CODES
from figures.figure import Figure, Kind, Part, Row, Table
from figures.period import WHY, Period, moment
from law.case_clocks import ReportIn as ReportInFacts
from law.case_clocks import report_in
from placement.models import FollowUp
from welfare.models import Deadline

GROUP = "时限"


def _silent(period: Period) -> Iterator[Row]:
    since = period.last - timedelta(days=NO_CONTACT_DAYS)
    helped = HelpEvent.objects.unscoped(WHY).filter(kind__in=REACHED, at__gte=moment(since), at__lt=period.until)
    served = EmploymentService.objects.unscoped(WHY).filter(with_client=True, on__range=(since, period.last))
    heard = {*helped.order_by().values_list("client", flat=True), *served.order_by().values_list("client", flat=True)}
    for client, case in period.register.items():
        if case.opened_on < since and client not in heard:
            yield Row(client, period.home(client))


def _promised(period: Period) -> Iterator[Row]:
    latest = HelpEvent.objects.unscoped(WHY).filter(client=OuterRef("pk"), at__lt=period.until).order_by("-at", "-pk")
    running = Client.objects.unscoped(WHY).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=period.last))
    promised = running.order_by().annotate(promised=Subquery(latest.values("next_on")[:1]))
    for client, on in promised.values_list("pk", "promised"):
        if on and on < period.last and client in period.register:
            yield Row(client, period.home(client))


def _waiting(model: Any, period: Period) -> Iterator[Row]:
    """Offers that nobody had answered by their last day, and still not on the last day of the month."""
    rows = model.objects.unscoped(WHY).filter(
        Q(closed_at__isnull=True) | Q(closed_at__gte=period.until), offered_on__lte=period.last, due_on__lt=period.last
    )
    for pk, client in rows.order_by().values_list("pk", "client"):
        if client in period.register:
            yield Row(pk, period.home(client))


def _report_ins(period: Period) -> Iterator[Row]:
    rows = (
        ReportIn.objects.unscoped(WHY)
        .filter(Q(reported_on__isnull=True) | Q(reported_on__gt=period.last), counted_from__lte=period.last)
        .filter(Q(dropped_on__isnull=True) | Q(dropped_on__gt=period.last))
        .order_by()
        .values_list("pk", "client", "cause", "counted_from", "kind")
    )
    for pk, client, cause, counted_from, kind in rows:
        due = report_in(ReportInFacts(cause=cause, counted_from=counted_from, kind=kind)).due_on
        if due and due < period.last and client in period.register:
            yield Row(pk, period.home(client))


def _follow_ups(period: Period) -> Iterator[Row]:
    rows = FollowUp.objects.unscoped(WHY).filter(
        Q(settled_on__isnull=True) | Q(settled_on__gt=period.last), due_on__lt=period.last
    )
    for pk, client in rows.order_by().values_list("pk", "placement__client"):
        if client in period.register:
            yield Row(pk, period.home(client))


def _terms(period: Period) -> Iterator[Row]:
    rows = (
        Deadline.objects.unscoped(WHY)
        .filter(Q(met_on__isnull=True) | Q(met_on__gt=period.last))
        .filter(Q(lapsed_on__isnull=True) | Q(lapsed_on__gt=period.last))
        .filter(due_on__lt=period.last, at_least=False, application__entitlement__in=CODES)
    )
    for pk, client in rows.order_by().values_list("pk", "application__client"):
        if client in period.register:
            yield Row(pk, period.home(client))


def _duties(period: Period) -> Iterator[Row]:
    running = Q(state__in=(Duty.State.OPEN, Duty.State.RETURNED)) | Q(state_on__gt=period.last)
    rows = Duty.objects.unscoped(WHY).filter(running, due_on__lt=period.last, counted_from__lte=period.last)
    for pk, client in rows.order_by().values_list("pk", "client"):
        if client in period.register:
            yield Row(pk, period.home(client))


def _plans(period: Period) -> Iterator[Row]:
    rows = Plan.objects.unscoped(WHY).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=period.last), made_on__lte=period.last, review_on__lt=period.last
    )
    for pk, client in rows.order_by().values_list("pk", "client"):
        if client in period.register:
            yield Row(pk, period.home(client))


_overdue = partial(Figure, group=GROUP, unit="件", kind=Kind.STOCK, better="less")

FIGURES = (
    _overdue(
        "overdue.silent",
        f"{NO_CONTACT_DAYS} 天没有联系",
        unit="人",
        definition=f"最后一天在册、当天和之前 {NO_CONTACT_DAYS} 天里没有联系上过，也没有本人在场的就业服务的人；"
        f"建档不到 {NO_CONTACT_DAYS} 天的不算，去了没有联系上的不当作联系。",
        rows=_silent,
        table=Table.CLIENT,
        parts_of=(Part("clients.open", "silent", complete=False),),
    ),
    _overdue(
        "overdue.contact",
        "约定的联系过期",
        unit="人",
        definition="最后一天在册、最近一条帮扶记录约定的下次联系日期已过，而没有新的帮扶记录的人；当天到期的不算。",
        rows=_promised,
        table=Table.CLIENT,
        parts_of=(Part("clients.open", "promised", complete=False),),
    ),
    _overdue(
        "overdue.report_in",
        "逾期未报到",
        definition="最后一天在册的人中，到报到期限（法律规定的日数，从起算日往后数）还没有报到的报到事项；"
        "不再需要报到的不算，期限待核实的不算。是不是有正当理由，这里不判断。",
        rows=_report_ins,
        table=Table.REPORT_IN,
    ),
    _overdue(
        "overdue.hand_over",
        "移交逾期未接收",
        definition="社工之间移交、过了接收期限，到最后一天还没有接收也没有撤回的。",
        rows=partial(_waiting, HandOver),
        table=Table.HAND_OVER,
    ),
    _overdue(
        "overdue.transfer",
        "执行地变更逾期未接收",
        definition="执行地变更、过了接收期限，到最后一天还没有接收、退回或撤回的，算在移送的地方。",
        rows=partial(_waiting, Transfer),
        table=Table.TRANSFER,
    ),
    _overdue(
        "overdue.follow_up",
        "就业回访逾期",
        unit="次",
        definition="最后一天在册的人中，应回访日期已过、还没有得到答复的回访；联系不上、还要再联系的也算。",
        rows=_follow_ups,
        table=Table.FOLLOW_UP,
    ),
    _overdue(
        "overdue.application",
        "救助办理逾期",
        unit="个",
        definition="最后一天在册的人中，过了期限还没有完成的救助办理环节；公示期、不再需要办理的不算。",
        rows=_terms,
        table=Table.DEADLINE,
    ),
    _overdue(
        "overdue.duty",
        "部门事项逾期",
        definition="最后一天在册的人中，过了期限、还没有办结的部门事项，退回的也算；没有规定期限的不算。",
        rows=_duties,
        table=Table.DUTY,
    ),
    _overdue(
        "overdue.plan",
        "帮扶计划未按时回顾",
        unit="份",
        definition="在执行、回顾日期已过的帮扶计划。回顾以后日期会往后推，过去的日期不留，所以按月底过后第一次统计时的"
        "情况算，复算时不再比较。",
        rows=_plans,
        table=Table.PLAN,
        as_it_stands=True,
    ),
)
