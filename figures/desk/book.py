"""Some figures of many months, by place: what pages draw lines, tiles and comparisons from. Nothing is counted here."""

from collections.abc import Iterable, Sequence
from datetime import date

from figures.add_up import Amount, merged, nothing, rolled_up, value_of
from figures.catalogue.table import BY_CODE
from figures.cell import Value
from figures.desk.spans import Span
from figures.figure import Figure
from figures.models import FigureSet
from figures.period import last_day
from figures.read import REST, counts_of, needed, require_scope, sets_of
from people.models import Region, User

Cells = dict[str, Amount]


class Book:
    """The stored numbers of ``codes`` in ``months``, added up where somebody asks. Three queries, made at once.

    places  the regions directly below, as they were at the end of the last month
    again   what later countings of closed months make of them, instead of what stands
    """

    def __init__(
        self, user: User, region: Region, months: Iterable[date], codes: Iterable[str], *, again: bool = False
    ) -> None:
        require_scope(user, region)
        self.region, self.months = region, tuple(sorted(set(months)))
        self.sets = recounts_of(self.months) if again else sets_of(self.months)
        stored = {part for code in codes for part in needed(BY_CODE[code])}
        self._counts = counts_of(self.sets, sorted(stored))
        self.places: list[Region] = list(region.children.current(last_day(self.months[-1])).order_by("code"))
        self._codes = tuple(place.code for place in self.places)
        self._whole: dict[tuple[str, tuple[date, ...]], Cells | None] = {}
        self._parted: dict[tuple[str, tuple[date, ...]], Cells | None] = {}

    def value(self, code: str, span: Span | Sequence[date], place: str = "") -> Value:
        """The figure over these months, of the region or of a place directly below it (or ``REST``)."""
        figure = BY_CODE[code]
        return value_of(figure, self.parts(code, span, place), place or self.region.code, last_day(_months(span)[-1]))

    def parts(self, code: str, span: Span | Sequence[date], place: str = "") -> list[Amount | None]:
        """The stored amount of a figure, of a share or ratio both of its numbers; None where it is not known."""
        months = _months(span)
        found: list[Amount | None] = []
        for one in (BY_CODE[part] for part in needed(BY_CODE[code])):
            cells = self._cells(one, months, bool(place))
            found.append(None if cells is None else cells.get(place or self.region.code, nothing(one)))
        return found

    def by_place(self, code: str, span: Span | Sequence[date]) -> dict[str, Value]:
        """By the code of each place; ``REST`` only where something lies in none of them."""
        cells = [self._cells(BY_CODE[part], _months(span), True) for part in needed(BY_CODE[code])]
        rest = (REST,) if any(one and REST in one for one in cells) else ()
        return {place: self.value(code, span, place) for place in (*self._codes, *rest)}

    def line(self, code: str, months: Sequence[date]) -> list[Value]:
        """The figure month by month."""
        return [self.value(code, (month,)) for month in months]

    def _cells(self, figure: Figure, months: tuple[date, ...], parted: bool) -> Cells | None:
        kept = self._parted if parted else self._whole
        key = (figure.code, months)
        if key not in kept:
            kept[key] = self._added(figure, months, parted)
        return kept[key]

    def _added(self, figure: Figure, months: tuple[date, ...], parted: bool) -> Cells | None:
        stored = [self._counts.get((month, figure.code)) for month in months]
        if not figure.is_recorded or any(one is None for one in stored):
            return None
        counts = merged(figure, [one for one in stored if one is not None])
        places = self._codes if parted else ()
        return rolled_up(figure, counts, self.region.code, places, REST)


def recounts_of(months: Iterable[date]) -> dict[date, FigureSet]:
    """The later counting of each closed month that has one."""
    return {one.month: one for one in FigureSet.objects.filter(month__in=list(months), kind=FigureSet.Kind.RECOUNT)}


def _months(span: Span | Sequence[date]) -> tuple[date, ...]:
    return span.months if isinstance(span, Span) else tuple(span)
