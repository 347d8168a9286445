"""How one value of a file may be written: an amount, a day, a month, a code. Every reader raises Wrong, in Chinese.

What people write is read as they mean it where only one thing can be meant: "3,000 元", "25%", 2025年3月, 城建税.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Context, Decimal
from difflib import get_close_matches
from functools import cache

from employers.incentives.months import Month, Period
from law.money import parse_yuan, round_yuan
from lexicon.features import Labelled

FIRST_YEAR, LAST_YEAR = 1990, 2099
HIGHEST = Decimal(10) ** 12
LONGEST_TEXT = 200
LONGEST_NUMBER = 40
# Whoever wrote 0.1 + 0.2 meant 0.3: so much binary arithmetic may add, and no more.
NOISE = Decimal("1e-7")
EXACT = Context(prec=3 * LONGEST_NUMBER)

UNKNOWN = frozenset(("", "不详", "不明", "不清楚", "不知道", "未知", "待核实", "unknown", "null"))
YES = frozenset(("是", "有", "已", "true", "yes", "y"))
NO = frozenset(("否", "无", "没有", "不是", "未", "false", "no", "n"))
NUMBER = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d+(\.\d+)?([eE][+-]?\d{1,2})?")
DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号])(?:T00:00(?::00)?)?")
MONTH = re.compile(r"(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月份?)")
SPAN = re.compile(r"(.+?)\s*(?:\.\.|~|—|–|至|到)\s*(.+)|(\d{4}-\d{1,2})\s*/\s*(\d{4}-\d{1,2})")
QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}
QUARTER = re.compile(r"(\d{4})(?:年|-)?(?:第?([一二三四1-4])季度?|[Qq]([1-4]))")
HALF = re.compile(r"(\d{4})(?:年|-)?(?:([上下])半年|[Hh]([12]))")


class Wrong(ValueError):
    """The value cannot be read; the text says what to write. The value is not repeated: it may be personal."""


def is_unknown(value: object) -> bool:
    """Whether somebody wrote down that nobody knows."""
    return value is None or (isinstance(value, str) and plain(value).lower() in UNKNOWN)


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def shown(name: object) -> str:
    """A field's name for a message: short, and nothing in it that a terminal would obey."""
    return "".join(character if character.isprintable() else "?" for character in str(name)[:40])


