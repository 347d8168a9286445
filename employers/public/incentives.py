"""扶持政策: one incentive as a page tells it, made from its declaration; and the papers of all of them.

Nothing is written beside the declaration, so that no page says another number than the sums.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from employers.incentive_words import Number, Standing, numbers, others, standing
from employers.incentives.case import Case
from employers.incentives.case import Hire as Person
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.incentives.evaluate import evaluate
from employers.incentives.incentive import Deadline, Document, Family, Incentive, Parameter
from employers.incentives.months import Month, months_between
from law.article import Article
from law.dated import Dated, Timeline
from law.findings import Finding
from people.models import Region


class Condition(NamedTuple):
    """One thing that is asked. ``article`` None where it is the one that most of them stand in."""

    told: Finding
    article: Article | None


@dataclass(frozen=True, slots=True)
class OfPlace:
    """The number of one place, in force or announced. ``words`` with its unit."""

    region: str
    place: str
    words: str
    valid_from: date
    valid_to: date | None
    source: Article
    review_by: date


@dataclass(frozen=True, slots=True)
class Amount:
    """One number that places set: of which places it is known. ``bounds`` is what the whole country allows, or ""."""

    code: str
    text: str
    bounds: str
    places: tuple[OfPlace, ...]


@dataclass(frozen=True, slots=True)
class IncentivePage:
    """Everything that a page tells of one incentive, for one place on one day.

    day          on which conditions and numbers are looked up: ``as_of``, or the last day of what has ended
    source       where most conditions stand; None where they share nothing
    numbers      those of the place: known, or unknown with what the country allows
    amounts      the same numbers in all places of which they are known
    deadlines    of somebody whose contract begins on ``as_of``, for two years; empty for what has ended
    versions     the latest first
    review_by    the first day on which something shown must have been looked at again
    fingerprint  changes when anything declared changes, and with nothing else
    """

    incentive: Incentive
    as_of: date
    day: date
    standing: Standing
    conditions: tuple[Condition, ...]
    source: Article | None
    numbers: tuple[Number, ...]
    amounts: tuple[Amount, ...]
    deadlines: tuple[Deadline, ...]
    others: tuple[Incentive, ...]
    versions: tuple[Dated[str], ...]
    review_by: date
    fingerprint: str

    @property
    def papers(self) -> tuple[Document, ...]:
        """In the order in which the office wants them."""
        return self.incentive.documents

    @property
    def is_overdue(self) -> bool:
        """Whether something shown should have been looked at again by now: a page says so."""
        return self.review_by <= self.as_of


def page(code: str, region: str, as_of: date) -> IncentivePage | None:
    """The page of an incentive for the place of this GB/T 2260 code ("" for the whole country); None where there is
    no such incentive. One query, for the names of places."""
    found = CATALOGUE.get(code)
    if found is None:
        return None
    held = standing(found, as_of)
    # What has ended is told as it was on its last day.
    day = held.until if held.ended and held.until else as_of
    conditions, source = _conditions(found, region, day)
    here = tuple(numbers(found, region, day))
    versions = tuple(reversed(found.versions.values))
    return IncentivePage(
        incentive=found,
        as_of=as_of,
        day=day,
        standing=held,
        conditions=conditions,
        source=source,
        numbers=here,
        amounts=_amounts(found, day),
        deadlines=() if held.ended else _example_of_days(found, as_of),
        others=tuple(others(found)),
        versions=versions,
        review_by=min(_reviews(found, here, day)),
        fingerprint=fingerprint(code),
    )


def _reviews(incentive: Incentive, here: tuple[Number, ...], day: date) -> Iterator[date]:
    yield (incentive.versions.at(day) or incentive.versions.values[-1]).review_by
    yield from (number.review_by for number in here if number.review_by)


def _conditions(incentive: Incentive, region: str, day: date) -> tuple[tuple[Condition, ...], Article | None]:
    """What is asked, as the sums ask it of somebody of whom nothing is known; where most of it stands, said once."""
    found = list(_asked(incentive, region, day))
    sources = Counter(one.article for one in found if one.article)
    most = sources.most_common(1)[0][0] if sources else None
    return tuple(Condition(one, one.article if one.article != most else None) for one in found), most


def _asked(incentive: Incentive, region: str, day: date) -> Iterator[Finding]:
    blank = Case(id="", incentive=incentive.code, on=day, region=region, hires=(Person(key="1"),))
    # What hangs on a number of the place alone is told with the numbers, and is no condition.
    return (one for one in evaluate(blank).reasons if not _is_of_the_place(one))


def _is_of_the_place(found: Finding) -> bool:
    return bool(found.missing) and all(path.startswith("parameters.") for path in found.missing)


def _example_of_days(incentive: Incentive, today: date) -> tuple[Deadline, ...]:
    """The days of somebody whose contract begins today, for two years, insured at once."""
    until = Month.of(today).plus(24).first_day
    insured = months_between(today, until)
    person = Person(key="1", contract_from=today, contract_until=until, insured=insured)
    return tuple(one for one in incentive.deadlines(person, today) if one.on >= today)


# The numbers of all places --------------------------------------------------------------------------------------------


def _amounts(incentive: Incentive, day: date) -> tuple[Amount, ...]:
    stems = {stem for parameter in incentive.parameters for stem in parameter.places if stem}
    names = _names(stems)
    general = {number.code: number for number in numbers(incentive, "", day)}
    return tuple(
        Amount(one.code, one.text, general[one.code].bounds, tuple(_of_places(one, general[one.code], names, day)))
        for one in incentive.parameters
    )


def _names(codes: set[str]) -> dict[str, str]:
    """Full names of places; of a code that was given to another place later, the present one."""
    if not codes:
        return {}
    rows = Region.objects.filter(code__in=codes).order_by("valid_to").values_list("code", "full_name")
    return dict(reversed(rows))


def _of_places(parameter: Parameter, pattern: Number, names: Mapping[str, str], day: date) -> Iterator[OfPlace]:
    for stem, timeline in sorted(parameter.places.items()):
        for dated in timeline.values:
            if dated.valid_to is not None and dated.valid_to < day:
                continue
            place = names.get(stem, f"区划代码 {stem}") if stem else "全国"
            words = pattern._replace(value=dated.value).words
            yield OfPlace(stem, place, words, dated.valid_from, dated.valid_to, dated.source, dated.review_by)


# All of them ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the library. ``for_whom`` is "" for what any employer may have."""

    incentive: Incentive
    standing: Standing
    review_by: date

    @property
    def for_whom(self) -> str:
        return {None: "", True: "限个体工商户", False: "限企业等用人单位"}[self.incentive.individual]


