"""安置基地 by the figures: who works there now, how many on a contract of a year, and which district has none.

Numbers over all caseloads of the city, never who. Who does not keep the place reads no number so small that it could
name somebody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import Substr

from clients.models import Client
from employers.agreement_standing import Agreed, standings
from employers.may import city_code, may_keep
from employers.models import PlacementBase
from law.dated import Dated
from people.models import Level, Region, User
from people.scope import code_range
from placement.adopt_registered import runs_a_year
from placement.base_rule import Need, need_of, rule_of
from placement.models import Placement

# Below this a number could name somebody, and a share says nothing.
FEW = 5
COUNTY_DIGITS = int(Level.COUNTY)
WHY = "how many work at each base, and live in each district"
_CONTRACT = ("contract_from", "contract_until")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as its reader may see it: ``exact`` where she keeps the place."""

    value: int
    exact: bool

    @property
    def shown(self) -> int | None:
        """None: some, fewer than ``FEW``."""
        return self.value if self.exact or not 0 < self.value < FEW else None


@dataclass(frozen=True, slots=True)
class Contracts:
    """Of those at work: on a contract of a year or more, on a shorter one, and those whose contract is not known."""

    long: int = 0
    short: int = 0
    unknown: int = 0

    @property
    def known(self) -> int:
        return self.long + self.short

    @property
    def percent(self) -> int | None:
        """Share of the long ones among those known, in whole percent; None where they are too few for a share."""
        return round(100 * self.long / self.known) if self.known >= FEW else None


@dataclass(frozen=True, slots=True)
class BaseLine:
    """One base with who is there now."""

    base: PlacementBase
    is_open: bool
    may_keep: bool
    contracts: Contracts
    agreements: tuple[Agreed, ...]

    @property
    def present(self) -> Figure:
        return Figure(self.contracts.known + self.contracts.unknown, self.may_keep)

    @property
    def over(self) -> int:
        """How many more than it has room for; 0 where either is not known to the reader."""
        room, there = self.base.capacity, self.present.shown
        return max(0, there - room) if room is not None and there is not None else 0

    @property
    def tells_contracts(self) -> bool:
        """Whether the reader may see how many there are of each kind of contract."""
        return self.may_keep and self.present.value > 0

    @property
    def standing(self) -> list[Agreed]:
        """The agreements that count today, without those replaced."""
        return [one for one in self.agreements if one.standing != one.standing.REPLACED]


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One district: how many clients it serves, what it has to have, and what it has."""

    code: str
    name: str
    clients: Figure
    need: Need
    bases: int
    points: int

    @property
    def is_missing(self) -> bool:
        """A base is missing where only points are; a point is not where there is a base."""
        if self.need == Need.UNKNOWN:
            return False
        return not self.bases if self.need == Need.BASE else not (self.bases or self.points)


@dataclass(frozen=True, slots=True)
class Report:
    """The city of one reader. ``rule``: from how many people a district builds a base; None: not known here."""

    rule: Dated[int] | None
    counties: list[CountyLine]
    lines: list[BaseLine]

    @property
    def missing(self) -> list[CountyLine]:
        return [county for county in self.counties if county.is_missing]

    @property
    def asking(self) -> int:
        """Agreements of places in use that end soon or have ended."""
        return sum(one.asks for line in self.lines if line.is_open for one in line.agreements)

    def open_count(self, kind: str) -> int:
        return sum(line.is_open and line.base.kind == kind for line in self.lines)

    @property
    def bases(self) -> int:
        return self.open_count(PlacementBase.Kind.BASE)

    @property
    def points(self) -> int:
        return self.open_count(PlacementBase.Kind.POINT)


def report(actor: User, on: date) -> Report:
    """The bases of the actor's city and its districts on that day. Five queries, however many there are."""
    if actor.region is None:
        return Report(None, [], [])
    lines = _lines(actor, on)
    rule = rule_of(actor.region.code, on)
    return Report(rule, list(_counties(actor.role, actor.region.code, rule, lines)), lines)


# Mechanics ------------------------------------------------------------------------------------------------------------


def _lines(actor: User, on: date) -> list[BaseLine]:
    """Those in use first, then by district and name."""
    found = (
        PlacementBase.objects.visible_to(actor)
        .select_related("region__parent", "enterprise")
        .prefetch_related("agreements")
        .order_by("region__code", "name", "pk")
    )
    bases = sorted(found, key=lambda base: not base.is_open(on))
    contracts = _contracts([base.pk for base in bases], on)
    return [
        BaseLine(
            base,
            base.is_open(on),
            base.may_be_kept_by(actor),
            contracts.get(base.pk, Contracts()),
            tuple(standings(base.agreements.all(), on)),
        )
        for base in bases
    ]


def _contracts(bases: Iterable[int], on: date) -> dict[int, Contracts]:
    there = (
        Placement.objects.unscoped(WHY)
        .current()
        .filter(base__in=list(bases), started_on__lte=on)
        .select_related("hire")
        .only("base", *_CONTRACT, *(f"hire__{name}" for name in (*_CONTRACT, "open_ended")))
        .order_by()
    )
    counted = Counter((placement.base_id, runs_a_year(placement)) for placement in there)
    return {
        base: Contracts(counted[base, True], counted[base, False], counted[base, None])
        for base in {base for base, _ in counted}
    }


def _counties(role: str | None, acting: str, rule: Dated[int] | None, lines: list[BaseLine]) -> Iterator[CountyLine]:
    city = city_code(acting)
    clients = _clients_by_county(city)
    has = Counter((line.base.region.code[:COUNTY_DIGITS], line.base.kind) for line in lines if line.is_open)
    for county in Region.objects.current().within(city).filter(level=Level.COUNTY).order_by("code"):
        count = clients.get(county.code, 0)
        yield CountyLine(
            code=county.code,
            name=county.name,
            clients=Figure(count, may_keep(role, acting, county.code)),
            need=need_of(count, rule),
            bases=has[county.code, PlacementBase.Kind.BASE],
            points=has[county.code, PlacementBase.Kind.POINT],
        )


def _clients_by_county(city: str) -> dict[str, int]:
    low, high = code_range(city)
    rows = (
        Client.objects.unscoped(WHY)
        .open()
        .filter(residence_region__code__gte=low, residence_region__code__lte=high)
        .order_by()
        .annotate(county=Substr("residence_region__code", 1, COUNTY_DIGITS))
        .values_list("county")
        .annotate(Count("pk"))
    )
    return dict(rows)
