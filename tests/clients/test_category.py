"""人员类别: asked when somebody is enrolled, seen by staff alone, and nothing of measures is asked of who has none."""

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import agenda
from clients.intake.columns import recognise
from clients.intake.reading import Surroundings, read_row
from clients.models import BarFact, Client
from placement.seekers import seeker_of
from tests.cast import a_client, a_manager, a_region, a_social_worker, a_welfare_officer, an_id_number

pytestmark = pytest.mark.django_db

REHABILITATION, HARD = Client.Category


@pytest.fixture
def li():
    return a_social_worker("李敏")


def plain(li, name="赵志强", **fields):
    """Somebody who is assisted for another reason."""
    return a_client(li, name, category=HARD, measure=None, **fields)


def enrolled(client, li, **fields):
    client.force_login(li)
    sent = {"name": "赵志强", "id_number": an_id_number("赵志强"), "residence_region": a_region(li.region.code).pk}
    return client.post(reverse("clients:enrol"), {**sent, "category": REHABILITATION, **fields})


def edited(client, whom, **fields):
    client.force_login(whom.caseworker)
    sent = {"name": whom.name, "id_number": whom.id_number, "residence_region": whom.residence_region_id}
    return client.post(reverse("clients:edit", args=[whom.pk]), {**sent, **fields})


def row(li, **cells):
    wanted = {"name": "赵志强", "id_number": an_id_number("赵志强"), **cells}
    return read_row(2, wanted, Surroundings(li, timezone.localdate()))


def text(answer) -> str:
    return answer.content.decode()


def test_the_form_proposes_what_most_are(client, li):
    client.force_login(li)

    page = text(client.get(reverse("clients:enrol")))

    (chosen,) = [line for line in page.split("<input") if 'name="category"' in line and " checked" in line]
    assert f'value="{REHABILITATION.value}"' in chosen


@pytest.mark.parametrize("category", Client.Category)
def test_somebody_is_enrolled_in_the_category_chosen(client, li, category):
    answer = enrolled(client, li, category=category)

    assert answer.status_code == 302
    assert Client.objects.visible_to(li).get().category == category


@pytest.mark.parametrize("category", ["", "other"])
def test_without_a_category_nobody_is_enrolled(client, li, category):
    assert enrolled(client, li, category=category).status_code == 422
    assert not Client.objects.visible_to(li).exists()


def test_who_is_enrolled_for_another_reason_has_no_measure(client, li):
    answer = enrolled(client, li, category=HARD, measure="community_treatment", measure_start="2025-06-02")

    assert answer.status_code == 422
    assert "其他就业困难人员没有措施" in text(answer)


def test_a_wrong_category_can_be_mended_as_long_as_no_measure_says_otherwise(client, li):
    wang, zhao = a_client(li), a_client(li, "赵志强", measure=None)

    assert edited(client, zhao, category=HARD).status_code == 302
    refused = edited(client, wang, category=HARD)

    assert "档案里登记了措施" in text(refused)
    assert dict(Client.objects.visible_to(li).values_list("number", "category")) == {
        wang.number: REHABILITATION,
        zhao.number: HARD,
    }


def test_staff_see_it_in_the_header_and_a_welfare_officer_does_not(client, li):
    zhao = plain(li)
    officer = a_welfare_officer()
    shown = {}

    for who, name in ((li, "clients:overview"), (a_manager(), "clients:overview"), (officer, "welfare:household")):
        client.force_login(who)
        shown[who.name] = HARD.label in text(client.get(reverse(name, args=[zhao.pk])))

    assert shown == {"李敏": True, "苏日娜": True, "乌云": False}


def test_nothing_about_measures_is_asked_of_who_has_none(client, li):
    zhao = plain(li)
    client.force_login(li)

    page = text(client.get(reverse("clients:overview", args=[zhao.pk])))

    assert "group-measure" not in page
    assert "戒毒" not in page.replace("禁毒社工", "")
    assert "从业限制相关事项" not in [gap.text for gap in agenda.gaps(zhao)]
    assert "从业限制相关事项" in [gap.text for gap in agenda.gaps(a_client(li))]


def test_matching_takes_nobody_for_a_rehabilitation_client_who_is_none(li):
    today = timezone.localdate()
    zhao, wang = plain(li), a_client(li, measure=None)
    answered = plain(li, "孙浩")
    BarFact.objects.create(client=answered, kind=BarFact.Kind.CRIMINAL_PENALTY, answer=BarFact.Answer.YES)

    assert seeker_of(zhao, today).case is None
    assert seeker_of(wang, today).case is not None
    assert seeker_of(answered, today).case is not None


@pytest.mark.parametrize(
    ("cells", "category", "measure"),
    [
        ({}, REHABILITATION, None),
        ({"category": "戒毒康复人员"}, REHABILITATION, None),
        ({"category": "其他就业困难人员"}, HARD, None),
        ({"category": "就业困难人员"}, HARD, None),
        ({"category": "社区戒毒", "measure_start": "2025-06-02"}, REHABILITATION, "community_treatment"),
        (
            {"category": "戒毒康复人员", "measure": "社区康复", "measure_start": "2025-06-02"},
            REHABILITATION,
            "community_recovery",
        ),
    ],
)
def test_a_list_may_say_it_in_a_column(li, cells, category, measure):
    read = row(li, **cells)

    assert read.problems == []
    assert read.case.category == category
    assert (read.case.measure or (None,))[0] == measure


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"category": "退役军人"}, "人员类别"),
        ({"category": "其他就业困难人员", "measure": "社区戒毒", "measure_start": "2025-06-02"}, "人员类别"),
        ({"category": "社区戒毒"}, "措施开始日期"),
    ],
)
def test_a_column_that_makes_no_sense_is_said(li, cells, column):
    read = row(li, **cells)

    assert [problem.column for problem in read.problems] == [column]


def test_the_heading_is_recognised_beside_that_of_the_measure():
    assert recognise(["姓名", "人员类别", "现行措施"]) == {0: "name", 1: "category", 2: "measure"}
