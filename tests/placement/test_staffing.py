"""人员配备: what a street owes, women for women, certificates that run out."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from people.models import Membership, Notice, Qualification, Role, Sex
from placement.remind_staff import remind
from placement.staffing import report
from placement.staffing_rule import Staffing, rule_of
from tests.cast import DONGSHENG, GONGYUAN, JIAOTONG, KANGBASHI, MONDAY, a_client, a_manager, a_region, a_social_worker
from tests.people.qualifications import a_qualification

pytestmark = pytest.mark.django_db
RULE = Staffing(per_worker=30, at_least=1)


def somebody_in(street, worker):
    """刘强 lives in another street than his worker sits in."""
    client = a_client(worker, "刘强")
    client.residence_region = a_region(street)
    client.save()


@pytest.mark.parametrize(("clients", "needed"), [(0, 0), (1, 1), (30, 1), (31, 2), (61, 3)])
def test_a_street_owes_one_worker_per_thirty_and_at_least_one(clients, needed):
    assert RULE.needed(clients) == needed


@given(st.integers(0, 5000))
def test_one_more_client_never_asks_for_fewer_workers(clients):
    assert RULE.needed(clients) <= RULE.needed(clients + 1) <= RULE.needed(clients) + 1


def test_no_neighbours_rule_is_used():
    assert rule_of("150602", MONDAY).value == RULE
    assert rule_of("150202", MONDAY) is None
    assert rule_of("150602", date(2014, 11, 4)) is None


def test_a_street_with_clients_and_nobody_posted_lacks_one():
    manager = a_manager("苏日娜", DONGSHENG)
    li = a_social_worker("李敏")
    a_client(li, "王建军")
    somebody_in(GONGYUAN, li)

    found = report(manager, MONDAY)

    assert [(street.name, street.missing) for street in found.streets] == [("公园街道", 1), ("交通街道", 0)]


def test_a_woman_with_a_man_as_her_worker_is_named():
    manager = a_manager("苏日娜", DONGSHENG)
    zhang = a_social_worker("张伟", sex=Sex.MALE)
    a_client(zhang, "乌云", sex=Sex.FEMALE)
    a_client(zhang, "王建军", sex=Sex.MALE)

    found = report(manager, MONDAY)

    assert [(worker.user.name, worker.women) for worker in found.men_with_women] == [("张伟", 1)]


def test_a_worker_whose_sex_nobody_entered_is_not_taken_for_a_woman(client):
    manager = a_manager("苏日娜", DONGSHENG)
    a_client(a_social_worker("张伟", sex=None), "乌云", sex=Sex.FEMALE)
    moved = a_client(a_social_worker("其其格", KANGBASHI), "萨仁", sex=Sex.FEMALE)
    moved.residence_region = a_region(JIAOTONG)
    moved.save()

    assert report(manager, MONDAY).women_unclear == 2

    client.force_login(manager)
    page = client.get(reverse("placement:staffing")).content.decode()
    assert "还有 2 名女性待核实" in page
    assert "都由女社工负责" not in page


def test_who_lives_in_no_street_is_counted_all_the_same(client):
    manager, li = a_manager("苏日娜", DONGSHENG), a_social_worker("李敏")
    a_client(li, "王建军")
    somebody_in(DONGSHENG, li)

    found = report(manager, MONDAY)

    assert (found.clients, found.placeless) == (2, 1)
    client.force_login(manager)
    assert "另有 1 人的居住地没有登记到街道" in client.get(reverse("placement:staffing")).content.decode()


def test_two_posts_in_one_street_are_one_worker():
    manager, li = a_manager("苏日娜", DONGSHENG), a_social_worker("李敏")
    Membership.objects.create(user=li, role=Role.SOCIAL_WORKER, region=a_region("150602001001"), valid_from=MONDAY)

    (street,) = report(manager, MONDAY).streets

    assert (street.workers, street.women_workers) == (1, 1)


def test_an_expired_certificate_does_not_make_a_professional():
    manager, li = a_manager("苏日娜", DONGSHENG), a_social_worker("李敏")
    a_qualification(li, "social_worker", expires_on=date(2026, 11, 22))

    found = report(manager, MONDAY)

    assert found.professional == 0
    assert [one.user.name for one in found.running_out] == ["李敏"]


def test_counsellor_is_no_professional_of_social_work():
    manager, li = a_manager("苏日娜", DONGSHENG), a_social_worker("李敏")
    a_qualification(li, "counsellor")

    assert report(manager, MONDAY).professional == 0


def test_the_report_does_not_ask_more_for_more_people(client):
    manager, li = a_manager("苏日娜", DONGSHENG), a_social_worker("李敏")
    a_client(li, "王建军")
    assert manager.region
    with CaptureQueriesContext(connection) as few:
        report(manager, MONDAY)
    for name in ("张伟", "其其格", "刘洋"):
        worker = a_social_worker(name, JIAOTONG)
        a_qualification(worker)
        a_client(worker, f"{name}的人")

    with CaptureQueriesContext(connection) as many:
        report(manager, MONDAY)

    assert len(many) == len(few)


def test_the_page_shows_what_is_missing(client):
    manager = a_manager("苏日娜", DONGSHENG)
    somebody_in(GONGYUAN, a_social_worker("李敏"))
    client.force_login(manager)

    page = client.get(reverse("placement:staffing")).content.decode()

    assert "缺 1 人" in page
    assert "刘强" not in page


def test_worker_and_manager_are_told_once_before_a_certificate_runs_out():
    manager, li = a_manager("苏日娜", DONGSHENG), a_social_worker("李敏")
    a_qualification(li, expires_on=date(2027, 2, 1))

    assert remind(MONDAY) == 1
    assert remind(MONDAY) == 0
    assert {notice.user for notice in Notice.objects.all()} == {li, manager}
    assert Qualification.objects.get().reminded_on == MONDAY


def test_nobody_is_told_too_early():
    a_manager("苏日娜", DONGSHENG)
    a_qualification(a_social_worker("李敏"), expires_on=date(2027, 2, 22))

    assert remind(MONDAY) == 0