def listed(as_of: date) -> tuple[tuple[Family, tuple[Listed, ...]], ...]:
    """Every incentive by family, those that have ended last."""
    rows = [
        Listed(one, standing(one, as_of), (one.versions.at(as_of) or one.versions.values[-1]).review_by)
        for one in INCENTIVES
    ]
    return tuple(
        (family, tuple(sorted(some, key=lambda row: row.standing.ended)))
        for family in Family
        if (some := [row for row in rows if row.incentive.family is family])
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, and every incentive that asks for it: handed in once, it serves them all."""

    document: Document
    incentives: tuple[Incentive, ...]


def papers() -> tuple[Paper, ...]:
    """What firms have to bring, in the order in which it is met first; what the platform makes itself is left out."""
    found: dict[str, list[Incentive]] = {}
    documents: dict[str, Document] = {}
    for incentive in INCENTIVES:
        for document in incentive.documents:
            if not document.ours:
                documents.setdefault(document.code, document)
                found.setdefault(document.code, []).append(incentive)
    return tuple(Paper(documents[code], tuple(some)) for code, some in found.items())


# What has changed -----------------------------------------------------------------------------------------------------


@cache
def fingerprint(code: str) -> str:
    """Sixteen hex digits over all that is declared: words, versions, numbers, papers, and what the conditions and days
    of each version say. The same today and tomorrow as long as nobody changes the declaration."""
    return fingerprint_of(CATALOGUE[code])


def fingerprint_of(incentive: Incentive) -> str:
    """As ``fingerprint``, of a declaration."""
    said = [
        [[found._asdict() for found in _asked(incentive, "", dated.valid_from)], _example_of_days(incentive, first)]
        for dated in incentive.versions.values
        for first in [dated.valid_from]
    ]
    told = json.dumps([_plain(incentive), _plain(said)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """For JSON: a declaration as lists and maps of text. A function stands for itself by its name."""
    match value:
        case Timeline():
            return [value.name, _plain(value.values)]
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case Decimal():
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case frozenset() | set():
            return sorted(map(_plain, value))
        case tuple() | list():
            return [_plain(one) for one in value]
        case Callable():
            return getattr(value, "__qualname__", type(value).__name__)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no declaration holds a {type(value).__name__}")
