"""Vacancies as a firm writes them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from employers import post_vacancy, publish
from employers.models import Contact, Vacancy
from tests.cast import MONDAY_9, a_contact, a_region

FACTS: dict[str, Any] = {
    "title": "锅炉操作工",
    "headcount": 2,
    "wage_min": Decimal(4500),
    "wage_max": Decimal(5500),
    "text": "看管两台燃气锅炉，每小时抄表一次。",
}


def a_draft(contact: Contact | None = None, **fields: Any) -> Vacancy:
    """What 周丽 wrote for 蒙泰热电; complete unless ``fields`` say otherwise."""
    who = contact or a_contact()
    return post_vacancy.record(who, who.enterprise_id, **({"region": a_region()} | FACTS | fields))


def a_submitted_one(contact: Contact | None = None, at: datetime = MONDAY_9, **fields: Any) -> Vacancy:
    who = contact or a_contact()
    return publish.submit(who, a_draft(who, **fields).pk, at=at)
