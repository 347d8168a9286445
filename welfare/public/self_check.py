"""A check that a family makes by itself, for everything at once, in a few steps. It stores nothing and knows nobody.

Stateless: what was answered comes with the form each time. The family comes first; after that only what could still
change an answer is asked, at most twelve questions together, those first that settle most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from law.outcome import Outcome
from law.truth import Truth
from welfare import standards
from welfare.public import told as telling
from welfare.public.questions import BY_KEY, OF_FACT, QUESTIONS, Question, people_asked
from welfare.public.results import Result, results
from welfare.public.told import Told
from welfare.public.which import entitlements
from welfare.rules.ask import truths
from welfare.rules.assess import Assessment, assess
from welfare.rules.entitlement import Entitlement
from welfare.rules.fact import FACTS, PERSON, Choice, Flag, Quantity
from welfare.rules.household import Answer, Household
from welfare.rules.standards import Book

MOST_QUESTIONS = 12
FIRST = ("urban", "people")


@dataclass(frozen=True, slots=True)
class Check:
    """Where a check stands.

    step       key of STEPS that is open; empty: done
    questions  of that step, to be shown together
    answered   behind, in order
    results    of what was said so far; what was not said is open
    """

    told: Told
    step: str
    questions: tuple[Question, ...]
    answered: tuple[Question, ...]
    results: tuple[Result, ...]

    @property
    def is_done(self) -> bool:
        return not self.questions

    @property
    def settled(self) -> int:
        """How many outcomes are no longer open."""
        return sum(one.verdict.name != "OPEN" for one in self.results)


def self_check(answers: Mapping[str, str], region: str, as_of: date, book: Book | None = None) -> Check:
    """What to ask next, or what came out.

    answers  the fields of the form, ``asked`` among them: keys of the questions that were on it
    region   code of the place; empty: only numbers of the whole country count
    book     the site's own where none is given: one query
    """
    known = standards.book() if book is None else book
    told = telling.tell(answers, region, as_of)
    answered = told.answered
    wrong = tuple(BY_KEY[key] for key in told.asked if BY_KEY[key] not in answered)
    asked = entitlements(as_of)
    household = told.household
    found = assess(household, asked, known)
    open_questions = wrong or _to_ask(told, answered, found, asked, known)
    step = open_questions[0].step if open_questions else ""
    return Check(
        told,
        step,
        tuple(one for one in open_questions if one.step == step),
        tuple(one for one in QUESTIONS if one in answered),
        tuple(results(found, household, told.labels, known)),
    )


def assessments(answers: Mapping[str, str], region: str, as_of: date, book: Book) -> dict[str, Assessment]:
    """What the rules find for what was said: the same that they find for staff."""
    return assess(telling.tell(answers, region, as_of).household, entitlements(as_of), book)


def _to_ask(
    told: Told,
    answered: tuple[Question, ...],
    found: Mapping[str, Assessment],
    asked: Iterable[Entitlement],
    book: Book,
) -> tuple[Question, ...]:
    """What is left to ask, in the order of QUESTIONS."""
    first = tuple(BY_KEY[key] for key in FIRST if BY_KEY[key] not in answered)
    if first:
        return first
    waiting = _waiting(told, answered, found)
    left = MOST_QUESTIONS - len(answered)
    chosen = set(waiting)
    if len(waiting) > left:
        chosen = set(_best(told.household, waiting, told, asked, book)[: max(0, left)])
    chosen -= {one for one in chosen if any(BY_KEY[key] in chosen for key in one.after)}
    return tuple(one for one in QUESTIONS if one in chosen)


def _waiting(told: Told, answered: tuple[Question, ...], found: Mapping[str, Assessment]) -> dict[Question, list[str]]:
    """Questions that could still change an outcome, with the codes of the entitlements that wait for them."""
    waiting: dict[Question, list[str]] = {}
    for code, assessment in found.items():
        if assessment.outcome is not Outcome.UNDETERMINED:
            continue
        for missing in assessment.missing:
            question = OF_FACT.get(missing.code)
            if question is None or question in answered or question.key in FIRST:
                continue
            if any(one.kind == "standard" and one.code in question.needs for one in assessment.missing):
                continue
            if missing.member and question.each and missing.member not in _keys(question, told):
                continue
            if question.key == "lifted" and told.facts.get("was_on_minimum_living") is not True:
                continue
            codes = waiting.setdefault(question, [])
            if code not in codes:
                codes.append(code)
    return waiting


def _keys(question: Question, told: Told) -> set[str]:
    return {one.key for one in people_asked(question, told.people)}


def _best(
    household: Household,
    waiting: Mapping[Question, list[str]],
    told: Told,
    asked: Iterable[Entitlement],
    book: Book,
) -> list[Question]:
    """The questions by how many outcomes an answer settles, on the average of the answers tried: ``next_best`` for
    questions that answer several facts at once."""
    by_code = {entitlement.code: entitlement for entitlement in asked}

    def weight(question: Question) -> tuple[Fraction, int, int]:
        waits = [by_code[code] for code in waiting[question]]
        settled = 0
        for low in (True, False):
            tried = truths(_tried(household, question, told, low), waits, book)
            settled += sum(truth is not Truth.UNKNOWN for truth in tried.values())
        return Fraction(settled, 2), len(waits), -QUESTIONS.index(question)

    return sorted(waiting, key=weight, reverse=True)


def _tried(household: Household, question: Question, told: Told, low: bool) -> Household:
    """The household with all that the question asks answered at one end."""
    keys = _keys(question, told)
    for code in question.settles:
        if FACTS[code].of != PERSON:
            household = household.knowing(code, _end(code, low))
        else:
            for key in keys:
                household = household.knowing(code, _end(code, low), key)
    return household


def _end(code: str, low: bool) -> Answer:
    fact = FACTS[code]
    if isinstance(fact, Flag):
        return not low
    if isinstance(fact, Choice):
        return fact.options[0 if low else 1]
    if isinstance(fact, Quantity):
        return Decimal(0) if low else fact.highest
    return None
