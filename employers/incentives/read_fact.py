"""One fact of the firm, or one number of the place, as its declaration says that it is written."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from employers.incentives import values
from employers.incentives.fields import FieldError
from employers.incentives.incentive import Fact, FactKind, Parameter
from employers.incentives.values import Wrong


def read_fact(fact: Fact, where: str, value: object, errors: list[FieldError]) -> Any:
    """The value as ``FactKind`` says that the sums get it; None with what is wrong added to ``errors``."""
    if fact.kind is FactKind.MONTHS:
        return _table(fact, where, value, _months, errors)
    if fact.kind is FactKind.YEARS:
        return _table(fact, where, value, _years, errors)
    try:
        return read_value(fact, fact.kind, value)
    except Wrong as wrong:
        errors.append(FieldError(where, str(wrong)))
        return None


def read_value(fact: Fact, kind: FactKind, value: object) -> Any:
    """One bare value. Raises Wrong."""
    match kind:
        case FactKind.YES_NO:
            return values.yes_no(value)
        case FactKind.COUNT:
            return values.count(value, fact.unit)
        case FactKind.MONEY:
            return values.amount(value, fact.unit)
        case FactKind.BALANCE:
            return values.balance(value, fact.unit)
        case FactKind.RATIO:
            return values.ratio(value)
        case FactKind.DAY:
            return values.day(value)
    return values.code(value, _options(fact.options), "选项") if fact.options else values.text(value)


def read_parameter(parameter: Parameter, where: str, value: object, errors: list[FieldError]) -> Decimal | None:
    """The number in the parameter's unit, a share where it has none; None with what is wrong added to ``errors``."""
    try:
        return values.quantity(value, parameter.unit) if parameter.unit else values.ratio(value)
    except Wrong as wrong:
        errors.append(FieldError(where, str(wrong)))
        return None


def _options(options: Mapping[str, str]) -> dict[str, str]:
    return {values.plain(label): code for code, label in options.items()} | {code: code for code in options}


def _table(
    fact: Fact, where: str, value: object, keys: Callable[[str], list[str]], errors: list[FieldError]
) -> dict[str, Any]:
    """A value for each month or year; a key may name several: "2025-01/2025-06", "2025"."""
    if not isinstance(value, Mapping):
        example = "2025-01" if fact.kind is FactKind.MONTHS else "2025"
        errors.append(FieldError(where, f'应为一个对象，例如 {{"{example}": …}}'))
        return {}
    found: dict[str, Any] = {}
    named: set[str] = set()
    for name, one in value.items():
        if name.startswith("_"):
            continue
        try:
            for key in keys(name):
                if key in named:
                    raise Wrong("同一个时间写了两次")
                named.add(key)
                if not values.is_unknown(one):
                    found[key] = read_value(fact, fact.of, one)
        except Wrong as wrong:
            errors.append(FieldError(f"{where}.{values.shown(name)}", str(wrong)))
    return found


def _months(name: str) -> list[str]:
    return sorted(map(str, values.months(name)))


def _years(name: str) -> list[str]:
    found = re.fullmatch(r"(\d{4})(?:年度?)?", values.plain(name))
    if found is None:
        raise Wrong("应为年份，例如 2025")
    values.require_sensible(int(found[1]))
    return [str(int(found[1]))]
