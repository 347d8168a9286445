"""What the self-check found, in words: likely, perhaps not and why, or not to be told yet and what would settle it.

It is no decision: everybody may apply, and only the office decides.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from law.outcome import Outcome
from welfare.plain import CONDITION
from welfare.public import neutral, plain_steps
from welfare.public.about import ABOUT
from welfare.public.page import Paper, paper
from welfare.public.why_not import why_not
from welfare.rules.assess import Assessment, Missing, not_together
from welfare.rules.entitlement import Document
from welfare.rules.fact import FACTS
from welfare.rules.household import Household
from welfare.rules.standards import STANDARDS
from welfare.rules.words import range_words

NO_DECISION = "这不是决定。您随时可以去申请，能不能批，由民政等部门看了材料再定。"
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
    first    what to apply for before, since it opens this one
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


def results(found: Mapping[str, Assessment], household: Household, labels: Mapping[str, str]) -> list[Result]:
    """One for each assessment, those that one can act on first.

    labels  what to call each member, by key
    """
    written = [_result(found, code, household, labels) for code in found]
    order = list(Verdict)
    return sorted(written, key=lambda one: order.index(one.verdict))


def verdict(found: Assessment, household: Household) -> Verdict:
    if HELD_BY.get(str(household.facts.get("aid_class"))) == found.entitlement.code:
        return Verdict.HAS
    return {Outcome.ELIGIBLE: Verdict.LIKELY, Outcome.UNDETERMINED: Verdict.OPEN, Outcome.INELIGIBLE: Verdict.UNLIKELY}[
        found.outcome
    ]


def _result(all_found: Mapping[str, Assessment], code: str, household: Household, labels: Mapping[str, str]) -> Result:
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
        first=tuple(_openers(all_found, code, household)) if own in (Verdict.UNLIKELY, Verdict.OPEN) else (),
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
    if amount is None or amount.value is None or amount.value <= 0:
        return ""
    return range_words(amount, found.entitlement.unit)


def _papers(found: Assessment) -> Iterator[Paper]:
    declared = {
        document.name if isinstance(document, Document) else document: document
        for document in found.entitlement.documents
    }
    yield from dict.fromkeys(paper(declared[name]) for name in found.documents)


def _openers(all_found: Mapping[str, Assessment], code: str, household: Household) -> Iterator[str]:
    """Entitlements that open this one, may be there, and are not held yet."""
    if code in HELD_BY.values():
        return
    for other in all_found.values():
        may_be = other.outcome is not Outcome.INELIGIBLE and verdict(other, household) is not Verdict.HAS
        if may_be and code in other.entitlement.opens and _is_standing(other):
            yield ABOUT[other.entitlement.code].short


def _is_standing(found: Assessment) -> bool:
    """Whether it is something one is, not only something one gets: 低保, 特困, 低保边缘, 刚性支出, 事实无人抚养儿童."""
    return found.entitlement.code in (*HELD_BY.values(), "unattended_child")


# What would settle it


def _open(found: Assessment, labels: Mapping[str, str]) -> Iterator[str]:
    """What the family can find out first, then what the office must say."""
    facts = (_to_find_out(one, labels) for one in found.missing if one.kind == "fact")
    yield from list(dict.fromkeys(facts))[:MOST_FACTS]
    for missing in found.missing:
        if missing.kind == "standard":
            yield f"当地的“{neutral.plainly(STANDARDS[missing.code].term)}”，我们没有查到，要问当地。"
        elif missing.kind == "reading":
            yield "文件有两种理解，要问当地的主管部门。"
        elif missing.kind == "members":
            yield "还不知道家里有谁一起生活。"


def _to_find_out(missing: Missing, labels: Mapping[str, str]) -> str:
    plain, fact = plain_steps.FACTS.get(missing.code), FACTS[missing.code]
    if plain is None:
        return f"还要由工作人员看：{fact.term}。" if neutral.is_neutral(fact.term) else CONDITION
    who = labels.get(missing.member or "", "")
    return f"要弄清楚：{who}{'，' if who else ''}{plain}。"
