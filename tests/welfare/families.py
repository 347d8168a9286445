"""Families on file of whom everything is known that the month's money depends on."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from tests.cast import DONGSHENG, a_household_fact, a_household_member, a_region, a_welfare_officer
from tests.welfare.households import NO_INCOME, NO_PROPERTY
from welfare.keep_current import together
from welfare.models import Benefit, StandardRow


def the_line_is(yuan, least=None, since=date(2025, 1, 1)):
    """低保标准 of 东胜区's town, approved; ``least``: the share of it that is paid at least."""
    proposer, approver = a_welfare_officer("其木格"), a_welfare_officer("娜日苏")
    given = {"minimum_living_standard": yuan} | ({} if least is None else {"minimum_payment_share": least})
    for code, value in given.items():
        StandardRow.objects.create(
            code=code, region=a_region(DONGSHENG), urban=True, value=value, valid_from=since,
            review_by=since.replace(year=since.year + 3), source_title="东胜区城乡低保标准", state="approved",
            proposed_by=proposer, decided_by=approver, decided_at=timezone.now(),
        )  # fmt: skip


def a_known_family(wang, wage=1200, but=(), **facts):
    """王建军 with his wife, both healthy, owning only their home; ``but``: codes that nobody has asked of him."""
    wife = a_household_member(wang, "spouse", "赵秀英", birth_date=date(1990, 4, 1))
    shared = NO_INCOME | {"disability_grade": "无", "disability_category": "无"}
    hers = {"lives_together": True, "custody_status": "无"}
    with together():
        for member, told in ((None, shared | {"wage_income_month": wage}), (wife, shared | hers)):
            for code, answer in told.items():
                if member is not None or code not in but:
                    a_household_fact(wang, code, answer, member)
        for code, answer in (NO_PROPERTY | {"is_urban_household": True, "owns_dwelling": True} | facts).items():
            if code not in but:
                a_household_fact(wang, code, answer)
    return wife


def on_minimum_living(wang, amount):
    Benefit.objects.create(
        client=wang,
        entitlement="minimum_living",
        since=date(2025, 1, 1),
        amount=Decimal(amount),
        recorded_by=wang.caseworker,
    )
