"""How often somebody is tested or visited: set by cities, for each measure. They differ: data, never code.

Tests are known for 鄂尔多斯 alone. Another schedule is published, of at least 28 days in three years of 社区戒毒 (each
half month for half a year, monthly for half a year, then every two and every three months). It stands on a page that
names no place and no document and speaks of reporting, not of testing, so it is left out: a city that follows it enters
it as its own.

Visits are known for no place. 广州's 五管一, 三管一 and 二管一 say how many people look after one, by grades of the
police that are not recorded here, and not how often anybody is seen.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Self

from law.article import Article
from law.case_clocks.sources import ORDOS, ORDOS_SINCE, REVIEW_BY, ByPlace
from law.dated import Dated, Timeline
from law.terms import Measure


@dataclass(frozen=True, slots=True)
class Phase:
    """``times`` planned days, each at the end of so many half months; ``monthly`` says it in whole months."""

    half_months: int
    times: int

    def __post_init__(self) -> None:
        if self.half_months < 1 or self.times < 1:
            raise ValueError(f"every {self.half_months} half months, {self.times} times is no calendar")

    @classmethod
    def monthly(cls, every: int, times: int) -> Self:
        """Each at the end of ``every`` months."""
        return cls(2 * every, times)

    @property
    def words(self) -> str:
        """每2个月1次，共6次."""
        return f"{_EVERY.get(self.half_months, f'每{self.half_months / 2:g}个月')}1次，共{self.times}次"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Phases one after the other, from the first day of the measure."""

    phases: tuple[Phase, ...]

    @property
    def total(self) -> int:
        return sum(phase.times for phase in self.phases)

    def ends(self) -> list[int]:
        """At the end of which half month each planned day lies."""
        lengths = (phase.half_months for phase in self.phases for _ in range(phase.times))
        return list(accumulate(lengths))

    def frequency(self) -> tuple[str, ...]:
        """One line for each phase: 第1年：每月1次，共12次; in months where it does not fill a year."""
        lines, past = [], 0
        for phase in self.phases:
            last = past + phase.half_months * phase.times
            is_a_year = past % 24 == 0 and last - past == 24
            whole_months = past % 2 == 0 and last % 2 == 0
            span = f"满{past / 2:g}个月到满{last / 2:g}个月"
            if whole_months:
                span = f"第{last // 24}年" if is_a_year else f"第{past // 2 + 1}至{last // 2}个月"
            lines.append(f"{span}：{phase.words}")
            past = last
        return tuple(lines)


_EVERY = {1: "每半个月", 2: "每月", 12: "每半年", 24: "每年"}


def _ordos(name: str, *phases: tuple[int, int]) -> Timeline[Schedule]:
    schedule = Schedule(tuple(Phase.monthly(every, times) for every, times in phases))
    return Timeline(name, Dated(schedule, ORDOS_SINCE, Article(*ORDOS), REVIEW_BY))


TESTS: dict[Measure, ByPlace[Schedule]] = {
    Measure.COMMUNITY_TREATMENT: {"1506": _ordos("社区戒毒人员的检测", (1, 12), (2, 6), (3, 4))},
    Measure.COMMUNITY_RECOVERY: {"1506": _ordos("社区康复人员的检测", (2, 6), (3, 4), (6, 2))},
}
VISITS: dict[Measure, ByPlace[Schedule]] = {
    Measure.COMMUNITY_TREATMENT: {},
    Measure.COMMUNITY_RECOVERY: {},
}
