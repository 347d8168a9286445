"""What a preview found, as a person reads it: who gains, who loses, what it costs a month, district by district."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from people.models import Level, Region, User
from welfare.catalogue.table import BY_CODE
from welfare.models import ImpactLine, ImpactPreview
from welfare.models.determination import OutcomeChoice as Outcome
from welfare.restricted import visible_entitlements

MONTHLY = "元/月"


@dataclass(frozen=True, slots=True)
class OfEntitlement:
    """One entitlement: how many households, and what is paid more (or less) by ``unit``."""

    name: str
    unit: str
    gained: int
    lost: int
    settled: int
    more: int
    less: int
    cost: Decimal


@dataclass(frozen=True, slots=True)
class OfDistrict:
    name: str
    gained: int
    lost: int
    changed: int
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Change:
    """One household and entitlement, with what happens in words."""

    line: ImpactLine
    kind: str

    @property
    def label(self) -> str:
        return LABELS[self.kind]


@dataclass(frozen=True, slots=True)
class Impact:
    """All lines that the reader may see. ``cost`` is in 元 a month, of what is paid by the month."""

    entitlements: list[OfEntitlement]
    districts: list[OfDistrict]
    changes: list[Change]
    families: int
    gained: int
    lost: int
    cost: Decimal


def impact_of(user: User, preview: ImpactPreview) -> Impact:
    """Only households in the reach of ``user``, and only entitlements she may read of. Two queries."""
    names = [entitlement.code for entitlement in visible_entitlements(user)]
    lines = list(
        ImpactLine.objects.households(user)
        .filter(preview=preview, entitlement__in=names)
        # Open before and after: only the bounds of a sum moved, which no page shows.
        .exclude(before=Outcome.UNDETERMINED, after=Outcome.UNDETERMINED)
        .select_related("client__residence_region", "client__caseworker")
    )
    lines.sort(key=lambda line: (RANKS.index(kind_of(line)), line.entitlement, line.client.number))
    codes = {line.client.residence_region.code[: Level.COUNTY] for line in lines}
    counties = dict(Region.objects.current().filter(code__in=codes).values_list("code", "name"))
    kinds = Counter(kind_of(line) for line in lines)
    return Impact(
        entitlements=[_of_entitlement(code, lines) for code in names if any(one.entitlement == code for one in lines)],
        districts=[_of_district(code, name, lines) for code, name in sorted(counties.items())],
        changes=[Change(line, kind_of(line)) for line in lines],
        families=len({line.client_id for line in lines}),
        gained=kinds["gained"],
        lost=kinds["lost"],
        cost=sum((difference(line) for line in lines if BY_CODE[line.entitlement].unit == MONTHLY), Decimal(0)),
    )


RANKS = ("gained", "lost", "more", "less", "unsure", "settled", "open")
LABELS = {
    "gained": "新符合",
    "lost": "不再符合",
    "more": "金额增加",
    "less": "金额减少",
    "unsure": "金额待定",
    "settled": "能够判断了",
    "open": "变为待核实",
}


def kind_of(line: ImpactLine) -> str:
    """What happens to this household, as a key of LABELS."""
    if line.after == Outcome.ELIGIBLE:
        if line.before != Outcome.ELIGIBLE:
            return "gained"
        if line.amount_before is None or line.amount_after is None:
            return "unsure"
        return "more" if difference(line) > 0 else "less"
    if line.before == Outcome.ELIGIBLE and line.after == Outcome.INELIGIBLE:
        return "lost"
    return "settled" if line.after == Outcome.INELIGIBLE else "open"


def difference(line: ImpactLine) -> Decimal:
    """What is paid more; 0 while one of the two sums is open."""
    if line.after == Outcome.UNDETERMINED or line.amount_after is None:
        return Decimal(0)
    if line.before == Outcome.UNDETERMINED:
        # Nothing was paid to whom nobody had found entitled.
        return line.amount_after
    return Decimal(0) if line.amount_before is None else line.amount_after - line.amount_before


def _of_entitlement(code: str, lines: list[ImpactLine]) -> OfEntitlement:
    own = [line for line in lines if line.entitlement == code]
    kinds = Counter(kind_of(line) for line in own)
    cost = sum(map(difference, own), Decimal(0))
    settled = kinds["unsure"] + kinds["settled"] + kinds["open"]
    unit = BY_CODE[code].unit
    return OfEntitlement(
        BY_CODE[code].name, unit, kinds["gained"], kinds["lost"], settled, kinds["more"], kinds["less"], cost
    )


def _of_district(code: str, name: str, lines: list[ImpactLine]) -> OfDistrict:
    own = [line for line in lines if line.client.residence_region.code.startswith(code)]
    kinds = Counter(kind_of(line) for line in own)
    cost = sum((difference(line) for line in own if BY_CODE[line.entitlement].unit == MONTHLY), Decimal(0))
    return OfDistrict(name, kinds["gained"], kinds["lost"], len({line.client_id for line in own}), cost)
