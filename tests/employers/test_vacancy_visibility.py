"""Who reads and who keeps which vacancy."""

import pytest

from employers.models import State, Vacancy
from people.models import Role
from tests.cast import (
    KANGBASHI,
    a_manager,
    a_member,
    a_region,
    a_social_worker,
    a_user,
    a_vacancy,
    a_welfare_officer,
    an_enterprise,
)

pytestmark = pytest.mark.django_db


def a_neighbours_vacancy(state: State = State.PUBLISHED) -> Vacancy:
    return a_vacancy("保洁员", an_enterprise("康巴什物业", KANGBASHI), region=KANGBASHI, state=state)


def test_a_worker_of_dongsheng_reads_a_published_job_in_kangbashi():
    vacancy = a_neighbours_vacancy()
    li = a_social_worker("李敏")

    assert vacancy in Vacancy.objects.visible_to(li)
    assert vacancy not in Vacancy.objects.kept_by(li)


@pytest.mark.parametrize("state", [State.DRAFT, State.PAUSED, State.FILLED, State.EXPIRED])
def test_what_is_not_published_is_for_its_keepers_alone(state):
    vacancy = a_neighbours_vacancy(state)

    assert vacancy not in Vacancy.objects.visible_to(a_social_worker("李敏"))
    assert vacancy in Vacancy.objects.visible_to(a_manager("康负责", KANGBASHI))


def test_another_city_is_out_of_sight():
    vacancy = a_vacancy("司机", an_enterprise("包头物流", "150203"), region="150203")

    assert vacancy not in Vacancy.objects.visible_to(a_social_worker("李敏"))


def test_a_welfare_officer_reads_and_keeps_nothing():
    vacancy = a_vacancy()
    wu = a_welfare_officer()

    assert vacancy in Vacancy.objects.visible_to(wu)
    assert not Vacancy.objects.kept_by(wu).exists()


def test_an_auditor_keeps_nothing():
    a_vacancy()

    assert not Vacancy.objects.kept_by(a_member("高远", Role.AUDITOR, "1506")).exists()


def test_who_acts_nowhere_sees_nothing():
    a_vacancy()
    nobody = a_user("周丽")

    assert not Vacancy.objects.visible_to(nobody).exists()
    assert not Vacancy.objects.kept_by(nobody).exists()


def test_a_city_manager_keeps_every_county():
    vacancy = a_neighbours_vacancy()

    assert vacancy in Vacancy.objects.kept_by(a_manager("市负责", "1506"))


def test_the_seat_of_the_firm_decides_who_keeps_a_job_elsewhere():
    vacancy = a_vacancy("电工", an_enterprise("蒙泰热电"), region=KANGBASHI, state=State.DRAFT)

    assert vacancy in Vacancy.objects.kept_by(a_social_worker("李敏"))
    assert vacancy.region == a_region(KANGBASHI)
