"""The day of a social worker and the district of a manager."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clients.hand_over import offer
from employers.models import State, Vacancy
from placement import shortlist
from placement.follow_up import working
from tests.cast import GONGYUAN, KANGBASHI, MONDAY, a_manager, a_social_worker
from tests.placement.builders import a_case, a_vacancy, an_open_vacancy, days_before
from tests.placement.jobs import a_job, at_day
from tests.welfare.results import a_gap

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


# 今日 -----------------------------------------------------------------------------------------------------------------


def test_today_shows_what_waits_and_what_is_new(enter):
    worker = a_social_worker()
    case = a_case("王建军", worker, last_contact_on=days_before(40), next_contact_on=MONDAY, measures=())
    case.certificates.create(code="health", expires_on=MONDAY + timedelta(days=20))
    an_open_vacancy("新电工岗", on=days_before(2))
    gone = an_open_vacancy("停招的电工岗", on=days_before(3))
    shortlist.add(worker, case, gone)
    Vacancy.objects.filter(pk=gone.pk).update(state=State.PAUSED)

    context = enter(worker, "today").context

    assert [(line.what, line.on) for line in context["due"]] == [
        ("约好联系", MONDAY),
        ("健康证到期", MONDAY + timedelta(days=20)),
    ]
    # He is called today: his line of the due ones is enough.
    assert (context["silent"], context["silent_count"]) == ([], 1)
    assert [one.found[0].card.title for one in context["news"]] == ["新电工岗"]
    assert [(line.title, line.why) for line in context["lapsed"]] == [("停招的电工岗", "暂停")]


def test_who_has_a_job_is_offered_no_other(enter):
    worker = a_social_worker()
    a_job(a_case("王建军", worker))
    a_case("孙丽", worker)
    an_open_vacancy("新电工岗", on=days_before(2))

    context = enter(worker, "today").context

    assert [one.client.name for one in context["news"]] == ["孙丽"]


def test_a_hand_over_is_on_both_desks_with_its_clock_and_no_name_before_the_signature(enter):
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟", GONGYUAN)
    case = a_case("王建军", li)
    offer(li, [case.pk], zhang, "请多关照。", MONDAY)

    (given,) = enter(li, "today").context["signing"]
    response = enter(zhang, "today")

    (received,) = response.context["signing"]
    assert (given.workdays, received.workdays) == (7, 7)
    assert received.deed == "去签收"
    assert "王建军" not in response.content.decode()


def test_today_says_how_many_of_her_families_go_without_what_is_theirs(enter):
    worker = a_social_worker()
    wang, sun = a_case("王建军", worker), a_case("孙丽", worker)
    theirs = a_case("赵强", a_social_worker("张伟", GONGYUAN))
    for case, code in ((wang, "minimum_living"), (wang, "medical_aid"), (sun, "medical_aid"), (theirs, "medical_aid")):
        a_gap(case, code)
    a_gap(sun, "near_minimum", closed_on=MONDAY, closed_how="received")

    response = enter(worker, "today")

    assert (response.context["families"], response.context["gap_count"]) == (2, 3)
    assert reverse("welfare:take_up") in response.content.decode()


def test_a_new_worker_reads_friendly_words(enter):
    page = enter(a_social_worker(), "today").content.decode()

    for words in ("一周内没有要办的", "7 天内没有新的合适岗位", "人人都联系到了", "收藏的岗位都还在招"):
        assert words in page


def test_today_costs_the_same_queries_for_one_and_for_many(enter, django_assert_max_num_queries):
    worker = a_social_worker()
    an_open_vacancy()
    a_case("王建军", worker, next_contact_on=MONDAY)
    enter(worker, "today")
    with django_assert_max_num_queries(61) as few:
        enter(worker, "today")
    for name in ("孙丽", "赵强", "高娃"):
        a_case(name, worker, next_contact_on=MONDAY, opened_on=days_before(90), certificates=("health",))

    with django_assert_max_num_queries(61) as many:
        enter(worker, "today")

    assert len(few) == len(many)


# 旗区概况 -------------------------------------------------------------------------------------------------------------


def test_the_manager_sees_loads_vacancies_and_silence(enter):
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟", GONGYUAN, sex="male")
    a_case("王建军", li, last_contact_on=days_before(45))
    a_case("孙丽", li, sex="female", last_contact_on=MONDAY)
    a_case("那日苏", a_social_worker("其其格", "150603001"), residence="150603001")
    an_open_vacancy("电工", headcount=5)
    a_vacancy("旧岗位", on=days_before(31))
    a_vacancy("不写人数")

    context = enter(a_manager(), "district").context

    loads = [(load.worker.name, load.clients, load.women, load.silent, load.is_woman) for load in context["loads"]]
    assert loads == [("李敏", 2, 1, 1, True), ("张伟", 0, 0, 0, False)]
    assert context["totals"] == {"all": 2, "women": 1}
    (supply,) = context["supplies"]
    assert (supply.name, supply.open, supply.stale, supply.places, supply.unknown) == ("东胜区", 2, 1, 5, 1)
    assert [(case.name, days) for case, days in context["rows"]] == [("王建军", 45)]
    assert zhang.pk


def test_women_in_the_care_of_men_are_counted(enter):
    a_case("孙丽", a_social_worker("李敏"), sex="female")
    a_case("高娃", a_social_worker("张伟", GONGYUAN, sex="male"), residence=GONGYUAN, sex="female")
    a_case("王建军", a_social_worker("张伟", GONGYUAN), residence=GONGYUAN)

    response = enter(a_manager(), "district")

    assert response.context["women_with_men"] == 1
    assert "女性 2 人，1 人由男社工负责" in response.content.decode()


@pytest.mark.parametrize(("count", "over"), [(30, 0), (31, 1)])
def test_a_worker_with_more_than_thirty_is_flagged(enter, count, over):
    worker = a_social_worker()
    for number in range(count):
        a_case(f"服务对象{number}", worker, wish=False, skills=(), measures=())

    response = enter(a_manager(), "district")

    assert response.context["over"] == over
    assert ("超 1 人" in response.content.decode()) is bool(over)


def test_cases_of_somebody_without_a_post_are_not_forgotten(enter):
    gone = a_social_worker("其其格", KANGBASHI)
    a_case("王建军", gone)

    context = enter(a_manager(), "district").context

    assert [(load.worker.name, load.place) for load in context["loads"]] == [("其其格", "")]
    assert (context["workers"], context["ratio"]) == (0, None)


def test_the_city_sees_its_counties(enter):
    a_case("王建军", a_social_worker("李敏"))
    a_case("那日苏", a_social_worker("其其格", "150603001"), residence="150603001")

    context = enter(a_manager("苏和", "1506"), "district").context

    assert [(county.name, county.workers, county.clients) for county in context["counties"]] == [
        ("东胜区", 1, 1),
        ("康巴什区", 1, 1),
    ]


def test_the_district_says_beside_who_was_placed_who_stayed_ninety_days(enter):
    li = a_social_worker()
    a_job(a_case("王建军", li), days_before(40))
    stayed = a_job(a_case("孙丽", li), days_before(100))
    working(li, at_day(stayed, 90), MONDAY)

    response = enter(a_manager(), "district")

    placed = response.context["placed"]
    assert (placed.started, placed.young, placed.lasting.due, placed.lasting.working) == (2, 1, 1, 1)
    assert "已满 90 天的 1 人次里" in response.content.decode()


def test_turning_the_page_of_the_silent_swaps_the_list_alone(enter):
    a_case(opened_on=days_before(90))

    response = enter(a_manager(), "district", htmx=True)

    assert "<html" not in response.content.decode()
    assert "已有几天" in response.content.decode()


def test_district_costs_the_same_queries_for_one_and_for_many(enter, django_assert_max_num_queries):
    manager = a_manager()
    a_case("王建军", a_social_worker(), opened_on=days_before(90))
    enter(manager, "district")
    with django_assert_max_num_queries(50) as few:
        enter(manager, "district")
    for number, name in enumerate(("孙丽", "赵强", "高娃")):
        a_case(name, a_social_worker(f"社工{number}", "150602005"), residence="150602005", opened_on=days_before(90))

    with django_assert_max_num_queries(50) as many:
        enter(manager, "district")

    assert len(few) == len(many)
