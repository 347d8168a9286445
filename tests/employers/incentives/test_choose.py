"""Which of two that exclude each other brings more, with both sums shown."""

from datetime import date
from decimal import Decimal

from employers.incentives.case import Case, Hire, Payable, Status, Tax
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.evaluate import choose, evaluate
from employers.incentives.months import Month, Period
from law.truth import Truth

BOTH = ("key_group_hire", "disabled_vat_refund")
YEAR_END = date(2025, 12, 31)
MONTHS = [Month(2025, n) for n in range(1, 13)]


def a_firm(*, out_of_poverty: int, disabled: int, staff=40, vat=400_000, parameters=None, region="440106") -> Case:
    """Of its disabled staff some are hires out of poverty, for whom the offset could be taken instead."""
    hires = tuple(
        Hire(
            key=str(n),
            statuses={Status.OUT_OF_POVERTY: True, Status.DISABLED: True, Status.UNEMPLOYED_HALF_YEAR: False},
            contract_from=date(2025, 1, 1),
            contract_until=date(2027, 12, 31),
            insured=frozenset(MONTHS),
        )
        for n in range(out_of_poverty)
    )
    taxes = [Payable(Tax.VAT, Period(Month(2025, 1), Month(2025, 12)), Decimal(vat))]
    taxes += [Payable(tax, Period.parse("2025"), Decimal(0)) for tax in list(Tax)[2:6]]
    return Case(
        id="选择",
        incentive="",
        on=YEAR_END,
        region=region,
        hires=hires,
        taxes=tuple(taxes),
        parameters=parameters or {},
        facts={
            "staff": {str(month): staff for month in MONTHS},
            "disabled_staff": {str(month): disabled for month in MONTHS},
            "contracts_of_a_year": True,
            "five_insurances": True,
            "bank_wages": True,
            "credit_grade": "A",
            "qualifying_share": Decimal(1),
        },
    )


def test_for_a_firm_with_enough_disabled_staff_the_refund_brings_more():
    found = choose(a_firm(out_of_poverty=3, disabled=10), BOTH)

    assert found.better == "disabled_vat_refund"
    assert found.results["key_group_hire"].amount == Decimal("23400.00")
    assert found.results["disabled_vat_refund"].amount == Decimal(400_000)


def test_below_ten_the_refund_brings_nothing_and_the_offset_is_better():
    firm = a_firm(out_of_poverty=3, disabled=4)
    firm.facts["massage"] = False

    found = choose(firm, BOTH)

    assert found.better == "key_group_hire"
    assert found.results["disabled_vat_refund"].truth is Truth.NO


def test_while_a_sum_is_open_nothing_is_said_to_be_better():
    found = choose(a_firm(out_of_poverty=3, disabled=10, parameters={"minimum_wage": None}), BOTH)

    assert found.better is None
    assert found.results["disabled_vat_refund"].components["ceiling"] == Decimal(400_000)


def test_an_open_sum_that_cannot_reach_the_other_leaves_no_doubt():
    """内蒙古: nobody saw the figure of the province, but not even the highest comes near the refund."""
    open_quota = {"minimum_wage": Decimal(2000)}

    found = choose(a_firm(out_of_poverty=3, disabled=10, region="150602", parameters=open_quota), BOTH)

    assert found.results["key_group_hire"].amount is None
    assert found.results["key_group_hire"].components["ceiling"] == Decimal(23_400)
    assert found.better == "disabled_vat_refund"


def test_of_equal_sums_the_first_is_named():
    firm = a_firm(out_of_poverty=3, disabled=10, vat=0)

    assert choose(firm, BOTH).better == "key_group_hire"
    assert choose(firm, reversed(BOTH)).better == "disabled_vat_refund"


def test_each_excludes_the_other():
    assert "key_group_hire" in CATALOGUE["disabled_vat_refund"].excludes
    assert "disabled_vat_refund" in CATALOGUE["key_group_hire"].excludes


def test_the_subsidy_of_insurance_stands_beside_the_offset_with_a_remark():
    subsidy = CATALOGUE["social_insurance_subsidy"]
    found = evaluate(
        Case(
            id="并用",
            incentive=subsidy.code,
            on=YEAR_END,
            hires=(Hire(key="1", statuses={Status.HARD_TO_EMPLOY: True}),),
        )
    )

    assert "key_group_hire" not in subsidy.excludes
    assert any("税" in remark and "核实" in remark for remark in found.components["remarks"])
