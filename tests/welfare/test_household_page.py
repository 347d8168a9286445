"""家庭与救助: one family on one page. Seen by who may, changed in place, and what follows is said at once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import AccessEvent, Purpose
from tests.cast import (
    KANGBASHI,
    a_client,
    a_household_member,
    a_manager,
    a_social_worker,
    a_welfare_officer,
    an_auditor,
)
from welfare.record_answer import record_answer

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
NO_INCOME = ("business_income_month", "property_income_month", "transfer_income_month")


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li, "王建军", region="150602001")


def a_family(li, wang, **told):
    """王建军 with wife and child; ``told`` are answers about himself."""
    wife = a_household_member(wang, "spouse", "赵秀英", birth_date=date(1990, 4, 1))
    child = a_household_member(wang, "child", "王小雨", birth_date=date(2016, 9, 1))
    for member in (wife, child):
        record_answer(li, wang, "lives_together", True, member=member)
    for member in (None, wife):
        for code in NO_INCOME:
            record_answer(li, wang, code, 0, member=member)
    for code, answer in told.items():
        record_answer(li, wang, code, answer)
    return wife, child


def page(client, user, name, *args, **more):
    client.force_login(user)
    return client.get(reverse(f"welfare:{name}", args=args), **more)


# Who may -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (lambda: a_social_worker("李敏"), 200),
        (lambda: a_social_worker("张伟"), 404),
        (lambda: a_manager(), 200),
        (lambda: a_manager("白音", KANGBASHI), 404),
        (lambda: a_welfare_officer(), 200),
        (lambda: a_welfare_officer("娜仁", KANGBASHI), 404),
        (lambda: an_auditor(), 404),
    ],
)
@pytest.mark.parametrize(
    "name", ["household", "members", "member_new", "paper_new", "benefit_new", "notices", "interview_summary"]
)
def test_only_who_may_see_the_household_opens_its_pages(client, wang, who, status, name):
    assert page(client, who(), name, wang.pk).status_code == status


def test_the_look_is_written_down_once_with_its_purpose(client, wang):
    officer = a_welfare_officer()

    page(client, officer, "household", wang.pk)

    looks = AccessEvent.objects.filter(actor=officer, kind="household", object_id=str(wang.pk))
    assert [look.purpose for look in looks] == [Purpose.WELFARE]


def test_an_officer_reads_nothing_of_measures_or_health(client, li, wang):
    record_answer(li, wang, "hiv_status_confirmed", True)
    a_family(li, wang)

    html = page(client, a_welfare_officer(), "household", wang.pk).content.decode()

    assert "戒毒措施记录" not in html
    assert "艾滋病确诊" not in html
    assert "四免一关怀" not in html
    assert reverse("clients:overview", args=(wang.pk,)) not in html


def test_the_caseworker_sees_what_she_alone_may_see(client, li, wang):
    a_family(li, wang)
    record_answer(li, wang, "hiv_status_confirmed", True)

    html = page(client, li, "household", wang.pk).content.decode()

    assert "艾滋病确诊" in html
    assert "四免一关怀" in html


@pytest.mark.parametrize("who", [a_manager, a_welfare_officer])
def test_a_restricted_question_does_not_exist_for_others(client, wang, who):
    assert page(client, who(), "fact", wang.pk, "hiv_status_confirmed").status_code == 404
    assert page(client, who(), "notice", wang.pk, "hiv_care").status_code == 404


# What is seen --------------------------------------------------------------------------------------------------------


def test_who_counts_and_why_stands_on_top(client, li, wang):
    wife, _ = a_family(li, wang)
    record_answer(li, wang, "lives_together", False, member=wife)

    html = page(client, li, "household", wang.pk).content.decode()

    top = html[: html.index('id="results"')]
    assert "赵秀英" in top
    assert "不共同居住" in top


def test_each_condition_comes_with_its_source(client, li, wang):
    a_family(li, wang, wage_income_month=900)

    html = page(client, li, "household", wang.pk).content.decode()

    assert "《社会救助暂行办法》第九条" in html
    assert "规则版本" in html


def test_a_fact_shows_what_it_rests_on_and_that_it_expired(client, li, wang):
    a_family(li, wang)
    yesterday = timezone.localdate() - timedelta(days=1)
    record_answer(
        li,
        wang,
        "wage_income_month",
        1200,
        grade="documented",
        source="工资流水",
        known_on=date(2026, 1, 5),
        expires_on=yesterday,
    )

    html = page(client, li, "household", wang.pk).content.decode()

    assert "1,200 元/月" in html
    assert "有材料" in html
    assert "工资流水" in html
    assert "已过期，要重新核实" in html


def test_who_lives_there_is_the_first_thing_to_do(client, li, wang):
    html = page(client, li, "household", wang.pk).content.decode()

    assert "登记家里有谁" in html
    assert reverse("welfare:members", args=(wang.pk,)) in html


def test_the_page_asks_the_database_no_more_for_a_larger_family(client, li, wang, django_assert_max_num_queries):
    a_family(li, wang)
    for number in range(5):
        a_household_member(wang, "sibling", f"王建{number}", birth_date=date(1991, 1, 1))
    client.force_login(li)
    client.get(reverse("welfare:household", args=(wang.pk,)))

    with django_assert_max_num_queries(40):
        client.get(reverse("welfare:household", args=(wang.pk,)))
