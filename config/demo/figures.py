"""The demo's figures: the months gone by are closed, as they would be had the platform been there all along.

Counted now, they hold what was put right since; so that the manager meets a correction, a few records of last month are
entered after it was closed.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from clients.models import Client, HelpEvent
from figures.close_month import close, count_running, recount
from figures.period import month_of

# As far back as to compare with the same month of last year.
MONTHS = 14
LATE = 6


def build_figures(random: Random, as_of: date, clients: list[Client], tick) -> None:
    """Close the last months, enter what comes late, and count the month that runs."""
    this = month_of(as_of)
    months = [this - relativedelta(months=back) for back in range(MONTHS, 0, -1)]
    for month in months:
        close(None, month, at=_third_after(month))
        tick()
    _enter_late(random, months[-1], clients)
    recount(months[-1])
    count_running(this)
    tick()


def _third_after(month: date) -> datetime:
    """The third of the month after, at two in the morning, or now where that lies ahead."""
    third = timezone.make_aware(datetime.combine(month + relativedelta(months=1, days=2), time(2)))
    return min(third, timezone.now())


def _enter_late(random: Random, month: date, clients: list[Client]) -> None:
    """Visits of last month that were written down only now."""
    for client in random.sample(clients, LATE):
        day = month + timedelta(days=random.randrange(5, 25))
        HelpEvent.objects.create(
            client=client,
            worker=client.caseworker,
            kind=HelpEvent.Kind.VISIT,
            at=timezone.make_aware(datetime.combine(day, time(10, 30))),
            note="补记：上个月去家里看过，人在家，情况平稳。",
            recorded_by=client.caseworker,
        )
