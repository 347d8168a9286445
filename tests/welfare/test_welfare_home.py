"""救助: each figure is the number of rows behind its link; what changed; and the button that looks at all again."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs.models import Job
from jobs.worker import drain
from tests.cast import (
    GONGYUAN,
    KANGBASHI,
    MONDAY,
    MONDAY_9,
    a_client,
    a_manager,
    a_social_worker,
    a_welfare_officer,
    an_auditor,
)
from tests.welfare.results import a_benefit, a_determination, a_gap, a_screening
from welfare.models import Determination, Screening

pytestmark = pytest.mark.django_db
HOME = "/desk/welfare/"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


@pytest.fixture
def families():
    """Answers of before the last screening, and one that it changed."""
    before = {"recorded_at": MONDAY_9 - timedelta(days=40)}
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟")
    wang, zhao, qian = a_client(li, "王建军"), a_client(li, "赵志强"), a_client(zhang, "钱进")
    a_determination(wang, amount=650, **before)
    a_gap(wang, due_on=MONDAY - timedelta(days=1))
    a_determination(zhao, amount=950, **before)
    a_benefit(zhao)
    a_determination(qian, outcome="undetermined", missing=("disability_grade@self",), **before)
    a_determination(
        qian, "medical_aid", outcome="undetermined", missing=("standard:minimum_living_standard",), **before
    )
    a_screening(at=MONDAY_9 - timedelta(hours=7), households=3)
    a_determination(wang, "near_minimum", outcome="ineligible", **before)
    a_determination(wang, "near_minimum", amount=0)
    return {"wang": wang, "zhao": zhao, "qian": qian}


def figures(answer):
    return {
        row.entitlement.code: (row.eligible, row.receiving, row.gap, row.deciding, row.undetermined, row.changed)
        for row in answer.context["rows"]
    }


def test_figures_say_where_each_entitlement_stands(client, families):
    client.force_login(a_welfare_officer())

    answer = client.get(HOME)

    assert figures(answer) == {
        "minimum_living": (2, 1, 1, 1, 1, 0),
        "near_minimum": (1, 0, 0, 0, 0, 1),
        # A missing standard is no paper that somebody could bring.
        "medical_aid": (0, 0, 0, 0, 1, 0),
    }


def test_every_figure_is_the_number_of_rows_behind_it(client, families):
    client.force_login(a_welfare_officer())

    page = client.get(HOME).content.decode()

    links = re.findall(r'<a href="(/desk/welfare/(?:entitled|take-up)/[^"]*\?[^"]*)"><?b?>?(\d+)', page)
    assert len(links) == 8
    for address, figure in links:
        answer = client.get(address.replace("&amp;", "&"))
        assert answer.context["page"].paginator.count == int(figure), address


def test_what_is_to_be_done_is_counted(client, families):
    client.force_login(a_welfare_officer())

    answer = client.get(HOME)

    assert [answer.context[name] for name in ("gaps", "families", "overdue", "soon", "nobody", "mine")] == [
        1, 1, 1, 0, 1, 0,
    ]  # fmt: skip


def test_changes_name_whose_they_are_and_what_stood_before(client, families):
    client.force_login(a_welfare_officer())

    page = client.get(HOME).content.decode()

    assert "新符合 1" in page
    assert "不符合 → 符合" in page
    assert reverse("welfare:household", args=[families["wang"].pk]) in page
    assert "东胜区 11月23日 02:00，3 户" in page


def test_take_up_is_drawn_with_its_figures(client, families):
    client.force_login(a_welfare_officer())

    answer = client.get(HOME)

    assert [(row["label"], row["share"]) for row in answer.context["bars"]["rows"]] == [("最低生活保障", 50)]
    assert "50%" in answer.content.decode()


def test_everybody_counts_her_own(client, families):
    found = {}
    for who in (
        a_social_worker("李敏"),
        a_manager(),
        a_welfare_officer("斯琴", GONGYUAN),
        a_welfare_officer("娜仁", KANGBASHI),
    ):
        client.force_login(who)
        found[who.name] = figures(client.get(HOME)).get("minimum_living")

    assert found == {"李敏": (2, 1, 1, 0, 0, 0), "苏日娜": (2, 1, 1, 1, 1, 0), "斯琴": (0, 0, 0, 1, 1, 0), "娜仁": None}
    client.force_login(an_auditor())
    assert client.get(HOME).status_code == 404


def test_what_is_restricted_is_counted_for_the_caseworker_alone(client, families):
    a_determination(families["wang"], "hiv_care")
    a_gap(families["wang"], "hiv_care")
    found = {}
    for who in (a_social_worker("李敏"), a_welfare_officer(), a_manager()):
        client.force_login(who)
        answer = client.get(HOME)
        found[who.name] = ("hiv_care" in figures(answer), answer.context["gaps"], "艾滋病" in answer.content.decode())

    assert found == {"李敏": (True, 2, True), "乌云": (False, 1, False), "苏日娜": (False, 1, False)}


def test_the_page_costs_the_same_for_few_and_for_many(client, families):
    client.force_login(a_welfare_officer())
    client.get(HOME)

    with CaptureQueriesContext(connection) as few:
        client.get(HOME)
    for number in range(12):
        kang = a_client(a_social_worker("李敏"), f"康{number}", born=date(1990, 1, 1 + number))
        a_determination(kang, amount=100)
        a_gap(kang)
        a_benefit(kang, "medical_aid")
    with CaptureQueriesContext(connection) as many:
        client.get(HOME)

    assert len(many) == len(few)
    assert len(few) <= 27


def test_before_the_first_screening_the_page_says_what_to_do(client):
    a_client(a_social_worker("李敏"))
    client.force_login(a_welfare_officer())

    page = client.get(HOME).content.decode()

    assert "还没有筛查过" in page
    assert "开始筛查" in page


def test_a_social_worker_is_told_who_can_start_it(client):
    li = a_social_worker("李敏")
    a_client(li)
    client.force_login(li)

    page = client.get(HOME).content.decode()

    assert "开始筛查" not in page
    assert "救助经办人" in page
    assert client.post(reverse("welfare:rescreen")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_button_asks_for_her_district_and_the_results_are_there(client):
    wang = a_client(a_social_worker("李敏"))
    a_client(a_social_worker("刘洋", "150603001"), "高勇")
    client.force_login(a_welfare_officer())

    page = client.post(reverse("welfare:rescreen"), follow=True).content.decode()
    drain()

    assert "已开始筛查" in page
    assert "救助筛查" in page
    assert list(Screening.objects.values_list("region__name", "households")) == [("东胜区", 1)]
    assert Determination.objects.unscoped("test").filter(client=wang).exists()
    assert figures(client.get(HOME))


@pytest.mark.django_db(transaction=True)
def test_asking_twice_a_day_asks_once_and_says_so(client):
    a_client(a_social_worker("李敏"))
    client.force_login(a_welfare_officer())
    client.post(reverse("welfare:rescreen"))
    drain()

    page = client.post(reverse("welfare:rescreen"), follow=True).content.decode()

    assert "今天已经筛查过" in page
    assert Job.objects.filter(kind="welfare.screen").count() == 1
