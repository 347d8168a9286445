"""Whether somebody may be proposed today: each thing that stands in the way, alone, with what to do about it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clients import close_case
from clients.models import Consent, ConsentPurpose
from law.truth import Truth
from people.errors import Refused
from placement import refer
from placement.may_send import checks, obstacles, sent_this_week
from placement.models import Placement
from tests.cast import MONDAY, MONDAY_9, a_social_worker
from tests.placement.builders import a_case, a_firm, an_open_vacancy
from tests.placement.referrals import HOUR, a_consent, a_referral, verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def ready():
    """A client and a vacancy between which nothing stands."""
    client, vacancy = a_case(), an_open_vacancy(address="蒙泰路1号")
    verified(vacancy.enterprise)
    a_consent(client, vacancy.enterprise)
    return client, vacancy


def found(client, vacancy, worker=None, as_of=MONDAY, **rest) -> list[tuple[str, str]]:
    return [(one.code, one.text) for one in obstacles(worker or client.caseworker, client, vacancy, as_of, **rest)]


def codes(client, vacancy, worker=None, as_of=MONDAY, **rest) -> list[str]:
    return [code for code, _ in found(client, vacancy, worker, as_of, **rest)]


def test_nothing_stands_in_the_way_of_who_fits(ready):
    assert found(*ready) == []


def test_whose_client_it_is(ready):
    client, vacancy = ready

    assert codes(client, vacancy, a_social_worker("张伟")) == ["case"]

    close_case.close(client.caseworker, client, "moved")
    assert codes(client, vacancy) == ["case"]


@pytest.mark.parametrize("state", ["draft", "submitted", "paused", "filled", "expired"])
def test_a_vacancy_that_is_not_offered(ready, state):
    client, vacancy = ready
    vacancy.state = state

    (one,) = obstacles(client.caseworker, client, vacancy, MONDAY)

    assert (one.code, one.truth) == ("vacancy", Truth.NO)
    assert one.text.startswith("岗位现在是“")
    assert one.next_step


@pytest.mark.parametrize(("days", "expected"), [(30, []), (31, ["vacancy"])])
def test_a_vacancy_that_nobody_has_confirmed_for_thirty_days(ready, days, expected):
    client, vacancy = ready

    assert codes(client, vacancy, as_of=MONDAY + timedelta(days=days)) == expected


@pytest.mark.parametrize(("filled", "expected"), [(1, []), (2, ["vacancy"])])
def test_a_vacancy_without_a_place(ready, filled, expected):
    client, vacancy = ready
    vacancy.filled = filled

    assert codes(client, vacancy) == expected


def test_a_firm_that_nobody_has_verified():
    client, vacancy = a_case(), an_open_vacancy()
    a_consent(client, vacancy.enterprise)

    assert codes(client, vacancy) == ["verified"]


@pytest.mark.parametrize(("until", "expected"), [(date(2026, 11, 22), []), (MONDAY, ["paused"])])
def test_a_firm_that_takes_nobody_until_a_day(ready, until, expected):
    client, vacancy = ready
    vacancy.enterprise.referrals_paused_until = until

    assert codes(client, vacancy) == expected


def test_the_week_of_a_firm_runs_from_monday_to_sunday(ready):
    client, vacancy = ready
    vacancy.enterprise.weekly_cap = 1
    vacancy.enterprise.save()
    a_referral(a_case("赵强"), vacancy, at=MONDAY_9)

    assert [sent_this_week(vacancy.enterprise, MONDAY + timedelta(days=day)) for day in (-1, 0, 6, 7)] == [0, 1, 1, 0]
    assert codes(client, vacancy, as_of=MONDAY + timedelta(days=6)) == ["cap"]
    assert codes(client, vacancy, as_of=MONDAY + timedelta(days=7)) == []
    (one,) = obstacles(client.caseworker, client, vacancy, MONDAY + timedelta(days=6))
    assert "2026年11月30日" in one.next_step


def test_one_that_was_taken_back_at_once_takes_no_place_of_the_week(ready):
    client, vacancy = ready
    vacancy.enterprise.weekly_cap = 1
    vacancy.enterprise.save()
    other = a_referral(a_case("赵强"), vacancy, at=MONDAY_9)

    refer.undo(other.client.caseworker, other, at=MONDAY_9)

    assert codes(client, vacancy) == []


def test_every_hard_constraint_that_fails_is_named(ready):
    client, vacancy = ready
    client.wish.shifts, client.wish.wage_floor = ["day"], 6000
    client.wish.save()
    vacancy.shifts, vacancy.wage_max = ["night"], Decimal(5000)

    assert codes(client, vacancy) == ["fit.shifts", "fit.wage"]
    assert all(one.next_step for one in obstacles(client.caseworker, client, vacancy, MONDAY))


def test_an_open_bar_question_stands_in_the_way_until_it_is_answered(ready):
    client, vacancy = ready
    client.measures.all().delete()
    vacancy.post_kinds = ["security_guard"]

    (one, *_) = obstacles(client.caseworker, client, vacancy, MONDAY)

    assert one.code.startswith("fit.bar.")
    assert one.next_step == "请先核实并登记答案。"


def test_what_is_not_known_is_asked_and_stops_nobody(ready):
    client, vacancy = ready
    vacancy.shifts, vacancy.education = [], ""

    looked = checks(client.caseworker, client, vacancy, MONDAY)

    asked = {one.code for one in looked if one.truth is Truth.UNKNOWN}
    assert {"fit.education", "fit.shifts"} <= asked
    assert codes(client, vacancy) == []


def test_who_works_at_the_firm_already(ready):
    client, vacancy = ready
    Placement.objects.create(
        client=client, kind="dispersed", enterprise=vacancy.enterprise, job_title="保洁员", started_on=date(2026, 9, 1)
    )

    assert codes(client, vacancy) == ["there"]

    client.placements.update(ended_on=date(2026, 10, 1), end_reason="quit")
    assert codes(client, vacancy) == []


def test_who_works_elsewhere_may_look_for_something_better(ready):
    client, vacancy = ready
    Placement.objects.create(
        client=client, kind="dispersed", enterprise=a_firm("康新物业"), job_title="保洁员", started_on=date(2026, 9, 1)
    )

    assert codes(client, vacancy) == []


def test_a_second_referral_beside_a_running_one(ready):
    client, vacancy = ready
    referral = a_referral(client, vacancy)

    assert codes(client, vacancy) == ["once"]
    assert codes(client, vacancy, referral=referral) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"until": date(2026, 11, 22)}, "还没有本人"),
        ({"state": Consent.State.WITHDRAWN, "withdrawn_at": MONDAY_9, "withdrawn_way": "phone"}, "还没有本人"),
        ({"state": Consent.State.REFUSED}, "还没有本人"),
        ({"state": Consent.State.ASKED, "way": "", "answered_at": None}, "还没有答复"),
        ({"purpose": ConsentPurpose.INCENTIVE}, "还没有本人"),
    ],
)
def test_a_consent_that_does_not_stand(ready, change, words):
    client, vacancy = ready
    client.consents.update(**change)

    ((code, text),) = found(client, vacancy)

    assert code == "consent"
    assert words in text


def test_the_consent_for_one_firm_is_none_for_another(ready):
    client, _ = ready
    elsewhere = an_open_vacancy(firm="康新物业", address="科技街2号")
    verified(elsewhere.enterprise)

    assert codes(client, elsewhere) == ["consent"]


def test_the_last_day_of_a_consent_is_inside(ready):
    client, vacancy = ready
    client.consents.update(until=MONDAY)

    assert codes(client, vacancy) == []


@pytest.mark.parametrize(("until", "truth"), [(date(2026, 12, 6), Truth.UNKNOWN), (date(2026, 12, 7), Truth.YES)])
def test_a_consent_that_ends_before_the_firm_must_answer_is_worth_asking_about(ready, until, truth):
    client, vacancy = ready
    client.consents.update(until=until)

    (consent,) = (one for one in checks(client.caseworker, client, vacancy, MONDAY) if one.code == "consent")

    assert consent.truth is truth
    assert ("12月6日" in consent.text) is (truth is Truth.UNKNOWN)
    assert found(client, vacancy) == []


def test_each_obstacle_stops_the_sending_itself(ready):
    client, vacancy = ready
    referral = refer.prepare(client.caseworker, client, vacancy)
    vacancy.state = "paused"
    vacancy.save()

    with pytest.raises(Refused, match="暂停") as no:
        refer.send(client.caseworker, referral, at=MONDAY_9 + HOUR)

    assert no.value.next_step
    assert not referral.events.exists()
