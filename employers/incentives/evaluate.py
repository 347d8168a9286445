"""One case, one answer; and which of two that exclude each other brings more."""

from collections.abc import Iterable, Mapping
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
    """Both sums, and the code of the one that brings more, as ``better_of``."""

    results: dict[str, Result]
    better: str | None


def choose(case: Case, incentives: Iterable[str]) -> Choice:
    """The same case under each of ``incentives``. One that does not apply brings nothing; of equals the first."""
    results = {code: evaluate(replace(case, incentive=code)) for code in incentives}
    return Choice(results, better_of(results))


def better_of(results: Mapping[str, Result]) -> str | None:
    """The code of the one that brings at least as much as every other, however that turns out which is still open; of
    equals the first. None where it hangs on what is open."""
    bounds = {code: _bounds(result) for code, result in results.items()}
    for code, (floor, _) in bounds.items():
        ceilings = [ceiling for other, (_, ceiling) in bounds.items() if other != code]
        if all(ceiling is not None and ceiling <= floor for ceiling in ceilings):
            return code
    return None


def _bounds(result: Result) -> tuple[Decimal, Decimal | None]:
    """Yuan; no ceiling (None) where nobody can say how much at most."""
    if result.truth is Truth.NO:
        return Decimal(0), Decimal(0)
    if result.amount is not None:
        return result.amount, result.amount
    return result.components.get("floor") or Decimal(0), result.components.get("ceiling")
