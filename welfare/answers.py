"""Answers as they lie in a row: JSON text that reads back to the same answer, exact to the cent."""

import json
from datetime import date
from decimal import Decimal

from welfare.rules.fact import FACTS
from welfare.rules.household import Answer
from welfare.rules.read import read_answer


def as_stored(answer: Answer) -> str:
    """True and false as such, a number and a date as text, an option as its words; ``null`` for what nobody knows."""
    if isinstance(answer, Decimal):
        return json.dumps(f"{answer:f}")
    if isinstance(answer, date):
        return json.dumps(answer.isoformat())
    return json.dumps(answer, ensure_ascii=False)


def as_answered(code: str, stored: str) -> Answer:
    """The answer that ``as_stored`` wrote for the fact of this code.

    Raises KeyError for a code that the dictionary has not got, ValueError for what is no answer to it.
    """
    return read_answer(FACTS[code], json.loads(stored))
