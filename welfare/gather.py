"""Records → facts: what is on file about a household, as the rules read it on a day.

    Client, HouseholdMember   birth_date, relation_to_applicant; the place of registration, else where she lives
    HouseholdFact             everything else that somebody answered; an answer that expired is only claimed
    RehabMeasure              custody and recovery of the client (``facts_of_measures``)
    Benefit                   what the household receives (``facts_of_benefits``)

Who lives there is known once relatives are on file, or once somebody said that the list is complete
(``members_complete``: also for who lives alone); said to be incomplete it is unknown again. Without that the household
has no members for the rules, which is unknown to them and not nobody: silence makes nobody eligible or ineligible.

A record wins over an answer about the same thing, with two exceptions: what a record leaves open an answer may settle,
and an answer known since a benefit ended is newer than its end. Facts are those on file now, for whichever day.
"""

import json
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from clients.models import Client, Grade, HouseholdFact, HouseholdMember, RehabMeasure
from law.truth import Truth
from people.models import Region
from welfare.facts_of_benefits import OfBenefits, facts_of_benefits
from welfare.facts_of_measures import CUSTODY_FACTS, Said, facts_of_measures
from welfare.gathered import Gathered, dump, load
from welfare.models import Benefit
from welfare.rules.composition import is_counted
from welfare.rules.dictionary import (
    applies_as_single_person,
    birth_date,
    custody_status,
    is_urban_household,
    members_complete,
    receives_minimum_living,
    relation_to_applicant,
)
from welfare.rules.fact import FACTS, HOUSEHOLD, Day, Fact
from welfare.rules.find import Case
from welfare.rules.household import Answer, Household, Member
from welfare.rules.read import read_answer

__all__ = ["SELF", "Gathered", "dump", "gather", "load", "member_key"]

logger = logging.getLogger(__name__)

SELF = "self"
RECIPIENT = "is_minimum_living_recipient"
REASON = "gather the facts of households that the caller holds"
RELATION = HouseholdMember.Relation
RELATIONS = {RELATION.SPOUSE: "配偶", RELATION.CHILD: "子女", RELATION.FATHER: "父母", RELATION.MOTHER: "父母"}
FROM_COLUMNS = ("as_of_date", "region_code", "person_id", birth_date.code, relation_to_applicant.code)
"""Facts that stand in columns of the client or the member: no answer can say otherwise."""


def member_key(member: HouseholdMember | None) -> str:
    """How the rules call this person; None: the client herself."""
    return SELF if member is None else f"m{member.pk}"


def gather(clients: Iterable[Client], as_of: date) -> Iterator[Gathered]:
    """Each client's household in the order given; six queries for any number of clients."""
    asked = list(clients)
    mine = {"client_id__in": [client.pk for client in asked]}
    relatives = _by_client(
        HouseholdMember.objects.unscoped(REASON).filter(**mine).only("client_id", "relation", "birth_date")
    )
    answers = _by_client(HouseholdFact.objects.unscoped(REASON).filter(**mine).current())
    measures = _by_client(RehabMeasure.objects.unscoped(REASON).filter(**mine).prefetch_related("pauses"))
    benefits = _by_client(Benefit.objects.unscoped(REASON).filter(**mine))
    places = {client.registered_region_id or client.residence_region_id for client in asked}
    codes = dict(Region.objects.filter(pk__in=places).values_list("pk", "code"))
    read = {client.pk: _Read(as_of, answers[client.pk]) for client in asked}
    for code, count in sorted(sum((one.unreadable for one in read.values()), Counter[str]()).items()):
        logger.warning("%d recorded answers to %s do not fit the fact dictionary and count as not given", count, code)
    for client in asked:
        yield _gathered(
            client,
            codes[client.registered_region_id or client.residence_region_id],
            read[client.pk],
            sorted(relatives[client.pk], key=lambda one: one.pk),
            facts_of_measures(client, measures[client.pk], as_of),
            facts_of_benefits(benefits[client.pk], as_of),
        )


def _by_client(rows: Iterable[Any]) -> dict[int, list[Any]]:
    kept: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        kept[row.client_id].append(row)
    return kept


