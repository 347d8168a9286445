"""How much: the numbers of one place on one day, each with its source and until when it holds; missing ones say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from law.article import Article
from law.dated import Dated
from law.terms import chinese_day
from welfare.catalogue.medical_aid import NO_CAP
from welfare.public.about import Shown
from welfare.rules.find import Case
from welfare.rules.household import Household
from welfare.rules.node import walk
from welfare.rules.ranges import EXACT
from welfare.rules.standards import AnyStandard, Book, Level, Mode, Row, Standard, stems
from welfare.rules.words import plain, range_words

BOTH, TOWN, COUNTRY = "", "城镇", "农村"
MISSING = "当地没有公布，或者我们没有查到"


@dataclass(frozen=True, slots=True)
class Sum:
    """One number of one place. ``value`` empty: nobody here knows it, never a default and never a neighbour's.

    who        城镇, 农村 or empty for both
    span       from when to when it holds: 2025年1月1日起, …至2025年12月31日
    is_past_review  somebody should have looked at it again by ``review_by``
    earlier    what held before and no longer does, said as such; only where ``value`` is empty
    """

    label: str
    who: str
    value: str
    span: str = ""
    sources: tuple[Article, ...] = ()
    review_by: date | None = None
    is_past_review: bool = False
    earlier: str = ""

    @property
    def is_known(self) -> bool:
        return bool(self.value)

    @property
    def text(self) -> str:
        """The value, or that it is missing."""
        return self.value or MISSING


def sums(shown: Shown, region: str, as_of: date, book: Book) -> tuple[Sum, ...]:
    """One line where town and country are alike, else one for each. ``region`` empty: the whole country."""
    town, country = (_sum(shown, region, urban, as_of, book) for urban in (True, False))
    if _same(town, country):
        return (Sum(town.label, BOTH, *_rest(town)),)
    return town, country


def standards_in(number: Shown) -> tuple[AnyStandard, ...]:
    """The standards that a number is made of, itself or its parts."""
    return tuple(node for node in walk(number.number) if isinstance(node, Standard | Mode))


def rows_for(standard: AnyStandard, region: str, book: Book) -> Iterator[Row]:
    """Rows that can hold in a place: its own, and those of places around it that were set for all within."""
    around = stems(region)
    for row in book.rows(standard):
        if row.region in around and (row.within or row.region == around[0]):
            yield row


def _same(one: Sum, other: Sum) -> bool:
    return (one.value, one.span, one.earlier) == (other.value, other.span, other.earlier)


def _rest(one: Sum) -> tuple[Any, ...]:
    return one.value, one.span, one.sources, one.review_by, one.is_past_review, one.earlier


def _sum(shown: Shown, region: str, urban: bool, as_of: date, book: Book) -> Sum:
    who = TOWN if urban else COUNTRY
    value, used = _value(shown, Case(Household(as_of, region, urban), book))
    if not value:
        return Sum(shown.label, who, "", earlier=_earlier(shown, region, urban, as_of, book))
    review_by = min(dated.review_by for dated in used) if used else None
    return Sum(
        shown.label,
        who,
        value,
        _span(used),
        tuple(dict.fromkeys(dated.source for dated in used)),
        review_by,
        any(dated.is_due_for_review(as_of) for dated in used),
    )


def _value(shown: Shown, case: Case) -> tuple[str, tuple[Dated[Level], ...]]:
    """The number in words with the rows that it stands on; empty while one of them is missing."""
    number = shown.number
    if isinstance(number, Mode):
        level = case.level(number, bool(case.household.urban))
        words = "" if level is None else number.options[str(level)]
    else:
        with localcontext(EXACT):
            found = case.value(number)
        if found.value is None and not found.lo:
            return "", ()
        if found.value == Decimal(NO_CAP):
            words = "没有上限"
        elif found.value is not None and not shown.unit:
            words = share_words(found.value)
        else:
            words = range_words(found, shown.unit)
    return words, tuple(dated for dated in case.used.values() if dated is not None)


def share_words(share: Decimal) -> str:
    """60%, as people read a share."""
    return f"{plain(share * 100)}%"


def _span(used: tuple[Dated[Level], ...]) -> str:
    """From the latest beginning to the earliest end of all that the number stands on."""
    if not used:
        return ""
    first = f"{chinese_day(max(dated.valid_from for dated in used))}起"
    ends = [dated.valid_to for dated in used if dated.valid_to is not None]
    return f"{first}，到{chinese_day(min(ends))}" if ends else first


def _earlier(shown: Shown, region: str, urban: bool, as_of: date, book: Book) -> str:
    """The number that held last, with its end; empty where none is known."""
    ended = [
        row.valid_to
        for standard in standards_in(shown)
        for row in rows_for(standard, region, book)
        if row.valid_to is not None and row.valid_to < as_of and row.urban in (None, urban)
    ]
    for day in sorted(set(ended), reverse=True):
        value, _ = _value(shown, Case(Household(day, region, urban), book))
        if value:
            return f"{value}（只到{chinese_day(day)}，已经过期，不能按它算）"
    return ""
