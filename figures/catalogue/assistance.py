"""救助: what households receive, what they are entitled to and do not, and whether applications keep their terms.

A benefit that reveals illness or treatment by its name is in no figure, as it is in no manager's list
(``welfare.restricted``).
"""

from collections.abc import Iterator
from functools import partial

from django.db.models import Q

from figures.figure import Figure, Kind, Part, Row, Table
from figures.period import WHY, Period
from welfare.catalogue.table import CATALOGUE
from welfare.models import Application, ApplicationEvent, Benefit, Deadline, Screening, TakeUpGap
from welfare.restricted import RESTRICTED_ENTITLEMENTS

GROUP = "救助"
SHOWN = tuple(one for one in CATALOGUE if one.code not in RESTRICTED_ENTITLEMENTS)
CODES = tuple(one.code for one in SHOWN)
_HOUSEHOLDS = "最后一天在册的服务对象家庭中，"


def _receiving(period: Period) -> list[tuple[int, int, str]]:
    """What runs on the last day: id, client, entitlement. As ``BenefitQuerySet.running``."""
    if "receiving" not in period.kept:
        running = Benefit.objects.unscoped(WHY).running(period.last).filter(entitlement__in=CODES)
        rows = running.order_by("pk").values_list("pk", "client", "entitlement")
        period.kept["receiving"] = [row for row in rows if row[1] in period.register]
    return period.kept["receiving"]


def _households(period: Period) -> Iterator[Row]:
    return (Row(client, period.home(client)) for client in {client for _, client, _ in _receiving(period)})


def _receiving_one(code: str, period: Period) -> Iterator[Row]:
    # One household counts once, though two sums of the same kind may overlap.
    rows = {client: pk for pk, client, own in _receiving(period) if own == code}
    return (Row(pk, period.home(client)) for client, pk in rows.items())


def _began(code: str, period: Period) -> Iterator[Row]:
    rows = Benefit.objects.unscoped(WHY).filter(since__range=period.days, entitlement__in=CODES).order_by()
    for pk, client, since, own in rows.values_list("pk", "client", "since", "entitlement"):
        if client in period.cases and code in ("", own):
            yield Row(pk, period.home(client, since))


def _gaps(period: Period) -> list[tuple[int, int, str]]:
    """What is open on the last day: id, client, entitlement."""
    if "gaps" not in period.kept:
        found = TakeUpGap.objects.unscoped(WHY).filter(
            Q(closed_on__isnull=True) | Q(closed_on__gt=period.last),
            opened_on__lte=period.last,
            entitlement__in=CODES,
        )
        rows = found.order_by("pk").values_list("pk", "client", "entitlement")
        period.kept["gaps"] = [row for row in rows if row[1] in period.register]
    return period.kept["gaps"]


def _anybody_looked(period: Period) -> bool:
    """Whether households had been screened by then, or a gap found otherwise."""
    if "screened" not in period.kept:
        screened = Screening.objects.filter(finished_at__isnull=False, as_of__lte=period.last).exists()
        period.kept["screened"] = screened or _any_gap(period)
    return period.kept["screened"]


def _any_gap(period: Period) -> bool:
    return TakeUpGap.objects.unscoped(WHY).filter(opened_on__lte=period.last).exists()


def _gap_households(period: Period) -> Iterator[Row]:
    return (Row(client, period.home(client)) for client in {client for _, client, _ in _gaps(period)})


def _open_gaps(code: str, period: Period) -> Iterator[Row]:
    return (Row(pk, period.home(client)) for pk, client, own in _gaps(period) if code in ("", own))


def _gaps_found(period: Period) -> Iterator[Row]:
    rows = TakeUpGap.objects.unscoped(WHY).filter(opened_on__range=period.days, entitlement__in=CODES).order_by()
    for pk, client, day in rows.values_list("pk", "client", "opened_on"):
        if client in period.cases:
            yield Row(pk, period.home(client, day))


def _gaps_met(period: Period) -> Iterator[Row]:
    rows = TakeUpGap.objects.unscoped(WHY).filter(
        closed_on__range=period.days, closed_how=TakeUpGap.Closed.RECEIVED, entitlement__in=CODES
    )
    for pk, client, day in rows.order_by().values_list("pk", "client", "closed_on"):
        if client in period.cases:
            yield Row(pk, period.home(client, day))


def _applied(period: Period) -> Iterator[Row]:
    rows = Application.objects.unscoped(WHY).filter(started_on__range=period.days, entitlement__in=CODES).order_by()
    for pk, client, day in rows.values_list("pk", "client", "started_on"):
        if client in period.cases:
            yield Row(pk, period.home(client, day))


def _decided(move: str, period: Period) -> Iterator[Row]:
    moves = ("grant", "refuse") if not move else (move,)
    events = ApplicationEvent.objects.unscoped(WHY).filter(
        on__range=period.days, move__in=moves, application__entitlement__in=CODES
    )
    for pk, client, day in events.order_by().values_list("application", "application__client", "on"):
        if client in period.cases:
            yield Row(pk, period.home(client, day))


IN_TIME, LATE, OPEN = "in_time", "late", "open"


def _terms(outcome: str, period: Period) -> Iterator[Row]:
    """The terms that ended in the month and counted; how they stood when it ended."""
    rows = Deadline.objects.unscoped(WHY).filter(
        due_on__range=period.days, at_least=False, lapsed_on__isnull=True, application__entitlement__in=CODES
    )
    for pk, client, due, met in rows.order_by().values_list("pk", "application__client", "due_on", "met_on"):
        own = OPEN if met is None or met > period.last else IN_TIME if met <= due else LATE
        if client in period.cases and outcome in ("", own):
            yield Row(pk, period.home(client, due))


