"""From conditions and the bounds of a sum to a Result: known where nothing open changes it, else floor and ceiling."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from employers.incentives.incentive import Result
from law.dated import Timeline
from law.findings import NOTHING, Finding, every, some
from law.money import round_yuan
from law.terms import chinese_day
from law.truth import Truth

ZERO = Decimal(0)


class Sum(NamedTuple):
    """A sum that lies between ``floor`` and ``ceiling`` (None: nobody can say how much at most).

    open_  names of the facts that keep the two apart; empty where they are the same
    """

    floor: Decimal
    ceiling: Decimal | None
    open_: frozenset[str] = NOTHING

    @property
    def is_known(self) -> bool:
        return self.floor == self.ceiling


NIL = Sum(ZERO, ZERO)


class OfHire(NamedTuple):
    """What came of one hire: her conditions, joined, her sum if they hold, and its numbers by name."""

    condition: Finding
    sum: Sum
    components: Mapping[str, Any]

    @property
    def certain(self) -> Sum:
        """The sum as far as the conditions are known: nothing where they fail, from nothing up where they are open."""
        if self.condition.truth is Truth.NO:
            return NIL
        if self.condition.truth is Truth.UNKNOWN and self.sum.ceiling != ZERO:
            return Sum(ZERO, self.sum.ceiling, self.condition.missing | self.sum.open_)
        return self.sum


def result(
    condition: Finding, amount: Sum, components: Mapping[str, Any], reasons: Sequence[Finding] | None = None
) -> Result:
    """NO brings nothing. Of what is open only that is asked for which can still change the outcome or the amount.

    ``amount`` is the sum where the condition holds. Adds ``floor`` and ``ceiling`` to the components while the sum is
    open, both yuan, the ceiling None where there is none.
    """
    reasons = tuple(condition.parts if reasons is None else reasons)
    amount = OfHire(condition, amount, {}).certain
    if amount.is_known:
        return Result(condition.truth, round_yuan(amount.floor), components, reasons, named(condition.missing))
    ceiling = None if amount.ceiling is None else round_yuan(amount.ceiling)
    bounds = {"floor": round_yuan(amount.floor), "ceiling": ceiling}
    missing = named(condition.missing | amount.open_)
    return Result(condition.truth, None, {**components, **bounds}, reasons, missing)


def result_of_hires(firm: Sequence[Finding], hires: Sequence[OfHire], components: Mapping[str, Any]) -> Result:
    """The sum over all hires, each of whom fits or not; it applies if it applies to one of them.

    firm  conditions on the firm or the day, that hold for all hires or none
    """
    if not hires:
        nobody = Finding(Truth.UNKNOWN, "至少招用了一名符合条件的人员", missing=frozenset(("hires",)))
        return result(every("", (*firm, nobody)), Sum(ZERO, None), components)
    condition = every("", (*firm, some("", [hire.condition for hire in hires])))
    reasons = (*firm, *(part for n, hire in enumerate(hires, 1) for part in _of_nth(n, hire, len(hires))))
    components = {**components, "hires": [_row(hire, every("", firm).truth) for hire in hires]}
    return result(condition, total(hire.certain for hire in hires), components, reasons)


def before_record(versions: Timeline[str], on: date) -> Result | None:
    """For a day before the first version on record: nobody saw what held then, and no fact of the firm would tell."""
    first = versions.values[0]
    if on >= first.valid_from:
        return None
    detail = f"收录的规定自{chinese_day(first.valid_from)}起；更早的规定请向主管部门核实"
    return Result(Truth.UNKNOWN, None, {}, (Finding(Truth.UNKNOWN, "政策在执行期内", first.source, detail=detail),))


def total(sums: Iterable[Sum]) -> Sum:
    floor, ceiling, open_ = ZERO, Decimal(0), NOTHING
    unbounded = False
    for one in sums:
        floor += one.floor
        open_ |= one.open_
        unbounded |= one.ceiling is None
        ceiling += one.ceiling or ZERO
    return Sum(floor, None if unbounded else ceiling, open_)


def named(missing: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(missing))


def _row(hire: OfHire, firm: Truth) -> dict[str, Any]:
    """Her numbers. Nothing is paid where she or the firm does not fit, no total is certain while the firm is open."""
    row = dict(hire.components)
    if Truth.NO in (firm, hire.condition.truth):
        return row | {name: none for name, none in (("total", ZERO), ("by_month", {})) if name in row}
    if firm is Truth.UNKNOWN and row.get("total"):
        row["total"] = None
    return row


def _of_nth(n: int, hire: OfHire, among: int) -> tuple[Finding, ...]:
    parts = hire.condition.parts
    return parts if among == 1 else tuple(part._replace(text=f"第 {n} 名：{part.text}") for part in parts)
