"""认定: look at a household as it stands on file, and keep what comes out with all that it stands on.

An answer is never overwritten. The same one only moves ``confirmed_on``; a different one supersedes it, with the facts,
the numbers and the words of its own. The same household on the same day twice leaves nothing new.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from clients.models import Client
from law.dated import Dated
from law.outcome import Outcome
from people.models import User
from people.vault import blind_index, declare_index
from welfare import find_gaps, reasons
from welfare.catalogue.table import CATALOGUE
from welfare.gather import Gathered, dump, gather
from welfare.models import Determination, HouseholdSnapshot, Screening
from welfare.rules.assess import Assessment, assess
from welfare.rules.entitlement import Entitlement
from welfare.rules.household import Household
from welfare.rules.standards import STANDARDS, Book, Level
from welfare.standards import book as book_of_today

DIGEST = declare_index("household_snapshot.facts")
REASON = "answers of households that the caller holds"
# Amounts beyond ten billion yuan are no amounts: no bound.
HIGHEST = Decimal(10) ** 10
SAME = ("outcome", "amount_low", "amount_high", "missing", "grade", "rule_version", "standards", "words")


class Looked(NamedTuple):
    """One household and what came out for each entitlement, by code."""

    gathered: Gathered
    found: dict[str, Assessment]


@transaction.atomic
def determine(actor: User | None, gathered: Gathered, screening: Screening | None = None) -> list[Determination]:
    """Keep what comes out for one household; returns the answers that are new. ``actor`` None: the system itself.

    Whoever gathered without holding the client (``hold``) may keep what is out of date by now: ``refresh`` does both.
    """
    hold([gathered.client])
    book = book_of_today()
    return store(actor, [look(gathered, book)], book, screening)


@transaction.atomic
def refresh(client: Client, as_of: date | None = None, actor: User | None = None) -> list[Determination]:
    """Bring the answers of one household up to date, right after something about it changed; returns the new ones.

    Of a closed case nothing is determined any more.
    """
    if not client.is_open:
        return []
    # As she stands now: the caller may have read her before somebody else wrote where she lives.
    held = [one for one in hold([client]) if one.is_open]
    book = book_of_today()
    return store(actor, [look(one, book) for one in gather(held, as_of or timezone.localdate())], book)


def hold(clients: Iterable[Client]) -> list[Client]:
    """Nobody else determines these households until the transaction ends; in the order of ids, so that none waits for
    the other. On SQLite whoever writes is alone anyway. Returns them as they stand now."""
    ids = sorted(client.pk for client in clients)
    return list(Client.objects.unscoped(REASON).filter(pk__in=ids).order_by("pk").select_for_update())


def look(gathered: Gathered, book: Book, entitlements: Iterable[Entitlement] = CATALOGUE) -> Looked:
    """What comes out, without keeping it."""
    return Looked(gathered, assess(gathered.household, entitlements, book))


def store(
    actor: User | None, looked: Sequence[Looked], book: Book, screening: Screening | None = None
) -> list[Determination]:
    """Keep what came out for households that the caller holds, all as of one day; returns the answers that are new.

    The number of queries does not grow with the households. An answer that was confirmed for a later day stays.
    """
    if not looked:
        return []
    as_of, now = looked[0].gathered.household.as_of, timezone.now()
    rows = Determination.objects.unscoped(REASON)
    clients = [one.gathered.client.pk for one in looked]
    standing = {(row.client_id, row.entitlement): row for row in rows.filter(client_id__in=clients).current()}
    new, confirmed, found = [], [], []
    for gathered, assessments in looked:
        for code, assessment in assessments.items():
            old = standing.get((gathered.client.pk, code))
            if old is not None and old.confirmed_on > as_of:
                continue
            found.append(find_gaps.Found(gathered.client, assessment, old.outcome if old else None))
            row = _row(gathered, assessment, book)
            if old is not None and all(getattr(old, name) == getattr(row, name) for name in SAME):
                if old.confirmed_on < as_of:
                    confirmed.append(old.pk)
                continue
            row.previous, row.screening = old, screening
            row.recorded_by, row.recorded_at = actor, now
            new.append(row)
    rows.filter(pk__in=[row.previous_id for row in new if row.previous_id]).update(superseded_at=now)
    rows.filter(pk__in=confirmed).update(confirmed_on=as_of)
    _take_snapshots(new, {one.gathered.client.pk: one.gathered for one in looked}, as_of)
    Determination.objects.bulk_create(new)
    find_gaps.settle(found, as_of)
    return new


def _row(gathered: Gathered, found: Assessment, book: Book) -> Determination:
    household, entitlement = gathered.household, found.entitlement
    low, high = bounds(found)
    missing = [one.key for one in found.missing]
    return Determination(
        client=gathered.client,
        entitlement=entitlement.code,
        as_of=household.as_of,
        confirmed_on=household.as_of,
        rule_version=entitlement.version,
        outcome=found.outcome.value,
        amount_low=low,
        amount_high=high,
        standards=standards_used(found, household, book),
        missing=missing,
        missing_count=len(missing),
        grade=weakest_grade(gathered, entitlement),
        words=reasons.write(reasons.tree(found, household)),
    )


def bounds(found: Assessment) -> tuple[Decimal | None, Decimal | None]:
    """The amount as the table keeps it: nothing for who is not entitled."""
    if found.amount is None or found.outcome is Outcome.INELIGIBLE:
        return None, None
    low, high = (None if end is None or abs(end) >= HIGHEST else end for end in (found.amount.lo, found.amount.hi))
    return low, high


def weakest_grade(gathered: Gathered, entitlement: Entitlement) -> str:
    """The weakest evidence among the answers on file that this rule reads; empty where it reads none of them."""
    answers: dict[str, Any] = {"is_urban_household": gathered.household.urban, **gathered.household.facts}
    for member in gathered.household.members:
        answers |= {f"{code}@{member.key}": answer for code, answer in member.facts.items()}
    grades = {
        grade
        for key, grade in gathered.grades.items()
        if key.partition("@")[0] in entitlement.reads and answers.get(key) is not None
    }
    return min(grades, key=lambda grade: grade.rank) if grades else ""


def standards_used(found: Assessment, household: Household, book: Book) -> dict[str, Any]:
    """``Determination.standards``: what the book said where this rule looked; for a household of which it is open
    whether it is of the town, ``{"town": …, "country": …}`` with null for what nobody set."""
    said: dict[str, Any] = {}
    for code in sorted(found.used):
        dated = found.used[code]
        if dated is None:
            said[code] = None
        elif household.urban is None:
            both = {
                name: book.find(STANDARDS[code], household.region, urban, household.as_of)
                for name, urban in (("town", True), ("country", False))
            }
            said[code] = {name: None if one is None else _plain(one) for name, one in both.items()}
        else:
            said[code] = _plain(dated)
    return said


def _plain(dated: Dated[Level]) -> list[str | None]:
    last = None if dated.valid_to is None else dated.valid_to.isoformat()
    return [str(dated.value), dated.valid_from.isoformat(), last, dated.source.full]


def _take_snapshots(new: Collection[Determination], gathered: dict[int, Gathered], as_of: date) -> None:
    """Let each row stand on the snapshot of its household, the one of the same reading where there is one."""
    texts = {pk: dump(gathered[pk]) for pk in {row.client_id for row in new}}
    digests = {pk: blind_index(DIGEST, text) for pk, text in texts.items()}
    same = HouseholdSnapshot.objects.unscoped(REASON).filter(
        client_id__in=texts, as_of=as_of, digest__in=digests.values()
    )
    kept = {(one.client_id, one.digest): one for one in same}
    missing = [
        HouseholdSnapshot(client_id=pk, as_of=as_of, digest=digests[pk], facts=text)
        for pk, text in sorted(texts.items())
        if (pk, digests[pk]) not in kept
    ]
    for one in HouseholdSnapshot.objects.bulk_create(missing):
        kept[one.client_id, one.digest] = one
    for row in new:
        row.snapshot = kept[row.client_id, digests[row.client_id]]
