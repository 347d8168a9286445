"""医疗救助: what is left of a bill, layer by layer, for each class and place."""

from decimal import Decimal

import pytest

from law.outcome import Outcome
from tests.welfare.households import ZHUHAI, a_child, a_household, a_member
from welfare.catalogue.medical_aid import MEDICAL_AID
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED

RONGCHENG = {"region": "371082", "day": "2023-06-01"}
SUQIAN = {"region": "321302", "day": "2024-06-03"}


def look(*members, **facts):
    return assess(a_household(*members, **facts), [MEDICAL_AID])["medical_aid"]


def a_patient(self_paid, **facts):
    """王建军 after both insurances have paid, with ``self_paid`` left."""
    bill = {"medical_bill_in_scope": Decimal(self_paid) + 15000, "insurance_paid": 12000, "major_paid": 3000}
    return a_member("本人", **bill | facts)


def missing(found):
    return {one.key for one in found.missing}


@pytest.mark.parametrize(
    ("aid_class", "self_paid", "amount"),
    [
        ("低保边缘", "12875.3", "6000"),
        ("低保", "12875.3", "9656.48"),
        ("特困", "12875.3", "12875.3"),
        ("刚性支出", "12875.3", "2843.53"),
        ("低保边缘", "80000", "30000"),
        ("低保", "80000", "50000"),
        ("特困", "400000", "400000"),
    ],
)
def test_rongcheng_2023_deductible_ratio_and_cap_of_each_class(aid_class, self_paid, amount):
    found = look(a_patient(self_paid), aid_class=aid_class, **RONGCHENG)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, Decimal(amount))


@pytest.mark.parametrize(("self_paid", "outcome"), [("2875.3", INELIGIBLE), ("2875.31", ELIGIBLE)])
def test_only_what_is_above_the_deductible_is_aided(self_paid, outcome):
    assert look(a_patient(self_paid), aid_class="低保边缘", **RONGCHENG).outcome is outcome


@pytest.mark.parametrize(("day", "outcome"), [("2022-12-31", UNDETERMINED), ("2024-01-01", UNDETERMINED)])
def test_a_table_does_not_outlive_its_year(day, outcome):
    found = look(a_patient(20000), aid_class="低保", region="371082", day=day)

    assert found.outcome is outcome
    assert "standard:medical_aid_deductible_minimum" in missing(found)


def test_the_layers_show_what_was_paid_and_what_remains():
    found = look(a_patient(10000), aid_class="低保", **SUQIAN)

    layers = {code: part.amount.value for code, part in found.components.items()}
    assert [layers[code] for code in ("bill", "basic", "after_basic", "major", "after_major")] == [
        *(25000, 12000, 13000, 3000, 10000)
    ]
    assert [layers[code] for code in ("aid", "after_aid", "remains")] == [8000, 2000, 2000]


def test_tilted_aid_is_added_where_the_case_states_its_rule_and_the_referral_was_in_order():
    rule = {"medical_aid_tilt_deductible": 1000, "medical_aid_tilt_ratio": "0.5"}

    tilted = look(a_patient(10000, referred_in_order=True), aid_class="低保", standards=rule, **SUQIAN)
    unreferred = look(a_patient(10000, referred_in_order=False), aid_class="低保", standards=rule, **SUQIAN)
    capped = look(
        a_patient(10000, referred_in_order=True),
        aid_class="低保",
        standards=rule | {"medical_aid_tilt_cap": 300},
        **SUQIAN,
    )

    assert (tilted.amount.value, tilted.components["tilt"].amount.value) == (8500, 500)
    assert tilted.components["remains"].amount.value == 1500
    assert unreferred.amount.value == 8000
    assert capped.amount.value == 8300


def test_what_was_received_this_year_counts_against_the_cap():
    found = look(a_patient(80000, medical_aid_received_year=45000), aid_class="低保", **RONGCHENG)

    assert found.amount.value == 5000


@pytest.mark.parametrize(("kind", "amount"), [("门诊", 10000), ("住院或者门诊慢特病", 24000)])
def test_suqian_caps_outpatient_bills_lower(kind, amount):
    assert look(a_patient(30000, bill_kind=kind), aid_class="低保", **SUQIAN).amount.value == amount


def test_the_kind_of_bill_is_asked_only_where_the_cap_could_bite():
    small = look(a_patient(10000), aid_class="低保", **SUQIAN)
    large = look(a_patient(30000), aid_class="低保", **SUQIAN)

    assert (small.amount.value, missing(small)) == (8000, set())
    assert (large.amount.lo, large.amount.hi, missing(large)) == (10000, 24000, {"bill_kind@m1"})


def test_suqian_gives_an_orphan_the_whole_whatever_the_household_is():
    parent = a_member("本人", medical_bill_in_scope=0, insurance_paid=0, major_paid=0)
    child = a_child(child_status="孤儿", medical_bill_in_scope=9000, insurance_paid=5000, major_paid=0)

    found = look(parent, child, aid_class="低保", **SUQIAN)

    assert (found.amount.value, found.members) == (4000, ("m2",))


def test_shanghai_has_ratios_but_no_deductible_so_the_answer_is_open():
    found = look(a_patient(10000), aid_class="低保", region="310104", day="2023-06-01")

    assert found.outcome is UNDETERMINED
    assert found.components["ratio"].amount.value == Decimal("0.9")


def test_no_class_no_aid():
    assert look(a_patient(10000), aid_class="无", **SUQIAN).outcome is INELIGIBLE


def test_a_class_nobody_wrote_down_is_asked_for_and_receiving_minimum_living_is_one():
    silent = look(a_patient(10000), **SUQIAN)
    receiving = look(a_patient(10000), receives_minimum_living=True, **SUQIAN)

    assert silent.outcome is UNDETERMINED
    assert "aid_class" in missing(silent)
    assert (receiving.outcome, receiving.amount.value) == (ELIGIBLE, 8000)


@pytest.mark.parametrize("paper", ["medical_bill_in_scope", "insurance_paid", "major_paid"])
def test_an_unknown_split_of_the_bill_leaves_the_answer_open(paper):
    found = look(a_patient(10000, **{paper: None}), aid_class="低保边缘", **SUQIAN)

    assert found.outcome is UNDETERMINED
    assert f"{paper}@m1" in missing(found)


def test_a_bill_that_the_case_states_after_insurance_needs_no_split():
    found = look(a_member("本人", medical_self_paid="12875.3"), aid_class="低保边缘", **RONGCHENG)

    assert found.amount.value == 6000
    assert "medical_self_paid" in found.stated


def test_one_bill_in_the_family_is_enough_for_an_amount_and_the_others_are_named():
    found = look(a_patient(10000), a_member("配偶"), aid_class="低保", **SUQIAN)

    assert (found.outcome, found.amount.value, found.members) == (ELIGIBLE, 8000, ("m1",))
    assert "medical_bill_in_scope@m2" in missing(found)


def test_who_is_not_insured_is_helped_directly_with_a_sum_the_place_must_name():
    patient = a_member("本人", is_uninsured=True, medical_bill_in_scope=8000)

    found = look(patient, aid_class="特困", **SUQIAN)

    assert found.outcome is ELIGIBLE
    assert (found.amount.lo, found.amount.hi) == (0, 8000)
    assert "standard:medical_aid_uninsured_ratio" in missing(found)


def test_qianxinan_and_zhuhai_have_no_table():
    for region in ("522301", ZHUHAI):
        assert look(a_patient(10000), aid_class="低保", region=region).outcome is UNDETERMINED
