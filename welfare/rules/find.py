"""One household, one expression: its truth or its number, with the reason and with what is missing.

The slow twin of ``columns``, and the one that speaks. Conditions give a ``Finding``, numbers a ``Range``. What is
missing is named by key: ``custody_status@m2`` a fact of a member, ``property_within_limits`` one of the household,
``standard:…`` a number that no book has, ``reading:…`` a text nobody chose a reading of, ``members`` the list itself.
"""

from collections.abc import Callable, Container
from decimal import Decimal
from typing import Any

from law.dated import Dated
from law.findings import Finding, every, some
from law.truth import Truth
from welfare.rules import expressions as ex
from welfare.rules import members as over
from welfare.rules.elapsed import full_months, full_years
from welfare.rules.fact import Choice, Day, DerivedFlag, DerivedNumber, Fact, Flag, Quantity
from welfare.rules.household import Answer, Household, Member
from welfare.rules.per_head import is_stated, per_head, shortfall, weighed
from welfare.rules.ranges import NONE, NOTHING, Range, exactly, the_greatest, the_least
from welfare.rules.standards import DECLARED, AnyStandard, Book, Level, Mode, Standard
from welfare.rules.words import amount_words, words

EVERYTHING = Range(None, None)


class Case:
    """One household under one book of standards. Answers are remembered, so ask one Case for all entitlements.

    used    the standards that were looked up, with source and dates (None: the case stated it)
    stated  codes of derived facts that the case states directly
    """

    def __init__(self, household: Household, book: Book = DECLARED) -> None:
        self.household = household
        self.book = book
        self.used: dict[str, Dated[Level] | None] = {}
        self.stated: set[str] = set()
        self._levels: dict[tuple[str, bool], Level | None] = {}
        # Nodes are the same only if they are one object, so that they can be keys.
        self._known: dict[ex.Expression, Any] = {}
        self._known_of: dict[str, dict[ex.Expression, Any]] = {one.key: {} for one in household.members}
        self._facts: dict[str, Answer] = {
            **household.facts,
            "as_of_date": household.as_of,
            "region_code": household.region,
            "is_urban_household": household.urban,
        }

    def like(self, household: Household, same: Container[ex.Expression]) -> "Case":
        """A case of ``household``, which differs from this one only in facts that nothing in ``same`` reads: what is
        known of those expressions is taken over. Place, day, members and stated standards are the same."""
        other = Case(household, self.book)
        other._levels, other.used, other.stated = dict(self._levels), dict(self.used), set(self.stated)
        other._known = _taken(self._known, same)
        other._known_of = {key: _taken(known, same) for key, known in self._known_of.items()}
        return other

    def find(self, condition: ex.Condition, member: Member | None = None) -> Finding:
        """Whether the condition holds, why, and what is missing."""
        known = self._known_of[member.key] if member is not None and condition.personal else self._known
        found: Finding | None = known.get(condition)
        if found is None:
            found = known[condition] = _FIND[type(condition)](self, condition, member)
        return found

    def value(self, number: ex.Number | over.PerHead, member: Member | None = None) -> Range:
        """The number, exact or between bounds. A number that is known asks for nothing."""
        known = self._known_of[member.key] if member is not None and number.personal else self._known
        valued: Range | None = known.get(number)
        if valued is None:
            valued = _VALUE[type(number)](self, number, member)
            if valued.missing and valued.value is not None:
                valued = Range(valued.lo, valued.hi)
            known[number] = valued
        return valued

    def answer(self, fact: Fact, member: Member | None) -> Answer:
        """What is recorded, the answer for what nobody mentions, or None."""
        if not fact.personal:
            return self._facts.get(fact.code, fact.absent)
        if member is None:
            raise ValueError(f"{fact.code} is a fact of one member: use it inside count, total or any_member")
        return member.facts.get(fact.code, fact.absent)

    def mentions(self, fact: Fact, member: Member | None) -> bool:
        """Whether anybody spoke of it, if only to say that it is not known; always where silence is an answer."""
        facts = member.facts if member is not None and fact.personal else self.household.facts
        return fact.absent is not None or fact.code in facts

    def key(self, fact: Fact, member: Member | None) -> frozenset[str]:
        """The name of that fact in ``missing``."""
        return frozenset((f"{fact.code}@{member.key}" if member is not None and fact.personal else fact.code,))

    def level(self, standard: AnyStandard, urban: bool) -> Level | None:
        """The standard for this place and day, or None; what the case states itself wins."""
        key = (standard.code, urban)
        if key not in self._levels:
            self._levels[key] = self._look_up(standard, urban)
        return self._levels[key]

    def _look_up(self, standard: AnyStandard, urban: bool) -> Level | None:
        given = self.household.standards.get(standard.code)
        if given is not None:
            self.used[standard.code] = None
            return given
        dated = self.book.find(standard, self.household.region, urban, self.household.as_of)
        if dated is None:
            return None
        self.used[standard.code] = dated
        return dated.value