class _Read:
    """The answers of one household as the dictionary types them."""

    def __init__(self, as_of: date, rows: Iterable[HouseholdFact]) -> None:
        self.as_of = as_of
        self.unreadable: Counter[str] = Counter()
        self.known_on: dict[str, date] = {}
        self._household: Said = {}
        self._of: dict[str, Said] = defaultdict(dict)
        for row in rows:
            fact = FACTS.get(row.code)
            whole = fact is not None and fact.of == HOUSEHOLD
            if fact is None or row.code in FROM_COLUMNS or (whole and row.member_id is not None):
                self.unreadable[row.code] += 1
                continue
            try:
                answer = _in_time(fact, read_answer(fact, json.loads(row.value)), as_of)
            except ValueError:
                self.unreadable[row.code] += 1
                continue
            expired = row.expires_on is not None and row.expires_on < as_of
            said = answer, Grade.CLAIMED if expired else Grade(row.grade)
            if whole:
                self._household[row.code] = said
                self.known_on[row.code] = row.known_on
            else:
                self._of[SELF if row.member_id is None else f"m{row.member_id}"][row.code] = said

    def household(self) -> Said:
        return dict(self._household)

    def of(self, key: str) -> Said:
        """In time order: a custody that ends before it begins has no end that anybody knows."""
        said = dict(self._of.get(key, {}))
        start, end = (said.get(code, (None,))[0] for code in ("custody_start", "custody_end"))
        if isinstance(start, date) and isinstance(end, date) and end < start:
            said["custody_end"] = None, said["custody_end"][1]
        return said


def _in_time(fact: Fact, answer: Answer, as_of: date) -> Answer:
    """What is yet to come on the day looked at is not known on that day."""
    if isinstance(fact, Day) and fact.past and isinstance(answer, date) and answer > as_of:
        return None
    return answer


def _gathered(
    client: Client,
    region: str,
    read: _Read,
    relatives: list[HouseholdMember],
    measured: Said,
    benefits: OfBenefits,
) -> Gathered:
    own = _with_benefits(read.household(), read.known_on, benefits)
    urban = own.pop(is_urban_household.code, (None, None))
    household = Household(
        read.as_of,
        region,
        urban[0],  # type: ignore[arg-type]
        {code: answer for code, (answer, _) in sorted(own.items())},
    )
    grades = {code: grade for code, (_, grade) in own.items()}
    if urban[1] is not None:
        grades[is_urban_household.code] = urban[1]
    complete = own.get(members_complete.code, (bool(relatives), None))[0]
    if not complete:
        return Gathered(client, household, grades)
    people = {SELF: _with_measures(read.of(SELF), measured)}
    identity = {SELF: ("本人", client.birth_date)}
    for one in relatives:
        key = member_key(one)
        people[key] = read.of(key)
        identity[key] = (RELATIONS.get(RELATION(one.relation), "其他"), one.birth_date)
    for said in people.values():
        for code, (answer, grade) in benefits.of_one.items():
            if said.get(code, (None,))[0] is None:
                said[code] = (answer if len(people) == 1 else None), grade
    members = []
    for key, said in people.items():
        relation, born = identity[key]
        facts: dict[str, Answer] = {code: answer for code, (answer, _) in sorted(said.items())}
        facts[relation_to_applicant.code] = relation
        if born is not None:
            facts[birth_date.code] = _in_time(birth_date, born, read.as_of)
        members.append(Member(key, facts))
        grades |= {f"{code}@{key}": grade for code, (_, grade) in said.items()}
    return _with_recipients(Gathered(client, replace(household, members=tuple(members)), grades))


def _with_benefits(own: Said, known_on: dict[str, date], benefits: OfBenefits) -> Said:
    for (code, answer), ended in benefits.ended.items():
        if code in own and own[code][0] == answer and known_on[code] < ended:
            del own[code]
    for code, (answer, grade) in benefits.household.items():
        recorded = own.get(code, (None,))[0]
        is_newer = answer is False and recorded is not None
        if not is_newer and (answer is not None or recorded is None):
            own[code] = answer, grade
    return own


def _with_measures(own: Said, measured: Said) -> Said:
    status = measured.get(custody_status.code, (None,))[0]
    if own.get(custody_status.code, (None,))[0] is not None and status in (None, "无"):
        # 无 is said by the silence of the measures, and they know nothing of prisons.
        measured = {code: said for code, said in measured.items() if code not in CUSTODY_FACTS}
    elif custody_status.code in measured:
        own = {code: said for code, said in own.items() if code not in CUSTODY_FACTS}
    for code, said in measured.items():
        if said[0] is not None or own.get(code, (None,))[0] is None:
            own[code] = said
    return own


def _with_recipients(gathered: Gathered) -> Gathered:
    """Of a household on 低保 whoever counts receives it, or who applied as 单人户 alone; others stay unsaid."""
    household = gathered.household
    if household.facts.get(receives_minimum_living.code) is not True:
        return gathered
    alone = household.facts.get(applies_as_single_person.code, applies_as_single_person.absent)
    case = Case(household)
    members, grades = [], dict(gathered.grades)
    for member in household.members:
        if RECIPIENT not in member.facts and alone is not None:
            counts = Truth.of(member.key == SELF) if alone else case.find(is_counted, member).truth
            if counts is not Truth.UNKNOWN:
                member = Member(member.key, {**member.facts, RECIPIENT: counts is Truth.YES})
                grades[f"{RECIPIENT}@{member.key}"] = gathered.grades[receives_minimum_living.code]
        members.append(member)
    return Gathered(gathered.client, replace(household, members=tuple(members)), grades)
