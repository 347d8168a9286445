"""The next best question: the one fact whose answer settles most of what is still open."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from law.outcome import Outcome
from law.truth import Truth, any_of
from welfare.rules.assess import Missing, assess
from welfare.rules.entitlement import Entitlement
from welfare.rules.fact import FACTS, PERSON, Choice, Day, Fact, Flag, Quantity
from welfare.rules.find import Case
from welfare.rules.household import Answer, Household
from welfare.rules.ranges import EXACT
from welfare.rules.standards import DECLARED, Book

MOST_TRIED = 12
"""Each fact tried costs a few evaluations; those that most entitlements wait for come first."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask, with what it would do.

    settles  entitlements that some answer would settle by itself
    waits    entitlements that name it among what is missing
    weight   how many an answer settles, on the average of the answers tried
    """

    missing: Missing
    settles: tuple[str, ...]
    waits: tuple[str, ...]
    weight: Fraction


def next_best(
    household: Household,
    entitlements: Iterable[Entitlement],
    book: Book = DECLARED,
    but: Callable[[Missing], bool] = lambda missing: False,
) -> list[Question]:
    """Questions in the order in which to ask them; empty when nothing that a person could answer is open.

    Missing standards and readings are not asked of a family: they are for the authority. Nor is anything for which
    ``but`` is true: what somebody was asked already and does not know, what the asker may not see.
    """
    asked = {entitlement.code: entitlement for entitlement in entitlements}
    found = assess(household, asked.values(), book)
    waiting: dict[Missing, list[str]] = {}
    for code, assessment in found.items():
        if assessment.outcome is Outcome.UNDETERMINED:
            for missing in assessment.missing:
                if missing.kind == "fact" and not but(missing):
                    waiting.setdefault(missing, []).append(code)
    order = {code: index for index, code in enumerate(FACTS)}
    ranked = sorted(waiting, key=lambda one: (-len(waiting[one]), order[one.code], one.key))
    questions = [_question(household, one, [asked[code] for code in waiting[one]], book) for one in ranked[:MOST_TRIED]]
    return sorted(questions, key=lambda one: -one.weight)


def _question(household: Household, missing: Missing, waits: list[Entitlement], book: Book) -> Question:
    settled: dict[str, int] = dict.fromkeys((entitlement.code for entitlement in waits), 0)
    tried = list(_answers(FACTS[missing.code], household))
    for answer in tried:
        told = household.knowing(missing.code, answer, missing.member)
        for code, truth in truths(told, waits, book).items():
            settled[code] += truth is not Truth.UNKNOWN
    return Question(
        missing,
        tuple(code for code, times in settled.items() if times),
        tuple(settled),
        Fraction(sum(settled.values()), len(tried)),
    )


def truths(household: Household, entitlements: Iterable[Entitlement], book: Book = DECLARED) -> dict[str, Truth]:
    """What ``assess`` finds, without amounts, components and papers: a trial needs none of them."""
    case = Case(household, book)
    with localcontext(EXACT):
        return {entitlement.code: _truth(case, entitlement) for entitlement in entitlements}


def _truth(case: Case, entitlement: Entitlement) -> Truth:
    if not entitlement.is_in_force(case.household.as_of):
        return Truth.NO
    if entitlement.scope != PERSON:
        return case.find(entitlement.condition).truth
    of_each = (case.find(entitlement.condition, member).truth for member in case.household.members)
    return any_of(of_each) if case.household.members else Truth.UNKNOWN


def _answers(fact: Fact, household: Household) -> Iterator[Answer]:
    """Answers to try: all where they can be counted, else the ends."""
    if isinstance(fact, Flag):
        yield from (True, False)
    elif isinstance(fact, Choice):
        yield from fact.options
    elif isinstance(fact, Quantity):
        yield from (Decimal(0), fact.highest)
    elif isinstance(fact, Day):
        yield from (household.as_of, household.as_of.replace(year=household.as_of.year - 50, day=1))
