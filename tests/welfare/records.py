"""Households on file: a client with relatives, answers, measures and benefits."""

import json
from datetime import date

from clients.models import HouseholdFact, HouseholdMember, RehabMeasure
from tests.welfare.households import HEALTHY, NO_INCOME, NO_PROPERTY
from welfare.models import Benefit

KNOWN_ON = date(2026, 6, 1)


def an_answer(client, code, value, member=None, **fields):
    given = {"known_on": KNOWN_ON, **fields}
    return HouseholdFact.objects.create(client=client, member=member, code=code, value=json.dumps(value), **given)


def a_relative(client, relation="spouse", **fields):
    return HouseholdMember.objects.create(client=client, name="赵敏", relation=relation, **fields)


def a_measure(client, kind, start, **fields):
    return RehabMeasure.objects.create(client=client, kind=kind, start=start, **fields)


def a_benefit(client, entitlement, since, **fields):
    return Benefit.objects.create(client=client, entitlement=entitlement, since=since, **fields)


def a_whole_file(client, *relatives, **own):
    """Everything answered that 低保 asks: no property, and of nobody any income but what ``own`` says of the client."""
    _answer_all(client, {**NO_PROPERTY, "is_urban_household": True, "members_complete": True})
    grown = {**NO_INCOME, **HEALTHY, "custody_status": "无", "lives_together": True}
    _answer_all(client, grown | own)
    for member in relatives:
        _answer_all(client, grown, member)
    return client


def _answer_all(client, answers, member=None):
    for code, value in answers.items():
        an_answer(client, code, value if isinstance(value, bool | str) else str(value), member)
