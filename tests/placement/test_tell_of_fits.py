"""新的合适岗位提醒: who is told of what, once, and without a name."""

from datetime import timedelta

import pytest

from clients.models import Client
from employers.models import Vacancy
from jobs.models import Job
from jobs.run import ask
from jobs.worker import drain
from people.models import Notice
from placement import shortlist
from placement.models import SearchPause
from placement.tell_of_fits import KIND, tell
from tests.cast import GONGYUAN, MONDAY, MONDAY_9, a_social_worker
from tests.placement.builders import a_case, an_open_vacancy, days_before
from tests.placement.jobs import a_job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def texts() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("text", flat=True))


def test_a_new_vacancy_that_fits_is_told_once_without_a_name():
    worker = a_social_worker()
    case = a_case("王建军", worker)
    an_open_vacancy("厂区电工", on=days_before(1))

    assert tell(worker, MONDAY_9) == 1
    assert tell(worker, MONDAY_9) == 0
    assert tell(worker, MONDAY_9 + timedelta(days=1)) == 0

    assert texts() == ["有新岗位适合您的一位服务对象：厂区电工。"]
    notice = Notice.objects.get()
    assert (notice.user, notice.url_name, notice.url_args) == (worker, "placement:matches", [case.pk])


def test_what_comes_later_the_same_day_is_told_the_next_day():
    worker = a_social_worker()
    a_case("王建军", worker)
    an_open_vacancy("厂区电工", on=days_before(1))
    tell(worker, MONDAY_9)

    an_open_vacancy("夜里发布的电工", on=MONDAY)
    assert tell(worker, MONDAY_9 + timedelta(hours=3)) == 0
    assert tell(worker, MONDAY_9 + timedelta(days=1)) == 1

    assert texts()[1] == "有新岗位适合您的一位服务对象：夜里发布的电工。"


def test_who_does_not_look_for_work_and_what_is_kept_are_left_out():
    worker = a_social_worker()
    a_job(a_case("王建军", worker))
    paused, kept, barred = a_case("孙丽", worker), a_case("赵刚", worker), a_case("钱红", worker, shifts=("night",))
    SearchPause.objects.create(
        client=paused, reason="ill", since=days_before(3), until=MONDAY + timedelta(days=9), recorded_by=worker
    )
    vacancy = an_open_vacancy("厂区电工", on=days_before(1))
    shortlist.add(worker, Client.objects.visible_to(worker).get(pk=kept.pk), vacancy)

    assert tell(worker, MONDAY_9) == 0
    assert barred.caseworker == worker
    assert texts() == []


def test_the_job_goes_through_all_workers_and_rests_until_a_vacancy_changes():
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟", GONGYUAN)
    a_case("王建军", li)
    a_case("孙丽", zhang, GONGYUAN)
    vacancy = an_open_vacancy("厂区电工", on=days_before(1))

    def told(key: str) -> int:
        ask(None, KIND, key)
        drain()
        return Job.objects.get(kind=KIND, key=key).result["told"]

    assert told("1") == 2
    assert {notice.user for notice in Notice.objects.all()} == {li, zhang}
    assert told("2") == 0
    Vacancy.objects.filter(pk=vacancy.pk).update(headcount=5)
    a_case("周强", li)
    assert told("3") == 1
