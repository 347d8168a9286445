"""Assessments, incentives and matches for other systems: the lines of the commands, answered and kept nowhere."""

import io
import json
import logging
from datetime import date

import pytest
from django.apps import apps

from employers.incentive_files import answer_line as computed
from people.models import ApiToken, Scope
from placement.match_rows import match_rows
from tests.api.tokens import a_caller, fault
from welfare.assess_files import answer_line as assessed

pytestmark = pytest.mark.django_db

MARKER, TEXT = "慕容标记", "标记她做过电工"
HOUSEHOLD = {
    "id": MARKER, "as_of_date": "2024-06-03", "region": "珠海市", "urban": True, "entitlements": ["低保"],
    "members": [{"relation_to_applicant": "本人", "birth_date": "1988-05-01", "wage_income_month": 666.67,
                 "custody_status": "无",
                 "business_income_month": 0, "property_income_month": 0, "transfer_income_month": 0}],
    "financial_assets_total": 0, "dwellings_count": 0, "has_nonres_property": False, "has_motor_vehicle": False,
}  # fmt: skip
CASE = {
    "id": MARKER, "incentive": "key_group_hire", "as_of": "2025-12-31", "region": "440106",
    "hires": [{"statuses": ["unemployed_half_year"], "contract_from": "2025-01-01", "insured_months": 12}],
    "taxes": [{"kind": "vat", "payable": "12000.00"}],
}  # fmt: skip
CLIENT = {"id": MARKER, "text": TEXT, "wage_floor": 3200.5, "measures": [{"kind": "社区戒毒", "start": "2025-03-01"}]}
POST = {"id": "v1", "title": "维修电工", "salary_raw": "4-5千/月", "city": "东胜区"}
SENT = {
    "assessments": {"cases": [HOUSEHOLD, {"id": "标记二"}], "ask": True},
    "incentives": {"cases": [CASE, {"id": "标记二"}]},
    "match": {"clients": [CLIENT, {"id": "标记二"}], "vacancies": [POST, {"id": "v2"}], "as_of": "2026-11-22"},
}


def as_sent(row) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode()


@pytest.fixture
def caller():
    return a_caller(Scope.ASSESSMENTS, Scope.MATCH, Scope.INCENTIVES)


def test_an_assessment_is_the_line_that_the_command_writes(caller):
    answer = caller.ask("POST", "assessments", {"cases": [HOUSEHOLD]})

    expected, _ = assessed(as_sent(HOUSEHOLD), 1, {}, date(2026, 11, 23))

    assert answer.json()["results"] == [json.loads(as_sent(expected))]
    # 666.67 was read as it was written.
    assert "666.67" in answer.content.decode()


def test_an_incentive_is_the_line_that_the_command_writes(caller):
    answer = caller.ask("POST", "incentives", {"cases": [CASE, CASE]})

    expected, _ = computed(as_sent(CASE), 1, {})

    first, second = answer.json()["results"]
    assert first == json.loads(as_sent(expected))
    assert "编号重复" in second["errors"][0]["message"]


def test_a_match_is_the_line_that_the_command_writes(caller):
    answer = caller.ask("POST", "match", SENT["match"])

    expected = match_rows([CLIENT], [POST], top=20, as_of=date(2026, 11, 22))

    assert answer.json()["results"] == json.loads(json.dumps(expected.lines))
    assert [item["field"] for item in answer.json()["left_out"]] == ["vacancies[1].title", "clients[1].text"]


@pytest.mark.parametrize("experience", [[["电工"]], [None], [{"title": ["电工"]}], [True]])
def test_odd_experience_is_told_and_breaks_nothing(caller, experience):
    sent = {"clients": [{"id": "c", "text": "电工", "experience": experience}], "vacancies": [POST]}

    answer = caller.ask("POST", "match", sent)

    assert answer.status_code == 200
    assert [item["field"] for item in answer.json()["left_out"]] == ["clients[0].experience"]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("assessments", {"cases": [{"id": str(n)} for n in range(51)]}, "cases"),
        ("assessments", {"cases": [{"id": str(n)} for n in range(6)], "ask": True}, "cases"),
        ("incentives", {"cases": [{"id": str(n)} for n in range(101)]}, "cases"),
        ("match", {"clients": [{"id": n} for n in range(51)], "vacancies": [POST]}, "clients"),
        ("match", {"clients": [CLIENT], "vacancies": [{"id": n} for n in range(301)]}, "vacancies"),
        ("match", {"clients": [CLIENT], "vacancies": [POST], "top": 51}, "top"),
        ("match", {"clients": [{**CLIENT, "text": "电" * 20_001}], "vacancies": [POST]}, "clients[0]"),
        ("match", {"clients": [CLIENT], "vacancies": []}, "vacancies"),
        ("match", {"clients": [CLIENT]}, "vacancies"),
        ("match", {"clients": [CLIENT], "vacancies": [POST], "as_of": "1990-01-01"}, "as_of"),
    ],
)
def test_what_is_too_much_or_too_long_ago_is_refused_with_its_field(caller, path, body, field):
    answer = caller.ask("POST", path, body)

    assert (answer.status_code, fault(answer)) == (422, "invalid")
    assert answer.json()["error"]["field"] == field


@pytest.mark.parametrize("path", SENT)
def test_nothing_of_it_is_kept_or_logged(caller, path):
    stream = io.StringIO()
    listener, root = logging.StreamHandler(stream), logging.getLogger()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    before = {model: model.objects.count() for model in counted()}
    try:
        answers = [caller.ask("POST", path, SENT[path]), caller.ask("POST", path, as_sent(SENT[path])[:-3])]
    finally:
        root.removeHandler(listener)
        root.setLevel(level)

    assert [answer.status_code for answer in answers] == [200, 400]
    assert MARKER in answers[0].content.decode()
    assert "标记" not in stream.getvalue()
    assert {model: model.objects.count() for model in counted()} == before
    assert "标记" not in str(ApiToken.objects.values().get())


def counted() -> list:
    ours = ("people", "jobs", "clients", "employers", "welfare", "placement", "figures", "sessions")
    return [model for model in apps.get_models() if model._meta.app_label in ours and hasattr(model, "objects")
            and not hasattr(model.objects, "unscoped")]  # fmt: skip
