"""The figures that a manager reads first, each with its line of months and what it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from figures.catalogue.table import BY_CODE
from figures.cell import Value
from figures.desk.asked import Asked
from figures.desk.book import Book
from figures.desk.spans import Span
from figures.figure import Figure, Kind
from ui.cells import is_number, plain

FIRST = (
    ("人和工作", ("clients.open", "work.share", "work.placed", "work.mark90.share")),
    ("救助", ("aid.on", "gap.households", "gap.met", "application.share")),
    ("帮扶和时限", ("help.contacts", "overdue.silent", "overdue.contact", "overdue.follow_up")),
    ("培训、企业和队伍", ("training.enrolled", "vacancies.open", "answers.share", "staff.ratio")),
)
CODES = tuple(code for _, codes in FIRST for code in codes)
MONTHS = 13
# How a figure of several months comes about.
ADDS_UP = {
    Kind.STOCK: "按最后一天算；季度、年度取最后一个月的数，不相加。",
    Kind.FLOW: "按当月发生的算；季度、年度把各月相加。",
    Kind.SUM: "按当月发生的算；季度、年度把各月相加。",
    Kind.MEDIAN: "季度、年度把各月的每一条放在一起重新取中间的一个，不是各月的平均。",
    Kind.SHARE: "季度、年度用分子、分母重新算，不是各月的平均。",
    Kind.RATIO: "季度、年度用分子、分母重新算，不是各月的平均。",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One figure as ``c-figure-card`` shows it. ``before`` and ``year_before`` are "" where nothing is compared."""

    figure: Figure
    value: Value
    before: Value
    year_before: Value
    values: list[Value]
    values_label: str
    running: str
    corrected: str
    href: str

    @property
    def definition(self) -> str:
        return f"{self.figure.definition}{ADDS_UP[self.figure.kind]}"


def card(asked: Asked, book: Book, code: str, corrected: str = "") -> Card:
    """The figure of what was asked; ``book`` holds the months of its line and those it is held against."""
    figure, span = BY_CODE[code], asked.span
    months = line_of(span.last, book)
    values = book.line(code, months)
    return Card(
        figure,
        book.value(code, span),
        earlier(asked, book, figure, span.before),
        earlier(asked, book, figure, span.year_before),
        values if sum(is_number(value) for value in values) > 1 else [],
        said(figure, months, values),
        running(asked, figure),
        corrected,
        asked.href("figures:figure", code),
    )


def months_needed(span: Span, length: int = MONTHS) -> list[date]:
    """What a book must hold for cards."""
    year = span.year_before.months if span.year_before else ()
    return [*last_months(span.last, length), *span.months, *span.before.months, *year]


def last_months(last: date, length: int = MONTHS) -> list[date]:
    """So many months up to ``last``."""
    first = last.year * 12 + last.month - length
    return [date((first + step) // 12, (first + step) % 12 + 1, 1) for step in range(length)]


def line_of(last: date, book: Book, length: int = MONTHS) -> list[date]:
    """The same from the first that was counted: before it there is nothing to draw."""
    months = last_months(last, length)
    known = [place for place, month in enumerate(months) if month in book.sets]
    return months[known[0] :] if known else months[-1:]


def earlier(asked: Asked, book: Book, figure: Figure, span: Span | None) -> Value:
    """The figure of an earlier span; "" where it is not to be compared, or was before the first counting."""
    if span is None or not asked.span.compares(figure, asked.today):
        return ""
    return book.value(figure.code, span) if all(month in book.sets for month in span.months) else ""


def running(asked: Asked, figure: Figure) -> str:
    """What a reader must know of a span that is not over."""
    if asked.span.compares(figure, asked.today):
        return ""
    day = min(one.counted_at for one in asked.standing[-1:])
    return f"到{day.month}月{day.day}日，{asked.span.length.this}还没过完，先不比"


def said(figure: Figure, months: Sequence[date], values: Sequence[Value]) -> str:
    """近 13 个月，由 6 到 23 人."""
    known = [value for value in values if is_number(value)]
    if len(known) < 2:
        return ""
    return f"{figure.label}：近 {len(months)} 个月，由 {plain(known[0])} 到 {plain(known[-1])} {figure.unit}"
