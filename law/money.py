"""Yuan as Decimal, as people write and read it. Amounts are rounded to the fen, half up, and only when printed."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal

FEN = Decimal("0.01")
# Of its own: a caller who forbids inexact arithmetic still prints.
_ROUNDING = Context(prec=60)
_AMOUNT = re.compile(r"[¥￥]?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(万)?\s*元?")


def parse_yuan(text: str) -> Decimal:
    """The one amount that ``text`` states: ``4200``, ``4,200 元``, ``１.5万元``.

    Raises ValueError for anything else: an empty text, a range, a second number, a minus sign, a unit of time.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise ValueError(f"not one amount in yuan: {text!r}")
    whole, cents, ten_thousands = found.groups()
    amount = Decimal(whole.replace(",", "") + (cents or ""))
    return amount * 10_000 if ten_thousands else amount


def round_yuan(amount: Decimal) -> Decimal:
    """To the fen, half up, as amounts of money are rounded in daily life."""
    return amount.quantize(FEN, ROUND_HALF_UP, _ROUNDING)


def yuan(amount: Decimal | int) -> str:
    """4,200 元, and 4,200.50 元 where there are fen."""
    rounded = round_yuan(Decimal(amount))
    return f"{rounded:,.0f} 元" if rounded == rounded.to_integral_value() else f"{rounded:,.2f} 元"


def per_month(amount: Decimal | int) -> str:
    """4,200 元/月."""
    return f"{yuan(amount)}/月"
