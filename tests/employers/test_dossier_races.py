"""Two people of one firm do the same at once: one thing comes of it, and the other is told or becomes the newer."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connections
from django.utils import timezone

from employers import hand_in_dossier, prepare_dossier
from employers.models import Claim, Dossier, DossierPaper
from employers.models.dossier import DOSSIER_FILES
from people.errors import Refused
from tests.cast import a_contact
from tests.employers.hires import OFFSET, a_dossier, a_hire, a_photo

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DOSSIERS_DIR = tmp_path / "dossiers"


def at_once(deed: Callable[[], object]) -> list[Exception]:
    """What went wrong in ``AT_ONCE`` threads that begin together."""
    problems: list[Exception] = []
    start = threading.Barrier(AT_ONCE)

    def run() -> None:
        try:
            start.wait()
            deed()
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


def test_uploads_at_once_leave_one_paper_in_the_place():
    zhou = a_contact()
    dossier = a_dossier(zhou)

    problems = at_once(lambda: prepare_dossier.upload(zhou, dossier, "contract", a_photo()))

    assert all(isinstance(problem, Refused) for problem in problems)
    assert DossierPaper.objects.exclude(state=DossierPaper.State.REPLACED).count() == 1
    assert {*DOSSIER_FILES.uids()} == {*DossierPaper.objects.values_list("uid", flat=True)}


def test_a_period_is_claimed_once_however_many_press():
    zhou = a_contact()
    dossier = a_dossier(zhou)
    today = timezone.localdate()
    period = str(today.year)

    problems = at_once(
        lambda: hand_in_dossier.hand_in(zhou, dossier, period=period, amount=Decimal("650.00"), on=today)
    )

    assert [type(problem) for problem in problems] == [Refused] * (AT_ONCE - 1)
    assert all("已经申报过" in str(problem) for problem in problems)
    assert Claim.objects.count() == 1


def test_a_dossier_is_opened_once_however_many_press():
    zhou = a_contact()
    hire = a_hire(zhou)

    problems = at_once(lambda: prepare_dossier.open_dossier(zhou, hire, OFFSET))

    assert problems == []
    assert Dossier.objects.count() == 1
    assert Dossier.objects.get().events.count() == 1


def test_a_claim_is_settled_once():
    zhou = a_contact()
    dossier = a_dossier(zhou, a_hire(zhou, started_on=date(2026, 3, 2)))
    today = timezone.localdate()
    claim = hand_in_dossier.hand_in(
        zhou, dossier, period="2026-Q3", amount=Decimal("650.00"), on=today - timedelta(days=1)
    )

    problems = at_once(lambda: hand_in_dossier.paid(zhou, claim, amount=Decimal("600.00"), on=today))

    assert [type(problem) for problem in problems] == [Refused] * (AT_ONCE - 1)
    assert dossier.events.filter(name="paid").count() == 1
