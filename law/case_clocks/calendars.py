"""How often somebody is tested or visited: set by cities, for each measure. They differ: data, never code.

Tests are known for 鄂尔多斯 alone. Another schedule is published, of at least 28 days in three years of 社区戒毒 (each
half month for half a year, monthly for half a year, then every two and every three months). It stands on a page that
names no place and no document and speaks of reporting, not of testing, so it is left out: a city that follows it enters
it as its own.

Visits are known for no place. 广州's 五管一, 三管一 and 二管一 say how many people look after one, by grades of the
police that are not recorded here, and not how often anybody is seen.
"""

from dataclasses import dataclass

from law.article import Article
from law.case_clocks.sources import ORDOS, ORDOS_SINCE, REVIEW_BY, ByPlace
from law.dated import Dated, Timeline
from law.terms import Measure


@dataclass(frozen=True, slots=True)
class Phase:
    """``times`` planned days, each at the end of ``every`` months."""

    every: int
    times: int

    def __post_init__(self) -> None:
        if self.every < 1 or self.times < 1:
            raise ValueError(f"every {self.every} months, {self.times} times is no calendar")

    @property
    def months(self) -> int:
        return self.every * self.times

    @property
    def words(self) -> str:
        """每2个月1次，共6次."""
        every = {1: "每月", 6: "每半年", 12: "每年"}.get(self.every, f"每{self.every}个月")
        return f"{every}1次，共{self.times}次"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Phases one after the other, from the first day of the measure."""

    phases: tuple[Phase, ...]

    @property
    def total(self) -> int:
        return sum(phase.times for phase in self.phases)

    @property
    def months(self) -> int:
        return sum(phase.months for phase in self.phases)

    def at_months(self) -> list[int]:
        """At the end of which month each planned day lies."""
        ends, month = [], 0
        for phase in self.phases:
            for _ in range(phase.times):
                month += phase.every
                ends.append(month)
        return ends

    def frequency(self) -> tuple[str, ...]:
        """One line for each phase: 第1年：每月1次，共12次; in months where it does not fill a year."""
        lines, month = [], 0
        for phase in self.phases:
            last = month + phase.months
            years = month % 12 == 0 and phase.months == 12
            span = f"第{last // 12}年" if years else f"第{month + 1}至{last}个月"
            lines.append(f"{span}：{phase.words}")
            month = last
        return tuple(lines)


def _ordos(name: str, *phases: tuple[int, int]) -> Timeline[Schedule]:
    schedule = Schedule(tuple(Phase(every, times) for every, times in phases))
    return Timeline(name, Dated(schedule, ORDOS_SINCE, Article(*ORDOS), REVIEW_BY))


TESTS: dict[Measure, ByPlace[Schedule]] = {
    Measure.COMMUNITY_TREATMENT: {"1506": _ordos("社区戒毒人员的检测", (1, 12), (2, 6), (3, 4))},
    Measure.COMMUNITY_RECOVERY: {"1506": _ordos("社区康复人员的检测", (2, 6), (3, 4), (6, 2))},
}
VISITS: dict[Measure, ByPlace[Schedule]] = {
    Measure.COMMUNITY_TREATMENT: {},
    Measure.COMMUNITY_RECOVERY: {},
}
