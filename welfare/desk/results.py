"""What comes out for a household as its pages show it: results with reasons, the next questions, the income."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clients.models import Grade
from law.outcome import Outcome
from law.terms import chinese_day
from welfare import reasons, said
from welfare.desk.lookout import Lookout
from welfare.desk.reason_tree import Node, nodes
from welfare.desk.shown import GRADE_TONES, fact_href
from welfare.desk.since_before import since_before
from welfare.models import Application, Benefit, Determination
from welfare.notice import sum_words
from welfare.rules.ask import Question
from welfare.rules.assess import Assessment, not_together
from welfare.rules.fact import FACTS
from welfare.rules.ranges import Range, exactly
from welfare.rules.words import range_words

AS_STATED = "按所提供的情况"
TONES = {Outcome.ELIGIBLE: "good", Outcome.INELIGIBLE: "plain", Outcome.UNDETERMINED: "wait"}


@dataclass(frozen=True, slots=True)
class Result:
    """One entitlement for this household, with its reasons."""

    code: str
    name: str
    outcome: Outcome
    tone: str
    amount: str
    line: str
    members: str
    nodes: list[Node]
    components: list[tuple[str, str, str]]
    documents: tuple[str, ...]
    unverified: tuple[str, ...]
    version: str
    stored: Determination | None
    benefit: Benefit | None
    application: Application | None
    grade: str
    grade_tone: str
    before: str
    instead_of: str

    @property
    def state(self) -> str:
        """The word beside the name: what the household has wins over what it could have."""
        if self.benefit:
            return "正在享受，要复核" if self.is_outgrown else "正在享受"
        return "正在办理" if self.application else self.outcome.label

    @property
    def state_tone(self) -> str:
        if self.benefit:
            return "wait" if self.is_outgrown else "good"
        return "plain" if self.application else self.tone

    @property
    def is_outgrown(self) -> bool:
        """Whether it is still received although the answers no longer carry it: somebody has to look again."""
        return self.benefit is not None and self.outcome is Outcome.INELIGIBLE

    @property
    def is_gap(self) -> bool:
        return self.outcome is Outcome.ELIGIBLE and not self.benefit and not self.application


def results(look: Lookout) -> list[Result]:
    """Every entitlement that the actor may see, in the order of the catalogue."""
    return [_result(look, found) for found in look.found.values()]


def _result(look: Lookout, found: Assessment) -> Result:
    code = found.entitlement.code
    stored = look.determinations.get(code)
    grade = Grade(stored.grade) if stored and stored.grade else None
    reason = reasons.tree(found, look.gathered.household)
    return Result(
        code=code,
        name=found.entitlement.name,
        outcome=found.outcome,
        tone=TONES[found.outcome],
        amount=amount_words(found),
        line=_line(look, found),
        members="、".join(look.names.get(key, "") for key in found.members),
        nodes=nodes(reason, look.names),
        components=[
            (part.name, range_words(part.amount, part.unit), str(found.entitlement.components[name].article or ""))
            for name, part in found.components.items()
        ],
        documents=found.documents,
        unverified=found.entitlement.unverified,
        version=found.entitlement.version,
        stored=stored,
        benefit=look.receiving.get(code),
        application=look.running.get(code),
        grade=grade.label if grade else "",
        grade_tone=GRADE_TONES[grade] if grade else "plain",
        before=_before(look, found, stored),
        instead_of="、".join(other.entitlement.name for other in not_together(look.found, code) if other is not found),
    )


def amount_words(found: Assessment) -> str:
    """1,068 元/月; empty where there is no sum to speak of."""
    if found.outcome is Outcome.INELIGIBLE:
        return ""
    if found.discretionary:
        return "由经办机构核定"
    amount: Range | None = found.amount
    # From nothing to nobody knows what, and nothing at all, say nothing.
    if amount is None or (not amount.lo and not amount.hi):
        return ""
    return sum_words(amount, found.entitlement.unit)


def _line(look: Lookout, found: Assessment) -> str:
    """One line of why, without unfolding: what is missing, or the numbers that decided."""
    if found.outcome is Outcome.UNDETERMINED:
        asked = [said.of_whom(one.code, one.text, look.names.get(one.member or "", "")) for one in found.missing]
        more = f"等 {len(asked)} 项" if len(asked) > 2 else ""
        return f"还缺：{'、'.join(asked[:2])}{more}"
    root = reasons.tree(found, look.gathered.household)
    carrying = [part for part in root.walk() if part.detail and part.detail != AS_STATED and part.truth is root.truth]
    return carrying[0].detail if carrying else ""


def _before(look: Lookout, found: Assessment, stored: Determination | None) -> str:
    """What stood before and what changed since: 2026年10月2日测算为“待核实”，以后变化：配偶的工资性收入：…."""
    if stored is None or stored.previous is None:
        return ""
    changed = "；".join(since_before(look, found, stored))
    then = f"{chinese_day(stored.previous.as_of)}测算为“{stored.previous.get_outcome_display()}”"
    return f"{then}，以后的变化：{changed}" if changed else then


# What to ask next -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ask:
    """One open question: whose, what it would settle, which paper proves it."""

    who: str
    term: str
    href: str
    settles: str
    waits: int
    paper: str
    note: str

    @property
    def words(self) -> str:
        return f"{self.who}：{self.term}" if self.who else self.term


def _few(names: Sequence[str]) -> str:
    return "、".join(names[:2]) + (f"等 {len(names)} 项" if len(names) > 2 else "")


def asks(look: Lookout, questions: Sequence[Question]) -> list[Ask]:
    names = {one.code: one.name for one in look.entitlements}
    return [
        Ask(
            look.names.get(question.missing.member or "", ""),
            question.missing.text,
            fact_href(look.client.pk, question.missing.code, question.missing.member),
            _few([names[code] for code in question.settles]),
            len(question.waits),
            question.missing.documents[0] if question.missing.documents else "",
            FACTS[question.missing.code].note,
        )
        for question in questions
    ]


# Income against the line ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Picture:
    """Income a head beside the lines that are known here."""

    low: Decimal | None
    high: Decimal | None
    lines: list[dict[str, Any]]
    words: str


def picture(look: Lookout) -> Picture:
    """What minimum_living shows as components, with the difference said."""
    found = look.found["minimum_living"].components
    income, line, near = (
        found[name].amount if name in found else Range(None, None)
        for name in ("income_per_head", "minimum_living_standard", "near_minimum_line")
    )
    lines = [
        {"label": label, "value": amount.value}
        for label, amount in (("低保标准", line), ("低保边缘标准", near))
        if amount.value is not None
    ]
    nothing_known = not look.gathered.household.members
    low = None if nothing_known else income.lo
    return Picture(low, None if nothing_known else income.hi, lines, _beside(income, line, nothing_known))


def _beside(income: Range, line: Range, nothing_known: bool) -> str:
    if nothing_known:
        return "先登记家里有谁一起生活，才能算人均收入。"
    if line.value is None:
        return "当地的低保标准还没有登记，登记以后才能比较。"
    if income.value is not None:
        gap = line.value - income.value
        if gap > 0:
            return f"比低保标准低 {range_words(exactly(gap), '元')}。"
        return "正好等于低保标准。" if gap == 0 else f"比低保标准高 {range_words(exactly(-gap), '元')}。"
    if income.hi is not None and income.hi < line.value:
        return "还有收入没问清，但怎么算都低于低保标准。"
    if income.lo is not None and income.lo >= line.value:
        return "还有收入没问清，但怎么算都不低于低保标准。"
    return "还有收入没问清，可能低于也可能高于标准。"
