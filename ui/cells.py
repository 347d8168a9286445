"""What stands where a figure is due: a number, or why there is none; and how it differs from an earlier one."""

from decimal import Decimal
from typing import NamedTuple, TypeGuard

HIDDEN = "hidden"
"""In the place of a number that must not be shown: it is too small, or a small one could be worked out from it."""
UNKNOWN = "unknown"
"""In the place of a number that nobody has recorded; None says the same."""

SHARE = "%"
TEN_THOUSAND = 10_000


class Difference(NamedTuple):
    """How a figure differs from an earlier one.

    ``way`` is "more", "less", "same", or "" where nothing can be compared; ``tone`` is "good", "bad" or "plain".
    """

    words: str
    way: str
    tone: str


def is_number(value: object) -> TypeGuard[float | Decimal]:
    """Whether there is a number to draw. Raises ValueError for what is neither a number, nothing nor ``HIDDEN``."""
    if value is None or value in ("", HIDDEN, UNKNOWN):
        return False
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"a figure is a number, None, {HIDDEN!r} or {UNKNOWN!r}, not {value!r}")
    return True


def why_none(value: object) -> str:
    """``HIDDEN`` or ``UNKNOWN`` where there is no number, ``""`` where there is one."""
    if is_number(value):
        return ""
    return HIDDEN if value == HIDDEN else UNKNOWN


def plain(number: float | Decimal) -> str:
    """``4200`` → ``4,200``, ``3.5`` → ``3.5``: a figure has one place after the point at most."""
    rounded = round(Decimal(str(number)), 1)
    return f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,.1f}"


def short(number: float | Decimal) -> str:
    """As ``plain`` below ten thousand, from there on ``12.3万``: for a drawing, whose table has the figure itself."""
    return plain(number) if abs(float(number)) < TEN_THOUSAND else f"{plain(Decimal(str(number)) / TEN_THOUSAND)}万"


def difference(now: object, before: object, since: str, unit: str = "", better: str = "") -> Difference:
    """``比上月多 4 人``: the figure of ``now`` against the one of ``since`` (上月, 去年同月).

    before  "" where there is nothing to hold it against: no words
    better  "more" or "less": which way is good; without it neither is

    Shares (unit %) differ by 个百分点. A hidden number is compared with nothing, for the difference would tell it.
    Raises ValueError for a ``better`` that is neither.
    """
    if better not in {"", "more", "less"}:
        raise ValueError(f"better is more or less, not {better!r}")
    if before == "" or not is_number(now):
        return Difference("", "", "plain")
    if not is_number(before):
        why = "的数不显示" if before == HIDDEN else "未登记"
        return Difference(f"{since}{why}，不作比较", "", "plain")
    gap = round(Decimal(str(now)), 1) - round(Decimal(str(before)), 1)
    if gap == 0:
        return Difference(f"和{since}持平", "same", "plain")
    way = "more" if gap > 0 else "less"
    word = ("高" if gap > 0 else "低") if unit == SHARE else ("多" if gap > 0 else "少")
    measure = "个百分点" if unit == SHARE else unit
    tone = "plain" if not better else "good" if way == better else "bad"
    return Difference(f"比{since}{word} {plain(abs(gap))} {measure}".rstrip(), way, tone)