def _taken(known: dict[ex.Expression, Any], same: Container[ex.Expression]) -> dict[ex.Expression, Any]:
    return {expression: result for expression, result in known.items() if expression in same}


def _flag(case: Case, flag: Flag, member: Member | None) -> Finding:
    answer = case.answer(flag, member)
    if answer is None:
        return Finding(Truth.UNKNOWN, flag.term, None, case.key(flag, member))
    return Finding(Truth.YES if answer else Truth.NO, flag.term)


def _derived_flag(case: Case, derived: DerivedFlag, member: Member | None) -> Finding:
    stated = case.answer(derived.fact, member)
    if stated is not None:
        case.stated.add(derived.fact.code)
        return Finding(Truth.of(bool(stated)), derived.fact.term, derived.article, detail="按所提供的情况")
    by = case.find(derived.by, member)
    return Finding(by.truth, derived.fact.term, derived.article or by.article, by.missing, (by,))


def _clause(case: Case, clause: ex.Clause, member: Member | None) -> Finding:
    truth, text, article, missing, parts, detail = case.find(clause.of, member)
    return Finding(truth, clause.text or text, clause.article or article, missing, parts, detail)


def _all_of(case: Case, joined: ex.AllOf, member: Member | None) -> Finding:
    return every(words(joined), [case.find(one, member) for one in joined.of])


def _any_of(case: Case, joined: ex.AnyOf, member: Member | None) -> Finding:
    return some(words(joined), [case.find(one, member) for one in joined.of])


def _not(case: Case, negated: ex.Not, member: Member | None) -> Finding:
    truth, _, article, missing, parts, detail = case.find(negated.of, member)
    return Finding(~truth, words(negated), article, missing, parts, detail)


def _compare(case: Case, compared: ex.Compare, member: Member | None) -> Finding:
    left, right = case.value(compared.left, member), case.value(compared.right, member)
    truth, missing = _ordered(compared.operator, left, right)
    detail = amount_words(compared.left, left)
    if not isinstance(compared.right, ex.Constant):
        detail += f"；{amount_words(compared.right, right)}"
    return Finding(truth, words(compared), None, missing, (), detail)


def _per_head_compared(case: Case, compared: over.PerHeadCompared, member: Member | None) -> Finding:
    """With the members and whether each counts as parts."""
    of, line = compared.left, case.value(compared.right)
    parts: tuple[Finding, ...] = ()
    if is_stated(case, of):
        truth, missing = _ordered(compared.operator, case.value(of.stated).scaled(of.factor), line)
    else:
        # Income below the line is a shortfall above nothing.
        truth, missing = _ordered(compared.operator, NONE, case.value(compared.shortfall))
        parts = tuple(case.find(of.where, one) for one in case.household.members)
    detail = f"{amount_words(of.stated, case.value(of))}；{amount_words(compared.right, line)}"
    return Finding(truth, words(compared), None, missing, parts, detail)


def _ordered(operator: str, left: Range, right: Range) -> tuple[Truth, frozenset[str]]:
    if operator in "<=":
        truth = left.is_below(right, strictly=operator == "<")
    else:
        truth = right.is_below(left, strictly=operator == ">")
    return truth, left.missing | right.missing if truth is Truth.UNKNOWN else NOTHING


def _some_member(case: Case, some_member: over.SomeMember, member: Member | None) -> Finding:
    if not case.household.members:
        return Finding(Truth.UNKNOWN, words(some_member), missing=frozenset({"members"}))
    parts = [case.find(some_member.of, one) for one in case.household.members]
    return (every if some_member.every else some)(words(some_member), parts)