def number(value: object) -> Decimal:
    """A JSON number or its text, as the decimal that was written; never negative, never NaN."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise Wrong("应为数字")
    if isinstance(value, float | Decimal) and not Decimal(value).is_finite():
        raise Wrong("应为数字，不能是 NaN 或无穷大")
    if isinstance(value, int) and abs(value) > HIGHEST:
        raise Wrong("不能小于 0" if value < 0 else "数太大了，请核对单位")
    # The shortest decimal that gives a float is the one that was written.
    text = plain(str(value))
    if len(text) > LONGEST_NUMBER or NUMBER.fullmatch(text) is None:
        raise Wrong("应为数字，例如 3000 或 3000.00")
    found = Decimal(text.replace(",", ""))
    if found < 0:
        raise Wrong("不能小于 0")
    if found > HIGHEST:
        raise Wrong("数太大了，请核对单位")
    if -int(found.as_tuple().exponent) > 3 * LONGEST_NUMBER:
        raise Wrong("小数位太多")
    return abs(found)


def amount(value: object, unit: str = "") -> Decimal:
    """Yuan to the fen: 3000, "3000.00", "3,000 元", "1.2万元"; with ``unit`` 元/月 also "4,200 元/月"."""
    return _to_fen(quantity(value, unit if unit.startswith("元") else "元"))


def balance(value: object, unit: str = "") -> Decimal:
    """As ``amount``, and below zero for a loss."""
    if isinstance(value, str) and plain(value).startswith(("-", "−")):
        return -amount(plain(value)[1:], unit)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and value < 0:
        return -amount(-value, unit)
    return amount(value, unit)


def quantity(value: object, unit: str) -> Decimal:
    """A number in ``unit``, which may stand behind it; as exact as it was written."""
    if not isinstance(value, str):
        return number(value)
    written = plain(value)
    if written.startswith("-"):
        raise Wrong("不能小于 0")
    if not unit.startswith("元"):
        return number(written.removesuffix(unit)) if unit else number(written)
    # 4,200 元/月 for a value in 元/月; the unit of something else stays, and is no amount.
    per = unit.partition("/")[2]
    try:
        return number(parse_yuan(re.sub(rf"元?/{re.escape(per)}$", "元", written) if per else written))
    except Wrong:
        raise
    except ValueError:
        raise Wrong("应为一个金额，例如 3000、3000.00 或 3,000 元") from None


def _to_fen(found: Decimal) -> Decimal:
    fen = round_yuan(found)
    if abs(found - fen) > NOISE:
        raise Wrong("金额最多写到分（两位小数）")
    return fen


def ratio(value: object) -> Decimal:
    """A share between 0 and 1: 0.25, "25%"."""
    if isinstance(value, str) and plain(value).endswith("%"):
        found = number(plain(value)[:-1]).scaleb(-2, EXACT)
    else:
        found = number(value)
    if found > 1:
        raise Wrong("应为 0 到 1 的小数，例如 0.25，或者写成 25%")
    return found


def count(value: object, unit: str = "") -> int:
    """A whole number: 12, "12", with ``unit`` 人 also "12 人"."""
    if isinstance(value, str):
        value = plain(value).removesuffix(unit).strip()
    try:
        found = number(value)
    except Wrong as wrong:
        raise Wrong(str(wrong) if "不能" in str(wrong) or "太" in str(wrong) else "应为整数，例如 12") from None
    if found != found.to_integral_value():
        raise Wrong("应为整数，例如 12")
    return int(found)


def yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = plain(value).lower() if isinstance(value, str) else None
    if word in YES or word in NO:
        return word in YES
    raise Wrong("应为 true、false，或者 null 表示不清楚")


def text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or len(str(value)) > LONGEST_TEXT:
        raise Wrong(f"应为不超过 {LONGEST_TEXT} 字的文字")
    found = plain(str(value))
    if not found:
        raise Wrong("不能空着")
    return found


def day(value: object) -> date:
    """2025-03-01, 2025/3/1, 2025年3月1日."""
    found = DAY.fullmatch(plain(value)) if isinstance(value, str) else None
    if found is None:
        raise Wrong("应为日期，例如 2025-03-01")
    year, month, of_month = (int(part) for part in (found[1], found[3] or found[5], found[4] or found[6]))
    require_sensible(year)
    try:
        return date(year, month, of_month)
    except ValueError:
        raise Wrong("没有这一天") from None


def month(value: object) -> Month:
    """2025-03, 2025/3, 2025年3月."""
    found = MONTH.fullmatch(plain(value)) if isinstance(value, str) else None
    if found is None:
        raise Wrong("应为月份，例如 2025-03")
    year, of_year = int(found[1]), int(found[2] or found[3])
    require_sensible(year)
    if not 1 <= of_year <= 12:
        raise Wrong("没有这个月份")
    return Month(year, of_year)


def period(value: object) -> Period:
    """A month, or 2025-Q1, 2025年一季度, 2025-H1, 2025年上半年, 2025, 2025年."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    written = plain(value) if isinstance(value, str) else ""
    found = QUARTER.fullmatch(written)
    if found is not None:
        written = f"{found[1]}-Q{QUARTERS.get(found[2], found[2]) or found[3]}"
    elif (found := HALF.fullmatch(written)) is not None:
        written = f"{found[1]}-H{QUARTERS.get(found[2]) or found[3]}"
    elif re.fullmatch(r"\d{4}年(?:度|全年)?", written):
        written = written[:4]
    elif MONTH.fullmatch(written):
        written = str(month(written))
    try:
        span = Period.parse(written)
    except ValueError:
        raise Wrong("应为所属期，例如 2025-03、2025-Q1、2025-H1 或 2025") from None
    require_sensible(span.first.year)
    return span


def months(value: object) -> frozenset[Month]:
    """A period, or from a month to a month: 2025-01/2025-09, 2025-01至2025-09."""
    written = plain(value) if isinstance(value, str) else value
    found = SPAN.fullmatch(written) if isinstance(written, str) and MONTH.fullmatch(written) is None else None
    if found is None:
        try:
            return frozenset(period(written).months)
        except Wrong as wrong:
            raise Wrong("应为月份，例如 2025-01 或 2025-01/2025-09" if "所属期" in str(wrong) else str(wrong)) from None
    first, last = month(found[1] or found[3]), month(found[2] or found[4])
    if last < first:
        raise Wrong("结束的月份早于开始的月份")
    return frozenset(Period(first, last).months)


def require_sensible(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Wrong(f"年份应在 {FIRST_YEAR} 到 {LAST_YEAR} 之间")


def code(value: object, known: Mapping[str, str], what: str) -> str:
    """The code of what ``value`` names; ``known`` has every code and every name. Of an unknown one the next is told."""
    written = plain(value) if isinstance(value, str) else ""
    found = known.get(written) or known.get(written.lower())
    if found is None:
        raise Wrong(f"不认识的{what}{nearest(written, known)}")
    return found


def nearest(written: str, known: Mapping[str, str] | Iterable[str]) -> str:
    """，是不是 vat？ for what is almost a code or a name; else empty."""
    close = get_close_matches(written.lower().replace("-", "_"), list(known), n=1, cutoff=0.6)
    return f"，是不是 {close[0]}？" if close else ""


@cache
def names(of: type[Labelled]) -> dict[str, str]:
    """Every code and label of an enumeration → the code. A label is also known without what stands in brackets."""
    found: dict[str, str] = {}
    for member in of:
        short = member.label.partition("（")[0]
        found |= {plain(name): member.value for name in (short, member.label, member.value)}
    return found
