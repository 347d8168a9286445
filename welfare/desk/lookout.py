"""One household as its pages look at it: facts with evidence, people, results, what is received and applied for.

Read once per request; what only the client's own caseworker may see is left out here and nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from clients.models import Client, HouseholdFact, HouseholdMember, Paper
from people.models import User
from welfare import restricted
from welfare.catalogue.table import CATALOGUE
from welfare.family import Person, people
from welfare.gather import SELF, gather, member_key
from welfare.gathered import Gathered, dump, load
from welfare.models import Application, Benefit, Determination
from welfare.models.application import CLOSED
from welfare.record_answer import OF_THE_CASE, OF_THE_MEASURES
from welfare.rules.ask import Question, next_best
from welfare.rules.assess import Assessment, Missing, assess
from welfare.rules.dictionary import birth_date
from welfare.rules.entitlement import Entitlement
from welfare.rules.fact import FACTS, HOUSEHOLD
from welfare.rules.find import Case
from welfare.rules.standards import Book
from welfare.standards import book, book_version

QUESTIONS_KEPT = 600
"""Seconds. The key names facts, day, numbers and asker, so that nothing stale is ever shown."""


@dataclass
class Lookout:
    """One household on one day for one actor."""

    actor: User
    client: Client
    today: date
    gathered: Gathered
    book: Book

    @cached_property
    def entitlements(self) -> tuple[Entitlement, ...]:
        """Those that exist for the actor; restricted ones only once the client has spoken of what they are about: the
        page is also looked at together."""
        spoken = any(FACTS[row.code].restricted for row in self.rows)
        return tuple(one for one in CATALOGUE if self.shows(one.code) and (spoken or not one.restricted))

    @cached_property
    def found(self) -> dict[str, Assessment]:
        """What comes out today, by code of the entitlement."""
        return assess(self.gathered.household, self.entitlements, self.book)

    @cached_property
    def people(self) -> list[Person]:
        return people(Case(self.gathered.household, self.book))

    @cached_property
    def members(self) -> list[HouseholdMember]:
        """Relatives in the order in which the rules hold them."""
        return list(self.client.household_members.select_related("recorded_by").order_by("pk"))

    @cached_property
    def names(self) -> dict[str, str]:
        """What staff call each person, by key: the name."""
        return {SELF: self.client.name} | {member_key(one): one.name for one in self.members}

    @cached_property
    def relations(self) -> dict[str, str]:
        """What a family calls each person, by key, without a name: 您本人, 配偶."""
        return {SELF: "您本人"} | {member_key(one): one.get_relation_display() for one in self.members}

    @cached_property
    def rows(self) -> list[HouseholdFact]:
        """The answers that stand and may be shown, in the order of the dictionary; without a paper that may not, whose
        very name gives it away."""
        order = {code: index for index, code in enumerate(FACTS)}
        rows = self.client.household_facts.current().select_related("recorded_by", "paper", "member")
        shown = [one for one in rows if one.code in FACTS and self.shows(one.code)]
        for one in shown:
            if one.paper is not None and one.paper.restricted and not restricted.shown_to(self.actor, self.client):
                one.paper = None
        return sorted(shown, key=lambda one: order[one.code])

    @cached_property
    def determinations(self) -> dict[str, Determination]:
        """The stored result that stands, by code."""
        stored = Determination.objects.households(self.actor).filter(client=self.client).current()
        return {one.entitlement: one for one in stored.select_related("previous").defer("words", "previous__words")}

    @cached_property
    def earlier(self) -> dict[int, Gathered]:
        """The household as it stood when a result that has since changed was found, by id of the snapshot."""
        changed = (one.previous for one in self.determinations.values() if one.previous)
        wanted = sorted({one.snapshot_id for one in changed}, reverse=True)[:MOST_EARLIER]
        kept = self.client.snapshots.filter(pk__in=wanted)
        return {one.pk: load(one.facts, one.as_of, self.client) for one in kept}

    @cached_property
    def benefits(self) -> list[Benefit]:
        return [one for one in self.client.benefits.all() if self.shows(one.entitlement)]

    @cached_property
    def receiving(self) -> dict[str, Benefit]:
        """Benefits that run today, by code."""
        return {
            one.entitlement: one
            for one in self.benefits
            if one.since <= self.today and (one.until is None or self.today < one.until)
        }

    @cached_property
    def applications(self) -> list[Application]:
        rows = self.client.applications.select_related("officer").prefetch_related("deadlines")
        return [one for one in rows if self.shows(one.entitlement)]

    @cached_property
    def running(self) -> dict[str, Application]:
        return {one.entitlement: one for one in self.applications if one.state not in CLOSED}

    @cached_property
    def papers(self) -> list[Paper]:
        return list(Paper.objects.shown_to(self.actor).filter(client=self.client).select_related("member"))

    @cached_property
    def questions(self) -> list[Question]:
        """What to ask next, best first; kept for a while, because it costs a few hundred evaluations."""
        key = salted_hmac(
            "welfare.questions", f"{dump(self.gathered)}|{self.today}|{book_version()}|{self.actor.pk}"
        ).hexdigest()
        kept = cache.get(key)
        if kept is None:
            kept = next_best(self.gathered.household, self.entitlements, self.book, but=self.is_not_to_ask)
            cache.set(key, kept, QUESTIONS_KEPT)
        return kept

    def is_not_to_ask(self, missing: Missing) -> bool:
        """What was asked already and nobody knows, what another record holds, what one is not asked unless she speaks
        of it."""
        return FACTS[missing.code].restricted or not is_recordable(missing) or missing.key in self.answered

    @cached_property
    def answered(self) -> frozenset[str]:
        """Keys of the answers on file, 不清楚 among them."""
        return frozenset(fact_key(row) for row in self.rows)

    def shows(self, code: str) -> bool:
        """Whether a fact or an entitlement of this code exists for the actor."""
        return restricted.is_visible(self.actor, self.client, code)


MOST_EARLIER = 3
"""Each is decrypted; older ones are told by their day and outcome alone."""


def look(actor: User, client: Client) -> Lookout:
    """The household as it stands on file today."""
    today = timezone.localdate()
    return Lookout(actor, client, today, next(iter(gather([client], today))), book())


def is_recordable(missing: Missing) -> bool:
    """Whether it is answered on these pages: not by the measures of the case, nor by who somebody is."""
    if missing.member == SELF and (missing.code in OF_THE_MEASURES or missing.code in OF_THE_CASE):
        return False
    return missing.code not in OF_THE_CASE or missing.code == birth_date.code


def fact_key(row: HouseholdFact) -> str:
    """The key under which the rules miss this answer."""
    return row.code if FACTS[row.code].of == HOUSEHOLD else f"{row.code}@{member_key(row.member)}"


def by_member(rows: Iterable[HouseholdFact]) -> dict[str, list[HouseholdFact]]:
    """Answers about persons by key of the person; those of the household under the empty key."""
    kept: dict[str, list[Any]] = {}
    for row in rows:
        key = "" if FACTS[row.code].of == HOUSEHOLD else member_key(row.member)
        kept.setdefault(key, []).append(row)
    return kept
