"""Who is entitled to what: one household, each entitlement, with reasons and with what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from law.dated import Dated
from law.findings import Finding
from law.outcome import Outcome
from law.terms import chinese_day
from law.truth import Truth
from welfare.rules.entitlement import Component, Document, Entitlement
from welfare.rules.fact import FACTS, PERSON, Fact
from welfare.rules.find import Case
from welfare.rules.household import Household, Member
from welfare.rules.members import PerHead
from welfare.rules.ranges import EXACT, NONE, NOTHING, Range
from welfare.rules.standards import DECLARED, STANDARDS, Book, Level
from welfare.rules.words import range_words

FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that nobody wrote down and that could still change the answer.

    key     as in Finding.missing
    kind    fact, standard (标准缺失), reading (条文理解不一) or members
    member  key of the member, None for the household
    """

    key: str
    kind: str
    code: str
    member: str | None
    text: str
    documents: tuple[str, ...] = ()

    @classmethod
    def of(cls, key: str) -> "Missing":
        kind, _, code = key.rpartition(":")
        if kind == "standard":
            return cls(key, kind, code, None, f"标准缺失：{STANDARDS[code].term}")
        if kind == "reading":
            return cls(key, kind, code, None, "条文理解不一，需要主管部门明确")
        if key == "members":
            return cls(key, "members", key, None, "共同生活的家庭成员", ("户口簿", "入户调查表"))
        name, _, member = key.partition("@")
        fact: Fact = FACTS[name]
        return cls(key, "fact", name, member or None, fact.term, fact.documents)


@dataclass(frozen=True, slots=True)
class Part:
    """One component with its number for this case."""

    name: str
    amount: Range
    unit: str

    def __str__(self) -> str:
        return f"{self.name} {range_words(self.amount, self.unit)}"


@dataclass(frozen=True, slots=True)
class Assessment:
    """What came out for one household and one entitlement.

    amount      to the 分, per ``entitlement.unit``; bounds while it is open; None where there is none or the
                authority decides (``discretionary``), and always None for who is not entitled
    missing     what could still change the outcome, else what would fix the amount of who is entitled
    members     keys of the members entitled, for an entitlement of persons
    used        standards looked up, with their source; None where the case stated the number
    stated      derived facts that the case stated itself
    """

    entitlement: Entitlement
    outcome: Outcome
    finding: Finding
    amount: Range | None
    components: dict[str, Part]
    missing: tuple[Missing, ...]
    documents: tuple[str, ...]
    members: tuple[str, ...]
    used: dict[str, Dated[Level] | None]
    stated: frozenset[str]

    @property
    def discretionary(self) -> bool:
        return self.outcome is not Outcome.INELIGIBLE and self.entitlement.discretionary


def assess(household: Household, entitlements: Iterable[Entitlement], book: Book = DECLARED) -> dict[str, Assessment]:
    """Each entitlement's assessment by its code. What the entitlements share is computed once."""
    case = Case(household, book)
    with localcontext(EXACT):
        return {entitlement.code: assess_one(case, entitlement) for entitlement in entitlements}


def not_together(found: Mapping[str, Assessment], code: str) -> list[Assessment]:
    """What of the others may be there as well but cannot be had beside it: no outcome changes by that, the family
    chooses. One declaration of the two is enough. Empty for who is not entitled."""
    own = found[code]
    if own.outcome is Outcome.INELIGIBLE:
        return []
    return [
        other
        for other in found.values()
        if other.outcome is not Outcome.INELIGIBLE
        and (other.entitlement.code in own.entitlement.exclusive or code in other.entitlement.exclusive)
    ]


