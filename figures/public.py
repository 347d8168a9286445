"""公开数字: the few figures of a city that its public site may show. Of closed months, small ones hidden."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from figures.catalogue.table import BY_CODE
from figures.cell import HIDDEN, UNKNOWN, Value
from figures.figure import Kind
from figures.models import FigureSet
from figures.publish import for_everybody
from people.models import Region

YEAR = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in the words of the public site, which does not say whom the city looks after."""

    code: str
    label: str
    unit: str
    how: str


TOLD = (
    Told("firms.verified", "参与企业", "家", "经核实的企业"),
    Told("vacancies.open", "正在招聘的岗位", "个", "三十天内由企业确认过"),
    Told("vacancies.new", "发布过的岗位", "个", "企业新登记的岗位"),
    Told("work.placed", "新上岗", "人次", "通过平台找到工作"),
    Told("training.finished.passed", "培训合格", "人次", "参加平台推荐的培训"),
    Told("fairs.held", "推介会", "场", "企业和求职服务人员面对面"),
)


@dataclass(frozen=True, slots=True)
class PublicFigure:
    """``value`` is a number or ``HIDDEN``; ``first`` and ``last`` are months, the same for what is as on a last day."""

    told: Told
    value: Value
    first: date
    last: date

    @property
    def is_hidden(self) -> bool:
        return self.value == HIDDEN


def public_figures(region: Region) -> tuple[PublicFigure, ...]:
    """Of the latest closed months in a row, a year at most; what is unknown is left out. None closed: nothing."""
    months = tuple(_closed_in_a_row())
    if not months:
        return ()
    table = for_everybody(months, region, [BY_CODE[one.code] for one in TOLD])
    found = []
    for one in TOLD:
        value = table.value(one.code)
        if value != UNKNOWN:
            as_on = BY_CODE[one.code].kind == Kind.STOCK
            found.append(PublicFigure(one, value, months[-1] if as_on else months[0], months[-1]))
    return tuple(found)


def _closed_in_a_row() -> Iterator[date]:
    """First days of months, the earliest first."""
    closed = FigureSet.objects.filter(kind=FigureSet.Kind.CLOSED).order_by("-month").values_list("month", flat=True)
    row: list[date] = []
    for month in closed[:YEAR]:
        if row and month != row[-1] - relativedelta(months=1):
            break
        row.append(month)
    return reversed(row)
