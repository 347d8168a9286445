"""What stands in one cell of somebody's spreadsheet, and what was meant by it. No Django here.

A cell is text, a number, or ``["date", "1986-03-05"]``; it is kept so, as JSON, between upload and import.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from clients.identity import visible, without_invisible
from lexicon.writable import writable

Cell = str | int | float | list[str]

# A float holds whole numbers exactly up to here; beyond it the last digits are already lost.
LARGEST_EXACT = 2**53
SURE_DIGITS = 15

_DATE = re.compile(r"(\d{4})\s*[年./\-—]\s*(\d{1,2})\s*(?:[月./\-—]\s*(\d{1,2})\s*日?|月)?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_AMOUNT = re.compile(r"(?:￥|¥)?(\d+(?:\.\d+)?)(千|k|万|w)?(?:元)?(?:/月|每月|一个月)?(?:以上|起|左右)?")
_SEPARATORS = re.compile(r"[、,，;；/\n]+|\s{2,}")


class Unreadable(ValueError):
    """The cell does not hold what its column asks for; ``str()`` is Chinese."""


def stored(value: object) -> Cell:
    """A value of the spreadsheet reader as a cell."""
    if isinstance(value, datetime):
        return ["date", value.date().isoformat()]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return ""


def text_of(cell: Cell) -> str:
    """What a person would read: whole numbers without ``.0``, dates as 2026-03-05, no invisible characters."""
    if isinstance(cell, list):
        return cell[1]
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < LARGEST_EXACT else repr(cell)
    return visible(str(cell))


def said(cell: Cell) -> str:
    """Free text as it was typed, full-width punctuation and all; numbers and dates as ``text_of``."""
    return without_invisible(cell) if isinstance(cell, str) else text_of(cell)


def id_number_text(cell: Cell) -> str:
    """The text of an ID number. Raises Unreadable for a number of more than 15 digits: Excel has lost the rest."""
    if isinstance(cell, int | float) and abs(cell) >= 10**SURE_DIGITS:
        raise Unreadable("身份证号是按数字存的，后几位已经丢失，没法还原。请把这一列改成“文本”格式，再照证件重新输入。")
    return text_of(cell)


def date_of(cell: Cell, *, whole: bool = True) -> date | None:
    """The date; None for an empty cell. Raises Unreadable.

    Reads Excel dates, 1986年3月5日, 1986-3-5, 1986/3/5, 1986.3.5 and 19860305; with ``whole`` False also 1986年3月,
    as its first day.
    """
    text = text_of(cell)
    if not text:
        return None
    found = _PACKED.fullmatch(text) or _DATE.fullmatch(text.removesuffix(" 00:00:00"))
    if found is None:
        raise Unreadable("日期没有看懂。请写成 2024-3-5 或 2024年3月5日。")
    year, month, day = found.groups()
    if day is None and whole:
        raise Unreadable("日期缺少“日”。请写成 2024-3-5 或 2024年3月5日。")
    try:
        return date(int(year), int(month), int(day or 1))
    except ValueError:
        raise Unreadable("日历上没有这一天，请核对日期。") from None


def amount_of(cell: Cell) -> Decimal | None:
    """Yuan a month; None for an empty cell or 面议. Raises Unreadable."""
    text = text_of(cell).replace(",", "").replace(" ", "").lower()
    if text in ("", "面议", "不限", "无"):
        return None
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise Unreadable("月工资没有看懂。请只填每月多少元，例如 3500。")
    try:
        amount = Decimal(found[1]) * {"千": 1000, "k": 1000, "万": 10000, "w": 10000}.get(found[2] or "", 1)
    except InvalidOperation:  # pragma: no cover - the pattern admits digits only
        raise Unreadable("月工资没有看懂。请只填每月多少元，例如 3500。") from None
    if amount > 100_000:
        raise Unreadable("月工资超过 10 万元，请核对单位是不是“元/月”。")
    return amount


def words_of(cell: Cell) -> tuple[str, ...]:
    """The items of a list written in one cell, each once: 电工、焊工，会开车."""
    return tuple(dict.fromkeys(word for part in _SEPARATORS.split(text_of(cell)) if (word := part.strip())))
