"""What a household receives is written down once, by who may, and has its end."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connections
from django.utils import timezone

from clients.models import Grade
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import KANGBASHI, a_client, a_social_worker, a_welfare_officer
from tests.welfare.applications import an_application
from tests.welfare.records import a_whole_file
from welfare import apply
from welfare.catalogue.table import CATALOGUE
from welfare.determine import refresh
from welfare.models import Benefit, Determination
from welfare.record_benefit import end_benefit, record_benefit

SINCE = date(2026, 1, 1)


@pytest.fixture
def wang(db):
    return a_client(a_social_worker(), measure=None)


def benefits():
    return Benefit.objects.unscoped("test")


def test_an_officer_of_the_region_writes_it_down(wang):
    officer = a_welfare_officer()

    benefit = record_benefit(
        officer, wang, "minimum_living", SINCE, amount=Decimal(860), grade=Grade.CERTIFIED, note="存折核对"
    )

    assert (benefit.recorded_by, benefit.note, benefit.until) == (officer, "存折核对", None)
    event = AccessEvent.objects.latest("pk")
    assert (event.kind, event.object_id, event.actor) == ("household", str(wang.pk), officer)


@pytest.mark.parametrize(
    ("entitlement", "since", "more", "why"),
    [
        ("lottery", SINCE, {}, "没有这个救助项目"),
        ("minimum_living", date(2999, 1, 1), {}, "在将来"),
        ("minimum_living", SINCE, {"until": date(2025, 1, 1)}, "早于"),
        ("minimum_living", SINCE, {"amount": Decimal(-1)}, "金额"),
        ("minimum_living", SINCE, {"amount": Decimal(10) ** 9}, "金额"),
    ],
)
def test_what_cannot_be_is_refused(wang, entitlement, since, more, why):
    with pytest.raises(Refused, match=why):
        record_benefit(wang.caseworker, wang, entitlement, since, **more)

    assert not benefits().exists()


def test_a_second_one_that_runs_is_refused(wang):
    record_benefit(wang.caseworker, wang, "minimum_living", SINCE)

    with pytest.raises(Refused, match="已经登记正在享受"):
        record_benefit(wang.caseworker, wang, "minimum_living", SINCE)
    assert benefits().count() == 1


def test_others_and_closed_cases_are_refused(wang):
    for other in (a_social_worker("张伟"), a_welfare_officer("其其格", KANGBASHI)):
        with pytest.raises(Refused, match="不归您"):
            record_benefit(other, wang, "minimum_living", SINCE)
    wang.status = "closed"

    with pytest.raises(Refused):
        record_benefit(wang.caseworker, wang, "minimum_living", SINCE)


def test_a_restricted_one_is_written_down_by_the_caseworker_alone(wang):
    with pytest.raises(Refused, match="没有这个救助项目"):
        record_benefit(a_welfare_officer(), wang, "hiv_care", SINCE)

    benefit = record_benefit(wang.caseworker, wang, "hiv_care", SINCE)

    with pytest.raises(Refused, match="没有这个救助项目"):
        end_benefit(a_welfare_officer(), benefit, date(2026, 3, 1))


def test_it_ends_once(wang):
    benefit = record_benefit(wang.caseworker, wang, "minimum_living", SINCE)
    again = Benefit.objects.unscoped("test").get(pk=benefit.pk)

    end_benefit(wang.caseworker, benefit, date(2026, 3, 1))

    with pytest.raises(Refused, match="已经登记过"):
        end_benefit(wang.caseworker, again, date(2026, 4, 1))
    assert benefits().get().until == date(2026, 3, 1)
    assert not benefits().get().runs(date(2026, 3, 1))
    assert benefits().running(date(2026, 2, 28)).exists()


def test_an_end_in_the_future_is_refused(wang):
    benefit = record_benefit(wang.caseworker, wang, "minimum_living", SINCE)

    with pytest.raises(Refused, match="在将来"):
        end_benefit(wang.caseworker, benefit, timezone.localdate() + timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_two_looks_at_once_leave_one_answer_each():
    wang = a_whole_file(a_client(a_social_worker(), measure=None))
    problems = []

    def looks(day):
        try:
            refresh(wang, day)
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=looks, args=(date(2026, 11, day),)) for day in (20, 21, 20, 21)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = Determination.objects.unscoped("test")
    assert problems == []
    assert rows.current().count() == len(CATALOGUE)
    assert rows.filter(superseded_at__isnull=False, next__isnull=True).count() == 0


@pytest.mark.django_db
def test_what_came_through_an_application_ends_there_with_its_clocks():
    application = an_application(upto="pay")
    officer, benefit = application.officer, application.benefits.get()

    with pytest.raises(Refused, match="经申请享受"):
        end_benefit(officer, benefit, date(2026, 8, 1))
    apply.move(officer, application, "end", date(2026, 8, 1), note="家庭收入超过标准")

    benefit.refresh_from_db()
    assert benefit.until == date(2026, 8, 1)
    assert not application.deadlines.running().exists()
