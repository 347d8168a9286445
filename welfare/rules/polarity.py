"""What a fact can do to an outcome: could a larger number, a later day or a yes turn "entitled" into "not entitled"?

Read off the expression, for every household at once. A test holds with it that no rule refuses for drug history, and
that more income never grants what less income did not.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from welfare.rules import expressions as ex
from welfare.rules import members as over
from welfare.rules.dictionary import CUSTODY_WITHOUT_DRUGS, NOT_IN_CUSTODY
from welfare.rules.fact import Choice, Day, DerivedFlag, DerivedNumber, Fact, Flag, Quantity
from welfare.rules.standards import Mode, Standard


@dataclass(frozen=True, slots=True)
class Influence:
    """One place where a rule reads a fact.

    sign     +1 more of it (for ``options``: being one of them) can only help, -1 only hurt, 0 either
    options  of a choice: those that this place asks for
    """

    fact: Fact
    sign: int
    options: tuple[str, ...] = ()


def influences(expression: ex.Expression, skip: Collection[ex.Expression] = (), sign: int = 1) -> Iterator[Influence]:
    """Every place where the expression reads a fact. Subtrees in ``skip`` are left out."""
    if any(expression is one for one in skip):
        return
    if isinstance(expression, Flag | Quantity | Day):
        yield Influence(expression, sign)
    elif isinstance(expression, ex.OneOf):
        if isinstance(expression.of, Choice):
            yield Influence(expression.of, sign, expression.options)
    elif not isinstance(expression, ex.Recorded | Standard | Mode | Fact):
        # Whether something is recorded is no property of the person.
        for part, turned in _turned(expression):
            yield from influences(part, skip, sign * turned)


def _turned(expression: ex.Expression) -> Iterator[tuple[ex.Expression, int]]:
    """The parts, each with +1 if it pulls the same way, -1 if the other way, 0 if that depends."""
    match expression:
        case ex.Not() | ex.HasCome() | ex.Elapsed():
            # A later day has not come yet, and less time has passed since.
            yield expression.parts[0], -1
        case ex.Compare(operator, left, right):
            yield left, -1 if operator in ("<", "<=") else 1
            yield right, 1 if operator in ("<", "<=") else -1
        case over.PerHeadCompared(operator):
            yield expression.shortfall, 1 if operator in ("<", "<=") else -1
        case over.Shortfall(per_head, line):
            yield line, 1
            yield from ((one, -1) for one in (per_head.stated, per_head.stated_total, per_head.each))
            yield from ((one, 1) for one in (per_head.less, per_head.heads))
            # One more member brings a line and an income.
            yield per_head.where, 0
        case ex.Scaled(factor, of):
            yield of, 1 if factor >= 0 else -1
        case ex.Product(value, by):
            yield value, 1
            yield by, 1 if value.nonnegative else 0
        case ex.When(condition, then, otherwise):
            adds = isinstance(otherwise, ex.Constant) and otherwise.value == 0 and then.nonnegative
            yield condition, 1 if adds else 0
            yield then, 1
            yield otherwise, 1
        case over.Total(of, where):
            yield of, 1
            yield where, 1 if of.nonnegative else 0
        case ex.Rule():
            yield from ((part, 0) for part in expression.parts)
        case DerivedFlag() | DerivedNumber() | ex.Expression():
            yield from ((part, 1) for part in expression.parts)


def refusals_for_history(condition: ex.Condition, skip: Collection[ex.Expression] = ()) -> list[Influence]:
    """Places where somebody could be refused for a drug measure who would not be refused without one.

    ``skip`` the counting of members, where the law itself takes out who is away.
    """
    return [one for one in influences(condition, skip) if one.fact.history and _is_worse_off(one)]


def _is_worse_off(influence: Influence) -> bool:
    if isinstance(influence.fact, Choice):
        drugs = set(influence.fact.options) - set(CUSTODY_WITHOUT_DRUGS)
        asked = set(influence.options)
        free = NOT_IN_CUSTODY in asked
        left_out, singled_out = free and bool(drugs - asked), not free and bool(drugs & asked)
        return (influence.sign >= 0 and left_out) or (influence.sign <= 0 and singled_out)
    if isinstance(influence.fact, Flag):
        return influence.sign <= 0
    return isinstance(influence.fact, Quantity) and influence.sign < 0