def _recorded(case: Case, recorded: ex.Recorded, member: Member | None) -> Finding:
    of = recorded.of
    if isinstance(of, Fact):
        known = case.mentions(of, member)
    else:
        assert isinstance(of, Standard | Mode)
        known = _levels(case, of)[0] is not None
    return Finding(Truth.YES if known else Truth.NO, words(recorded))


def _one_of(case: Case, one_of: ex.OneOf, member: Member | None) -> Finding:
    of = one_of.of
    if isinstance(of, Choice):
        answer = case.answer(of, member)
        if answer is None:
            return Finding(Truth.UNKNOWN, words(one_of), None, case.key(of, member))
        truth = Truth.YES if answer in one_of.options else Truth.NO
        return Finding(truth, words(one_of), None, NOTHING, (), f"{of.term}：{answer}")
    assert isinstance(of, Mode)
    levels, missing = _levels(case, of)
    truths = {Truth.of(None if levels is None else level in one_of.options) for level in levels or (None,)}
    truth = truths.pop() if len(truths) == 1 else Truth.UNKNOWN
    return Finding(truth, words(one_of), None, missing if truth is Truth.UNKNOWN else NOTHING)


def _on_or_after(case: Case, compared: ex.OnOrAfter, member: Member | None) -> Finding:
    assert isinstance(compared.of, Day)
    answer = case.answer(compared.of, member)
    truth = Truth.of(None if answer is None else answer >= compared.day)  # type: ignore[operator]
    return Finding(truth, words(compared), missing=case.key(compared.of, member) if answer is None else NOTHING)


def _has_come(case: Case, compared: ex.HasCome, member: Member | None) -> Finding:
    assert isinstance(compared.of, Day)
    answer = case.answer(compared.of, member)
    truth = Truth.of(None if answer is None else answer <= case.household.as_of)  # type: ignore[operator]
    return Finding(truth, words(compared), missing=case.key(compared.of, member) if answer is None else NOTHING)


def _readings(case: Case, readings: ex.Readings, member: Member | None) -> Finding:
    parts = {option: case.find(condition, member) for option, condition in readings.of}
    chosen = parts.get(case.household.readings.get(readings.code, ""))
    if chosen is not None:
        return Finding(chosen.truth, chosen.text, chosen.article, chosen.missing, (chosen,))
    truths = {part.truth for part in parts.values()}
    if len(truths) == 1:
        truth = truths.pop()
        missing = NOTHING.union(*(part.missing for part in parts.values()))
        return Finding(truth, readings.question, None, missing, tuple(parts.values()))
    missing = NOTHING.union(*(part.missing for part in parts.values()))
    if Truth.UNKNOWN not in truths:
        missing = frozenset({f"reading:{readings.code}"})
    return Finding(Truth.UNKNOWN, readings.question, None, missing, tuple(parts.values()))


def _rule(case: Case, rule: ex.Rule, member: Member | None) -> Finding:
    arguments: list[Any] = []
    missing = NOTHING
    for one in rule.of:
        known, lacking = _plain(case, one, member)
        arguments.append(known)
        missing |= lacking
    truth = Truth.of(rule.decide(*arguments))
    return Finding(truth, rule.text, rule.article, missing if truth is Truth.UNKNOWN else NOTHING)


def _plain(case: Case, one: ex.Expression, member: Member | None) -> tuple[Any, frozenset[str]]:
    if isinstance(one, ex.Condition):
        found = case.find(one, member)
        return {Truth.YES: True, Truth.NO: False}.get(found.truth), found.missing
    if isinstance(one, ex.Number):
        valued = case.value(one, member)
        return valued.value, valued.missing
    assert isinstance(one, Fact)
    answer = case.answer(one, member)
    return answer, case.key(one, member) if answer is None else NOTHING


def _named(case: Case, named: ex.Named, member: Member | None) -> Range:
    return case.value(named.of, member)


def _constant(case: Case, constant: ex.Constant, member: Member | None) -> Range:
    return exactly(constant.value)


def _quantity(case: Case, quantity: Quantity, member: Member | None) -> Range:
    answer = case.answer(quantity, member)
    if answer is None:
        return Range(Decimal(0), None, case.key(quantity, member))
    return exactly(answer)  # type: ignore[arg-type]


