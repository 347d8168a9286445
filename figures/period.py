"""The month that is counted, with the facts that many figures share: read once, so that parts fit their whole."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from clients.models import Client, HelpEvent, Transfer

WHY = "the month's figures"


class Case(NamedTuple):
    """What the register says of one client. ``home`` is the code of where she lives now."""

    home: str
    opened_on: date
    closed_on: date | None
    closed_how: str
    category: str
    sex: str


@dataclass(frozen=True)
class Period:
    """From the first day of a month to ``last``: its last day, or the day of counting while it runs."""

    first: date
    last: date
    # What one group of figures has read for all of its own, by a name of its choice.
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.first.day != 1 or not self.first <= self.last < self.first + relativedelta(months=1):
            raise ValueError(f"{self.first} to {self.last} is no month")

    def has(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    @property
    def days(self) -> tuple[date, date]:
        """For ``__range`` of a date."""
        return self.first, self.last

    @cached_property
    def since(self) -> datetime:
        """The first moment, and ``until`` the first one after it, by the site's clock."""
        return moment(self.first)

    @cached_property
    def until(self) -> datetime:
        return moment(self.last + timedelta(days=1))

    # Cases ------------------------------------------------------------------------------------------------------------

    @cached_property
    def cases(self) -> dict[int, Case]:
        """Every case there ever was, but those opened by mistake or twice: they count nowhere."""
        rows = (
            Client.objects.unscoped(WHY)
            .exclude(closed_how=Client.ClosedHow.MISTAKE)
            .order_by()
            .values_list("pk", "residence_region__code", "opened_on", "closed_on", "closed_how", "category", "sex")
        )
        return {pk: Case(*facts) for pk, *facts in rows.iterator(chunk_size=5_000)}

    @cached_property
    def register(self) -> dict[int, Case]:
        """在册: the cases open on the last day; on the day it closes a case is not."""
        return {pk: case for pk, case in self.cases.items() if is_open(case, self.last)}

    @cached_property
    def moves(self) -> dict[int, list[tuple[date, str]]]:
        """Of each client who moved: day of the receipt and the place before it, in order."""
        found: dict[int, list[tuple[date, str]]] = {}
        rows = (
            Transfer.objects.unscoped(WHY)
            .filter(state=Transfer.State.RECEIVED)
            .order_by("closed_at", "pk")
            .values_list("client", "closed_at", "from_region__code")
        )
        for client, at, before in rows:
            found.setdefault(client, []).append((timezone.localdate(at), before))
        return found

    def home(self, client: int, day: date | None = None) -> str:
        """The code of the place that served her on that day (default: the last): on the day of a receipt, the new one.

        A later move changes nothing before it. KeyError for a case that does not count.
        """
        on = day or self.last
        for received, before in self.moves.get(client, ()):
            if received > on:
                return before
        return self.cases[client].home

    # Contacts ---------------------------------------------------------------------------------------------------------

    @cached_property
    def helped(self) -> list[tuple[int, int, date, str, str, str, int | None, int | None]]:
        """The help events of the month: id, client, day, kind, about, aid, value in 分, pairing."""
        rows = (
            HelpEvent.objects.unscoped(WHY)
            .filter(at__gte=self.since, at__lt=self.until)
            .order_by()
            .values_list("pk", "client", "at", "kind", "about", "aid", "value", "pairing")
        )
        return [
            (pk, client, timezone.localdate(at), kind, about, aid, cents(value), pairing)
            for pk, client, at, kind, about, aid, value, pairing in rows.iterator(chunk_size=5_000)
            if client in self.cases
        ]


def is_open(case: Case, day: date) -> bool:
    """Whether a case was on the register on that day."""
    return case.opened_on <= day and (case.closed_on is None or day < case.closed_on)


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def period_of(month: date, as_of: date) -> Period:
    """The month whose first day is ``month``, as far as ``as_of``. ValueError for one that has not begun."""
    return Period(month, min(as_of, last_day(month)))


def last_day(month: date) -> date:
    return month + relativedelta(months=1, days=-1)


def moment(day: date) -> datetime:
    """The first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def cents(value) -> int | None:
    """分 of an amount in 元."""
    return None if value is None else round(value * 100)
