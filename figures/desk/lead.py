"""The month in two or three sentences that can be read aloud."""

from collections.abc import Sequence

from figures.catalogue.table import BY_CODE
from figures.desk.asked import Asked
from figures.desk.behind import Behind, can_tell
from figures.desk.book import Book
from figures.desk.cards import earlier
from figures.desk.places import below, whole_of
from ui.cells import difference, is_number, plain

AFTER_90_DAYS = ("work.mark90", "work.mark90.unknown")
CODES = ("work.at_work", *AFTER_90_DAYS)
"""What is read here and shown nowhere else on the page."""


def sentences(asked: Asked, book: Book, found: Sequence[Behind]) -> list[str]:
    """How many there are and how many of them work; what the month brought; which place fell behind most."""
    return [text for text in (_standing(asked, book), _moved(asked, book), _behind(asked, book, found)) if text]


def _standing(asked: Asked, book: Book) -> str:
    parts = [_said(asked, book, code, name) for code, name in (("clients.open", "在册"), ("work.at_work", "在业"))]
    share = _said(asked, book, "work.share", "在业率", against=True)
    known = [part for part in (*parts, share) if part]
    return f"{asked.span.label}，{asked.region.name}{'，'.join(known) or '的在册和在业人数没有统计'}。"


def _moved(asked: Asked, book: Book) -> str:
    this = asked.span.length.this
    parts = [
        _said(asked, book, "work.placed", f"{this}安置", against=True),
        _after_90_days(asked, book),
        _said(asked, book, "gap.households", "应享未享还有", against=True),
    ]
    text = "；".join(part for part in parts if part)
    return f"{text}。" if text else ""


def _after_90_days(asked: Asked, book: Book) -> str:
    """Who was not asked after stands in the share as if gone: how many these are is said beside it."""
    share = _said(asked, book, "work.mark90.share", "满 90 天的在岗率", against=True)
    due, unknown = (book.value(code, asked.span) for code in AFTER_90_DAYS)
    if not share or not is_number(unknown) or not unknown:
        return share
    return f"{share}，到期的 {plain(due)} 人次里有 {plain(unknown)} 人次情况不明"


def _behind(asked: Asked, book: Book, found: Sequence[Behind]) -> str:
    if not book.places or not can_tell(book, asked.span):
        return ""
    if not found:
        return f"没有哪个{below(asked.region)}落后。"
    return found[0].words(whole_of(asked.region))


def _said(asked: Asked, book: Book, code: str, name: str, *, against: bool = False) -> str:
    """在业率 47.3%，比上月高 0.6 个百分点; empty where the figure is not known."""
    figure, value = BY_CODE[code], book.value(code, asked.span)
    if not is_number(value):
        return ""
    unit = figure.unit if figure.unit == "%" else f" {figure.unit}"
    before = earlier(asked, book, figure, asked.span.before) if against else ""
    words = difference(value, before, asked.span.length.before, figure.unit).words if is_number(before) else ""
    return f"{name} {plain(value)}{unit}{f'（{words}）' if words else ''}"
