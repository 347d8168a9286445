"""Registering, correcting and verifying firms."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from employers.models import Enterprise
from employers.models.enterprise import clean_credit_code
from employers.register_enterprise import correct, register, verify
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import (
    DONGSHENG,
    KANGBASHI,
    a_credit_code,
    a_manager,
    a_region,
    a_social_worker,
    a_welfare_officer,
    an_enterprise,
)

pytestmark = pytest.mark.django_db
CODE = a_credit_code("蒙泰热电")


def test_a_worker_of_the_street_registers_a_firm_of_the_county():
    li = a_social_worker("李敏")

    firm = register(li, credit_code=CODE, name="蒙泰热电", region=a_region(DONGSHENG))

    assert (firm.credit_code, firm.recorded_by, firm.is_verified) == (CODE, li, False)
    assert AccessEvent.objects.get().kind == "enterprise"


def test_code_may_be_typed_small_and_with_spaces():
    assert clean_credit_code(f" {CODE[:9].lower()} {CODE[9:]} ") == CODE


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("9115060212345", "应为 18 位，现在是 13 位"),
        (CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), "校验位不对"),
        ("911506021234567OIO", "不该出现的字符"),
    ],
)
def test_wrong_code_is_refused_with_its_reason(code, text):
    with pytest.raises(ValidationError, match=text):
        clean_credit_code(code)


def test_wrong_code_leaves_no_trace():
    li = a_social_worker("李敏")

    with pytest.raises(Refused, match="应为 18 位"):
        register(li, credit_code="123", name="蒙泰热电", region=a_region(DONGSHENG))

    assert not Enterprise.objects.exists()
    assert not AccessEvent.objects.exists()


def test_the_same_firm_twice_is_refused():
    li = a_social_worker("李敏")
    register(li, credit_code=CODE, name="蒙泰热电", region=a_region(DONGSHENG))

    with pytest.raises(Refused, match="已经登记过了"):
        register(li, credit_code=CODE.lower(), name="蒙泰热电公司", region=a_region(DONGSHENG))


def test_a_firm_of_another_county_is_refused():
    with pytest.raises(Refused, match="不归您负责"):
        register(a_social_worker("李敏"), credit_code=CODE, name="康巴什物业", region=a_region(KANGBASHI))


def test_a_welfare_officer_registers_no_firm():
    with pytest.raises(Refused, match="不归您负责"):
        register(a_welfare_officer(), credit_code=CODE, name="蒙泰热电", region=a_region(DONGSHENG))


def test_verification_names_who_saw_the_licence_and_is_given_once():
    manager = a_manager()
    firm = an_enterprise()

    verify(manager, firm.pk)

    firm.refresh_from_db()
    assert (firm.is_verified, firm.verified_by) == (True, manager)
    with pytest.raises(Refused, match="已经核实过了"):
        verify(manager, firm.pk)


def test_a_new_name_takes_the_verification_away():
    manager = a_manager()
    firm = an_enterprise()
    verify(manager, firm.pk)

    correct(manager, firm.pk, name="蒙泰热电有限责任公司")

    firm.refresh_from_db()
    assert not firm.is_verified


def test_a_new_telephone_does_not():
    manager = a_manager()
    firm = an_enterprise()
    verify(manager, firm.pk)

    correct(manager, firm.pk, contact_phone="0477-8580000")

    firm.refresh_from_db()
    assert firm.is_verified


def test_another_firms_code_is_refused():
    other = an_enterprise("天泽物业")
    firm = an_enterprise("蒙泰热电")

    with pytest.raises(Refused, match="另一家企业已经用了这个代码"):
        correct(a_manager(), firm.pk, credit_code=other.credit_code)


def test_a_firm_outside_the_county_does_not_exist_for_its_neighbour():
    firm = an_enterprise("康巴什物业", KANGBASHI)

    with pytest.raises(Enterprise.DoesNotExist):
        correct(a_social_worker("李敏"), firm.pk, contact_name="周丽")


def test_it_is_read_in_the_whole_city_and_kept_in_its_county():
    firm = an_enterprise("康巴什物业", KANGBASHI)
    li = a_social_worker("李敏")

    assert list(Enterprise.objects.visible_to(li)) == [firm]
    assert not Enterprise.objects.kept_by(li).exists()
    assert not firm.may_be_kept_by(li)


def test_the_database_forbids_a_verification_by_nobody():
    firm = an_enterprise()

    with pytest.raises(IntegrityError):
        Enterprise.objects.filter(pk=firm.pk).update(verified_at="2026-11-23T01:00Z")


def test_the_name_is_all_that_a_firm_prints():
    assert str(an_enterprise()) == "蒙泰热电"
