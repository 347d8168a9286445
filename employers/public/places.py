"""Which place a visitor means: from the province down to the county, and how many local numbers are known there."""

from dataclasses import dataclass
from datetime import date

from employers import served
from employers.incentive_words import numbers, standing
from employers.incentives.catalogue import INCENTIVES
from people.models import Level, Region
from people.models.region import PLACEHOLDERS


@dataclass(frozen=True, slots=True)
class Stop:
    """One place of the tree, to be chosen."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place that was chosen, at most as deep as a county. Code "" stands for the whole country.

    above   from the province down to this place, itself included
    below   what can be chosen next; empty for a county
    """

    code: str
    name: str
    full_name: str
    above: tuple[Stop, ...]
    below: tuple[Stop, ...]


def place(code: str) -> Place | None:
    """The place of this code, with those below it; None where there is none in force, or it is deeper than a county."""
    if not code:
        return Place("", "全国", "全国", (), _below(""))
    # What a visitor typed: no code holds anything but digits, and PostgreSQL refuses to look for a NUL.
    known = Region.objects.current().filter(level__lte=Level.COUNTY)
    here = known.filter(code=code).first() if code.isdecimal() else None
    if here is None:
        return None
    stems = [here.code[:length] for length in (2, 4, 6) if length <= len(here.code)]
    rows = Region.objects.current().filter(code__in=stems).order_by("level")
    above = tuple(Stop(row.code, row.name) for row in rows if row.name not in PLACEHOLDERS or row.code == code)
    return Place(here.code, here.name, here.full_name, above, _below(here.code))


def _below(code: str) -> tuple[Stop, ...]:
    level = {0: Level.PROVINCE, 2: Level.CITY, 4: Level.COUNTY}.get(len(code))
    if level is None:
        return ()
    rows = Region.objects.current().filter(level=level)
    rows = rows.within(code) if code else rows
    return tuple(Stop(row.code, row.name) for row in rows.order_by("code").only("code", "name"))


def home() -> str:
    """The code at which a visitor's choice begins: the city in which the platform works; "" where there are several,
    or none."""
    codes = served.cities()
    return codes.pop() if len(codes) == 1 else ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many numbers that a place sets the platform knows the one of this place."""

    known: int
    all: int


def coverage(region: str, as_of: date) -> Coverage:
    """Over every incentive in force; a number that two of them read counts once."""
    found = {
        number.code: number.value is not None
        for incentive in INCENTIVES
        if not standing(incentive, as_of).ended
        for number in numbers(incentive, region, as_of)
    }
    return Coverage(sum(found.values()), len(found))
