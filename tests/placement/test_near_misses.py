"""Near misses: one step said once, with every vacancy behind it; more than one step is no near miss."""

import pytest
from django.urls import reverse

from placement.best_vacancies import for_client
from placement.near_misses import near_misses
from tests.cast import DONGSHENG, MONDAY, a_manager
from tests.placement.builders import CLEANER, a_case, an_open_vacancy, days_before

pytestmark = pytest.mark.django_db


def found(client):
    matches = for_client(client, client.caseworker, MONDAY)
    return matches, near_misses(matches)


def titles(matches, step):
    return [matches.pool.card(opening.told.post).title for opening in step.openings]


def test_one_course_stands_once_above_every_vacancy_that_it_opens():
    client = a_case()
    an_open_vacancy("叉车电工", certificates=["forklift"])
    an_open_vacancy("仓库电工", firm="恒源物流", certificates=["forklift"])

    matches, near = found(client)

    (step,) = near.steps
    assert step.text == "取得叉车证（N1）"
    assert sorted(titles(matches, step)) == ["仓库电工", "叉车电工"]
    assert (step.along, near.farther) == (0, 0)


def test_vacancies_of_other_lines_are_only_counted():
    client = a_case()
    an_open_vacancy("叉车电工", certificates=["forklift"])
    an_open_vacancy("叉车保洁", occupation=CLEANER, text="打扫楼道。", certificates=["forklift"])

    matches, near = found(client)

    (step,) = near.steps
    assert titles(matches, step) == ["叉车电工"]
    assert step.along == 1


def test_what_takes_two_steps_is_counted_and_not_listed():
    client = a_case()
    an_open_vacancy("夜班叉车电工", shifts=["night"], certificates=["forklift"])

    _, near = found(client)

    assert (near.steps, near.farther) == ((), 1)


def test_a_word_comes_before_a_concession_and_a_concession_before_a_course():
    client = a_case()
    an_open_vacancy("叉车电工", certificates=["forklift"])
    an_open_vacancy("夜班电工", shifts=["night"])
    an_open_vacancy("旧的电工", on=days_before(31))

    _, near = found(client)

    assert [step.text for step in near.steps] == ["请企业确认仍在招并更新岗位信息", "接受夜班", "取得叉车证（N1）"]


def test_each_vacancy_names_its_own_measure_under_one_concession():
    client = a_case(wage_floor=6000)
    an_open_vacancy("电工甲", wage_min=4200, wage_max=5000)
    an_open_vacancy("电工乙", wage_min=4200, wage_max=5500)

    _, near = found(client)

    (step,) = near.steps
    assert step.text == "接受低于底线的工资"
    assert {opening.change.text for opening in step.openings} == {"工资底线降到5,000 元/月", "工资底线降到5,500 元/月"}


def test_an_unanswered_question_is_a_step_with_its_reason_once():
    client = a_case(measures=())
    for title in ("厂区保安电工", "商场保安电工"):
        an_open_vacancy(title, post_kinds=["security_guard"])

    _, near = found(client)

    (step,) = near.steps
    assert step.facts
    assert all(fact.startswith("client.facts.") for fact in step.facts)
    assert len(step.reasons) == 1
    assert len(step.openings) == 2


def test_what_the_law_closes_is_no_step_and_stands_under_its_bar():
    client = a_case(measures=("compulsory_isolation",))
    an_open_vacancy("保安电工", post_kinds=["security_guard"])

    matches, near = found(client)

    assert (near.steps, near.farther) == ((), 0)
    (closed,) = near.closed
    assert closed.reason.code == "bar.security_guard"
    assert [matches.pool.card(told.post).title for told in closed.found] == ["保安电工"]


def test_a_manager_finds_the_way_to_an_approval_behind_the_bar(client):
    case = a_case(measures=("compulsory_isolation",))
    guard = an_open_vacancy("保安电工", post_kinds=["security_guard"])
    approval = reverse("placement:override", args=[case.pk, guard.pk, "security_guard"])
    address = reverse("placement:near_misses", args=[case.pk])

    client.force_login(case.caseworker)
    assert approval not in client.get(address).content.decode()

    client.force_login(a_manager("苏日娜", DONGSHENG))
    assert approval in client.get(address).content.decode()
