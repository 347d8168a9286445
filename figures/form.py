"""城市月报表: the form in which the city makes its figures known; on paper and as a workbook the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from figures.catalogue.table import CITY_FORM
from figures.cell import HIDDEN, Value
from figures.figure import Figure, Kind
from figures.models import FigureSet
from figures.read import Column, FigureTable, Line
from figures.suppression import LEAST

HIDDEN_MARK = "·"
UNKNOWN_MARK = "—"
LEGEND = (
    f"{HIDDEN_MARK} 不显示：少于 {LEAST}，或者能由它推算出少于 {LEAST} 的数。{UNKNOWN_MARK} 未登记：没有这方面的记录，"
    "或者没有可以算比率的人，不等于零。"
)
HOW_IT_ADDS_UP = {
    Kind.STOCK: "时点数：按最后一天；几个月合并时取最后一个月。",
    Kind.FLOW: "发生数：几个月合并时相加。",
    Kind.SUM: "金额：几个月合并时相加。",
    Kind.MEDIAN: "中位数：几个月合并时重新取。",
    Kind.SHARE: "比率：几个月合并时按分子、分母重新算。",
    Kind.RATIO: "比值：几个月合并时按分子、分母重新算。",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring lines under one heading."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """``groups`` are those of the city's form, ``every`` all lines there are; ``columns`` the places, the whole first.

    closed_at  when the last of its months was closed
    """

    title: str
    region: str
    span: str
    closed_at: datetime
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    every: tuple[Group, ...]

    @property
    def figures(self) -> list[Figure]:
        """Every figure that stands in it."""
        return [line.figure for group in self.every for line in group.lines]

    @property
    def rows(self) -> list[tuple[str, list[tuple[Figure, list[Value]]]]]:
        """For a template: the groups of the city's form with the cells in the order of the columns."""
        return [
            (group.name, [(line.figure, [line.cells[column.code] for column in self.columns]) for line in group.lines])
            for group in self.groups
        ]

    @property
    def has_hidden(self) -> bool:
        return any(HIDDEN in line.cells.values() for group in self.every for line in group.lines)


def form_of(table: FigureTable, span: str, sets: Sequence[FigureSet]) -> Form:
    """The form of a table from ``figures.publish``: nothing else may leave the house."""
    return Form(
        title="就业安置和救助帮扶月报",
        region=table.region.full_name,
        span=span,
        closed_at=max(one.counted_at for one in sets),
        columns=table.columns,
        groups=_grouped([table.line(code) for code in CITY_FORM]),
        every=_grouped(table.lines),
    )


def _grouped(lines: Sequence[Line]) -> tuple[Group, ...]:
    return tuple(Group(name, tuple(own)) for name, own in groupby(lines, key=lambda line: line.figure.group))
