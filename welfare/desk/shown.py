"""People and facts of a household as its pages show them, each fact with what it rests on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse

from clients.identity import age_on
from clients.models import Grade, HouseholdFact, HouseholdMember
from law.terms import chinese_day
from law.truth import Truth
from people.models import Role
from welfare.answers import as_answered
from welfare.desk.lookout import Lookout, by_member
from welfare.gather import SELF, member_key
from welfare.record_answer import OF_THE_CASE, OF_THE_MEASURES
from welfare.rules.fact import FACTS, HOUSEHOLD, PERSON, Fact, Quantity
from welfare.rules.household import Answer
from welfare.rules.ranges import exactly
from welfare.rules.words import range_words

SOON = timedelta(days=30)
NOTHING_TOLD = re.compile(r"否|无|不清楚|0( .*|元.*)?")
GRADE_TONES = {Grade.CLAIMED: "wait", Grade.SEEN: "plain", Grade.DOCUMENTED: "good", Grade.CERTIFIED: "good"}
COUNTED = {Truth.YES: ("good", "计入"), Truth.NO: ("plain", "不计入"), Truth.UNKNOWN: ("wait", "还没定")}


def said(fact: Fact, answer: Answer) -> str:
    """An answer as people read it: 是, 1,980 元/月, 2026年3月9日, 不清楚."""
    if answer is None:
        return "不清楚"
    if isinstance(answer, bool):
        return "是" if answer else "否"
    if isinstance(answer, Decimal):
        return range_words(exactly(answer), fact.unit if isinstance(fact, Quantity) else "")
    return chinese_day(answer) if isinstance(answer, date) else answer


def fact_href(client_id: int, code: str, member: str | None) -> str:
    """Where one answer is changed; ``member`` a key of the household, None for the household itself."""
    if member and member != SELF:
        name = "welfare:member" if code == "birth_date" else "welfare:member_fact"
        arguments = (client_id, int(member[1:])) if code == "birth_date" else (client_id, int(member[1:]), code)
        return reverse(name, args=arguments)
    return reverse("welfare:fact", args=(client_id, code))


def brief(lines: Iterable["FactLine"]) -> str:
    """Answers that say something: neither 否 nor 无 nor nothing, at most four."""
    telling = [line for line in lines if line.row and not NOTHING_TOLD.fullmatch(line.value)]
    told = [f"{line.term} {line.value}" for line in telling if line.row and line.row.code != "lives_together"]
    return " · ".join(told[:4])


# Facts ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FactLine:
    """One answer with what it rests on. ``row`` None: another record says it, which ``source`` names."""

    term: str
    value: str
    href: str
    row: HouseholdFact | None = None
    source: str = ""
    tone: str = "plain"
    expired: bool = False
    expiring: bool = False
    is_open: bool = False


def fact_line(row: HouseholdFact, today: date) -> FactLine:
    answer = as_answered(row.code, row.value)
    return FactLine(
        FACTS[row.code].term,
        said(FACTS[row.code], answer),
        fact_href(row.client_id, row.code, member_key(row.member) if row.member_id else None),
        row,
        row.source,
        GRADE_TONES[Grade(row.grade)],
        row.expires_on is not None and row.expires_on < today,
        row.expires_on is not None and today <= row.expires_on <= today + SOON,
        answer is None,
    )


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person of the household. ``more``: questions about her that nobody answered yet, as (words, href)."""

    key: str
    name: str
    about: str
    tone: str
    counted: str
    why: str
    source: str
    member: HouseholdMember | None
    facts: list[FactLine]
    more: list[tuple[str, str]]

    @property
    def brief(self) -> str:
        """The answers that tell her apart, in one line: 工资性收入 1,600 元/月 · 全日制在读阶段 初中."""
        return brief(self.facts)

    @property
    def to_check(self) -> int:
        """How many answers expired or are not known."""
        return sum(line.expired or line.is_open for line in self.facts)


def person_cards(look: Lookout) -> list[PersonCard]:
    """The client first, then the relatives; also while the rules do not know yet that this is everybody."""
    standing = {one.key: one for one in look.people}
    rows = by_member(look.rows)
    cards = []
    for key, member in [(SELF, None), *((member_key(one), one) for one in look.members)]:
        person, own = standing.get(key), rows.get(key, [])
        tone, counted = COUNTED[person.counted] if person else COUNTED[Truth.UNKNOWN]
        cards.append(
            PersonCard(
                key,
                look.names[key],
                _about(look, member),
                tone,
                counted,
                person.why if person else "先确认家里有谁一起生活",
                person.source if person else "",
                member,
                [fact_line(row, look.today) for row in own] + _other_records(look, key, own),
                _unanswered(look, PERSON, key, {row.code for row in own}),
            )
        )
    return cards


def _about(look: Lookout, member: HouseholdMember | None) -> str:
    person: Any = member or look.client
    age = f"{age_on(person.birth_date, look.today)} 岁" if person.birth_date else "年龄不清楚"
    relation = member.get_relation_display() if member else "本人"
    return " · ".join(filter(None, [relation, person.get_sex_display(), age]))


def _other_records(look: Lookout, key: str, rows: Iterable[HouseholdFact]) -> list[FactLine]:
    """What the measures of the client say, in one line: for whoever may open the case, with where it is changed."""
    own = next((one for one in look.gathered.household.members if one.key == SELF), None)
    if key != SELF or own is None or look.actor.role == Role.WELFARE_OFFICER:
        return []
    told = {row.code for row in rows}
    status, start, end = (own.facts.get(code) for code in ("custody_status", "custody_start", "custody_end"))
    if status is None or "custody_status" in told:
        return []
    value = "，".join(
        filter(
            None,
            [
                said(FACTS["custody_status"], status),
                f"{said(FACTS['custody_start'], start)}起" if start else "",
                f"到{said(FACTS['custody_end'], end)}" if end else "",
            ],
        )
    )
    href = reverse("clients:overview", args=(look.client.pk,))
    return [FactLine("戒毒措施", value, href, source="戒毒措施记录")]


def household_lines(look: Lookout) -> list[FactLine]:
    """What is known of the household as a whole: home, assets, standing. A benefit on file wins over what was said
    before it, here as in the rules."""
    known = look.gathered.household.facts
    lines, told = [], {"members_complete"}
    for row in by_member(look.rows).get("", []):
        overruled = row.code in known and known[row.code] != as_answered(row.code, row.value)
        if row.code not in told and not overruled:
            lines.append(fact_line(row, look.today))
            told.add(row.code)
    return lines + [
        FactLine(FACTS[code].term, said(FACTS[code], answer), "", source="正在享受的救助")
        for code, answer in known.items()
        if code not in told and answer is not None
    ]


def household_more(look: Lookout) -> list[tuple[str, str]]:
    told = {row.code for row in by_member(look.rows).get("", [])} | set(look.gathered.household.facts)
    return _unanswered(look, HOUSEHOLD, None, told)


STATED_DIRECTLY = ("household_members", "household_income_month", "income_per_head", "members_complete")


def _unanswered(look: Lookout, of: str, key: str | None, told: set[str]) -> list[tuple[str, str]]:
    """Questions that some visible entitlement reads and nobody answered, in the order of the dictionary."""
    reads: frozenset[str] = frozenset().union(*(one.reads for one in look.entitlements))
    elsewhere = {*OF_THE_CASE, *STATED_DIRECTLY, *(OF_THE_MEASURES if key == SELF else ())}
    return [
        (fact.term, fact_href(look.client.pk, code, key))
        for code, fact in FACTS.items()
        if fact.of == of and code in reads and code not in told | elsewhere and look.shows(code)
    ]
