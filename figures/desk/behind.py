"""落后: which place below fell behind the whole, by how much, and how many people that is.

A place is behind where its share is worse than that of the whole by ``LEAST_POINTS``, and where that much is made up of
``LEAST_ROWS`` at least: of two people in a village nobody says that it fell behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from figures.catalogue.table import BY_CODE
from figures.desk.book import Book
from figures.desk.spans import Span
from people.models import Region

LEAST_POINTS = 5.0
LEAST_ROWS = 3
EARLIER = 3
"""So many months before are what a place is held against itself."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A share that is held against the whole.

    figure      the code under which it is shown and opened
    numerator, denominator  codes of what is counted
    label       what the share is called; ``what`` what one of its rows is: "人在业"
    better      "more" or "less"
    """

    figure: str
    numerator: str
    denominator: str
    label: str
    what: str
    better: str

    @property
    def codes(self) -> tuple[str, str]:
        return self.numerator, self.denominator

    @property
    def is_figure(self) -> bool:
        """Whether the share itself is a figure of the catalogue."""
        return self.figure != self.numerator


def _share(code: str, what: str) -> Watch:
    figure = BY_CODE[code]
    return Watch(code, figure.numerator, figure.denominator, figure.label, what, figure.better)


def _of_register(code: str, of: str, what: str) -> Watch:
    """What must not be, as a share of the register."""
    return Watch(code, code, "clients.open", f"{BY_CODE[code].label}{of}", what, "less")


WATCHED = (
    _share("work.share", "人在业"),
    _share("work.mark90.share", "人查明还在岗"),
    _share("application.share", "个环节按期"),
    _share("answers.share", "份推荐按期答复"),
    _of_register("overdue.silent", "的人占在册的", "人没有联系"),
    _of_register("overdue.contact", "的人占在册的", "人该联系没联系"),
    _of_register("gap.households", "占在册的", "户应享未享"),
)
CODES = tuple(code for watch in WATCHED for code in watch.codes)


@dataclass(frozen=True, slots=True)
class Behind:
    """One place and one share. ``points`` how much worse than the whole, ``rows`` how many that makes; ``earlier`` the
    place's own mean of the months before, None where they are not known. Shares in percent."""

    watch: Watch
    place: Region
    own: float
    whole: float
    rows: int
    earlier: float | None

    @property
    def points(self) -> float:
        return round(abs(self.own - self.whole), 1)

    @property
    def slipped(self) -> float:
        """How many points worse than its own months before; 0 where it is not worse, or not known."""
        if self.earlier is None:
            return 0
        down = self.earlier - self.own if self.watch.better == "more" else self.own - self.earlier
        return max(0, round(down, 1))

    def words(self, whole: str) -> str:
        """达拉特旗在业率 38.5%，比全市低 8.8 个百分点，相当于少 5 人在业，比自己前 3 个月的平均又低 1.2 个百分点。"""
        less = self.watch.better == "more"
        way, amount = ("低", "少") if less else ("高", "多")
        slipped = f"，比自己前 {EARLIER} 个月的平均又{way} {self.slipped:g} 个百分点" if self.slipped else ""
        return (
            f"{self.place.name}{self.watch.label} {self.own:g}%，比{whole}{way} {self.points:g} 个百分点，"
            f"相当于{amount} {self.rows} {self.watch.what}{slipped}。"
        )


def behind(book: Book, span: Span, watches: Sequence[Watch] = WATCHED) -> list[Behind]:
    """Every place that is behind in anything watched, those first where it concerns most."""
    found = [one for watch in watches for one in _of_watch(book, span, watch)]
    return sorted(found, key=lambda one: (-one.rows, -one.points, one.place.code))


def rate(book: Book, watch: Watch, months: Sequence[date], place: str = "") -> float | None:
    """In percent; None where one of the numbers is not known, or there is nobody."""
    part, whole = (_amount(book, code, months, place) for code in watch.codes)
    return round(100 * part / whole, 1) if part is not None and whole else None


def months_needed(span: Span) -> list[date]:
    """The months that a book must hold for ``behind``."""
    return [*_before(span), *span.months]


def can_tell(book: Book, span: Span) -> bool:
    """Whether anything watched is known at all: of what nobody counted nobody can say that no place is behind."""
    return any(rate(book, watch, span.months) is not None for watch in WATCHED)


def meaning(whole: str) -> str:
    """What behind means, in words."""
    return (
        f"“落后”是指比{whole}差 {LEAST_POINTS:g} 个百分点以上，而且这个差距有 {LEAST_ROWS} 人（户、件）以上；"
        "一两个人的差别不算落后。"
    )


def _of_watch(book: Book, span: Span, watch: Watch) -> list[Behind]:
    whole = rate(book, watch, span.months)
    if whole is None:
        return []
    found = []
    for place in book.places:
        own = rate(book, watch, span.months, place.code)
        rows = _gap(book, watch, span, place.code, whole)
        if own is None or rows is None or abs(own - whole) < LEAST_POINTS or rows < LEAST_ROWS:
            continue
        earlier = [rate(book, watch, (month,), place.code) for month in _before(span)]
        known = [rate for rate in earlier if rate is not None]
        mean = round(sum(known) / EARLIER, 1) if len(known) == EARLIER else None
        found.append(Behind(watch, place, own, whole, rows, mean))
    return found


def _gap(book: Book, watch: Watch, span: Span, place: str, whole: float) -> int | None:
    """How many more, or fewer, it would take to be like the whole; negative where the place is better."""
    part, of = (_amount(book, code, span.months, place) for code in watch.codes)
    if part is None or of is None:
        return None
    short = whole / 100 * of - part
    return round(short if watch.better == "more" else -short)


def _amount(book: Book, code: str, months: Sequence[date], place: str) -> int | None:
    (amount,) = book.parts(code, months, place)
    return amount if isinstance(amount, int) else None


def _before(span: Span) -> list[date]:
    return [span.first - relativedelta(months=back) for back in range(EARLIER, 0, -1)]
