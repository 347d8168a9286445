"""The step at which what a member's row said became answers of its own: forwards, backwards, and both again."""

import json
from datetime import datetime
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from clients.models import Client, HouseholdFact, HouseholdMember
from tests.cast import a_client, a_household_fact, a_household_member, a_social_worker
from tests.historic_classes import few_classes
from welfare.answers import as_answered
from welfare.rules.fact import FACTS

migration = import_module("clients.migrations.0004_members_answers")
BLANK = {"lives_together": None, "student_stage": "", "disability_grade": "", "monthly_income": None}
BEFORE, AFTER = "0003_paper_restricted", "0005_members_columns"


def told(**columns):
    return list(migration.answers_of(**{**BLANK, **columns}))


def test_an_empty_row_says_nothing():
    assert told() == []


@pytest.mark.parametrize(
    ("columns", "answers"),
    [
        ({"lives_together": False}, [("lives_together", False, "原登记")]),
        ({"student_stage": "none"}, [("enrolled_fulltime_level", "无", "原登记")]),
        ({"student_stage": "junior"}, [("enrolled_fulltime_level", "初中", "原登记")]),
        ({"student_stage": "senior"}, [("enrolled_fulltime_level", None, "原登记：高中/中职")]),
        ({"student_stage": "college"}, [("enrolled_fulltime_level", None, "原登记：大专及以上")]),
        ({"disability_grade": "none"}, [("disability_grade", "无", "原登记")]),
        ({"disability_grade": "2"}, [("disability_grade", "二级", "原登记")]),
        ({"monthly_income": Decimal("0.00")}, [(code, "0", "原登记") for code in migration.INCOMES]),
        (
            {"monthly_income": Decimal("1800.00")},
            [("wage_income_month", None, "原登记：月收入合计 1800 元，未分项")],
        ),
    ],
)
def test_each_cell_becomes_the_answer_that_it_is_sure_of(columns, answers):
    assert told(**columns) == answers


@pytest.mark.parametrize(
    "columns",
    [
        {"lives_together": True, "student_stage": "college", "disability_grade": "4", "monthly_income": Decimal("0")},
        {"lives_together": False, "student_stage": "senior", "disability_grade": "none"},
        {"student_stage": "preschool", "monthly_income": Decimal("2617.50")},
        {"monthly_income": Decimal("99999.99")},
        {},
    ],
)
def test_the_way_back_gives_the_row_as_it_was(columns):
    answers = {code: (answer, source) for code, answer, source in told(**columns)}

    assert migration.columns_of(answers) == {**BLANK, **columns}


def test_the_dictionary_takes_every_answer():
    stages = [*migration.STAGES, *migration.SEVERAL]
    answers = [one for stage in stages for one in told(student_stage=stage)]
    answers += [one for grade in migration.GRADES for one in told(disability_grade=grade)]
    answers += told(lives_together=True, monthly_income=Decimal(0))

    for code, answer, _ in answers:
        assert FACTS[code].of == "person"
        as_answered(code, json.dumps(answer))


@pytest.mark.parametrize(
    ("level", "stage"), [("中职", "senior"), ("本科", "college"), ("研究生", "college"), ("无", "none"), (None, "")]
)
def test_levels_answered_since_go_back_to_the_stage_that_holds_them(level, stage):
    assert migration.columns_of({"enrolled_fulltime_level": (level, "")})["student_stage"] == stage


def test_a_sum_of_which_a_part_is_unknown_is_unknown():
    answers = dict.fromkeys(migration.INCOMES, ("100", ""))

    assert migration.columns_of(answers)["monthly_income"] == 400
    assert migration.columns_of({**answers, "property_income_month": (None, "")})["monthly_income"] is None


@pytest.fixture
def own_steps(settings) -> None:
    """Only the steps of the floors up to the figures: no model of the public site is built anew for each of them."""
    public = [app.label for app in apps.get_app_configs() if app.name.startswith(("cms", "wagtail", "taggit"))]
    settings.MIGRATION_MODULES = dict.fromkeys(public)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("own_steps")
def test_a_city_goes_back_and_forth_and_keeps_its_answers():
    wang = a_client(a_social_worker("李敏"))
    mother, girl = a_household_member(wang, "mother", "陈淑芬"), a_household_member(wang)
    a_household_fact(wang, "lives_together", True, mother)
    a_household_fact(wang, "wage_income_month", None, mother, source="原登记：月收入合计 1800 元，未分项")
    a_household_fact(wang, "enrolled_fulltime_level", "中职", girl, grade="documented", source="学生证")
    try:
        old = _migrate(BEFORE)
        row = old.get_model("clients", "HouseholdMember").objects.get(pk=mother.pk)
        assert (row.lives_together, row.monthly_income) == (True, 1800)
        row.disability_grade, row.student_stage = "2", "none"
        row.save()
    finally:
        _migrate(AFTER)

    answers = HouseholdFact.objects.unscoped("test").current()
    assert {(fact.member_id, fact.code): as_answered(fact.code, fact.value) for fact in answers} == {
        (mother.pk, "lives_together"): True,
        (mother.pk, "wage_income_month"): None,
        (mother.pk, "disability_grade"): "二级",
        (mother.pk, "enrolled_fulltime_level"): "无",
        (girl.pk, "enrolled_fulltime_level"): "中职",
    }
    assert answers.get(member=girl).grade == "documented"
    grade = answers.get(member=mother, code="disability_grade")
    assert (grade.grade, grade.source, grade.recorded_by) == ("claimed", "原登记", wang.caseworker)
    assert isinstance(grade.recorded_at, datetime)
    assert HouseholdMember.objects.unscoped("test").count() == 2
    assert Client.objects.unscoped("test").get() == wang


def _migrate(name: str):
    with few_classes():
        executor = MigrationExecutor(connection)
        executor.migrate([("clients", name)])
        # What depends on it went back with it.
        executor = MigrationExecutor(connection)
        if name == AFTER:
            executor.migrate(executor.loader.graph.leaf_nodes())
    return executor.loader.project_state([("clients", name)]).apps
