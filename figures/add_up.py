"""How stored numbers of many places and months become one value of one place."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from figures.cell import UNKNOWN, Value
from figures.count import Counts
from figures.figure import Figure, Kind
from figures.period import Period, month_of

Amount = int | dict[str, int]


def nothing(figure: Figure) -> Amount:
    """The amount where no row was counted."""
    return {} if figure.kind == Kind.MEDIAN else 0


def merged(figure: Figure, months: Sequence[Counts]) -> Counts:
    """Several months as one: of a stock the last one counts."""
    if figure.kind == Kind.STOCK or len(months) == 1:
        return months[-1]
    if figure.kind == Kind.MEDIAN:
        values: Counts = {}
        for counts in months:
            for code, amount in counts.items():
                values[code] = _both(values.get(code, {}), amount)
        return values
    whole: dict[str, int] = {}
    for counts in months:
        for code, amount in counts.items():
            whole[code] = whole.get(code, 0) + amount  # type: ignore[operator]
    return whole  # type: ignore[return-value]


def rolled_up(figure: Figure, counts: Counts, region: str, places: Sequence[str], rest: str) -> dict[str, Amount]:
    """By the region, by each of ``places`` below it, and by ``rest`` what lies in none of them, if anything does."""
    cells: dict[str, Amount] = dict.fromkeys((region, *places), nothing(figure))
    columns, is_median = _columns(region, tuple(places), rest), figure.kind == Kind.MEDIAN
    whole = cells[region]
    for code, amount in counts.items():
        below = columns[code]
        if below is None:
            continue
        if is_median:
            whole, cells[below] = _both(whole, amount), _both(cells.get(below, {}), amount)
        else:
            whole += amount  # type: ignore[operator]
            cells[below] = cells.get(below, 0) + amount  # type: ignore[operator]
    cells[region] = whole
    return cells


class _Columns(dict[str, str | None]):
    """{region code: the column it belongs to, None where it lies elsewhere}, filled as it is asked: the same thousand
    codes come with every figure of every month."""

    def __init__(self, region: str, places: tuple[str, ...], rest: str) -> None:
        super().__init__()
        self.region, self.places, self.rest = region, frozenset(places), rest
        self.lengths = sorted({len(code) for code in places})

    def __missing__(self, code: str) -> str | None:
        below = (code[:length] for length in self.lengths if code[:length] in self.places)
        self[code] = next(below, self.rest) if code.startswith(self.region) else None
        return self[code]


@lru_cache(maxsize=64)
def _columns(region: str, places: tuple[str, ...], rest: str) -> _Columns:
    return _Columns(region, places, rest)


def _both(one: Amount, other: Amount) -> Amount:
    """Two lots of values with how often each occurs, as one."""
    return dict(Counter(one) + Counter(other))  # type: ignore[arg-type]


def value_of(figure: Figure, parts: Sequence[Amount | None], code: str, last: date) -> Value:
    """What a reader sees. ``parts``: the amount itself, of a share or ratio both; None where it is not known.

    A share of nothing and the median of nothing are unknown, not 0.
    """
    if not figure.is_recorded or any(part is None for part in parts):
        return UNKNOWN
    if figure.known is not None and not figure.known(Period(month_of(last), last), code):
        return UNKNOWN
    amounts = [part for part in parts if part is not None]
    if figure.kind == Kind.MEDIAN:
        return median_of(amounts[0])  # type: ignore[arg-type]
    numbers: list[int] = amounts  # type: ignore[assignment]
    if figure.kind == Kind.SUM:
        return Decimal(numbers[0]) / 100
    if figure.kind.is_derived:
        return ratio(numbers[0], numbers[1], figure.kind)
    return numbers[0]


def ratio(numerator: int, denominator: int, kind: Kind) -> Value:
    """One place after the point, of a share in percent."""
    if not denominator:
        return UNKNOWN
    return round((100 if kind == Kind.SHARE else 1) * numerator / denominator, 1)


def median_of(values: dict[str, int]) -> Value:
    """The median of whole values given with how often each occurs; between two middle ones their mean."""
    ordered = sorted((int(value), times) for value, times in values.items())
    total = sum(times for _, times in ordered)
    if not total:
        return UNKNOWN
    return (_nth(ordered, (total - 1) // 2) + _nth(ordered, total // 2)) / 2


def _nth(ordered: Iterable[tuple[int, int]], index: int) -> int:
    seen = 0
    for value, times in ordered:
        seen += times
        if index < seen:
            return value
    raise IndexError(index)
