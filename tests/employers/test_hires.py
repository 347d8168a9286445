"""用工: what the firm's own payroll says of somebody, and what an incentive reads of it."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from employers import keep_firm_year, keep_hires
from employers.hire_cards import cards_of
from employers.hire_cases import case_of, kernel_hire, year_case
from employers.incentives.case import Insurance, Status
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.months import Month
from employers.models import Enterprise, Hire
from employers.portal.hire_card_rows import summed
from law.truth import Truth
from people import ledger
from people.errors import Refused
from tests.cast import (
    KANGBASHI,
    MONDAY_9,
    a_contact,
    a_social_worker,
    a_vacancy,
    an_auditor,
    an_enterprise,
)
from tests.employers.hires import OFFSET, a_dossier, a_hire

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


def months(first: str, last: str) -> set[Month]:
    begin, end = Month.parse(first), Month.parse(last)
    return {begin.plus(n) for n in range(begin.months_until(end) + 1)}


# Who may --------------------------------------------------------------------------------------------------------------


def test_a_contact_enters_a_hire_of_her_own_firm_and_the_ledger_knows():
    zhou = a_contact()

    hire = keep_hires.record(zhou, zhou.enterprise, name=" 陈海 ", started_on=date(2026, 3, 2))

    assert (hire.name, hire.recorded_by) == ("陈海", zhou.user)
    assert ledger.of("hire", hire.pk).count() == 1


def test_a_contact_enters_nobody_into_another_firm():
    with pytest.raises(Enterprise.DoesNotExist):
        keep_hires.record(a_contact(), an_enterprise("恒晟物业"), name="陈海", started_on=date(2026, 3, 2))


def test_a_contact_who_has_left_changes_nothing_any_more():
    zhou = a_contact()
    hire = a_hire(zhou)
    type(zhou).objects.filter(pk=zhou.pk).update(state="left", until=MONDAY_9)

    with pytest.raises(Hire.DoesNotExist):
        keep_hires.correct(zhou, hire, job_title="司炉工")


def test_staff_who_keep_the_firm_write_down_what_it_told():
    li = a_social_worker("李敏")

    hire = keep_hires.record(li, an_enterprise(), name="陈海", started_on=date(2026, 3, 2))

    assert hire.recorded_by == li


@pytest.mark.parametrize("who", [lambda: a_social_worker("白云", "150603001"), an_auditor])
def test_staff_of_another_county_and_those_who_keep_nothing_do_not(who):
    with pytest.raises(Enterprise.DoesNotExist):
        keep_hires.record(who(), an_enterprise(), name="陈海", started_on=date(2026, 3, 2))


# What fits together ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "   "}, "姓名"),
        ({"name": "陈海（社区戒毒）"}, "超出了"),
        ({"job_title": "戒毒人员岗"}, "超出了"),
        ({"contract_until": date(2026, 1, 1)}, "合同到期要晚于合同开始"),
        ({"open_ended": True}, "二选一"),
        ({"statuses": {"in_debt": True}}, "不认识的身份"),
        ({"contributions": {"pension": "832.00", "dental": "1"}}, "险种"),
        ({"months_used": 37}, "36"),
        ({"wage": Decimal("-1")}, "0"),
    ],
)
def test_facts_that_do_not_fit_together_are_refused(fields, said):
    zhou = a_contact()
    hire = a_hire(zhou)

    with pytest.raises(Refused, match=said):
        keep_hires.correct(zhou, hire, **fields)

    assert Hire.objects.get().name == "陈海"


def test_the_post_is_one_of_the_same_firm():
    with pytest.raises(Refused, match="不是这家企业的"):
        a_hire(vacancy=a_vacancy("保洁员", "恒晟物业"))


def test_a_field_that_nobody_keeps_here_is_a_mistake_of_ours():
    zhou = a_contact()

    with pytest.raises(ValueError, match="left_on"):
        keep_hires.correct(zhou, a_hire(zhou), left_on=TODAY)


def test_a_status_is_yes_no_or_unknown_again():
    zhou = a_contact()
    hire = a_hire(zhou, statuses={"unemployed_half_year": True, "disabled": False})

    hire = keep_hires.note_statuses(zhou, hire, {Status.HARD_TO_EMPLOY: True, Status.DISABLED: None})

    assert hire.statuses == {"unemployed_half_year": True, "hard_to_employ": True}


# Leaving and insurance ------------------------------------------------------------------------------------------------


def test_leaving_ends_the_insurance_with_its_month():
    zhou = a_contact()
    hire = a_hire(zhou)

    hire = keep_hires.leave(zhou, hire, date(2026, 9, 10))

    assert hire.insured_spells.get().last == date(2026, 9, 1)
    assert kernel_hire(hire, OFFSET, TODAY).insured == months("2026-03", "2026-09")


def test_nobody_leaves_tomorrow_and_nobody_before_she_came():
    zhou = a_contact()
    hire = a_hire(zhou)

    with pytest.raises(Refused, match="还没到"):
        keep_hires.leave(zhou, hire, date(2026, 11, 24))
    with pytest.raises(Refused, match="不能早于上岗"):
        keep_hires.leave(zhou, hire, date(2026, 3, 1))


def test_a_leaving_that_was_a_mistake_is_taken_back():
    zhou = a_contact()
    hire = keep_hires.leave(zhou, a_hire(zhou), date(2026, 9, 10))

    assert keep_hires.come_back(zhou, hire).is_at_work(TODAY)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 2, 1), date(2026, 2, 1), "上岗的月份"),
        (date(2026, 12, 1), None, "还没到"),
        (date(2026, 10, 1), date(2026, 12, 1), "还没到"),
        (date(2026, 10, 1), date(2026, 9, 1), "不能早于开始"),
        (date(2026, 6, 30), date(2026, 8, 1), "已经登记过"),
        (date(2026, 5, 1), None, "已经登记过"),
    ],
)
def test_months_that_cannot_be_insured_are_refused(first, last, said):
    zhou = a_contact()
    hire = a_hire(zhou, insured=(date(2026, 4, 1), date(2026, 6, 1)))

    with pytest.raises(Refused, match=said):
        keep_hires.insure(zhou, hire, first, last)


def test_a_gap_in_the_insurance_stays_a_gap():
    zhou = a_contact()
    hire = a_hire(zhou, insured=(date(2026, 3, 1), date(2026, 4, 1)))

    keep_hires.insure(zhou, hire, date(2026, 7, 15))

    assert kernel_hire(hire, OFFSET, TODAY).insured == months("2026-03", "2026-04") | months("2026-07", "2026-11")


def test_a_running_spell_is_ended_once():
    zhou = a_contact()
    hire = a_hire(zhou)

    keep_hires.end_insurance(zhou, hire, date(2026, 8, 31))

    assert kernel_hire(hire, OFFSET, TODAY).insured == months("2026-03", "2026-08")
    with pytest.raises(Refused, match="没有正在参保"):
        keep_hires.end_insurance(zhou, hire, date(2026, 9, 30))


def test_a_spell_of_somebody_else_is_not_taken_out():
    zhou = a_contact()
    chen, liu = a_hire(zhou), a_hire(zhou, "刘芳")

    keep_hires.forget_spell(zhou, chen, liu.insured_spells.get().pk)

    assert liu.insured_spells.exists()


# The case -------------------------------------------------------------------------------------------------------------


def test_months_that_nobody_wrote_down_are_unknown_and_not_none():
    assert kernel_hire(a_hire(insured=None), OFFSET, TODAY).insured is None


def test_the_case_of_a_hire_is_what_the_payroll_says():
    hire = a_hire(
        contributions={"pension": "832.00", "medical": "364.00"},
        unemployed_since=date(2025, 8, 1),
        months_used=None,
    )

    case = case_of(hire, OFFSET, TODAY)
    (asked,) = case.hires

    assert (case.region, case.on) == ("150602", TODAY)
    assert asked.contributions == {Insurance.PENSION: Decimal("832.00"), Insurance.MEDICAL: Decimal("364.00")}
    assert asked.statuses == {Status.UNEMPLOYED_HALF_YEAR: True}
    assert asked.statuses_since == {Status.REGISTERED_UNEMPLOYED: date(2025, 8, 1)}
    assert asked.months_used is None
    assert asked.key.isdigit()


def test_the_year_of_a_firm_takes_in_who_worked_there_then():
    zhou = a_contact()
    chen = a_hire(zhou, "陈海")
    gone = a_hire(zhou, "刘芳", started_on=date(2025, 5, 6), contract_from=date(2025, 5, 6), insured=None)
    keep_hires.leave(zhou, gone, date(2025, 12, 31))
    a_hire(a_contact("赵强", "恒晟物业"), "孙梅")

    of_this_year = year_case(zhou.enterprise, OFFSET, TODAY)
    of_the_last = year_case(zhou.enterprise, OFFSET, date(2025, 12, 31))

    assert [hire.key for hire in of_this_year.hires] == [str(chen.pk)]
    assert [hire.key for hire in of_the_last.hires] == [str(gone.pk)]


def test_a_firm_of_another_county_keeps_its_own_region():
    zhao = a_contact("赵强", an_enterprise("康宁物业", KANGBASHI))

    assert year_case(zhao.enterprise, OFFSET, TODAY).region == "150603"


# What a hire brings ---------------------------------------------------------------------------------------------------

DEDUCTION = {"four_insurances": True, "bank_wages": True, "facilities": True, "contracts_of_a_year": True}


def card_of(hire: Hire, code: str, on: date):
    return next(card for card in cards_of(Hire.objects.get(pk=hire.pk), on) if card.incentive.code == code)


@pytest.mark.usefixtures("time_machine_monday")
def test_what_is_said_of_all_staff_together_is_not_said_of_each():
    zhou = a_contact()
    disabled, other = a_hire(zhou, statuses={Status.DISABLED.value: True}), a_hire(zhou, "孙梅", statuses={})
    keep_firm_year.keep_facts(zhou, zhou.enterprise, 2026, wages_paid="600000", **DEDUCTION)

    hers, not_hers = (card_of(hire, "disabled_wage_deduction", date(2026, 11, 16)) for hire in (disabled, other))

    assert hers.result.components["hires"][0]["base"] in (None, Decimal("37800.00"))
    assert hers.this_year in (None, Decimal("37800.00"))
    assert not_hers.this_year is None


@pytest.mark.usefixtures("time_machine_monday")
def test_of_a_deduction_the_tax_that_it_saves_is_what_it_brings():
    zhou = a_contact()
    hire = a_hire(zhou, statuses={Status.DISABLED.value: True})
    keep_firm_year.keep_facts(zhou, zhou.enterprise, 2026, **DEDUCTION)
    keep_firm_year.keep_parameter(zhou, zhou.enterprise, 2026, "disabled_wage_deduction", "minimum_wage", "2270")

    without_rate = card_of(hire, "disabled_wage_deduction", date(2026, 11, 16))
    keep_firm_year.keep_facts(zhou, zhou.enterprise, 2026, corporate_rate="5%")
    with_rate = card_of(hire, "disabled_wage_deduction", date(2026, 11, 16))

    assert without_rate.this_year == with_rate.this_year == Decimal("37800.00")
    assert without_rate.brings is None
    assert with_rate.brings == Decimal("1890.00")


@pytest.mark.usefixtures("time_machine_monday")
def test_a_number_of_the_place_that_nobody_saw_leaves_open_what_a_hire_brings():
    """内蒙古: she qualifies, and still nothing is promised, nor shown as 0 元."""
    hire = a_hire(a_contact())

    card = card_of(hire, OFFSET, date(2026, 11, 16))
    row = summed([card])

    assert card.result.truth is Truth.YES
    assert card.brings is None
    assert (row["sure"], row["open"]) == (0, 1)


@pytest.mark.usefixtures("time_machine_monday")
def test_months_of_the_offset_are_no_months_of_a_subsidy():
    used = {Status.UNEMPLOYED_HALF_YEAR.value: True, Status.HARD_TO_EMPLOY.value: True}
    hire = a_hire(a_contact(), statuses=used, months_used=30, subsidy_months=12)

    read = {code: kernel_hire(hire, code, date(2026, 11, 16)).months_used for code in CATALOGUE}

    assert read[OFFSET] == 30
    assert [read[code] for code in ("social_insurance_subsidy", "post_subsidy", "public_welfare_post_subsidy")] == [
        12,
        12,
        12,
    ]


def test_that_a_post_is_public_is_said_of_one_hire_and_not_of_the_firm():
    zhou = a_contact()
    recognised = {Status.HARD_TO_EMPLOY.value: True}
    public = a_hire(zhou, statuses=recognised, facts={"public_post": True, "temporary_post": False, "placement": 1})
    other = a_hire(zhou, "刘婷", statuses=recognised)
    keep_firm_year.keep_facts(zhou, zhou.enterprise, 2026, public_post=True)

    code = "public_welfare_post_subsidy"
    hers, others = (CATALOGUE[code].compute(case_of(hire, code, date(2026, 10, 31))) for hire in (public, other))

    assert hers.truth is Truth.YES
    assert others.truth is Truth.UNKNOWN
    assert "facts.public_post" in others.missing


def test_who_was_entered_by_mistake_is_deleted_with_her_months():
    zhou = a_contact()
    hire = a_hire(zhou)

    keep_hires.forget(zhou, hire)

    assert not Hire.objects.exists()


def test_nobody_is_deleted_whose_papers_are_under_way():
    zhou = a_contact()
    hire = a_hire(zhou)
    a_dossier(zhou, hire)

    with pytest.raises(Refused, match="已经准备过材料"):
        keep_hires.forget(zhou, hire)

    assert Hire.objects.get() == hire


def test_what_papers_show_of_whom_the_firm_found_here_takes_her_consent_first():
    zhou = a_contact()
    hire = a_hire(zhou, vacancy=a_vacancy("锅炉工", zhou.enterprise), statuses={})

    with pytest.raises(Refused, match="要本人同意"):
        keep_hires.correct(a_social_worker(), hire, statuses={Status.HARD_TO_EMPLOY.value: True})
    seen_by_the_firm = keep_hires.correct(zhou, hire, statuses={Status.HARD_TO_EMPLOY.value: True})

    assert seen_by_the_firm.statuses == {"hard_to_employ": True}