def assess_one(case: Case, entitlement: Entitlement) -> Assessment:
    day = case.household.as_of
    if not entitlement.is_in_force(day):
        text = f"{entitlement.name}自{chinese_day(entitlement.in_force)}起施行"
        if entitlement.ended is not None and day > entitlement.ended:
            text = f"{entitlement.name}已于{chinese_day(entitlement.ended)}停止执行"
        return _assessment(case, entitlement, Finding(Truth.NO, text, entitlement.citations[0]), None, {}, ())
    if entitlement.scope == PERSON:
        return _of_persons(case, entitlement)
    finding = case.find(entitlement.condition)
    amount = None
    if finding.truth is not Truth.NO and entitlement.amount is not None:
        amount = case.value(entitlement.amount)
    parts = {code: _part(case, component, None) for code, component in entitlement.components.items()}
    return _assessment(case, entitlement, finding, amount, parts, ())


def _of_persons(case: Case, entitlement: Entitlement) -> Assessment:
    """The household has what one of its members has; amounts of the members entitled add up."""
    found = [(member, case.find(entitlement.condition, member)) for member in case.household.members]
    if not found:
        finding = Finding(Truth.UNKNOWN, entitlement.name, missing=frozenset({"members"}))
        asked = entitlement.amount
        some = None if asked is None else Range(Decimal(0) if asked.nonnegative else None, None)
        return _assessment(case, entitlement, finding, some, {}, ())
    truth = Truth(max(one.truth.value for _, one in found))
    missing = NOTHING.union(*(one.missing for _, one in found)) if truth is Truth.UNKNOWN else NOTHING
    finding = Finding(truth, entitlement.name, None, missing, tuple(one for _, one in found))
    entitled = [(member, one) for member, one in found if one.truth is Truth.YES]
    amount = None
    if entitlement.amount is not None and truth is not Truth.NO:
        amount = NONE
        for member, one in found:
            if one.truth is not Truth.NO:
                own = case.value(entitlement.amount, member)
                if one.truth is Truth.UNKNOWN:
                    own = Range(own.or_nothing().lo, own.or_nothing().hi, own.missing | one.missing)
                amount = amount.plus(own)
    # While nobody is entitled the numbers are those of the first who may be.
    shown = entitled or [(member, one) for member, one in found if one.truth is truth][:1]
    parts: dict[str, Part] = {}
    for code, component in entitlement.components.items():
        for member, _ in shown:
            part = _part(case, component, member)
            before = parts.get(code)
            parts[code] = part if before is None else Part(part.name, before.amount.plus(part.amount), part.unit)
    return _assessment(case, entitlement, finding, amount, parts, tuple(member.key for member, _ in entitled))


def _part(case: Case, component: Component, member: Member | None) -> Part:
    number = component.number
    if isinstance(number, PerHead):
        return Part(component.name, case.value(number), component.unit)
    return Part(component.name, to_fen(case.value(number, member)), component.unit)


def _assessment(
    case: Case,
    entitlement: Entitlement,
    finding: Finding,
    amount: Range | None,
    parts: dict[str, Part],
    entitled: tuple[str, ...],
) -> Assessment:
    keys = finding.missing
    if finding.truth is Truth.YES and amount is not None:
        keys = amount.missing
    return Assessment(
        entitlement=entitlement,
        outcome=Outcome.of(finding.truth),
        finding=finding,
        amount=None if amount is None else to_fen(amount),
        components=parts,
        missing=tuple(Missing.of(key) for key in sorted(keys)),
        documents=_documents(case, entitlement),
        members=entitled,
        used={code: dated for code, dated in case.used.items() if code in entitlement.reads},
        stated=entitlement.reads.intersection(case.stated),
    )


def _documents(case: Case, entitlement: Entitlement) -> tuple[str, ...]:
    """Papers to hand in; those that are needed only in some cases unless the case is known to be none."""
    names = []
    for document in entitlement.documents:
        if isinstance(document, str):
            names.append(document)
        elif _may_need(case, document):
            names.append(document.name)
    return tuple(names)


def _may_need(case: Case, document: Document) -> bool:
    only_if = document.only_if
    if only_if is None:
        return True
    if only_if.personal:
        return any(case.find(only_if, member).truth is not Truth.NO for member in case.household.members)
    return case.find(only_if).truth is not Truth.NO


def to_fen(amount: Range) -> Range:
    """Half up to the 分: amounts of families are exact to the 分 unless the region rounds."""
    return amount.rounded(FEN, up=False)
