"""The calculator for anybody and any place, and what of it travels into a registration."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from employers.calculator_form import CalculatorForm
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.models import Registration, Verification
from employers.public import calculator, places
from tests.cast import DONGSHENG, a_contact, a_region, a_social_worker
from tests.employers.portal import a_verification, confirm, register, work_off
from tests.employers.test_portal_incentives import filled as typed

TODAY = date(2026, 11, 23)
HIRE = CATALOGUE["key_group_hire"]


def a_form(region: str = "4401", **changes: object) -> CalculatorForm:
    return CalculatorForm(HIRE, region, TODAY, typed(**changes))


def a_calculation(**changes: object) -> str:
    return calculator.written(calculator.calculation_of(_valid(a_form(**changes))))


def _valid(form: CalculatorForm) -> CalculatorForm:
    assert form.is_valid(), form.errors
    return form


# Out and in again -----------------------------------------------------------------------------------------------------


def test_what_was_typed_comes_back_as_it_was_and_gives_the_same_sum():
    before = _valid(a_form())

    found = calculator.read(a_calculation(), TODAY)
    again = _valid(calculator.form_of(found, TODAY))

    assert (found["code"], found["region"], found["year"]) == ("key_group_hire", "4401", 2026)
    assert found["fields"]["tax-vat"] == "10,000"
    assert again.case() == before.case()
    assert calculator.answer(again).told.amount == Decimal("10900.00")


def test_a_number_typed_for_one_place_does_not_follow_to_another():
    found = calculator.read(a_calculation(**{"tax-vat": "90000"}), TODAY)

    here = _valid(calculator.form_of(found, TODAY, DONGSHENG))

    assert here.region == DONGSHENG
    assert here["tax-vat"].value() == "90000"
    assert "number-quota" not in here.data
    assert calculator.answer(here).told.is_open


def test_a_year_that_can_no_longer_be_chosen_is_this_one():
    found = calculator.read(a_calculation(), TODAY)

    later = _valid(calculator.form_of(found, date(2029, 3, 1)))

    assert later.cleaned_data["year"] == 2029


@pytest.mark.parametrize(
    "sent",
    [
        None, "", "[]", "null", "{}", "一万", "{" * 4000, "[" * 11_000, "9" * 5000, "x" * 20_000,
        '{"code": "key_group_hire"}',
        '{"code": "nothing", "region": "15", "year": 2026, "fields": {}}',
        '{"code": "key_group_hire", "region": "15\' or 1", "year": 2026, "fields": {}}',
        '{"code": "key_group_hire", "region": "１５", "year": 2026, "fields": {}}',
        '{"code": "key_group_hire", "region": "15", "year": true, "fields": {}}',
        '{"code": "key_group_hire", "region": "15", "year": 99999, "fields": {}}',
        '{"code": "key_group_hire", "region": "15", "year": 2026, "fields": []}',
        '{"code": ["key_group_hire"], "region": 15, "year": NaN, "fields": {}}',
    ],
)  # fmt: skip
def test_of_something_else_nothing_is_left(sent):
    assert calculator.read(sent, TODAY) is None


def test_what_the_form_does_not_have_or_cannot_read_is_dropped():
    fields = {
        "tax-vat": "10000", "number-quota": "一万", "many-0": "2", "many-1": "-4", "status-0": "soldier",
        "insured-0": "12\x00", "used-0": "\ud800", "wage-0": 5, "from-0": ["2026-01-01"], "name": "王建军",
        "tax-urban_construction": "9" * 900,
    }  # fmt: skip
    sent = json.dumps({"code": "key_group_hire", "region": "15", "year": 2026, "fields": fields, "more": 1})

    found = calculator.read(sent, TODAY)

    assert found == {
        "code": "key_group_hire", "region": "15", "year": 2026, "fields": {"tax-vat": "10000", "many-0": "2"}
    }  # fmt: skip


_JUNK = st.sampled_from(
    [None, True, -1, 10**30, 0.5, "", "12", "\ud800", "\x00", "一", [], ["12"], [[]], {}, {"a": {}}]
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "code": st.sampled_from(sorted(CATALOGUE)) | _JUNK,
            "region": st.sampled_from(["15", "1506", ""]) | _JUNK,
            "year": st.integers(1990, 2110) | _JUNK,
            "fields": st.dictionaries(st.sampled_from(["tax-vat", "many-0", "from-0", "x"]), _JUNK, max_size=3) | _JUNK,
        },
    )
)
def test_whatever_is_sent_nothing_breaks_and_what_is_kept_stays_as_it_is(sent):
    found = calculator.read(json.dumps(sent), TODAY)

    assert found is None or calculator.read(calculator.written(found), TODAY) == found


def test_every_form_filled_to_the_brim_still_fits():
    for incentive in INCENTIVES:
        blank = CalculatorForm(incentive, "1506", TODAY)
        fields = {name: "1" * (getattr(field, "max_length", None) or 25) for name, field in blank.fields.items()}
        sent = {"code": incentive.code, "region": "150602", "year": 2026, "fields": fields}
        assert len(calculator.written(sent)) < calculator.LARGEST, incentive.code


# Places ---------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_place_is_chosen_from_the_province_down_to_the_county():
    a_region("150602001")
    a_region("440106")

    country, city, county = places.place(""), places.place("1506"), places.place("150602")

    assert [stop.code for stop in country.below] == ["15", "44"]
    assert [stop.name for stop in city.above] == ["内蒙古自治区", "鄂尔多斯市"]
    assert [stop.name for stop in city.below] == ["东胜区"]
    assert county.full_name == "内蒙古自治区鄂尔多斯市东胜区"
    assert county.below == ()
    assert places.place("150602001") is None
    assert places.place("99") is None
    assert places.place("1' or") is None


@pytest.mark.django_db
def test_the_choice_begins_in_the_city_that_is_served():
    assert places.home() == ""

    a_social_worker("李敏")

    assert places.home() == "1506"


def test_how_many_numbers_are_known_is_told_for_each_place():
    guangzhou, nowhere = places.coverage("4401", TODAY), places.coverage("54", TODAY)

    assert 0 < guangzhou.known < guangzhou.all
    assert nowhere.known < guangzhou.known
    assert nowhere.all == guangzhou.all


# Into a registration --------------------------------------------------------------------------------------------------


@pytest.fixture
def arriving(client, db, time_machine_monday):
    cache.clear()
    return client


def arrive(browser, calculation: str):
    return browser.post(reverse("portal:register"), {"calculation": calculation, "arrives": "yes"})


@pytest.mark.django_db
def test_who_comes_from_the_calculator_finds_an_empty_form_that_knows_it(arriving):
    a_social_worker("李敏")

    answer = arrive(arriving, a_calculation())

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="calculation"' in page
    assert f"您刚才算的“{HIRE.name}”" in page
    assert "有 1 处" not in page
    assert not answer.context["form"].is_bound


@pytest.mark.django_db
def test_a_mistake_in_the_form_loses_nothing_of_it(arriving):
    answer = register(arriving, calculation=a_calculation(), credit_code="91150602MA0Y90001A")

    assert answer.status_code == 422
    assert calculator.read(answer.context["calculation"], TODAY)["fields"]["tax-vat"] == "10,000"


@pytest.mark.django_db
@pytest.mark.parametrize("junk", ["", "{", '{"code": "nothing"}', "[" * 11_000])
def test_junk_in_its_place_keeps_nobody_from_registering(arriving, junk):
    assert arrive(arriving, junk).status_code == 200
    assert register(arriving, calculation=junk).url == reverse("portal:register_sent")
    assert Registration.objects.get().calculation is None


@pytest.mark.django_db
def test_on_another_device_the_first_page_shows_it_and_opens_it_filled_in_for_her_own_place(arriving):
    register(arriving, calculation=a_calculation())
    work_off()
    other = Browser()
    confirm(other)

    home = other.get(reverse("portal:home")).content.decode()
    opened = other.get(reverse("portal:calculate", args=["key_group_hire"]), {"carried": ""})

    assert f"您在官网算过：{HIRE.name}" in home
    assert "10,900" in home
    assert opened.context["form"].region == DONGSHENG
    assert opened.context["place"] == "东胜区"
    assert 'value="10,000"' in opened.content.decode()
    assert "answer" in opened.context


@pytest.mark.django_db
def test_once_put_away_it_shows_no_more(arriving):
    register(arriving, calculation=a_calculation())
    work_off()
    confirm(arriving)

    answer = arriving.post(reverse("portal:carried_put_away"))

    assert answer.url == reverse("portal:home")
    assert "您在官网算过" not in arriving.get(reverse("portal:home")).content.decode()
    assert Verification.objects.get().calculation is None


@pytest.mark.django_db
def test_it_stays_after_the_firm_has_been_verified(arriving):
    zhou = a_contact()
    found = calculator.read(a_calculation(), TODAY)
    a_verification(zhou.user, "恒晟物业", calculation=found)
    arriving.force_login(zhou.user)

    assert "您在官网算过" in arriving.get(reverse("portal:home")).content.decode()


@pytest.mark.django_db
def test_what_is_put_away_is_ones_own(arriving):
    a_verification("赵强", "恒晟物业", calculation=calculator.read(a_calculation(), TODAY))
    arriving.force_login(a_contact().user)

    arriving.post(reverse("portal:carried_put_away"))

    assert Verification.objects.get().calculation is not None
    assert "您在官网算过" not in arriving.get(reverse("portal:home")).content.decode()


@pytest.mark.django_db
def test_who_has_an_account_already_signs_in_and_nothing_breaks(arriving):
    zhou = a_contact()
    register(arriving, calculation=a_calculation(), email=zhou.user.email)
    work_off()
    arriving.force_login(zhou.user)

    opened = arriving.get(reverse("portal:calculate", args=["key_group_hire"]), {"carried": ""})

    assert len(mail.outbox) == 1
    assert opened.status_code == 200
    assert "answer" not in opened.context


@pytest.mark.django_db
def test_what_is_kept_of_a_form_that_has_changed_since_is_still_no_error(arriving):
    old = {"code": "an_incentive_of_old", "region": "15", "year": 2024, "fields": {}}
    zhou = a_contact()
    a_verification(zhou.user, "恒晟物业", calculation=old)
    arriving.force_login(zhou.user)

    assert "您在官网算过" not in arriving.get(reverse("portal:home")).content.decode()
