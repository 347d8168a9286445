"""最低工资标准 of the places we serve: dated, sourced, blank where nobody saw a number.

Set by each province for its own classes of districts; a place takes the number of the place above it. Blank years and
places stay blank; 贵阳's class among the three of 贵州 was not seen.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from law.article import Article, unnumbered
from law.dated import Dated, Timeline

REVIEW_BY = date(2026, 12, 31)

INNER_MONGOLIA = unnumbered("内蒙古自治区最低工资标准（一类地区）")
GUANGDONG_FIRST = unnumbered("广东省最低工资标准（一类地区）")
GUANGDONG_SECOND = unnumbered("广东省最低工资标准（二类地区）")
SHANXI_FIRST = unnumbered("山西省最低工资标准（一类地区）")
SHANXI_SECOND = unnumbered("山西省最低工资标准（二类地区）")


class Line(NamedTuple):
    """What one announcement says for one place.

    stem   of the region's code
    first  day on which it began; ``last`` day, "" while nothing ended it
    month  yuan a month of full-time work; ``hour`` yuan an hour of part-time work, "" where it was not seen
    """

    stem: str
    source: Article
    first: str
    last: str
    month: str
    hour: str


TABLE = (
    Line("1506", INNER_MONGOLIA, "2021-12-01", "2024-11-30", "1980", "20.8"),
    Line("1506", INNER_MONGOLIA, "2024-12-01", "", "2270", "22.4"),
    # What held between 2018-07 and 2021-12 was not seen; the number of 2015 ended some day before.
    Line("4401", GUANGDONG_FIRST, "2015-05-01", "2015-12-31", "1895", ""),
    Line("4401", GUANGDONG_FIRST, "2021-12-01", "2025-02-28", "2300", "22.2"),
    Line("4401", GUANGDONG_FIRST, "2025-03-01", "", "2500", "23.7"),
    Line("4404", GUANGDONG_SECOND, "2015-05-01", "2015-12-31", "1650", ""),
    Line("4404", GUANGDONG_SECOND, "2021-12-01", "2025-02-28", "1900", "18.1"),
    Line("4404", GUANGDONG_SECOND, "2025-03-01", "", "2080", "19.8"),
    Line("140681", SHANXI_SECOND, "2025-01-01", "", "2050", "22.1"),
    Line("140602", SHANXI_FIRST, "2025-01-01", "", "2150", "23.2"),
    Line("140603", SHANXI_FIRST, "2025-01-01", "", "2150", "23.2"),
)


def _timelines(amount: Callable[[Line], str]) -> dict[str, Timeline[Decimal]]:
    known: dict[str, list[Dated[Decimal]]] = {line.stem: [] for line in TABLE}
    for line in TABLE:
        if written := amount(line):
            last = date.fromisoformat(line.last) if line.last else None
            dated = Dated(Decimal(written), date.fromisoformat(line.first), line.source, REVIEW_BY, last)
            known[line.stem].append(dated)
    return {stem: Timeline(f"最低工资标准（{stem}）", *dated) for stem, dated in known.items()}


MONTHLY: Mapping[str, Timeline[Decimal]] = _timelines(lambda line: line.month)
"""元/月 of full-time work, by the stem of the region's code."""
HOURLY: Mapping[str, Timeline[Decimal]] = _timelines(lambda line: line.hour)
"""元/小时 of part-time work, by the stem of the region's code."""


def lowest(region_code: str, on: date) -> Dated[Decimal] | None:
    """The least that full-time work may pay there on that day, in 元/月, with its source and the days between which it
    holds. None where no number is known: a neighbour's or last year's is not an answer.

    region_code  GB/T 2260, of a county or anything below or above it: 150602, 150602001, 1506
    """
    stems = (region_code[:length] for length in (6, 4, 2) if len(region_code) >= length)
    found = (MONTHLY[stem].at(on) for stem in stems if stem in MONTHLY)
    return next((dated for dated in found if dated is not None), None)
