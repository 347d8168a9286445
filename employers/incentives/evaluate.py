"""One case, one answer; and which of two that exclude each other brings more."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from employers.incentives.case import Case
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.incentive import Result
from law.truth import Truth


def evaluate(case: Case) -> Result:
    """Raises KeyError for an incentive that is not in the catalogue."""
    return CATALOGUE[case.incentive].compute(case)


class Choice(NamedTuple):
    """Both sums, and the code of the one that brings more; ``better`` None while an amount is open."""

    results: dict[str, Result]
    better: str | None


def choose(case: Case, incentives: Iterable[str]) -> Choice:
    """The same case under each of ``incentives``. One that does not apply brings nothing; of equals the first."""
    results = {code: evaluate(replace(case, incentive=code)) for code in incentives}
    brings = {code: _brings(result) for code, result in results.items()}
    known = {code: amount for code, amount in brings.items() if amount is not None}
    return Choice(results, max(known, key=lambda code: known[code]) if len(known) == len(brings) else None)


def _brings(result: Result) -> Decimal | None:
    return Decimal(0) if result.truth is Truth.NO else result.amount
