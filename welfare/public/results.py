"""What the self-check found, in words: likely, perhaps not and why, or not to be told yet and what would settle it.

It is no decision: everybody may apply, and only the office decides.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from law.outcome import Outcome
from law.truth import Truth
from welfare.plain import CONDITION
from welfare.public import neutral, plain_steps
from welfare.public.about import ABOUT
from welfare.public.page import Paper, paper
from welfare.public.questions import OF_FACT, QUESTIONS, Question
from welfare.public.why_not import why_not
from welfare.rules.ask import truths
from welfare.rules.assess import Assessment, Missing, not_together
from welfare.rules.dictionary import custody_status
from welfare.rules.entitlement import Document
from welfare.rules.fact import FACTS
from welfare.rules.household import Household
from welfare.rules.standards import STANDARDS, Book
from welfare.rules.words import range_words

NO_DECISION = "您随时可以去申请。能不能批，由民政等部门看了材料再定；不同意的，会写成书面的告诉您为什么。"
"""Under 这不是决定: what stands beside every outcome."""
HELD_BY = {
    "低保": "minimum_living",
    "特困": "destitute_support",
    "低保边缘": "near_minimum",
    "刚性支出": "rigid_expense",
}
MOST_FACTS, MOST_LINES = 4, 6


class Verdict(Enum):
    """In the order in which a family reads them."""

    HAS = "您家已经有了"
    LIKELY = "很可能符合"
    OPEN = "还不能判断"
    UNLIKELY = "可能不符合"


@dataclass(frozen=True, slots=True)
class Result:
    """
    lines    why perhaps not, or what would settle it; empty where it is likely
    amount   as computed from what was said, empty where nobody can say
    who      which of the family, as ``labels`` call them
    first    what to apply for before: who has that is no longer refused this one
    beside   what cannot be had at the same time: the family chooses
    """

    code: str
    short: str
    name: str
    verdict: Verdict
    lines: tuple[str, ...]
    amount: str
    who: tuple[str, ...]
    first: tuple[str, ...]
    beside: tuple[str, ...]
    papers: tuple[Paper, ...]
    where_to_ask: str

    def sentences(self) -> Iterator[str]:
        """Every text that it prints."""
        yield from (self.short, self.name, self.verdict.value, *self.lines, self.amount, *self.who, *self.first)
        yield from (*self.beside, self.where_to_ask)
        for one in self.papers:
            yield from (one.name, one.when)


def results(
    found: Mapping[str, Assessment], household: Household, labels: Mapping[str, str], book: Book
) -> list[Result]:
    """One for each assessment, those that one can act on first.

    labels  what to call each member, by key
    """
    openers = _openers(found, household, book)
    written = [_result(found, code, household, labels, openers.get(code, ())) for code in found]
    order = list(Verdict)
    return sorted(written, key=lambda one: order.index(one.verdict))


def verdict(found: Assessment, household: Household) -> Verdict:
    if HELD_BY.get(str(household.facts.get("aid_class"))) == found.entitlement.code:
        return Verdict.HAS
    return {Outcome.ELIGIBLE: Verdict.LIKELY, Outcome.UNDETERMINED: Verdict.OPEN, Outcome.INELIGIBLE: Verdict.UNLIKELY}[
        found.outcome
    ]


def _result(
    all_found: Mapping[str, Assessment],
    code: str,
    household: Household,
    labels: Mapping[str, str],
    first: tuple[str, ...],
) -> Result:
    found = all_found[code]
    entitlement, own = found.entitlement, verdict(found, household)
    lines: Iterable[str] = ()
    if own is Verdict.OPEN:
        lines = _open(found, labels)
    elif own is Verdict.UNLIKELY:
        lines = why_not(found, household)
    return Result(
        code=code,
        short=ABOUT[code].short,
        name=entitlement.name,
        verdict=own,
        lines=tuple(dict.fromkeys(lines))[:MOST_LINES],
        amount=_amount(found) if own is Verdict.LIKELY else "",
        who=tuple(labels[key] for key in found.members) if own is Verdict.LIKELY else (),
        first=first,
        beside=tuple(
            ABOUT[other.entitlement.code].short
            for other in (not_together(all_found, code) if own is Verdict.LIKELY else ())
            if other.outcome is Outcome.ELIGIBLE
        ),
        papers=tuple(_papers(found)),
        where_to_ask=entitlement.where_to_ask,
    )


def _amount(found: Assessment) -> str:
    amount = found.amount
    if amount is None or not amount.lo or amount.lo <= 0:
        return ""
    return range_words(amount, found.entitlement.unit)


def _papers(found: Assessment) -> Iterator[Paper]:
    declared = {
        document.name if isinstance(document, Document) else document: document
        for document in found.entitlement.documents
    }
    yield from dict.fromkeys(paper(declared[name]) for name in found.documents)


def _openers(all_found: Mapping[str, Assessment], household: Household, book: Book) -> dict[str, tuple[str, ...]]:
    """By code of what is not likely now: the standings, not held yet, with which it would no longer be refused. Those
    that are likely themselves, else those that are open."""
    refused = [
        one.entitlement
        for code, one in all_found.items()
        if code not in HELD_BY.values() and verdict(one, household) is Verdict.UNLIKELY
    ]
    opened: dict[str, dict[str, Outcome]] = {}
    for standing, code in HELD_BY.items():
        own = all_found.get(code)
        if own is None or own.outcome is Outcome.INELIGIBLE or verdict(own, household) is Verdict.HAS:
            continue
        for other, truth in truths(_with_standing(household, standing), refused, book).items():
            if truth is not Truth.NO:
                opened.setdefault(other, {})[ABOUT[code].short] = own.outcome
    return {code: _the_best(by) for code, by in opened.items()}


def _with_standing(household: Household, standing: str) -> Household:
    held = household.knowing("aid_class", standing)
    return held.knowing("receives_minimum_living", HELD_BY[standing] == "minimum_living")


def _the_best(by: Mapping[str, Outcome]) -> tuple[str, ...]:
    likely = tuple(short for short, outcome in by.items() if outcome is Outcome.ELIGIBLE)
    return likely or tuple(by)


# What would settle it


def _open(found: Assessment, labels: Mapping[str, str]) -> Iterator[str]:
    """What the family can find out first, in the order in which it is asked, then what the office must say."""
    yield from list(_to_find_out(found, labels))[:MOST_FACTS]
    for missing in found.missing:
        if missing.kind == "standard":
            yield f"当地的“{neutral.plainly(STANDARDS[missing.code].term)}”，我们没有查到，要问当地。"
        elif missing.kind == "reading":
            yield "文件有两种理解，要问当地的主管部门。"


def _to_find_out(found: Assessment, labels: Mapping[str, str]) -> Iterator[str]:
    """One line for each question whose answer is open, of whom if of one person; then what is never asked here."""
    of_whom: dict[Question, list[str]] = {}
    unasked: dict[str, None] = {}
    for missing in found.missing:
        if missing.kind not in ("fact", "members"):
            continue
        question = OF_FACT.get(missing.code)
        if question is None or missing.code == custody_status.code:
            unasked[_of_the_office(missing)] = None
        else:
            of_whom.setdefault(question, []).append(labels.get(missing.member or "", ""))
    for question in QUESTIONS:
        if question in of_whom:
            who = set(of_whom[question]) - {""} if question.each else set()
            yield f"要弄清楚：{f'{who.pop()}，' if len(who) == 1 and len(labels) > 1 else ''}{question.about}。"
    yield from unasked


def _of_the_office(missing: Missing) -> str:
    plain, fact = plain_steps.FACTS.get(missing.code), FACTS[missing.code]
    if plain is not None:
        return f"要弄清楚：{plain}。"
    return f"还要由工作人员看：{fact.term}。" if neutral.is_neutral(fact.term) else CONDITION
