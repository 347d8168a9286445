"""培训: the classes that one can still join, with the seats that are left over all caseloads."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from employers import keep_training
from employers.class_stage import Stage, stage_of
from placement.class_seats import seats_of
from placement.desk.training import rows_of
from tests.cast import GONGYUAN, MONDAY, a_manager, a_social_worker
from tests.placement.builders import a_case
from tests.placement.classes import a_class, a_commitment, an_enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def address(**chosen: str) -> str:
    return reverse("placement:training", query=chosen)


@pytest.fixture
def li(client):
    worker = a_social_worker()
    client.force_login(worker)
    return worker


def page(client, **chosen: str) -> str:
    response = client.get(address(**chosen))
    assert response.status_code == 200
    return response.content.decode()


def test_seats_are_counted_over_all_caseloads(li):
    cohort = a_class(seats=3)
    an_enrolment(a_case("王建军", li), cohort)
    an_enrolment(a_case("赵志强", a_social_worker("张伟"), GONGYUAN), cohort)

    (row,) = rows_of(li, MONDAY)

    assert (row.seats.taken, row.left) == (2, 1)


def test_nobody_gets_a_seat_before_who_waits(li):
    cohort = a_class(seats=1)
    an_enrolment(a_case("王建军", li), cohort)
    an_enrolment(a_case("孙丽", li), cohort)
    # More seats by hand, and nobody has moved up yet.
    cohort.seats = 2
    cohort.save()

    (row,) = rows_of(li, MONDAY)

    assert (row.seats.taken, row.seats.waiting, row.left) == (1, 1, 0)


def test_a_class_without_sign_ups_has_all_its_seats():
    cohort = a_class()

    assert seats_of([cohort.pk]) == {}
    assert rows_of(a_social_worker(), MONDAY)[0].left == cohort.seats


@pytest.mark.parametrize(
    ("starts", "until", "stage"),
    [
        (10, None, Stage.OPEN),
        (0, None, Stage.OPEN),
        (10, -1, Stage.SHUT),
        (10, 0, Stage.OPEN),
        (-3, None, Stage.RUNNING),
        (-3, 2, Stage.OPEN),
        (-14, None, Stage.OVER),
        (-13, None, Stage.RUNNING),
    ],
)
def test_where_a_class_stands(starts, until, stage):
    last = None if until is None else MONDAY + timedelta(days=until)

    assert stage_of(a_class(starts_on=MONDAY + timedelta(days=starts), sign_up_until=last), MONDAY) == stage


def test_the_list_shows_what_can_be_joined_and_the_rest_when_asked(client, li):
    a_class("低压电工取证班")
    a_class("中式烹调班", starts_on=MONDAY - timedelta(days=3), certificate="cook")
    a_class("叉车司机班", starts_on=MONDAY - timedelta(days=30), certificate="forklift")
    cancelled = a_class("焊工取证班", certificate="welder")
    keep_training.cancel_cohort(li, cancelled.pk, "报名不足")

    joinable, running = page(client), page(client, state="running")

    assert "低压电工取证班" in joinable
    assert "中式烹调班" not in joinable
    assert "中式烹调班" in running
    for gone in ("叉车司机班", "焊工取证班"):
        assert gone not in joinable + running


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ({"certificate": "welder"}, {"焊工取证班"}),
        ({"certificate": "none"}, {"缝纫班"}),
        ({"cost": "own"}, {"缝纫班"}),
        ({"where": "inside"}, {"焊工取证班"}),
        ({"begins": "quarter"}, {"焊工取证班"}),
        ({"seats": "full"}, {"低压电工取证班"}),
        ({"district": "150602"}, {"低压电工取证班", "焊工取证班", "缝纫班"}),
    ],
)
def test_each_question_narrows_the_list(client, li, chosen, kept):
    full = a_class("低压电工取证班", seats=1)
    an_enrolment(a_case("王建军", li), full)
    a_class("焊工取证班", starts_on=MONDAY + timedelta(days=60), certificate="welder", inside=True)
    sewing = a_class("缝纫班", certificate="")
    sewing.course.payer, sewing.course.cost = "learner", 300
    sewing.course.save()

    shown = page(client, **chosen)

    found = {name for name in ("低压电工取证班", "焊工取证班", "缝纫班") if f">{name}</a>" in shown}
    assert found == kept


def test_posts_that_firms_keep_stand_beside_the_class(client, li):
    cohort = a_class()
    a_commitment(cohort, 3)
    withdrawn = a_commitment(cohort, 9, firm="罕台绒纺")
    keep_training.withdraw_commitment(li, withdrawn.pk)

    (row,) = rows_of(li, MONDAY)

    assert row.posts == 3


def test_a_manager_of_another_city_sees_nothing(client):
    a_class()
    client.force_login(a_manager("赵敏", "1502"))

    assert "还没有要开的班" in page(client)


def test_the_list_asks_the_same_however_many_classes(li):
    assert li.region
    a_commitment(a_class(starts_on=MONDAY + timedelta(days=5)))
    with CaptureQueriesContext(connection) as few:
        rows_of(li, MONDAY)

    for number in range(8):
        cohort = a_class(f"低压电工取证班{number}")
        a_commitment(cohort)
        an_enrolment(a_case(f"王建军{number}", li), cohort)
    with CaptureQueriesContext(connection) as many:
        rows_of(li, MONDAY)

    assert len(many) == len(few) <= 4
