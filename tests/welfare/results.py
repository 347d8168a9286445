"""What came out for households, as rows: for tests of pages and lists that do not need the rules behind them."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from clients.models import Client
from law.article import Article
from law.truth import Truth
from people.models import Region
from tests.cast import DONGSHENG, MONDAY, MONDAY_9, a_region
from welfare import reasons
from welfare.models import Benefit, Determination, HouseholdSnapshot, Screening, TakeUpGap
from welfare.rules.assess import Missing

TRUTHS = {"eligible": Truth.YES, "ineligible": Truth.NO, "undetermined": Truth.UNKNOWN}
INCOME = "家庭月人均收入低于最低生活保障标准"
NUMBERS = "家庭月人均收入 300 元/月；最低生活保障标准 950 元/月"


def a_determination(
    client: Client,
    entitlement: str = "minimum_living",
    outcome: str = "eligible",
    *,
    amount: int | str | None = None,
    missing: tuple[str, ...] = (),
    on: date = MONDAY,
    why: str = INCOME,
    detail: str = NUMBERS,
    **fields,
) -> Determination:
    """The answer that stands; one that stood before is superseded by it."""
    now = fields.pop("recorded_at", None) or timezone.now()
    before = client.determinations.current().filter(entitlement=entitlement).first()
    if before:
        client.determinations.filter(pk=before.pk).update(superseded_at=now)
    asked = tuple(reasons.Asked(key, Missing.of(key).text, Missing.of(key).documents) for key in missing)
    said = reasons.Reason(
        TRUTHS[outcome],
        "最低生活保障",
        parts=(reasons.Reason(TRUTHS[outcome], why, Article("社会救助暂行办法", "国务院令第649号", "第九条"), detail),),
        missing=asked,
    )
    total = None if amount is None else Decimal(amount)
    return Determination.objects.create(
        client=client,
        snapshot=_snapshot(client, on),
        previous=before,
        entitlement=entitlement,
        as_of=on,
        confirmed_on=on,
        rule_version="0" * 12,
        outcome=outcome,
        amount_low=fields.pop("amount_low", total),
        amount_high=fields.pop("amount_high", total),
        missing=list(missing),
        missing_count=len(missing),
        grade=fields.pop("grade", "documented"),
        words=reasons.write(said),
        recorded_at=now,
        **fields,
    )


def _snapshot(client: Client, on: date) -> HouseholdSnapshot:
    known = client.snapshots.filter(as_of=on).first()
    return known or HouseholdSnapshot.objects.create(client=client, as_of=on, digest="0" * 64, facts="{}")


def a_benefit(client: Client, entitlement: str = "minimum_living", since: date = date(2026, 3, 1), **fields) -> Benefit:
    return Benefit.objects.create(client=client, entitlement=entitlement, since=since, **fields)


def a_gap(
    client: Client, entitlement: str = "minimum_living", opened_on: date = date(2026, 11, 2), **fields
) -> TakeUpGap:
    return TakeUpGap.objects.create(client=client, entitlement=entitlement, opened_on=opened_on, **fields)


def a_screening(region: Region | str = DONGSHENG, at: datetime = MONDAY_9, **fields) -> Screening:
    """A finished one that began at that time."""
    where = region if isinstance(region, Region) else a_region(region)
    made = Screening.objects.create(
        region=where, as_of=timezone.localdate(at), key=f"{where.code}.{at.isoformat()}", finished_at=at, **fields
    )
    # Set by the table itself on creation.
    Screening.objects.filter(pk=made.pk).update(started_at=at)
    made.refresh_from_db()
    return made
