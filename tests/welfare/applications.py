"""Applications for the tests: started by 乌云 the welfare officer and moved day by day."""

from datetime import date, timedelta
from decimal import Decimal

from clients.models import Client, Paper
from people.models import User
from tests.cast import a_client, a_social_worker, a_welfare_officer
from welfare import apply
from welfare.models import Application

# A Monday half a year before the tests' Monday: every step of a whole procedure lies in the past.
START = date(2026, 5, 25)
# Day of each move counted from the start, in the usual order of 低保.
USUAL = {
    "accept": 1,
    "start_survey": 3,
    "survey": 8,
    "check": 10,
    "publicise": 11,
    "submit": 19,
    "grant": 30,
    "pay": 37,
}
SUMS = {"publicise": Decimal(1460), "grant": Decimal(1460)}


def an_application(
    code: str = "minimum_living",
    *,
    upto: str = "",
    client: Client | None = None,
    officer: User | None = None,
    on: date = START,
) -> Application:
    """Started on ``on`` and taken through the usual moves up to ``upto``, on the days of ``USUAL``."""
    officer = officer or a_welfare_officer()
    application = apply.start(officer, client or a_client(a_social_worker()), code, on=on)
    for name in list(USUAL)[: list(USUAL).index(upto) + 1] if upto else ():
        apply.move(officer, application, name, on + timedelta(days=USUAL[name]), amount=SUMS.get(name))
    return application


def a_paper(client: Client, kind: str = "身份证", **fields) -> Paper:
    """A paper on file without its content."""
    return Paper.objects.create(client=client, kind=kind, media_type="application/pdf", size=1, **fields)
