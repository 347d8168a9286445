"""What waits to be done for a client, and what nobody knows yet."""

from datetime import date, timedelta

import pytest

from clients import agenda, close_case, hand_over
from clients.models import BarFact, Client, ClientCertificate, FixedTime, Limit, RehabMeasure, WorkExperience
from tests.cast import a_client, a_social_worker

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"), measure=None)


def texts(client, day=TODAY):
    return [task.text for task in agenda.tasks(client, day)]


@pytest.mark.parametrize(
    ("kind", "decided_on", "start", "end"),
    [
        # 禁毒法 33: three years from report-in; 47: two years from the decision; 48: at most three.
        ("community_treatment", date(2025, 5, 20), date(2025, 6, 2), date(2028, 6, 2)),
        ("compulsory_isolation", date(2025, 5, 20), date(2025, 6, 2), date(2027, 5, 20)),
        ("compulsory_isolation", None, date(2025, 6, 2), date(2027, 6, 2)),
        ("community_recovery", None, date(2024, 2, 29), date(2027, 2, 28)),
        ("voluntary", None, date(2025, 6, 2), None),
        ("maintenance", None, date(2025, 6, 2), None),
    ],
)
def test_a_measure_runs_as_long_as_the_law_says(kind, decided_on, start, end):
    assert RehabMeasure(kind=kind, decided_on=decided_on, start=start).expected_end() == end


def test_a_measure_that_has_ended_ended_then():
    ended = RehabMeasure(kind="community_treatment", start=date(2022, 1, 1), end=date(2023, 1, 1))

    assert ended.expected_end() == date(2023, 1, 1)


def test_the_end_of_a_measure_is_seen_ninety_days_ahead(wang):
    RehabMeasure.objects.create(client=wang, kind="community_treatment", start=date(2024, 2, 21))

    assert "社区戒毒期满" not in texts(wang, date(2026, 11, 22))
    again = Client.objects.unscoped("test").get(pk=wang.pk)
    assert "社区戒毒期满" in texts(again, date(2026, 11, 23))


def test_a_certificate_is_seen_sixty_days_ahead_and_once_expired(wang):
    ClientCertificate.objects.create(client=wang, code="forklift", expires_on=TODAY + timedelta(days=60))

    assert texts(wang, TODAY - timedelta(days=1)) == []
    assert texts(wang) == ["叉车证（N1）到期"]
    assert texts(wang, TODAY + timedelta(days=90)) == ["叉车证（N1）到期"]


def test_the_soonest_comes_first_and_a_hand_over_counts_working_days(wang):
    wang.next_contact_on = TODAY + timedelta(days=30)
    hand_over.offer(wang.caseworker, [wang.pk], a_social_worker("张伟"), "交接", as_of=TODAY)

    first, second = agenda.tasks(wang, TODAY)

    assert (first.text, first.on, first.workdays) == ("移交给张伟，等待签收", date(2026, 12, 2), 7)
    assert (second.text, second.workdays) == ("下次联系", None)


def test_a_closed_case_has_nothing_to_do(wang):
    wang.next_contact_on = TODAY
    close_case.close(wang.caseworker, wang, "finished")

    assert texts(wang) == []


def test_gaps_close_one_by_one(wang):
    assert [gap.text for gap in agenda.gaps(wang)][:2] == ["想做什么工作", "最低月工资"]
    assert len(agenda.gaps(wang)) == 9

    full = a_client(wang.caseworker, "赵志强", wish_text="想做电工", wage_floor=3000, education="junior", measure=None)
    full.wish.radius_km, full.wish.shifts = 12, ["day"]
    Limit.objects.create(client=full, feature="height", answer="cannot")
    FixedTime.objects.create(client=full, kind="sign_in", every="week", weekday=2, half_day="am")
    WorkExperience.objects.create(client=full, title="电工")
    BarFact.objects.create(client=full, kind="drug_crime", answer="no")

    assert agenda.gaps(full) == []
