"""净收入: what a family has in a month at a given wage, when the benefits that depend on the wage are counted in.

Between two breakpoints the sum is a straight line. Breakpoints are exact to the 分: a wage at which some comparison of
the rules turns, found by following the sign of each comparison and not by trying wages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, localcontext
from functools import cache
from itertools import chain, combinations, pairwise

from dateutil.relativedelta import relativedelta

from law.findings import Finding
from law.truth import Truth
from welfare.catalogue.grace_period import GRACE_PERIOD, LONGEST_GRACE
from welfare.catalogue.means import all_income
from welfare.catalogue.minimum_living import MINIMUM_LIVING
from welfare.catalogue.near_minimum import NEAR_MINIMUM
from welfare.catalogue.table import CATALOGUE
from welfare.month import Band, GraceMonth, Month, Piece, Unsettled
from welfare.rules.assess import assess_one, to_fen
from welfare.rules.composition import is_counted
from welfare.rules.dictionary import wage_income_month
from welfare.rules.entitlement import Entitlement
from welfare.rules.expressions import Compare, Extreme
from welfare.rules.fact import HOUSEHOLD
from welfare.rules.find import Case
from welfare.rules.household import Answer, Household, Member
from welfare.rules.members import PerHeadCompared, Shortfall, total
from welfare.rules.node import Expression, walk
from welfare.rules.ranges import EXACT, NONE, Range
from welfare.rules.reads import reading_none_of
from welfare.rules.standards import DECLARED, Book

FEN = Decimal("0.01")
CASH = tuple(
    entitlement
    for entitlement in CATALOGUE
    if entitlement.amount is not None and entitlement.unit == "元/月" and entitlement is not GRACE_PERIOD
)
"""What is paid by the month. 渐退期 is looked at month by month instead."""

MOST = Decimal(100_000)
"""Wages beyond it, in 元/月, are a slip of the pen."""

STRAIGHT = 8
"""How many times a straight line is tried before the search halves."""

# Said of today's income, so they say nothing about the income with another wage.
_OF_TODAY = ("household_income_month", "income_per_head")

# What a wage changes, and what follows from it for the benefits that build on others.
_RECIPIENT = "is_minimum_living_recipient"
_WAGE = frozenset({wage_income_month.code})
_STANDING = frozenset({"aid_class", "receives_minimum_living", _RECIPIENT})

family_income = total(all_income, where=is_counted)


class Budget:
    """The months of one household for each wage that one of its members could earn.

    member  key of the member; her present wage is replaced
    """

    def __init__(self, household: Household, member: str, book: Book = DECLARED) -> None:
        facts = {code: answer for code, answer in household.facts.items() if code not in _OF_TODAY}
        self.today = household
        self.household = replace(household, facts=facts)
        self.member = member
        self.book = book
        self._first: Case | None = None
        self._looked: dict[int, tuple[Month, Case] | Unsettled] = {}
        self._pieces: dict[Decimal, list[Piece]] = {}
        self._distances: dict[int, tuple[Decimal | None, ...]] = {}

    def month(self, wage: Decimal) -> Month:
        """The month at ``wage`` 元/月. Raises Unsettled, and ValueError for a wage below 0, beyond MOST or finer than
        the 分."""
        fen = wage.scaleb(2)
        if not 0 <= wage <= MOST or fen != fen.to_integral_value():
            raise ValueError(f"a wage is between 0 and {MOST} yuan, to the 分: {wage}")
        return self._look(int(fen))[0]

    def pieces(self, upto: Decimal) -> list[Piece]:
        """From 0 to ``upto`` 元/月, whole. Raises as ``month``."""
        if upto not in self._pieces:
            self.month(upto)
            end = int(upto.scaleb(2))
            cuts = [-1, *sorted(set(self._cuts(0, end))), end]
            self._pieces[upto] = _joined(
                Piece(self._look(before + 1)[0], self._look(last)[0]) for before, last in pairwise(cuts)
            )
        return self._pieces[upto]

    def worse(self, upto: Decimal) -> list[Band]:
        """The bands up to ``upto`` in which more pay leaves the family with less."""
        bands: list[Band] = []
        best = self._look(0)[0]
        for piece in self.pieces(upto):
            below = piece.first.total < best.total
            if below:
                loss = best.total - min(piece.first.total, piece.last.total)
                back = self._first_reaching(piece, best.total)
                last = piece.last.wage if back is None else back - FEN
                if bands and bands[-1].instead == best.wage:
                    bands[-1] = replace(bands[-1], last=last, loss=max(loss, bands[-1].loss))
                else:
                    bands.append(Band(piece.first.wage, last, best.wage, loss))
            if piece.last.total >= best.total:
                best = piece.last
        return bands

    def grace(self, wage: Decimal) -> list[GraceMonth]:
        """Months of 渐退期 after a job at ``wage``, for a household that 低保 lifts today; empty where none follows."""
        with localcontext(EXACT):
            before = assess_one(Case(self.today, self.book), MINIMUM_LIVING)
            former = self._former(before.amount)
            if former is None or Case(self._with(wage), self.book).find(MINIMUM_LIVING.condition).truth is not Truth.NO:
                return []
            months: list[GraceMonth] = []
            for passed in range(LONGEST_GRACE):
                told = self._with(wage)
                lifted = {
                    "was_on_minimum_living": True,
                    "previous_minimum_living_amount": former,
                    # Months are moved back instead of on: next year's standards are not known yet.
                    "lifted_above_line_on": told.as_of - relativedelta(months=passed),
                }
                case = Case(replace(told, facts={**told.facts, **lifted}), self.book)
                if case.find(GRACE_PERIOD.condition).truth is Truth.NO:
                    break
                assert GRACE_PERIOD.amount is not None
                paid = to_fen(case.value(GRACE_PERIOD.amount))
                most = former if paid.hi is None else min(paid.hi, former)
                months.append(GraceMonth(passed + 1, paid.value, most))
            return months

    def _former(self, computed: Range | None) -> Decimal | None:
        """What 低保 pays today: as recorded, else as computed for who receives it; None for who has none."""
        said = self.today.facts.get("previous_minimum_living_amount")
        if isinstance(said, Decimal):
            return said
        receives = self.today.facts.get("receives_minimum_living") or self.today.facts.get("aid_class") == "低保"
        return computed.value if receives and computed is not None else None

    # One wage

    def _look(self, fen: int) -> tuple[Month, Case]:
        if fen not in self._looked:
            with localcontext(EXACT):
                self._looked[fen] = self._compute(Decimal(fen).scaleb(-2))
        found = self._looked[fen]
        if isinstance(found, Unsettled):
            raise Unsettled(found.missing)
        return found

    def _with(self, wage: Decimal) -> Household:
        return self.household.knowing(wage_income_month.code, wage, self.member)

    def _compute(self, wage: Decimal) -> tuple[Month, Case] | Unsettled:
        told = self._with(wage)
        first = self._first.like(told, unmoved_by(_WAGE | _STANDING)) if self._first else Case(told, self.book)
        income = first.value(family_income)
        minimum = first.find(MINIMUM_LIVING.condition)
        near = first.find(NEAR_MINIMUM.condition)
        self._first = self._first or first
        if income.value is None or minimum.truth is Truth.UNKNOWN:
            return Unsettled(income.missing | minimum.missing)
        case = first.like(_recognised(told, minimum.truth is Truth.YES, near.truth), unmoved_by(_STANDING))
        self._first = case
        paid: dict[str, Decimal] = {}
        open_ones: dict[str, frozenset[str]] = {}
        for entitlement in CASH:
            truth, amount = _found(case, entitlement)
            if truth is Truth.NO or amount.value == 0:
                continue
            if truth is Truth.UNKNOWN or amount.value is None:
                if entitlement is MINIMUM_LIVING:
                    return Unsettled(amount.missing)
                open_ones[entitlement.code] = amount.missing
            else:
                paid[entitlement.code] = amount.value
        _drop_the_lesser(paid)
        return Month(wage, income.value, paid, open_ones), case

    # Where the line bends

    def _gaps(self, fen: int) -> tuple[Decimal | None, ...]:
        """Signed distances whose signs decide every branch that the wage can turn; None while one is open."""
        if fen not in self._distances:
            case = self._look(fen)[1]
            member = next(one for one in case.household.members if one.key == self.member)
            with localcontext(EXACT):
                self._distances[fen] = tuple(chain.from_iterable(_distances(case, node, member) for node in watched()))
        return self._distances[fen]

    def _cuts(self, low: int, high: int, depth: int = 0) -> Iterator[int]:
        """Every 分 after which some branch is another one, between two wages in 分."""
        turned = [
            (one, other)
            for one, other in zip(self._gaps(low), self._gaps(high), strict=True)
            if one is not None and other is not None and _sign(one) != _sign(other)
        ]
        if not turned:
            return
        if high - low == 1:
            yield low
            return
        middle = _crossing(low, high, turned, depth)
        yield from self._cuts(low, middle, depth + 1)
        yield from self._cuts(middle, high, depth + 1)

    def _first_reaching(self, piece: Piece, sum_: Decimal) -> Decimal | None:
        """The first wage of the piece at which the family has ``sum_`` again; None if it never does."""
        if piece.last.total < sum_:
            return None
        with localcontext(EXACT):
            if piece.first.total >= sum_:
                return piece.first.wage
            wage = piece.first.wage + (sum_ - piece.first.total) / piece.slope
            return wage.quantize(FEN, "ROUND_CEILING")


def _distances(case: Case, node: Expression, member: Member) -> Iterator[Decimal | None]:
    of = member if node.personal else None
    if isinstance(node, Compare):
        yield _less(case.value(node.left, of), case.value(node.right, of))
    elif isinstance(node, PerHeadCompared):
        yield case.value(node.shortfall).value
    elif isinstance(node, Shortfall):
        yield _less(case.value(node.line).times(case.value(node.per_head.heads)), case.value(node))
    elif isinstance(node, Extreme):
        for one, other in combinations(node.of, 2):
            yield _less(case.value(one, of), case.value(other, of))


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def _less(one: Range, other: Range) -> Decimal | None:
    return None if one.value is None or other.value is None else one.value - other.value


def _crossing(low: int, high: int, turned: list[tuple[Decimal, Decimal]], depth: int) -> int:
    """Where the first distance reaches nothing if it is straight in between; the middle once that has not helped."""
    middle = (low + high) // 2
    if depth < STRAIGHT:
        middle = min(low + int((high - low) * one / (one - other)) for one, other in turned)
    return min(max(middle, low + 1), high - 1)


def _recognised(told: Household, minimum: bool, near: Truth) -> Household:
    """The household as what it is recognised as at this wage, for the benefits that build on it."""
    if told.facts.get("aid_class") == "特困":
        return told
    other = {Truth.YES: "低保边缘", Truth.NO: "无", Truth.UNKNOWN: None}[near]
    standing: dict[str, Answer] = {
        "aid_class": "低保" if minimum else other,
        "receives_minimum_living": minimum,
    }
    members = told.members
    if not minimum:
        members = tuple(replace(one, facts={**one.facts, _RECIPIENT: False}) for one in members)
    return replace(told, facts={**told.facts, **standing}, members=members)


def _found(case: Case, entitlement: Entitlement) -> tuple[Truth, Range]:
    """As ``assess_one`` without its words, and the amount before it is rounded, so that a straight line stays one.

    The amount names all that is missing, also what leaves it open whether there is any.
    """
    assert entitlement.amount is not None
    if entitlement.scope == HOUSEHOLD:
        found = case.find(entitlement.condition)
        return found.truth, _lacking(case.value(entitlement.amount), found)
    findings = [(one, case.find(entitlement.condition, one)) for one in case.household.members]
    amount = NONE
    for one, found in findings:
        if found.truth is not Truth.NO:
            own = _lacking(case.value(entitlement.amount, one), found)
            amount = amount.plus(own if found.truth is Truth.YES else own.or_nothing())
    return Truth(max(found.truth.value for _, found in findings)), amount


def _lacking(amount: Range, found: Finding) -> Range:
    return Range(amount.lo, amount.hi, amount.missing | found.missing) if found.truth is Truth.UNKNOWN else amount


def _drop_the_lesser(paid: dict[str, Decimal]) -> None:
    """Of two that cannot be had together the greater stays."""
    for entitlement in CASH:
        for other in entitlement.exclusive:
            if entitlement.code in paid and other in paid:
                del paid[min((entitlement.code, other), key=lambda code: paid[code])]


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours that are one straight line with the same benefits, as one piece."""
    joined: list[Piece] = []
    with localcontext(EXACT):
        for piece in pieces:
            if joined and _runs_on(joined[-1], piece):
                joined[-1] = Piece(joined[-1].first, piece.last)
            else:
                joined.append(piece)
    return joined


def _runs_on(one: Piece, other: Piece) -> bool:
    if set(one.last.benefits) != set(other.first.benefits):
        return False
    step = (other.first.total - one.last.total) / FEN
    slopes = {step} | {piece.slope for piece in (one, other) if piece.first.wage != piece.last.wage}
    return len(slopes) == 1


@cache
def watched() -> tuple[Expression, ...]:
    """Every place in the rules where the wage can turn a branch."""
    nodes = {id(node): node for root in _roots() for node in walk(root)}
    turning = (Compare, PerHeadCompared, Shortfall, Extreme)
    return tuple(node for node in nodes.values() if isinstance(node, turning) and reads_wage(node))


def _roots() -> list[Expression]:
    roots: list[Expression] = [NEAR_MINIMUM.condition]
    for entitlement in CASH:
        roots += [entitlement.condition, *([entitlement.amount] if entitlement.amount is not None else [])]
    return roots


def reads_wage(node: Expression) -> bool:
    return any(part is wage_income_month for part in walk(node))


@cache
def unmoved_by(codes: frozenset[str]) -> frozenset[Expression]:
    """What two cases that differ in these facts agree on: most of the rules, found once."""
    return reading_none_of(codes, _roots())
