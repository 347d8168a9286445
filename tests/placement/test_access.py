"""Who may enter which page of placement, and what each look leaves in the ledger."""

import pytest
from django.urls import reverse

from clients.door import KIND
from people import ledger
from people.models import Purpose
from tests.cast import GONGYUAN, KANGBASHI, a_manager, a_social_worker, a_welfare_officer, an_auditor
from tests.placement.builders import a_case, an_open_vacancy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def looks_at(case) -> list[str]:
    return [event.purpose for event in ledger.of(KIND, case.pk)]


OF_A_CLIENT = ("matches", "near_misses", "compare")
PEOPLE = {
    "李敏": a_social_worker,
    "张伟": lambda: a_social_worker("张伟", GONGYUAN),
    "苏日娜": a_manager,
    "巴特尔": lambda: a_manager("巴特尔", KANGBASHI),
    "乌云": a_welfare_officer,
    "高远": an_auditor,
}


@pytest.mark.parametrize("page", OF_A_CLIENT)
@pytest.mark.parametrize(
    ("who", "enters"),
    [("李敏", True), ("张伟", False), ("苏日娜", True), ("巴特尔", False), ("乌云", False), ("高远", False)],
)
def test_a_client_opens_for_the_caseworker_and_the_manager_of_the_region(enter, page, who, enters):
    case = a_case()
    picks = [an_open_vacancy("电工一").pk, an_open_vacancy("电工二").pk]

    response = enter(PEOPLE[who](), page, case.pk, pick=picks)

    assert response.status_code == (200 if enters else 404)
    assert looks_at(case) == ([Purpose.MATCHING] if enters else [])


@pytest.mark.parametrize(
    ("page", "welcome"),
    [
        ("today", {"李敏", "张伟"}),
        ("district", {"苏日娜", "巴特尔"}),
        ("stalled", {"李敏", "张伟", "苏日娜", "巴特尔"}),
        ("pre_release", {"李敏", "张伟", "苏日娜", "巴特尔"}),
        ("vacancies", {"李敏", "张伟", "苏日娜", "巴特尔", "乌云"}),
    ],
)
@pytest.mark.parametrize("who", PEOPLE)
def test_each_page_has_its_roles(enter, page, welcome, who):
    response = enter(PEOPLE[who](), page)

    assert response.status_code == (200 if who in welcome else 404)


@pytest.mark.parametrize(("who", "enters"), [("李敏", True), ("苏日娜", False), ("乌云", False), ("高远", False)])
def test_candidates_are_for_social_workers(enter, who, enters):
    vacancy = an_open_vacancy()

    assert enter(PEOPLE[who](), "candidates", vacancy.pk).status_code == (200 if enters else 404)


@pytest.mark.parametrize("page", ["matches", "near_misses", "compare", "candidates"])
def test_what_does_not_exist_is_404(enter, page):
    assert enter(a_social_worker(), page, 999_999).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("李敏", 302), ("张伟", 404), ("苏日娜", 302), ("巴特尔", 404), ("乌云", 404)]
)
def test_a_vacancy_is_kept_by_those_who_may_open_the_client(client, who, status):
    case, vacancy = a_case(), an_open_vacancy()
    client.force_login(PEOPLE[who]())

    response = client.post(reverse("placement:shortlist", args=[case.pk, vacancy.pk]), {"keep": "1"})

    assert response.status_code == status
    assert case.shortlist.exists() is (status == 302)


@pytest.mark.parametrize(("who", "status"), [("李敏", 404), ("苏日娜", 200), ("巴特尔", 404), ("乌云", 404)])
def test_a_bar_is_overridden_by_the_manager_of_the_region(enter, who, status):
    case, vacancy = a_case(), an_open_vacancy(post_kinds=["security_guard"])

    assert enter(PEOPLE[who](), "override", case.pk, vacancy.pk, "security_guard").status_code == status


def test_a_bar_is_overridden_only_from_a_vacancy_that_it_concerns(enter):
    case, vacancy = a_case(), an_open_vacancy(post_kinds=["taxi"])

    assert enter(a_manager(), "override", case.pk, vacancy.pk, "security_guard").status_code == 404
