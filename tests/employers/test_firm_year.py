"""年度: the limit of a firm's year, what was used of it, and what is left; what nobody entered stays unknown."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from employers import keep_firm_year, keep_hires
from employers.hire_cases import facts_of, year_case
from employers.incentives.case import Tax
from employers.incentives.evaluate import evaluate
from employers.incentives.months import Month
from employers.keep_firm_year import enter_return, year_of
from employers.models import Contact, Enterprise, FirmYear, TaxReturn
from law.truth import Truth
from people.errors import Refused
from tests.cast import MONDAY_9, a_contact, a_social_worker
from tests.employers.hires import OFFSET, a_hire

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
QUOTA = Decimal("7800")


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


def with_quota(contact: Contact, year: int = 2026) -> None:
    """The tax office in 东胜 has told the number of the place."""
    keep_firm_year.keep_parameter(contact, contact.enterprise, year, OFFSET, "quota", "7800")


def a_quarter(contact: Contact, period: str, vat: str, offset: str | None = None) -> None:
    taken = None if offset is None else Decimal(offset)
    enter_return(contact, contact.enterprise, Tax.VAT, period, Decimal(vat), taken)
    for tax in (Tax.URBAN, Tax.EDUCATION, Tax.LOCAL_EDUCATION):
        enter_return(contact, contact.enterprise, tax, period, Decimal(0), Decimal(0))


# The view -------------------------------------------------------------------------------------------------------------


def test_the_limit_grows_by_insured_month():
    zhou = a_contact()
    a_hire(zhou)
    with_quota(zhou)

    view = year_of(zhou.enterprise, 2026, TODAY)

    assert [of.limit for of in view.months] == [Decimal(650) * max(0, n - 2) for n in range(1, 12)]
    assert (view.limit, view.used, view.left) == (Decimal("5850.00"), None, None)


def test_used_and_left_follow_the_returns():
    zhou = a_contact()
    a_hire(zhou)
    with_quota(zhou)
    a_quarter(zhou, "2026-Q1", "500.00", "500.00")
    a_quarter(zhou, "2026-Q2", "3000.00", "1900.00")

    view = year_of(zhou.enterprise, 2026, TODAY)
    used = {of.month: of.used for of in view.months}

    assert (used[Month(2026, 2)], used[Month(2026, 3)], used[Month(2026, 6)]) == (None, Decimal(500), Decimal(2400))
    assert (view.used, view.left, view.lapsed) == (Decimal(2400), Decimal(3450), 0)
    assert view.limit == view.used + view.left


def test_a_return_that_does_not_say_leaves_the_sum_unknown():
    zhou = a_contact()
    a_hire(zhou)
    with_quota(zhou)
    a_quarter(zhou, "2026-Q1", "500.00", "500.00")
    a_quarter(zhou, "2026-Q2", "3000.00")

    view = year_of(zhou.enterprise, 2026, TODAY)

    assert {of.month: of.used for of in view.months}[Month(2026, 4)] == Decimal(500)
    assert (view.used, view.left, view.on_the_table) == (None, None, None)
    vat = next(line for line in view.taxes if line.tax is Tax.VAT)
    assert (vat.offset, vat.said, vat.silent) == (None, Decimal(500), 1)
    assert (view.used_so_far.used, view.told_until, view.silent) == (Decimal(500), Month(2026, 3), 1)


def test_where_nobody_saw_the_number_of_the_place_its_bounds_are_shown():
    zhou = a_contact()
    a_hire(zhou)

    view = year_of(zhou.enterprise, 2026, TODAY)

    assert view.limit is None
    assert (view.floor, view.ceiling) == (Decimal(4500), Decimal(5850))
    assert "parameters.quota" in view.result.missing


def test_a_firm_with_nobody_who_fits_has_no_limit():
    zhou = a_contact()
    a_hire(zhou, statuses={"unemployed_half_year": False, "out_of_poverty": False})

    assert year_of(zhou.enterprise, 2026, TODAY).limit == 0


def test_what_is_left_may_be_taken_at_the_settlement_and_then_lapses():
    zhou = a_contact()
    a_hire(zhou)
    with_quota(zhou)
    a_quarter(zhou, "2026-Q4", "1000.00", "1000.00")

    by_the_day = year_of(zhou.enterprise, 2026, date(2027, 5, 31))
    after = year_of(zhou.enterprise, 2026, date(2027, 6, 1))

    assert by_the_day.settle_by == date(2027, 5, 31)
    assert (by_the_day.left, by_the_day.lapsed) == (Decimal(5500), 0)
    assert (after.left, after.lapsed) == (0, Decimal(5500))


def test_money_on_the_table_is_what_the_taxes_allow_and_nobody_took():
    zhou = a_contact()
    a_hire(zhou)
    with_quota(zhou)
    a_quarter(zhou, "2026-Q3", "2000.00", "500.00")

    view = year_of(zhou.enterprise, 2026, TODAY)

    assert (view.possible, view.on_the_table) == (Decimal(2000), Decimal(1500))


def test_a_year_of_long_ago_is_there_and_a_coming_one_is_empty():
    zhou = a_contact()
    a_hire(zhou)

    assert len(year_of(zhou.enterprise, 2025, TODAY).months) == 12
    assert year_of(zhou.enterprise, 2027, TODAY).months == ()


# Entering -------------------------------------------------------------------------------------------------------------


def test_the_same_tax_and_period_again_is_a_correction():
    zhou = a_contact()
    enter_return(zhou, zhou.enterprise, Tax.VAT, "2026-Q1", Decimal("500.00"))

    enter_return(zhou, zhou.enterprise, Tax.VAT, "2026-Q1", Decimal("520.00"), Decimal("20.00"))

    assert TaxReturn.objects.get().payable == Decimal("520.00")


@pytest.mark.parametrize(
    ("period", "payable", "offset", "said"),
    [
        ("2026-02", "500", None, "重叠"),
        ("2026", "500", None, "重叠"),
        ("2026-13", "500", None, "所属期"),
        ("2027-01", "500", None, "年度"),
        ("2026-Q2", "-1", None, "0"),
        ("2026-Q2", "500", "500.01", "不能超过应纳税额"),
    ],
)
def test_a_return_that_cannot_be_is_refused(period, payable, offset, said):
    zhou = a_contact()
    enter_return(zhou, zhou.enterprise, Tax.VAT, "2026-Q1", Decimal("500.00"))

    with pytest.raises(Refused, match=said):
        enter_return(zhou, zhou.enterprise, Tax.VAT, period, Decimal(payable), offset and Decimal(offset))

    assert TaxReturn.objects.count() == 1


def test_a_return_entered_by_mistake_is_taken_out_by_its_firm_alone():
    zhou = a_contact()
    row = enter_return(zhou, zhou.enterprise, Tax.VAT, "2026-Q1", Decimal("500.00"))

    with pytest.raises(TaxReturn.DoesNotExist):
        keep_firm_year.remove_return(a_contact("赵强", "恒晟物业"), row)
    keep_firm_year.remove_return(zhou, row)

    assert not TaxReturn.objects.exists()


def test_nobody_enters_anything_for_another_firm():
    zhao = a_contact("赵强", "恒晟物业")
    other = a_contact().enterprise

    with pytest.raises(Enterprise.DoesNotExist):
        enter_return(zhao, other, Tax.VAT, "2026-Q1", Decimal("500.00"))
    with pytest.raises(Enterprise.DoesNotExist):
        keep_firm_year.keep_facts(zhao, other, 2026)


def test_facts_reach_the_sum_in_their_kind_and_tables_gather_the_years():
    zhou = a_contact()
    keep_firm_year.keep_facts(zhou, zhou.enterprise, 2025, donations={"2025": "30000"}, receipt=False)

    keep_firm_year.keep_facts(zhou, zhou.enterprise, 2026, donations={"2026": "1.2万元"}, receipt=True, profit=None)

    assert facts_of(zhou.enterprise, "charitable_donation", 2026) == {
        "donations": {"2025": Decimal(30000), "2026": Decimal(12000)},
        "receipt": True,
    }


def test_a_fact_is_taken_back_to_unknown():
    li = a_social_worker("李敏")
    firm = a_contact().enterprise
    keep_firm_year.keep_facts(li, firm, 2026, receipt=True)

    keep_firm_year.keep_facts(li, firm, 2026, receipt=None)

    assert FirmYear.objects.get().facts == {}


def test_a_fact_that_cannot_be_read_names_its_question():
    zhou = a_contact()

    with pytest.raises(Refused, match="公益事业捐赠票据"):
        keep_firm_year.keep_facts(zhou, zhou.enterprise, 2026, receipt="也许")
    with pytest.raises(Refused, match="定额"):
        keep_firm_year.keep_parameter(zhou, zhou.enterprise, 2026, OFFSET, "quota", "很多")

    assert not FirmYear.objects.exists()


def test_a_number_of_the_place_is_taken_back_to_what_is_on_record():
    zhou = a_contact()
    with_quota(zhou)
    assert year_case(zhou.enterprise, OFFSET, TODAY).parameters == {"quota": QUOTA}

    keep_firm_year.keep_parameter(zhou, zhou.enterprise, 2026, OFFSET, "quota", None)

    assert year_case(zhou.enterprise, OFFSET, TODAY).parameters == {}


def test_somebody_who_left_counts_for_the_months_she_was_insured():
    zhou = a_contact()
    with_quota(zhou)
    keep_hires.leave(zhou, a_hire(zhou), date(2026, 6, 18))

    result = evaluate(year_case(zhou.enterprise, OFFSET, TODAY))

    assert result.truth is Truth.YES
    assert result.components["limit"] == Decimal("2600.00")


def test_a_year_costs_as_many_queries_with_three_people_as_with_one(django_assert_max_num_queries):
    zhou = a_contact()
    for name in ("陈海", "刘芳", "孙梅"):
        a_hire(zhou, name)
    with_quota(zhou)

    with django_assert_max_num_queries(10):
        year_of(zhou.enterprise, 2026, TODAY)
