"""结对: cadres who are paired with clients, their visits, and what came of it."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Q

from clients.models import Pairing
from figures.figure import Figure, Kind, Part, Row, Table
from figures.period import WHY, Period

GROUP = "结对帮扶"


def _running(period: Period) -> list[tuple[int, int, str]]:
    """What runs on the last day: client, cadre, the cadre's place."""
    rows = (
        Pairing.objects.unscoped(WHY)
        .filter(Q(until__isnull=True) | Q(until__gt=period.last), since__lte=period.last)
        .order_by()
        .values_list("client", "cadre", "cadre__region__code")
    )
    return [row for row in rows if row[0] in period.register]


def _cadres(period: Period) -> Iterator[Row]:
    return (Row(cadre, place) for cadre, place in {(cadre, place) for _, cadre, place in _running(period)})


def _paired(period: Period) -> Iterator[Row]:
    return (Row(client, period.home(client)) for client in {client for client, _, _ in _running(period)})


def _visits(period: Period) -> Iterator[Row]:
    for pk, client, day, *_, pairing in period.helped:
        if pairing is not None:
            yield Row(pk, period.home(client, day))


def _begun(period: Period) -> Iterator[Row]:
    rows = Pairing.objects.unscoped(WHY).filter(since__range=period.days).order_by()
    for pk, client, since in rows.values_list("pk", "client", "since"):
        if client in period.cases:
            yield Row(pk, period.home(client, since))


def _ended(result: str, period: Period) -> Iterator[Row]:
    rows = Pairing.objects.unscoped(WHY).filter(until__range=period.days).order_by()
    for pk, client, until, own in rows.values_list("pk", "client", "until", "result"):
        if client in period.cases and result in ("", own):
            yield Row(pk, period.home(client, until))


_flow = partial(Figure, group=GROUP, unit="对", kind=Kind.FLOW, table=Table.PAIRING)

FIGURES = (
    Figure(
        "pairing.cadres",
        "结对干部",
        GROUP,
        "人",
        Kind.STOCK,
        "最后一天至少和一位在册服务对象结对的干部，按干部所在区域算，一人只算一次；结束当天不算。",
        rows=_cadres,
        table=Table.CADRE,
        better="more",
    ),
    Figure(
        "pairing.clients",
        "被结对的服务对象",
        GROUP,
        "人",
        Kind.STOCK,
        "最后一天在册、至少有一位结对干部的服务对象，一人只算一次；结束当天不算。",
        rows=_paired,
        table=Table.CLIENT,
        parts_of=(Part("clients.open", "pairing", complete=False),),
        # Exactly where nobody has two cadres, moves or leaves the register.
        carried_by=(("pairing.new", "pairing.ended"),),
        better="more",
    ),
    _flow("pairing.new", "本月结对", definition="结对日期在本月的结对。", rows=_begun, better="more"),
    _flow(
        "pairing.visits",
        "结对干部帮扶",
        unit="次",
        definition="本月由社工记下的、结对干部做的帮扶；没有联系上的也算。",
        rows=_visits,
        table=Table.HELP,
        better="more",
    ),
    _flow("pairing.ended", "本月结束结对", definition="结束日期在本月的结对，不论成效。", rows=partial(_ended, "")),
    *(
        _flow(
            f"pairing.ended.{result}",
            f"结束结对：{label}",
            definition=f"结束日期在本月、成效是“{label}”的结对。",
            rows=partial(_ended, result),
            short=label,
            parts_of=(Part("pairing.ended", "result"),),
        )
        for result, label in Pairing.Result.choices
    ),
)
