"""One field of the self-check: what was given, or what is wrong with it and what to do."""

import re
import unicodedata
from decimal import Decimal

from welfare.public.people import UNKNOWN
from welfare.public.questions import Field

LONGEST = 20
NUMBER = re.compile(r"\d{1,12}(\.\d{1,2})?")


class Wrong(ValueError):
    """``str()`` is the sentence beside the field. What was given is not repeated."""


def choice(field: Field, given: str) -> str | None:
    """The option chosen; None for 不清楚 and, where a blank is no error, for nothing."""
    given = given.strip()
    if not given and not field.must:
        return None
    if not given:
        raise Wrong("请选一项。不知道就选“不清楚”。" if _has_unknown(field) else "请选一项。")
    if given not in {value for value, _ in field.options}:
        raise Wrong("请从列出的几项里选。")
    return None if given == UNKNOWN else given


def amount(field: Field, given: str) -> Decimal | None:
    """The number; None for a blank, which is 不清楚."""
    text = unicodedata.normalize("NFKC", given).strip().replace(",", "").replace(" ", "")
    text = text.removesuffix("/月").removesuffix("元").removesuffix(field.unit)
    if not text:
        return None
    if len(given) > LONGEST or not NUMBER.fullmatch(text):
        raise Wrong("请只填数字，比如 1200。")
    number = Decimal(text)
    if field.whole and number != number.to_integral_value():
        raise Wrong("请填整数，比如 2。")
    if number > field.highest:
        raise Wrong("这个数太大了，请核对。")
    return number


def _has_unknown(field: Field) -> bool:
    return any(value == UNKNOWN for value, _ in field.options)
