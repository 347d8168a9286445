"""Households as two frames of columns: one row per household, one row per member.

Quantities are Int64: hundredths (分, 0.01 平方米) where a fact has two digits, else whole; enumerations and texts are
String, flags Boolean, dates Date. Null is unknown; a column that is not there was mentioned by nobody.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from welfare.rules.fact import FACTS, HOUSEHOLD, PERSON, Day, Fact, Flag, Quantity
from welfare.rules.household import Household

OWNER = "household"
"""Column of the members' frame: row number of their household, ascending."""

MENTIONED = "?"
"""Added to a fact's code: whether it was spoken of at all. Without the column, what is not null was."""


def column_type(fact: Fact) -> type[pl.DataType]:
    if isinstance(fact, Flag):
        return pl.Boolean
    if isinstance(fact, Quantity):
        return pl.Int64
    return pl.Date if isinstance(fact, Day) else pl.String


def as_stored(fact: Fact, answer: Any) -> Any:
    """An answer as its column holds it; raises ValueError for more digits than the fact has."""
    if answer is None or not isinstance(fact, Quantity):
        return answer
    whole = Decimal(answer).scaleb(fact.digits)
    if whole != whole.to_integral_value():
        raise ValueError(f"{fact.code} has at most {fact.digits} digits after the point")
    return int(whole)


def frames(households: Sequence[Household]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The two frames. Standards and readings that a case sets for itself have no column: raises ValueError."""
    if any(one.standards or one.readings for one in households):
        raise ValueError("a household with standards or readings of its own is assessed alone, not in columns")
    own: dict[str, list[Any]] = {
        "as_of_date": [one.as_of for one in households],
        "region_code": [one.region for one in households],
        "is_urban_household": [one.urban for one in households],
    }
    rows = [one.facts for one in households]
    table = {code: pl.Series(code, values, column_type(FACTS[code])) for code, values in own.items()}
    table |= _columns(rows, HOUSEHOLD, set(own))
    members = [(index, member) for index, one in enumerate(households) for member in one.members]
    people = {OWNER: pl.Series(OWNER, [index for index, _ in members], pl.UInt32)}
    people |= _columns([member.facts for _, member in members], PERSON, set())
    return pl.DataFrame(table), pl.DataFrame(people)


def _columns(rows: Sequence[Any], of: str, known: set[str]) -> dict[str, pl.Series]:
    mentioned = {code for row in rows for code in row} - known
    columns = {}
    for code, fact in FACTS.items():
        if fact.of == of and code in mentioned:
            values = [as_stored(fact, row.get(code, fact.absent)) for row in rows]
            columns[code] = pl.Series(code, values, column_type(fact))
            if fact.absent is None and any(code in row and row[code] is None for row in rows):
                columns[code + MENTIONED] = pl.Series(code + MENTIONED, [code in row for row in rows], pl.Boolean)
    return columns
