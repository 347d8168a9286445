"""告知: what one entitlement means for one family, in short sentences that the family keeps.

Never only 不符合: why, until when, what to bring, where to ask. Neutral wherever the rule itself is not about recovery
(``welfare.plain``).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from law.findings import Finding
from law.outcome import Outcome
from law.terms import chinese_day
from welfare import plain, said
from welfare.rules import expressions as ex
from welfare.rules.ask import truths
from welfare.rules.assess import Assessment, assess
from welfare.rules.elapsed import full_months
from welfare.rules.entitlement import Entitlement
from welfare.rules.fact import FACTS, PERSON, Day
from welfare.rules.household import Household
from welfare.rules.ranges import Range, exactly
from welfare.rules.standards import STANDARDS, Book
from welfare.rules.words import range_words

ALWAYS = ("身份证", "户口簿")
HORIZON = timedelta(days=731)
MOST_DAYS = 18
MOST_REASONS, MOST_PAPERS = 5, 8


class Kind(Enum):
    """In the order in which a family reads them."""

    ENTITLED = "可以申请"
    RUNNING = "正在办理"
    RECEIVING = "正在享受"
    OPEN = "还要弄清几件事"
    NOT_NOW = "现在还不行"


@dataclass(frozen=True, slots=True)
class Notice:
    """
    amount  how much, empty where nobody can say
    turns   the first line of ``until`` names a day on which the answer turns by itself
    own     names what only the client's own copy may name
    """

    code: str
    title: str
    kind: Kind
    verdict: str
    amount: str
    why: tuple[str, ...]
    until: tuple[str, ...]
    bring: tuple[str, ...]
    ask: str
    own: bool
    turns: bool

    def sentences(self) -> Iterator[str]:
        """Everything that stands on the paper."""
        yield from (self.title, self.verdict, self.amount, *self.why, *self.until, *self.bring, self.ask)


def notices(
    household: Household,
    entitlements: Iterable[Entitlement],
    book: Book,
    *,
    people: Mapping[str, str],
    receiving: Collection[str] = (),
    running: Collection[str] = (),
) -> list[Notice]:
    """One notice per entitlement, those that one can act on first.

    people   what to call each member, by key: 您本人, 妻子
    """
    asked = tuple(entitlements)
    found = assess(household, asked, book)
    turns = turning(household, asked, book, found)
    written = [
        _Writer(household, found[one.code], turns.get(one.code), people).write(
            one.code in receiving, one.code in running
        )
        for one in asked
    ]
    order = list(Kind)
    return sorted(written, key=lambda notice: order.index(notice.kind))


def turning(
    household: Household, entitlements: Iterable[Entitlement], book: Book, now: Mapping[str, Assessment]
) -> dict[str, tuple[date, Outcome]]:
    """The first day within two years on which the answer turns although nobody does anything, by code.

    A custody ends, somebody has a birthday, a period is over. Found by asking again as of each such day; a day on
    which only a standard is missing turns nothing.
    """
    asked = tuple(entitlements)
    turned: dict[str, tuple[date, Outcome]] = {}
    for day in turning_days(household, asked):
        left = {one.code: one for one in asked if one.code not in turned}
        that_day = replace(household, as_of=day)
        other = [
            left[code]
            for code, truth in truths(that_day, left.values(), book).items()
            if Outcome.of(truth) is not now[code].outcome
        ]
        for code, then in assess(that_day, other, book).items():
            if all(missing.kind == "fact" for missing in then.missing):
                turned[code] = day, then.outcome
    return turned


def turning_days(household: Household, entitlements: Iterable[Entitlement]) -> list[date]:
    """Days on which a recorded date comes, or whole months or years since it are completed; the nearest ones."""
    reads = frozenset().union(*(entitlement.reads for entitlement in entitlements))
    last = household.as_of + HORIZON
    days: set[date] = set()
    for facts in (household.facts, *(member.facts for member in household.members)):
        for code, since in facts.items():
            if code not in reads or not isinstance(FACTS.get(code), Day) or not isinstance(since, date):
                continue
            if since > household.as_of:
                days.add(since)
                continue
            months = full_months(since, household.as_of)
            ahead = (12,) if months >= 36 else range(1, 13)
            done = months - months % 12 if months >= 36 else months
            days.update(_after(since, done + more) for more in ahead)
    return sorted(day for day in days if household.as_of < day <= last)[:MOST_DAYS]


def _after(since: date, months: int) -> date:
    """The day on which so many whole months since a day are completed."""
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    for day in range(since.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(since.day, 28))


class _Writer:
    """The sentences of one notice."""

    def __init__(
        self, household: Household, found: Assessment, turn: tuple[date, Outcome] | None, people: Mapping[str, str]
    ) -> None:
        self.household, self.found, self.turn, self.people = household, found, turn, people
        self.entitlement = found.entitlement
        self.own = plain.is_own(self.entitlement)

    def write(self, receives: bool, runs: bool) -> Notice:
        kind = self._kind(receives, runs)
        return Notice(
            code=self.entitlement.code,
            title=self.entitlement.name,
            kind=kind,
            verdict=self._verdict(kind),
            amount=self._amount(),
            why=self._neutral(self._why(), plain.CONDITION)[:MOST_REASONS],
            until=tuple(self._until(kind)),
            bring=self._neutral(self._bring(kind), plain.PAPER)[:MOST_PAPERS],
            ask=self.entitlement.where_to_ask,
            own=self.own,
            turns=self.turn is not None,
        )

    def _kind(self, receives: bool, runs: bool) -> Kind:
        if receives:
            return Kind.RECEIVING
        if runs:
            return Kind.RUNNING
        return {Outcome.ELIGIBLE: Kind.ENTITLED, Outcome.UNDETERMINED: Kind.OPEN, Outcome.INELIGIBLE: Kind.NOT_NOW}[
            self.found.outcome
        ]

    def _verdict(self, kind: Kind) -> str:
        match kind:
            case Kind.RECEIVING if self.found.outcome is Outcome.INELIGIBLE:
                return "您家正在享受。按登记的情况，以后可能有变化，请来核对一次。"
            case Kind.RECEIVING:
                return "您家正在享受。"
            case Kind.RUNNING:
                return "您家的申请正在办理，不用再交一次。"
            case Kind.ENTITLED:
                return "按现在登记的情况，您家符合条件，可以申请。"
            case Kind.OPEN:
                return "现在还定不下来，不是不能享受。"
            case _:
                return "按现在登记的情况，暂时还不能享受。"

    def _amount(self) -> str:
        if self.found.discretionary:
            return "金额由主管部门根据情况确定"
        amount = self.found.amount
        if amount is None or self.found.outcome is not Outcome.ELIGIBLE or (not amount.lo and not amount.hi):
            return ""
        return sum_words(amount, self.entitlement.unit)

    # Why

    def _why(self) -> Iterator[str]:
        if self.found.outcome is Outcome.UNDETERMINED:
            yield from self._open()
        elif not self.entitlement.is_in_force(self.household.as_of):
            yield f"{self.found.finding.text}。"
        else:
            for who, one in self._deciding():
                detail = f"{who}：{one.detail}。" if one.detail else ""
                if self.found.outcome is Outcome.ELIGIBLE:
                    yield f"{one.text}。{detail}"
                else:
                    yield f"要求：{one.text}。{detail or '按登记的情况，还没有达到。'}"

    def _open(self) -> Iterator[str]:
        for missing in self.found.missing:
            if missing.kind == "standard":
                yield f"当地的“{STANDARDS[missing.code].term}”还没有登记，要等主管部门登记。"
            elif missing.kind == "reading":
                yield "文件有两种理解，要请主管部门明确。"
            elif missing.kind == "members":
                yield "还没有登记家里有谁一起生活。"
            else:
                who = self.people.get(missing.member or "", "")
                yield f"还不清楚：{said.of_whom(missing.code, missing.text, who)}。"

    def _deciding(self) -> list[tuple[str, Finding]]:
        """The conditions that made the answer what it is, with whom they are about; each text once.

        Of an entitlement of persons: of those who have it, else of the one who comes closest to it.
        """
        whole = self.found.finding
        if self.entitlement.scope != PERSON:
            return [("您家", one) for one in deciding(self.entitlement.condition, whole)]
        of_each = [
            (self.people.get(member.key, "家人"), deciding(self.entitlement.condition, part))
            for member, part in zip(self.household.members, whole.parts, strict=True)
            if part.truth is whole.truth
        ]
        if self.found.outcome is Outcome.INELIGIBLE:
            of_each = sorted(of_each, key=lambda pair: (any(map(_is_identity, pair[1])), len(pair[1])))[:1]
        kept: dict[str, tuple[str, Finding]] = {}
        for who, leaves in of_each:
            for leaf in leaves:
                kept.setdefault(leaf.text, (who, leaf))
        return list(kept.values())

    # Until when

    def _until(self, kind: Kind) -> Iterator[str]:
        if self.turn is not None:
            day = chinese_day(self.turn[0])
            if self.turn[1] is Outcome.ELIGIBLE:
                yield f"到{day}，情况会有变化，那时可能符合。请在那天以后再来问一次。"
            elif self.found.outcome is Outcome.ELIGIBLE:
                yield f"到{day}，情况会有变化，要重新测算。请在那天以前来一次。"
            else:
                yield f"到{day}，情况会有变化，会重新测算一次。"
        if kind is Kind.OPEN and any(missing.kind == "fact" for missing in self.found.missing):
            yield "材料交来，当天就能重新测算。"
        if kind is Kind.NOT_NOW:
            yield "收入减少、家里人口有变化，有人生病、上学或者没了工作，不用等，马上来问。"
        elif kind is not Kind.OPEN:
            yield "收入、人口、住房有变化，请及时告诉工作人员。"
        if any(code in STANDARDS for code in self.entitlement.reads):
            yield f"这个结果按{self.household.as_of.year}年的标准测算，新标准公布以后会重新测算。"
        elif kind is Kind.OPEN and self.turn is None:
            yield "主管部门明确以后，会重新测算。"

    # What to bring

    def _bring(self, kind: Kind) -> Iterator[str]:
        if kind in (Kind.ENTITLED, Kind.RUNNING):
            yield from self.found.documents or ALWAYS
            return
        yield from ALWAYS
        if kind is Kind.OPEN:
            yield from (missing.documents[0] for missing in self.found.missing if missing.documents)
        elif kind is Kind.NOT_NOW:
            yield "能说明情况有变化的材料，例如收入证明、诊断书、学籍证明"

    def _neutral(self, texts: Iterable[str], instead: str) -> tuple[str, ...]:
        told = texts if self.own else (instead if plain.is_delicate(text) else text for text in texts)
        return tuple(dict.fromkeys(told))


def sum_words(amount: Range, unit: str) -> str:
    """1,068 元/月; 最多 850 元/月 where it may also be nothing."""
    if amount.value is None and not amount.lo and amount.hi is not None:
        return f"最多 {range_words(exactly(amount.hi), unit)}"
    return range_words(amount, unit)


def merged(written: Iterable[Notice], most: int = MOST_PAPERS) -> tuple[list[str], list[str]]:
    """What several open notices still ask, and the papers they want: each once, the most wanted first."""
    opened = [one for one in written if one.kind is Kind.OPEN]
    why = Counter(line for one in opened for line in one.why)
    bring = Counter(paper for one in opened for paper in one.bring)
    return [line for line, _ in why.most_common(most)], [paper for paper, _ in bring.most_common(most)]


def _is_identity(found: Finding) -> bool:
    """It fails by who somebody is, which no paper changes: another member comes closer."""
    return found.detail.startswith(("周岁", "与申请人关系"))


def deciding(condition: ex.Expression, finding: Finding) -> list[Finding]:
    """The named conditions below a finding that carry its truth: those that hold, or those that do not.

    Goes down through 都要符合 and 符合之一 as declared, and stops where a condition has words or an article of its own.
    """
    whole = condition
    while isinstance(whole, ex.Clause):
        whole = whole.of
    if not isinstance(whole, ex.AllOf | ex.AnyOf) or len(whole.of) != len(finding.parts):
        return [finding]
    kept: list[Finding] = []
    for part, found in zip(whole.of, finding.parts, strict=True):
        if found.truth is finding.truth:
            kept += [found] if isinstance(part, ex.Clause) else deciding(part, found)
    return kept or [finding]