_stock = partial(Figure, group=GROUP, unit="户", kind=Kind.STOCK, table=Table.BENEFIT)
_flow = partial(Figure, group=GROUP, unit="户次", kind=Kind.FLOW, table=Table.BENEFIT)

_RECEIVED = (
    _stock(
        "aid.on",
        "正在享受救助",
        definition=f"{_HOUSEHOLDS}当天正在享受至少一项救助的户数；停止当天不算，只发一次的救助不算。",
        rows=_households,
        table=Table.CLIENT,
        parts_of=(Part("clients.open", "aid", complete=False),),
        better="more",
    ),
    *(
        _stock(
            f"aid.on.{one.code}",
            f"正在享受：{one.name}",
            definition=f"{_HOUSEHOLDS}当天正在享受“{one.name}”的户数；停止当天不算，没有登记的不算。",
            rows=partial(_receiving_one, one.code),
            short=one.name,
            parts_of=(Part("aid.on", one.code, complete=False),),
        )
        for one in SHOWN
    ),
    _flow(
        "aid.new",
        "本月开始享受救助",
        definition="本月开始享受、或者本月一次性发放的救助，一户每项每次各算一次。",
        rows=partial(_began, ""),
        better="more",
    ),
    *(
        _flow(
            f"aid.new.{one.code}",
            f"本月开始享受：{one.name}",
            definition=f"本月开始享受、或者本月一次性发放的“{one.name}”。",
            rows=partial(_began, one.code),
            short=one.name,
            parts_of=(Part("aid.new", "entitlement"),),
        )
        for one in SHOWN
    ),
)

_MISSED = (
    _stock(
        "gap.households",
        "应享未享家庭",
        definition=f"{_HOUSEHOLDS}当天至少有一项应享未享还没有办结的户数。只算已经认定符合的，待核实的不算。",
        rows=_gap_households,
        looked=_anybody_looked,
        table=Table.CLIENT,
        parts_of=(Part("clients.open", "gap", complete=False),),
        better="less",
    ),
    _stock(
        "gap.open",
        "应享未享",
        unit="项",
        definition=f"{_HOUSEHOLDS}当天还没有办结的应享未享，一户每项各算一次。",
        rows=partial(_open_gaps, ""),
        looked=_anybody_looked,
        table=Table.GAP,
        # Exactly where none was given up, and nobody moves or leaves the register.
        carried_by=(("gap.found", "gap.met"),),
        better="less",
    ),
    *(
        _stock(
            f"gap.open.{one.code}",
            f"应享未享：{one.name}",
            unit="项",
            definition=f"{_HOUSEHOLDS}当天“{one.name}”应享未享、还没有办结的。",
            rows=partial(_open_gaps, one.code),
            looked=_anybody_looked,
            table=Table.GAP,
            short=one.name,
            parts_of=(Part("gap.open", "entitlement"),),
        )
        for one in SHOWN
    ),
    _flow(
        "gap.found",
        "本月发现应享未享",
        unit="项",
        definition="本月筛查发现的应享未享，不论后来怎样办结。",
        rows=_gaps_found,
        looked=_anybody_looked,
        table=Table.GAP,
    ),
    _flow(
        "gap.met",
        "本月补上应享未享",
        unit="项",
        definition="本月以“已经享受”办结的应享未享；放弃、不再符合、认定有误的不算。",
        rows=_gaps_met,
        looked=_anybody_looked,
        table=Table.GAP,
        better="more",
    ),
)

_OUTCOMES = (
    (IN_TIME, "按期", "在期限当天或以前完成的", "more"),
    (LATE, "超期办完", "过了期限、到本月最后一天为止完成的", "less"),
    (OPEN, "超期未办", "到本月最后一天还没有完成的（期限在最后一天、当天没有完成的也算）", "less"),
)
_TERM = "期限落在本月的办理环节（公示期、不再需要办理的不算）"

_APPLICATIONS = (
    _flow(
        "application.started",
        "本月救助申请",
        unit="件",
        definition="发起日期在本月的救助申请，不论后来怎样。",
        rows=_applied,
        table=Table.APPLICATION,
    ),
    _flow(
        "application.decided",
        "本月作出决定",
        unit="件",
        definition="本月批准或者不予批准的救助申请；撤回的不算。",
        rows=partial(_decided, ""),
        table=Table.APPLICATION,
    ),
    *(
        _flow(
            f"application.decided.{move}",
            f"决定：{label}",
            unit="件",
            definition=f"本月{label}的救助申请。",
            rows=partial(_decided, move),
            table=Table.APPLICATION,
            short=label,
            parts_of=(Part("application.decided", "decision"),),
        )
        for move, label in (("grant", "批准"), ("refuse", "不予批准"))
    ),
    _flow(
        "application.terms",
        "办理环节到期",
        unit="个",
        definition=f"{_TERM}，一件申请有几个环节到期算几个。",
        rows=partial(_terms, ""),
        table=Table.DEADLINE,
    ),
    *(
        _flow(
            f"application.terms.{outcome}",
            f"办理环节：{label}",
            unit="个",
            definition=f"{_TERM}中，{how}。",
            rows=partial(_terms, outcome),
            table=Table.DEADLINE,
            short=label,
            parts_of=(Part("application.terms", "outcome"),),
            better=better,
        )
        for outcome, label, how, better in _OUTCOMES
    ),
    Figure(
        "application.share",
        "按期办理率",
        GROUP,
        "%",
        Kind.SHARE,
        "按期完成的办理环节，除以期限落在本月的全部办理环节。",
        numerator="application.terms.in_time",
        denominator="application.terms",
        better="more",
    ),
)

FIGURES = (*_RECEIVED, *_MISSED, *_APPLICATIONS)
