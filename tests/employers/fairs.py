"""Builders of fairs: one that firms can register for, and firms on its list."""

from datetime import timedelta

from django.utils import timezone

from employers import hold_fair
from employers.models import Fair, FairGuest
from people.models import User
from tests.cast import DONGSHENG, a_region, a_social_worker

TITLE, PLACE = "东胜区冬季就业推介会", "东胜区铁西文化广场一层大厅"


def a_fair(title: str = TITLE, worker: User | None = None, *, is_open: bool = True, **facts) -> Fair:
    """In ten days from nine to noon, open for 30 firms until the day before, unless told otherwise."""
    worker = worker or a_social_worker()
    starts = facts.pop("starts_at", None) or timezone.now().replace(hour=1, minute=0) + timedelta(days=10)
    known = {
        "region": a_region(DONGSHENG), "place": PLACE, "kind": "onsite", "starts_at": starts,
        "ends_at": starts + timedelta(hours=3), "register_until": starts - timedelta(hours=16), "seats": 30,
        "contact": "0477-8588123", "words": "请带营业执照复印件和招聘简章。",
    } | facts  # fmt: skip
    fair = hold_fair.plan(worker, title=title, **known)
    return hold_fair.open_registration(worker, fair.pk) if is_open else fair


def a_fair_begun(title: str = TITLE, worker: User | None = None, **facts) -> Fair:
    """One that was opened in time and has begun an hour ago."""
    starts = timezone.now() - timedelta(hours=1)
    when = {"starts_at": starts, "ends_at": starts + timedelta(hours=3), "register_until": starts - timedelta(days=1)}
    Fair.objects.filter(pk=(fair := a_fair(title, worker, **facts)).pk).update(**when, opened_at=starts)
    fair.refresh_from_db()
    return fair


def a_guest(fair: Fair, firm: str = "远望仓储", worker: User | None = None, **stated) -> FairGuest:
    """Put on the list by staff, as firms are that call."""
    known = {"firm_name": firm, "contact_name": "韩梅", "phone": "13947701234", "people": 2} | stated
    return hold_fair.add_guest(worker or a_social_worker(), fair.pk, **known)
