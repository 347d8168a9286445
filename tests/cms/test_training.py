"""Who teaches what, for visitors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import TrainingPage
from tests.cast import KANGBASHI, a_region, a_social_worker
from tests.cms.sections import a_section
from tests.employers.training import a_cohort, a_course, a_training_base
from tests.leaks.test_portal_words import telling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]


@pytest.fixture(autouse=True)
def site():
    return a_section(TrainingPage)


def test_a_course_is_told_with_its_next_class_and_what_it_costs(client):
    a_cohort(a_course())
    a_course("入所焊工班", inside=True)

    answer = client.get("/training/")

    page = answer.content.decode()
    assert "低压电工取证班" in page
    assert "2026年12月7日开班" in page
    assert "免费，政府补贴" in page
    assert "焊工班" not in page
    assert not answer.cookies
    assert telling(answer) == []


def test_while_there_is_none_it_says_what_to_do(client):
    assert "现在没有公开的培训课程" in client.get("/training/").content.decode()


def test_one_county_can_be_looked_at_alone(client):
    a_course()
    sun = a_social_worker("孙浩", KANGBASHI)
    a_course(worker=sun, base=a_training_base("康巴什职业学院", worker=sun, region=a_region(KANGBASHI)))

    here = client.get("/training/", {"region": KANGBASHI})

    assert [base.name for base in here.context["bases"]] == ["康巴什职业学院"]
    assert len(client.get("/training/", {"region": "x"}).context["bases"]) == 2


def test_many_courses_cost_as_little_as_one(client):
    a_cohort(a_course())
    client.get("/training/")
    few = _queries(client)

    for number in range(4):
        base = a_training_base(f"第{number}技工学校")
        for name in ("电工班", "焊工班"):
            a_cohort(a_course(name, base=base))

    assert _queries(client) == few <= 16


def _queries(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/training/").status_code == 200
    return len(asked)
