"""The page of standards: what holds, what is missing, what waits; proposing and deciding in the browser's words."""

from datetime import date

import pytest
from django.urls import reverse

from jobs.models import Job
from tests.cast import KANGBASHI, MONDAY, MONDAY_9, a_manager, a_region, a_social_worker, a_welfare_officer
from tests.welfare.test_propose_standard import NOTICE, a_poor_family, previewed, proposed
from welfare.models import ImpactLine, StandardRow
from welfare.preview_change import ask_preview
from welfare.propose_standard import approve

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    a_region("1506", "鄂尔多斯市")
    found = a_welfare_officer("乌云")
    client.force_login(found)
    return found


def what_she_fills_in(**fields):
    return {
        "region": a_region("1506").pk,
        "urban": "town",
        "value": "1,100",
        "valid_from": "2027-01-01",
        "source_title": NOTICE,
    } | fields


def test_a_missing_number_is_said_to_be_missing_and_can_be_proposed(client, officer):
    page = client.get(reverse("welfare:standards"), {"show": "missing"})

    text = page.content.decode()
    assert "最低生活保障标准" in text
    assert "还缺" in text
    assert reverse("welfare:standard_new", args=["minimum_living_standard"]) in text


def test_an_approved_number_stands_with_its_source(client, officer):
    approve(a_manager("敖登", "1506"), proposed(officer, valid_from=date(2026, 1, 1)).pk)

    text = client.get(reverse("welfare:standards"), {"show": ""}).content.decode()

    assert "1,100 元/月" in text
    assert NOTICE in text


def test_a_proposal_is_stored_and_its_effect_asked_for(client, officer):
    page = client.post(reverse("welfare:standard_new", args=["minimum_living_standard"]), what_she_fills_in())

    row = StandardRow.objects.get()
    assert page.url == reverse("welfare:standard", args=[row.pk])
    assert (row.value, row.urban, row.review_by) == ("1100", True, date(2028, 1, 1))
    assert row.previews.exists()


@pytest.mark.parametrize(
    ("field", "given", "complaint"),
    [
        ("value", "一千一", "不是数字"),
        ("valid_to", "2026-12-31", "早于执行日期"),
        ("source_title", "", "请填写文件名称"),
        ("value", "", "请填写数值"),
    ],
)
def test_a_slip_is_named_and_nothing_typed_is_lost(client, officer, field, given, complaint):
    page = client.post(
        reverse("welfare:standard_new", args=["minimum_living_standard"]),
        what_she_fills_in(source_number="鄂府发〔2027〕1号", **{field: given}),
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert complaint in text
    assert "鄂府发〔2027〕1号" in text
    assert not StandardRow.objects.exists()


def test_who_proposed_sees_no_button_to_approve(client, officer):
    row = proposed(officer)

    own = client.get(reverse("welfare:standard", args=[row.pk])).content.decode()
    client.force_login(a_manager("敖登", "1506"))
    others = client.get(reverse("welfare:standard", args=[row.pk])).content.decode()

    button = reverse("welfare:standard_decide", args=[row.pk, "approve"])
    assert button not in own
    assert "等待另一位同事审核" in own
    assert button in others


def test_the_preview_says_who_gains_what_it_costs_and_where(client, officer):
    family = a_poor_family()
    found = previewed(proposed(officer))

    text = client.get(reverse("welfare:standard", args=[found.row_id])).content.decode()

    assert family.name in text
    assert "新符合" in text
    assert "1,500" in text
    assert "东胜区" in text


def test_who_was_open_and_stays_open_is_not_counted_as_changed(client, officer):
    family = a_poor_family()
    found = previewed(proposed(officer))
    ImpactLine.objects.unscoped("test").update(before="undetermined", after="undetermined")

    text = client.get(reverse("welfare:standard", args=[found.row_id])).content.decode()

    assert family.name not in text
    assert "变为待核实" not in text


@pytest.mark.parametrize(("state", "told"), [("waiting", "正在试算"), ("given_up", "请其木格")])
def test_a_preview_that_somebody_else_asked_for_is_told_and_not_polled(client, officer, state, told):
    other = a_welfare_officer("其木格")
    row = proposed(other)
    ask_preview(other, row, MONDAY)
    finished_at = MONDAY_9 if state == "given_up" else None
    Job.objects.filter(kind="welfare.preview").update(state=state, finished_at=finished_at)

    text = client.get(reverse("welfare:standard", args=[row.pk])).content.decode()

    assert told in text
    assert reverse("jobs:progress", args=[Job.objects.get(kind="welfare.preview").pk]) not in text


def test_a_number_of_another_county_is_not_there(client, officer):
    row = proposed(a_welfare_officer("其木格", region=KANGBASHI), region=KANGBASHI)

    assert client.get(reverse("welfare:standard", args=[row.pk])).status_code == 404
    assert client.post(reverse("welfare:standard_decide", args=[row.pk, "approve"])).status_code == 404


def test_standards_are_none_of_a_social_workers_menu(client):
    row = proposed()
    client.force_login(a_social_worker())

    assert client.get(reverse("welfare:standards")).status_code == 404
    assert client.get(reverse("welfare:standard_new", args=["minimum_living_standard"])).status_code == 404
    assert client.post(reverse("welfare:standard_decide", args=[row.pk, "approve"])).status_code == 404


def test_the_history_tells_every_year_that_is_known(client, officer):
    text = client.get(reverse("welfare:standard_history", args=["minimum_living_standard"])).content.decode()

    assert "950 元/月" in text
    assert "900 元/月" in text
    assert "1,238" not in text


def test_the_board_asks_few_questions_of_the_database(client, officer, django_assert_max_num_queries):
    for year in (2024, 2025, 2026):
        approve(a_manager("敖登", "1506"), proposed(officer, valid_from=date(year, 1, 1)).pk)
    client.get(reverse("welfare:standards"))

    with django_assert_max_num_queries(16):
        client.get(reverse("welfare:standards"))
