"""How far firms come, counted by the day: registered, first post offered, first hire kept for ninety days.

Counted are rows that exist for their own reasons; nobody is followed for it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, Min, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from employers.models import Contact, Hire, Vacancy, Verification

RETAINED = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Step:
    """How many firms took each step.

    registered   visitors who registered a firm and confirmed their address
    first_post   firms whose first post was offered
    retained     firms whose first hire has stayed for ninety days of the contract
    """

    registered: int = 0
    first_post: int = 0
    retained: int = 0


@dataclass(frozen=True, slots=True)
class Funnel:
    """``days`` holds every day from the first to the last."""

    days: dict[date, Step]
    total: Step


def counts(first: date, last: date, as_of: date | None = None) -> Funnel:
    """From ``first`` to ``last``, both included; of the days after ``as_of`` (default today) nothing is known and all
    is 0. Three queries, however many days. Raises ValueError when the last day lies before the first."""
    if last < first:
        raise ValueError(f"{last} lies before {first}")
    until = min(last, as_of or timezone.localdate())
    registered, posted, retained = _registered(first, until), _posted(first, until), _retained(first, until)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = {day: Step(registered[day], posted[day], retained[day]) for day in every}
    return Funnel(days, Step(registered.total(), posted.total(), retained.total()))


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first moment of the one day to the first moment after the other."""
    start, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, last + timedelta(days=1)))
    return start, end


def _per_day(moments: Iterable[datetime]) -> Counter[date]:
    return Counter(timezone.localdate(moment) for moment in moments)


def _registered(first: date, last: date) -> Counter[date]:
    """The first firm that somebody named: who was invited by a colleague acted for one before."""
    start, end = _moments(first, last)
    earlier = Verification.objects.filter(user=OuterRef("user")).filter(
        Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk"))
    )
    invited = Contact.objects.filter(user=OuterRef("user"), since__lt=OuterRef("at"))
    rows = Verification.objects.filter(~Exists(earlier), ~Exists(invited), at__gte=start, at__lt=end)
    return _per_day(rows.order_by().values_list("at", flat=True))


def _posted(first: date, last: date) -> Counter[date]:
    start, end = _moments(first, last)
    rows = Vacancy.objects.order_by().values("enterprise").annotate(first=Min("published_at"))
    return _per_day(rows.filter(first__gte=start, first__lt=end).values_list("first", flat=True))


def _retained(first: date, last: date) -> Counter[date]:
    """The day on which ninety days of the contract have run, where nobody left before and the contract did not end."""
    rows = (
        Hire.objects.order_by()
        .annotate(begun=Coalesce("contract_from", "started_on"))
        .filter(begun__lte=last - RETAINED)
        .values_list("enterprise", "begun", "left_on", "contract_until")
    )
    reached: dict[int, date] = {}
    for firm, begun, left_on, until in rows:
        day = begun + RETAINED
        if all(end is None or end >= day for end in (left_on, until)):
            reached[firm] = min(day, reached.get(firm, day))
    return Counter(day for day in reached.values() if day >= first)