def _derived_number(case: Case, derived: DerivedNumber, member: Member | None) -> Range:
    stated = case.answer(derived.fact, member)
    if stated is None:
        return case.value(derived.by, member)
    case.stated.add(derived.fact.code)
    return exactly(stated)  # type: ignore[arg-type]


def _levels(case: Case, standard: AnyStandard) -> tuple[list[Level] | None, frozenset[str]]:
    """Every level that it may be: two while town or country is open and they differ; None while one is missing."""
    urban = case.household.urban
    levels = [case.level(standard, which) for which in ((True, False) if urban is None else (urban,))]
    if None in levels:
        return None, frozenset({f"standard:{standard.code}"})
    known = sorted({level for level in levels if level is not None}, key=str)
    return known, frozenset({"is_urban_household"}) if len(known) > 1 else NOTHING


def _standard(case: Case, standard: Standard, member: Member | None) -> Range:
    levels, missing = _levels(case, standard)
    if levels is None:
        return Range(Decimal(0), standard.high, missing)
    numbers = [Decimal(level) for level in levels]
    return Range(min(numbers), max(numbers), missing)


def _sum(case: Case, added: ex.Sum, member: Member | None) -> Range:
    result = NONE
    for term in added.terms:
        result = result.plus(case.value(term, member))
    return result


def _scaled(case: Case, scaled: ex.Scaled, member: Member | None) -> Range:
    return case.value(scaled.of, member).scaled(scaled.factor)


def _product(case: Case, product: ex.Product, member: Member | None) -> Range:
    return case.value(product.value, member).times(case.value(product.by, member))


def _extreme(case: Case, extreme: ex.Extreme, member: Member | None) -> Range:
    return (the_greatest if extreme.greatest else the_least)([case.value(one, member) for one in extreme.of])


def _rounded(case: Case, rounded: ex.Rounded, member: Member | None) -> Range:
    return case.value(rounded.of, member).rounded(rounded.step, rounded.up)


def _when(case: Case, choice: ex.When, member: Member | None) -> Range:
    condition = case.find(choice.condition, member)
    if condition.truth is not Truth.UNKNOWN:
        return case.value(choice.then if condition.truth is Truth.YES else choice.otherwise, member)
    either = case.value(choice.then, member).or_else(case.value(choice.otherwise, member))
    return Range(either.lo, either.hi, either.missing | condition.missing)


def _total(case: Case, total: over.Total, member: Member | None) -> Range:
    if not case.household.members:
        return Range(Decimal(0) if total.nonnegative else None, None, frozenset({"members"}))
    result = NONE
    for one in case.household.members:
        result = result.plus(weighed(case, total.where, lambda one=one: case.value(total.of, one), one))  # type: ignore[misc]
    return result


def _elapsed(case: Case, elapsed: ex.Elapsed, member: Member | None) -> Range:
    assert isinstance(elapsed.of, Day)
    since = case.answer(elapsed.of, member)
    if since is None:
        return Range(Decimal(0), None, case.key(elapsed.of, member))
    full = full_years if elapsed.unit == "years" else full_months
    return exactly(full(since, case.household.as_of))  # type: ignore[arg-type]


_FIND: dict[type, Callable[[Case, Any, Member | None], Finding]] = {
    Flag: _flag,
    DerivedFlag: _derived_flag,
    ex.Clause: _clause,
    ex.AllOf: _all_of,
    ex.AnyOf: _any_of,
    ex.Not: _not,
    ex.Compare: _compare,
    over.PerHeadCompared: _per_head_compared,
    over.SomeMember: _some_member,
    ex.Recorded: _recorded,
    ex.OneOf: _one_of,
    ex.OnOrAfter: _on_or_after,
    ex.HasCome: _has_come,
    ex.Readings: _readings,
    ex.Rule: _rule,
}

_VALUE: dict[type, Callable[[Case, Any, Member | None], Range]] = {
    ex.Named: _named,
    ex.Constant: _constant,
    Quantity: _quantity,
    DerivedNumber: _derived_number,
    Standard: _standard,
    ex.Sum: _sum,
    ex.Scaled: _scaled,
    ex.Product: _product,
    ex.Extreme: _extreme,
    ex.Rounded: _rounded,
    ex.When: _when,
    over.Total: _total,
    over.PerHead: lambda case, of, member: per_head(case, of),
    over.Shortfall: shortfall,
    ex.Elapsed: _elapsed,
}
