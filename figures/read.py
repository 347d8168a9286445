"""读数: figures of a region and what lies below it, for the one who answers for it. Nothing is counted here.

A manager reads her own region and below; everybody else, and any other place, gets Region.DoesNotExist. The one who
reads looks at numbers alone: no row of the ledger. Who opens the rows behind them (``figures.rows``) leaves one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from figures.add_up import Amount, merged, nothing, rolled_up, value_of
from figures.catalogue.table import BY_CODE, FIGURES
from figures.cell import Value
from figures.count import Counts
from figures.figure import Figure
from figures.models import FigureSet, StoredFigure
from figures.period import last_day
from people.models import Region, Role, User
from people.scope import covers

REST = "rest"
"""The column of what is known of the region but of none of the places below it."""


@dataclass(frozen=True, slots=True)
class Column:
    """``code`` is a region's, or ``REST``; the first column of a table is the whole."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One figure with a value for each column: a number (元, percent, days), or ``UNKNOWN``."""

    figure: Figure
    cells: dict[str, Value]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One or several months of a region and of each place directly below it.

    state       CLOSED if every month is; None where a month was never counted: then its figures are unknown
    counted_at  the earliest counting of them; None with ``state``
    """

    region: Region
    months: tuple[date, ...]
    state: str | None
    counted_at: datetime | None
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def is_closed(self) -> bool:
        return self.state == FigureSet.Kind.CLOSED

    def line(self, code: str) -> Line:
        return next(line for line in self.lines if line.figure.code == code)

    def value(self, code: str, column: str = "") -> Value:
        """The figure of this code in a column, by default the whole."""
        return self.line(code).cells[column or self.region.code]

    def groups(self) -> list[tuple[str, list[Line]]]:
        """The lines by group, in the order of the catalogue."""
        return [(group, list(lines)) for group, lines in groupby(self.lines, key=lambda line: line.figure.group)]


@dataclass(frozen=True, slots=True)
class Point:
    """One month of a series. ``state`` None: never counted."""

    month: date
    value: Value
    state: str | None


def require_scope(user: User, region: Region) -> None:
    """Raises Region.DoesNotExist for anybody but a manager of this region or of one above it."""
    if user.role != Role.MANAGER or user.region is None or not covers(user.region.code, region.code):
        raise Region.DoesNotExist


def month_table(user: User, month: date, region: Region) -> FigureTable:
    """Every figure of the month (its first day) as closed, or as last counted while it is not. Four queries."""
    return span_table(user, [month], region)


def span_table(user: User, months: Sequence[date], region: Region) -> FigureTable:
    """Months in a row as one: flows and amounts summed, stocks as on the last day, medians and shares of all of them.

    A figure that one of the months does not have is unknown for all of them.
    """
    require_scope(user, region)
    return table_of(months, region)


def table_of(months: Sequence[date], region: Region, figures: Sequence[Figure] = FIGURES) -> FigureTable:
    """As ``span_table``, of these figures alone, for whoever has settled already who reads it."""
    sets = sets_of(months)
    codes = None if figures is FIGURES else [code for figure in figures for code in needed(figure)]
    counts = counts_of(sets, figures=codes)
    columns, places = _columns(region, months[-1])
    table = _Table(region, tuple(months), sets, counts, places)
    lines = tuple(Line(figure, table.cells(figure)) for figure in figures)
    if any(REST in cells for cells in table.rolled.values()):
        columns = (*columns, Column(REST, "未细分"))
    whole = len(sets) == len(months)
    states = {one.kind for one in sets.values()}
    state = (FigureSet.Kind.CLOSED if states == {FigureSet.Kind.CLOSED} else FigureSet.Kind.RUNNING) if whole else None
    lines = tuple(Line(line.figure, {column.code: line.cells[column.code] for column in columns}) for line in lines)
    return FigureTable(
        region,
        tuple(months),
        state,
        min(one.counted_at for one in sets.values()) if whole else None,
        columns,
        lines,
    )


def figure_series(user: User, code: str, region: Region, months: Sequence[date]) -> list[Point]:
    """One figure of one region, month by month. Two queries. KeyError for a code that is no figure."""
    require_scope(user, region)
    figure = BY_CODE[code]
    sets = sets_of(months)
    counts = counts_of(sets, figures=needed(figure))
    points = []
    for month in months:
        table = _Table(region, (month,), {month: sets[month]} if month in sets else {}, counts, ())
        points.append(Point(month, table.cells(figure)[region.code], sets[month].kind if month in sets else None))
    return points


def months_counted(user: User) -> list[FigureSet]:
    """The closed and running sets, latest first: what there is to read. None for who reads no figures."""
    if user.role != Role.MANAGER or user.region is None:
        return []
    return list(FigureSet.objects.exclude(kind=FigureSet.Kind.RECOUNT).order_by("-month"))


# What lies below the pages -------------------------------------------------------------------------------------------


def sets_of(months: Iterable[date]) -> dict[date, FigureSet]:
    """The set that stands for each month: the closed one, else the running one."""
    found = FigureSet.objects.filter(month__in=list(months)).exclude(kind=FigureSet.Kind.RECOUNT)
    # By name closed comes before running, and whatever is written first stays.
    return {one.month: one for one in found.order_by("-kind")}


def needed(figure: Figure) -> list[str]:
    """The codes that are stored and from which this figure is read."""
    return [figure.numerator, figure.denominator] if figure.kind.is_derived else [figure.code]


def counts_of(sets: dict[date, FigureSet], figures: list[str] | None) -> dict[tuple[date, str], Counts]:
    """The stored numbers by month and code. One query."""
    stored = StoredFigure.objects.filter(figure_set__in=sets.values())
    if figures is not None:
        stored = stored.filter(code__in=figures)
    return {(month, code): counts for month, code, counts in stored.values_list("figure_set__month", "code", "counts")}


def _columns(region: Region, month: date) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    below = region.children.current(last_day(month)).order_by("code")
    columns = tuple(Column(one.code, one.name) for one in below)
    return (Column(region.code, region.name), *columns), tuple(column.code for column in columns)


class _Table:
    """The cells of figure after figure, each stored number added up once."""

    def __init__(
        self,
        region: Region,
        months: tuple[date, ...],
        sets: dict[date, FigureSet],
        counts: dict[tuple[date, str], Counts],
        places: tuple[str, ...],
    ) -> None:
        self.region, self.months, self.sets, self.counts, self.places = region, months, sets, counts, places
        self.rolled: dict[str, dict[str, Amount]] = {}

    def cells(self, figure: Figure) -> dict[str, Value]:
        codes = (self.region.code, *self.places, REST)
        parts = [(self._rolled(BY_CODE[code]), nothing(BY_CODE[code])) for code in needed(figure)]
        last = last_day(self.months[-1])
        return {
            code: value_of(
                figure, [None if cells is None else cells.get(code, none) for cells, none in parts], code, last
            )
            for code in codes
        }

    def _rolled(self, figure: Figure) -> dict[str, Amount] | None:
        """By column; None where a month does not know the figure."""
        stored = [self.counts.get((month, figure.code)) for month in self.months]
        if not figure.is_recorded or any(one is None for one in stored):
            return None
        if figure.code not in self.rolled:
            counts = merged(figure, [one for one in stored if one is not None])
            self.rolled[figure.code] = rolled_up(figure, counts, self.region.code, self.places, REST)
        return self.rolled[figure.code]
