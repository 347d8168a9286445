"""Who a relative is: what the form takes, and what it says where something is wrong."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from clients.desk.fact_forms import MemberForm
from tests.cast import a_client, a_household_member, a_social_worker, an_id_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"))


def test_a_name_and_a_relation_are_enough(wang):
    form = MemberForm({"relation": "child", "name": " 王 小雨 "}, client=wang)

    assert form.is_valid(), form.errors
    girl = form.save(commit=False)
    assert (girl.client, girl.name, girl.sex, girl.birth_date) == (wang, "王小雨", "", None)


def test_the_number_says_the_birthday_and_the_sex(wang):
    number = an_id_number("王小雨", date(2016, 5, 4), "female")

    form = MemberForm({"relation": "child", "name": "王小雨", "id_number": number}, client=wang)

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["birth_date"], form.cleaned_data["sex"]) == (date(2016, 5, 4), "female")


@pytest.mark.parametrize(
    ("fields", "field", "why"),
    [
        ({"name": ""}, "name", "还没有填"),
        ({"name": "???"}, "name", "姓名"),
        ({"relation": ""}, "relation", "还没有填"),
        ({"id_number": "123"}, "id_number", "应为 18 位"),
        ({"birth_date": (timezone.localdate() + timedelta(days=1)).isoformat()}, "birth_date", "在将来"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(wang, fields, field, why):
    form = MemberForm({"relation": "child", "name": "王小雨", **fields}, client=wang)

    assert list(form.errors) == [field]
    assert why in form.errors[field][0]


def test_an_unknown_sex_is_offered_as_such(wang):
    girl = a_household_member(wang)

    shown = MemberForm(instance=girl, client=wang).as_p()

    assert re.search(r'<option value="" selected\s*>不清楚</option>', shown)
