"""安置基地: bases and points in use, who works there, and which district lacks what it has to have."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from employers.models import PlacementBase
from figures.catalogue.work import jobs_on
from figures.figure import Figure, Kind, Part, Row, Table
from figures.period import WHY, Period
from people.models import Level, Region
from placement.adopt_registered import runs_a_year
from placement.base_rule import Need, need_of, rule_of
from placement.models import Placement

GROUP = "安置基地"
COUNTY_DIGITS = int(Level.COUNTY)


def _open(kind: str, period: Period) -> Iterator[Row]:
    rows = PlacementBase.objects.open_on(period.last).order_by().values_list("pk", "region__code", "kind")
    return (Row(pk, place) for pk, place, own in rows if kind in ("", own))


def _there(contract: str, period: Period) -> Iterator[Row]:
    for pk, place, own in _people(period):
        if contract in ("", own):
            yield Row(pk, place)


def _people(period: Period) -> list[tuple[int, str, str]]:
    """Who works at a base that is in use: id of the placement, where the base is, what contract."""
    if "at bases" not in period.kept:
        current = {job.id for job in jobs_on(period)}
        bases = dict(PlacementBase.objects.open_on(period.last).values_list("pk", "region__code"))
        placements = (
            Placement.objects.unscoped(WHY).filter(base__in=bases, started_on__lte=period.last).select_related("hire")
        )
        period.kept["at bases"] = [
            (placement.pk, bases[placement.base_id], _CONTRACT[runs_a_year(placement)])
            for placement in placements.order_by("pk")
            if placement.pk in current
        ]
    return period.kept["at bases"]


_CONTRACT = {True: "year", False: "shorter", None: "unknown"}


def _missing(period: Period) -> Iterator[Row]:
    """Districts that have to have a base, or a point, and have none; only where the rule is known."""
    clients = Counter(period.home(client)[:COUNTY_DIGITS] for client in period.register)
    rows = PlacementBase.objects.open_on(period.last).values_list("region__code", "kind")
    there = {(code[:COUNTY_DIGITS], kind) for code, kind in rows}
    for county in Region.objects.current(period.last).filter(level=Level.COUNTY).order_by("code"):
        need = need_of(clients[county.code], rule_of(county.code, period.last))
        has_base = (county.code, PlacementBase.Kind.BASE) in there
        has_any = has_base or (county.code, PlacementBase.Kind.POINT) in there
        if (need == Need.BASE and not has_base) or (need == Need.POINT and not has_any):
            yield Row(county.pk, county.code)


def _rule_is_known(period: Period, code: str) -> bool:
    # It speaks of districts: of a street there is nothing to tell.
    return len(code) <= COUNTY_DIGITS and rule_of(code, period.last) is not None


_stock = partial(Figure, group=GROUP, kind=Kind.STOCK)
_CONTRACTS = (
    ("year", "合同一年以上", "合同为一年及以上或者无固定期限"),
    ("shorter", "合同不满一年", "合同不满一年"),
    ("unknown", "合同不清楚", "没有登记合同起止"),
)

FIGURES = (
    _stock(
        "bases.open",
        "安置基地和安置点",
        unit="个",
        definition="最后一天在用的安置基地和安置点，停用当天仍算在用。",
        rows=partial(_open, ""),
        table=Table.BASE,
    ),
    *(
        _stock(
            f"bases.open.{kind}",
            f"在用{label}",
            unit="个",
            definition=f"最后一天在用的{label}。",
            rows=partial(_open, kind),
            table=Table.BASE,
            short=label,
            parts_of=(Part("bases.open", "kind"),),
        )
        for kind, label in PlacementBase.Kind.choices
    ),
    _stock(
        "bases.people",
        "在基地就业",
        unit="人",
        definition="在业的人中，工作登记在当天在用的安置基地或安置点的，按基地所在地算。",
        rows=partial(_there, ""),
        table=Table.PLACEMENT,
        better="more",
    ),
    *(
        _stock(
            f"bases.people.{code}",
            f"在基地就业：{label}",
            unit="人",
            definition=f"在基地就业的人中，{how}的；以企业登记为准，没有时以本人说的为准。",
            rows=partial(_there, code),
            table=Table.PLACEMENT,
            short=label,
            parts_of=(Part("bases.people", "contract"),),
        )
        for code, label, how in _CONTRACTS
    ),
    _stock(
        "bases.missing",
        "缺基地或安置点的旗区",
        unit="个",
        definition="按当地规定的人数应当建安置基地而没有在用的基地，或者应当有安置点而基地、安置点都没有的旗区；"
        "人数按最后一天在册算。没有查到规定的地方不作判断。",
        rows=_missing,
        table=Table.REGION,
        better="less",
        known=_rule_is_known,
    ),
)
