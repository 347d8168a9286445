"""Forms made from the fact dictionary."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django import forms
from django.utils import timezone

from clients.models import Paper
from tests.cast import a_client, a_household_fact, a_household_member, a_social_worker, a_welfare_officer
from welfare.answers import as_answered
from welfare.catalogue.table import CATALOGUE
from welfare.desk.fact_form import NOT_ASKED, AnswerForm, as_written, field_for
from welfare.rules.fact import FACTS, Flag, Quantity

assert CATALOGUE, "declares the facts of its own"

TODAY = timezone.localdate()


def posted(code, data, **options):
    """The cleaned answer to one question, or its errors."""
    form = forms.Form(data)
    form.fields["answer"] = field_for(FACTS[code], **options)
    return form.cleaned_data["answer"] if form.is_valid() else form.errors["answer"]


@pytest.mark.parametrize(
    ("code", "data", "answer"),
    [
        ("has_motor_vehicle", {"answer": "是"}, True),
        ("has_motor_vehicle", {"answer": "否"}, False),
        ("has_motor_vehicle", {"answer": "不清楚"}, None),
        ("labor_capacity", {"answer": "无"}, "无"),
        ("labor_capacity", {"answer": "不清楚"}, None),
        ("wage_income_month", {"answer_0": "1,980"}, Decimal(1980)),
        ("wage_income_month", {"answer_0": " ２６００．５０ "}, Decimal("2600.50")),
        ("wage_income_month", {"answer_0": "0"}, Decimal(0)),
        ("wage_income_month", {"answer_0": "", "answer_1": "on"}, None),
        ("incident_date", {"answer_0": "2026-03-09"}, date(2026, 3, 9)),
        ("incident_date", {"answer_1": "on"}, None),
    ],
)
def test_a_field_gives_the_typed_answer(code, data, answer):
    assert posted(code, data) == answer


@pytest.mark.parametrize(
    ("code", "data", "why"),
    [
        ("has_motor_vehicle", {}, "请选一项；不知道就选“不清楚”。"),
        ("has_motor_vehicle", {"answer": "true"}, "请从列出的几项里选。"),
        ("labor_capacity", {"answer": "一半"}, "请从列出的几项里选。"),
        ("wage_income_month", {}, "请填写；不知道就勾“不清楚”。"),
        ("wage_income_month", {"answer_0": "0", "answer_1": "on"}, "填了就不要再勾“不清楚”。"),
        ("wage_income_month", {"answer_0": "-5"}, "不能是负数。"),
        ("wage_income_month", {"answer_0": "大概两千"}, "请填数字，例如 1200 或者 1200.50。"),
        ("wage_income_month", {"answer_0": "9" * 12}, "不能超过 100,000,000 元/月，请核对单位。"),
        ("dwellings_count", {"answer_0": "1.5"}, "应为整数。"),
        ("incident_date", {"answer_0": "2026-02-30"}, "没有这一天。"),
        ("incident_date", {"answer_0": (TODAY + timedelta(days=1)).isoformat()}, "不能晚于今天，请核对。"),
    ],
)
def test_a_field_says_what_is_wrong(code, data, why):
    assert posted(code, data) == [why]


@pytest.mark.parametrize("code", ["has_motor_vehicle", "labor_capacity", "wage_income_month", "incident_date"])
def test_what_was_left_alone_is_no_answer(code):
    assert posted(code, {}, required=False) is NOT_ASKED


@pytest.mark.parametrize("code", sorted(FACTS))
def test_every_fact_of_the_dictionary_has_a_field_that_shows_its_answer_again(code):
    fact = FACTS[code]
    answers = {"bool": True, "number": Decimal(1), "date": date(2026, 3, 9), "text": "甲", "enum": ""}
    answer = answers[fact.kind] or fact.options[-1]

    form = forms.Form(initial={"answer": as_written(answer)})
    form.fields["answer"] = field_for(fact)
    html = form.as_p()

    assert fact.term in html
    assert "不清楚" in html
    shown = f'value="{as_written(answer)}"'
    assert shown in html
    if isinstance(fact, Flag) or fact.kind == "enum":
        assert html.split(shown)[1].split(">")[0].count("checked") == 1
    if isinstance(fact, Quantity):
        assert fact.unit in html


@pytest.mark.parametrize("code", ["has_motor_vehicle", "wage_income_month", "incident_date"])
def test_an_answer_that_nobody_knows_is_shown_as_such(code):
    form = forms.Form(initial={"answer": as_written(None)})
    form.fields["answer"] = field_for(FACTS[code])

    assert "checked" in form.as_p()


# With its evidence ----------------------------------------------------------------------------------------------------


@pytest.fixture
def wang(db):
    return a_client(a_social_worker("李敏"))


def an_evening(**changes):
    return {"answer_0": "2600", "grade": "claimed", "source": "", "known_on": TODAY.isoformat(), **changes}


def test_an_answer_is_written_down_with_its_evidence(wang):
    wife = a_household_member(wang, "spouse", "陈丽")
    paper = Paper.objects.create(client=wang, kind="工资流水", media_type="application/pdf", size=1)
    data = an_evening(grade="documented", paper=paper.pk, expires_on=(TODAY + timedelta(days=90)).isoformat())

    form = AnswerForm(data, actor=a_welfare_officer(), client=wang, code="wage_income_month", member=wife)
    assert form.is_valid(), form.errors
    fact = form.save()

    assert as_answered(fact.code, fact.value) == 2600
    assert (fact.member, fact.grade, fact.paper) == (wife, "documented", paper)
    assert fact.expires_on == TODAY + timedelta(days=90)
    assert fact.recorded_by.name == "乌云"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"grade": "documented"}, "source"),
        ({"grade": "certified"}, "source"),
        ({"grade": "sworn"}, "grade"),
        ({"known_on": (TODAY + timedelta(days=1)).isoformat()}, "known_on"),
        ({"expires_on": (TODAY - timedelta(days=1)).isoformat()}, "expires_on"),
        ({"paper": "999999"}, "paper"),
    ],
)
def test_evidence_that_does_not_hold_is_asked_again(wang, changes, field):
    form = AnswerForm(an_evening(**changes), actor=wang.caseworker, client=wang, code="wage_income_month")

    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_a_paper_of_another_household_or_a_restricted_one_is_not_offered(wang):
    zhao = a_client(wang.caseworker, "赵志强")
    Paper.objects.create(client=zhao, kind="户口簿", media_type="application/pdf", size=1)
    Paper.objects.create(client=wang, kind="确证检测报告", media_type="application/pdf", size=1, restricted=True)

    def offered(actor):
        return AnswerForm(actor=actor, client=wang, code="wage_income_month").as_p()

    assert "户口簿" not in offered(wang.caseworker)
    assert "确证检测报告" in offered(wang.caseworker)
    assert "确证检测报告" not in offered(a_welfare_officer())


def test_the_form_begins_with_the_answer_that_stands_and_no_evidence(wang):
    held = a_household_fact(wang, "wage_income_month", 2600, source="单位证明", grade="documented")

    page = AnswerForm(actor=wang.caseworker, client=wang, code="wage_income_month", held=held).as_p()

    assert 'value="2600"' in page
    assert "单位证明" not in page
