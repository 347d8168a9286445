"""The book of standards of this site: what the catalogue declares, and what two members of staff put into force.

A row that was approved later wins over what stood before, place by place and for town and country apart: it ends what
ran into its first day, replaces what began on it, and itself ends on the day before the next known number begins.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from django.db.models import Count, Max

from law.article import Article
from welfare.models import StandardRow
from welfare.rules.standards import STANDARDS, Book, Mode, Row

State = tuple[int, str]


def book() -> Book:
    """All numbers that count today. One query; the book is made anew only when an approval changed something."""
    return _book(_state())


def book_version() -> str:
    """Twelve hex digits that change with every number, declared or approved. One query while nothing changed."""
    return _version(_state())


def _state() -> State:
    found = _approved().aggregate(rows=Count("pk"), last=Max("decided_at"), highest=Max("pk"), ended=Max("valid_to"))
    return found["rows"], f"{found['last']}/{found['highest']}/{found['ended']}"


def _approved():
    return StandardRow.objects.filter(state=StandardRow.State.APPROVED)


@lru_cache(maxsize=2)
def _book(state: State) -> Book:
    return Book(_rows())


@lru_cache(maxsize=2)
def _version(state: State) -> str:
    given = _rows()
    declared = {code: given.get(code, standard.rows) for code, standard in sorted(STANDARDS.items())}
    return hashlib.sha256(repr(declared).encode()).hexdigest()[:12]


def _rows() -> dict[str, tuple[Row, ...]]:
    """By code, the rows of every standard for which something was approved."""
    known: dict[str, tuple[Row, ...]] = {}
    for one in _approved().select_related("region").order_by("decided_at", "pk"):
        standard = STANDARDS.get(one.code)
        if standard is not None:
            known[one.code] = merged(known.get(one.code, tuple(standard.rows)), as_row(one))
    return known


def as_row(one: StandardRow) -> Row:
    """As the rules read it. Raises KeyError for a code and ValueError for a number that no standard takes."""
    value = one.value if isinstance(STANDARDS[one.code], Mode) else Decimal(one.value)
    return Row(
        region=one.region.code,
        value=value,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        source=Article(one.source_title, one.source_number, one.source_article),
        review_by=one.review_by,
        urban=one.urban,
        within=one.within,
    )


def merged(rows: Sequence[Row], new: Row) -> tuple[Row, ...]:
    """``rows`` with ``new`` among them; no two of one place hold on one day.

    A number for town and country alike beside one for either is told apart into two, so that none hides the other.
    """
    others = [row for row in rows if row.region != new.region]
    own = [row for row in rows if row.region == new.region]
    together: tuple[Row, ...] = (new,)
    if any((row.urban is None) is not (new.urban is None) for row in own):
        own = [one for row in own for one in _told_apart(row, own)]
        together = tuple(_told_apart(new, ()))
    for one in together:
        same = [row for row in own if row.urban is one.urban]
        own = [*(row for row in own if row.urban is not one.urban), *_followed(same, one)]
    return (*others, *own)


def _followed(own: Sequence[Row], new: Row) -> list[Row]:
    """``own``, rows of one place and kind, with ``new`` among them."""
    later = [row.valid_from for row in own if row.valid_from > new.valid_from]
    end = _earliest(new.valid_to, min(later) - timedelta(days=1) if later else None)
    return [*_before(own, new.valid_from), replace(new, valid_to=end), *_after(own, new.valid_from)]


def _told_apart(row: Row, own: Sequence[Row]) -> Iterator[Row]:
    """A row for both kinds as one for each, without the days on which ``own`` has one of that kind alone."""
    if row.urban is not None:
        yield row
        return
    for urban in (True, False):
        yield from _free(replace(row, urban=urban), [one for one in own if one.urban is urban])


def _free(row: Row, taken: Iterable[Row]) -> Iterator[Row]:
    """The stretches of ``row`` on whose days none of ``taken`` holds."""
    first = row.valid_from
    for one in sorted(taken, key=lambda one: one.valid_from):
        if row.valid_to is not None and one.valid_from > row.valid_to:
            break
        if one.valid_from > first:
            yield replace(row, valid_from=first, valid_to=one.valid_from - timedelta(days=1))
        if one.valid_to is None:
            return
        first = max(first, one.valid_to + timedelta(days=1))
    if row.valid_to is None or first <= row.valid_to:
        yield replace(row, valid_from=first)


def _before(rows: Iterable[Row], day: date) -> list[Row]:
    last = day - timedelta(days=1)
    return [replace(row, valid_to=_earliest(row.valid_to, last)) for row in rows if row.valid_from < day]


def _after(rows: Iterable[Row], day: date) -> list[Row]:
    return [row for row in rows if row.valid_from > day]


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
