"""Does a kept answer still come out of what it was kept with? Facts, numbers and rule together must say the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import Enum
from typing import Any

from law.article import Article
from welfare.catalogue.table import BY_CODE
from welfare.determine import bounds
from welfare.gather import load
from welfare.models import Determination
from welfare.rules.assess import assess_one
from welfare.rules.find import Case
from welfare.rules.household import Household
from welfare.rules.ranges import EXACT
from welfare.rules.standards import STANDARDS, Book, Mode, Row, stems


class Verdict(Enum):
    SAME = "same"
    DIFFERENT = "different"
    # The rule of today is another one: what came out then cannot be computed any more.
    OTHER_RULE = "other_rule"


@dataclass(frozen=True, slots=True)
class Checked:
    """One answer looked at again. ``differs`` names what is different: outcome, amount, missing."""

    determination: int
    entitlement: str
    verdict: Verdict
    differs: tuple[str, ...] = ()


def verify(chunk: int = 500) -> Iterator[Checked]:
    """Every answer ever kept, superseded ones too, computed again from its snapshot and its numbers."""
    rows = Determination.objects.unscoped("compute every kept answer again").select_related("snapshot", "client")
    for row in rows.order_by("snapshot_id", "pk").iterator(chunk_size=chunk):
        yield check(row)


def check(row: Determination) -> Checked:
    """One answer computed again."""
    entitlement = BY_CODE.get(row.entitlement)
    if entitlement is None or entitlement.version != row.rule_version:
        return Checked(row.pk, row.entitlement, Verdict.OTHER_RULE)
    household = load(row.snapshot.facts, row.as_of, row.client).household
    with localcontext(EXACT):
        found = assess_one(Case(household, book_of(row.standards, household)), entitlement)
    differs = []
    if found.outcome.value != row.outcome:
        differs.append("outcome")
    if bounds(found) != (row.amount_low, row.amount_high):
        differs.append("amount")
    if [one.key for one in found.missing] != row.missing:
        differs.append("missing")
    return Checked(row.pk, row.entitlement, Verdict.DIFFERENT if differs else Verdict.SAME, tuple(differs))


def book_of(standards: dict[str, Any], household: Household) -> Book:
    """A book that knows the numbers kept with an answer and nothing else, for the place of this household."""

    place = stems(household.region)[0]
    rows: dict[str, tuple[Row, ...]] = dict.fromkeys(STANDARDS, ())
    for code, said in standards.items():
        if code not in STANDARDS or said is None:
            continue
        both = {"town": said, "country": said} if isinstance(said, list) else said
        rows[code] = tuple(
            _row(code, place, both[name], urban)
            for name, urban in (("town", True), ("country", False))
            if both[name] is not None
        )
    return Book(rows)


def _row(code: str, place: str, said: list[str | None], urban: bool) -> Row:
    value, first, last, source = said
    return Row(
        region=place,
        value=str(value) if isinstance(STANDARDS[code], Mode) else Decimal(str(value)),
        valid_from=date.fromisoformat(str(first)),
        valid_to=None if last is None else date.fromisoformat(last),
        source=Article(str(source)),
        review_by=date.max,
        urban=urban,
    )
