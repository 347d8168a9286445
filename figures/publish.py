"""对外报表: a table that may leave the house. Only of closed months, and without what is small or would tell it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from figures.catalogue.table import BY_CODE, FIGURES
from figures.cell import HIDDEN, Value
from figures.figure import Figure, Kind
from figures.mask import is_personal, own
from figures.models import StoredFigure
from figures.read import REST, FigureTable, Line, needed, require_scope, table_of
from people.errors import Refused
from people.models import Level, Region, User

Mask = dict[tuple[date, str], frozenset[str]]


def published(user: User, months: Sequence[date], region: Region) -> FigureTable:
    """As ``span_table``, with ``HIDDEN`` in the place of what must not be shown; of a street without its communities.

    A number of several months is shown where that of each month is: a quarter beside its months would tell the missing
    one. Raises Refused where a month is not closed, and Region.DoesNotExist as ``span_table``.
    """
    require_scope(user, region)
    return for_everybody(months, region)


def for_everybody(months: Sequence[date], region: Region, figures: Sequence[Figure] = FIGURES) -> FigureTable:
    """As ``published``, whoever reads it: the public site shows no more than a report that has left the house."""
    table = table_of(months, region, figures)
    if not table.is_closed:
        raise Refused("还没有结账的数字不能对外报送。", "每月3日自动结账，结账以后再导出。")
    if region.level >= Level.STREET:
        table = replace(table, columns=table.columns[:1])
    if region.level > Level.STREET:
        raise Refused("社区、嘎查村的数字不对外报送。", "请报送所在街道（苏木乡镇）的数字。")
    mask = _mask(table.months, {code for figure in figures for code in _rests_on(figure)})
    return replace(table, lines=tuple(_line(line, table, mask) for line in table.lines))


def _mask(months: Sequence[date], codes: Collection[str]) -> Mask:
    closed = StoredFigure.objects.filter(figure_set__month__in=months, figure_set__kind="closed", code__in=codes)
    rows = closed.values_list("figure_set__month", "code", "hidden")
    return {(month, code): frozenset(places) for month, code, places in rows}


def _line(line: Line, table: FigureTable, mask: Mask) -> Line:
    def cell(column: str) -> Value:
        is_hidden = any(_hides(BY_CODE[code], column, table, mask) for code in _rests_on(line.figure))
        return HIDDEN if is_hidden else line.cells[column]

    return Line(line.figure, {column.code: cell(column.code) for column in table.columns})


def _rests_on(figure: Figure) -> list[str]:
    """The counts of people without which the figure would not be what it is."""
    return [figure.rests_on] if figure.rests_on else needed(figure)


def _hides(figure: Figure, column: str, table: FigureTable, mask: Mask) -> bool:
    if not is_personal(figure):
        return False
    asked = table.months[-1:] if figure.kind == Kind.STOCK else table.months
    hidden = frozenset(chain.from_iterable(mask.get((month, figure.code), ()) for month in asked))
    return any(_is_of_none(place, table) for place in hidden) if column == REST else column in hidden


def _is_of_none(place: str, table: FigureTable) -> bool:
    """Whether it lies in the region and in no column of it: what no place below is known of, or a place that an earlier
    month still had."""
    if place == own(table.region.code):
        return True
    below = place != table.region.code and place.startswith(table.region.code)
    return below and not any(place.startswith(column.code) for column in table.columns[1:] if column.code != REST)
