"""The 36 months, and what falls due in them."""

from dataclasses import replace
from datetime import date

from employers.incentives.catalogue import CATALOGUE
from employers.incentives.evaluate import evaluate
from law.truth import Truth
from tests.employers.incentives.cases import a_case, a_hire, months, payables


def settle(*hires):
    return evaluate(a_case(hires=hires))


def test_the_window_spans_36_calendar_months_from_contract_and_insurance():
    hire = a_hire(insured=("2024-05", "2027-12"), contract_from=date(2024, 5, 6), contract_until=date(2028, 5, 5))

    result = evaluate(a_case(on=date(2027, 12, 31), hires=(hire,)))

    assert result.components["hires"][0]["window_from"] == "2024-05"
    assert result.components["hires"][0]["window_to"] == "2027-04"
    assert result.components["months"] == 4


def test_who_left_and_came_back_counts_insured_months_and_the_rest_stays_open():
    insured = months("2024-05", "2025-03") | months("2026-02", "2027-12")
    hire = a_hire(insured=insured, contract_from=date(2024, 5, 6), contract_until=date(2029, 5, 5))

    inside = evaluate(a_case(on=date(2026, 12, 31), hires=(hire,)))
    behind = evaluate(a_case(on=date(2027, 12, 31), hires=(hire,)))

    assert inside.components["hires"][0]["months"] == 11
    assert behind.components["hires"][0]["months"] is None
    assert behind.components["hires"][0]["months_certain"] == 4
    assert behind.components["hires"][0]["months_possible"] == 12
    assert behind.truth is Truth.YES
    assert behind.amount is None


def test_months_used_elsewhere_leave_the_rest_and_36_leave_nothing():
    assert settle(a_hire(months_used=30)).components["months"] == 6
    assert settle(a_hire(months_used=36)).truth is Truth.NO
    assert settle(a_hire(months_used=None)).truth is Truth.UNKNOWN
    assert settle(a_hire(months_used=None)).missing == ("hires[0].months_used",)


def test_the_window_goes_on_after_2027_for_who_began_before():
    begun = a_hire(insured=("2027-06", "2028-12"))
    late = a_hire(insured=("2028-01", "2028-12"))
    taxes = payables("2028", vat=90000)

    result = evaluate(a_case(on=date(2028, 12, 31), hires=(begun,), taxes=taxes))

    assert result.amount == 7800
    assert evaluate(a_case(on=date(2028, 12, 31), hires=(late,), taxes=taxes)).truth is Truth.NO


def test_who_signed_in_time_and_was_insured_too_late_is_no_certain_hire():
    """Contract and insurance were first both there in January 2028, unless months of 2027 are not in the record."""
    signed_in_time = {"contract_from": date(2027, 12, 20), "contract_until": date(2030, 12, 19)}
    taxes = payables("2028", vat=90000)
    late = a_hire(insured=("2028-01", "2028-12"), **signed_in_time)
    with_earlier_use = a_hire(insured=("2028-01", "2028-12"), months_used=1, **signed_in_time)
    whole_record = a_hire(insured=("2028-01", "2029-12"), **signed_in_time)

    results = [evaluate(a_case(on=date(2028, 12, 31), hires=(hire,), taxes=taxes)) for hire in (late, with_earlier_use)]
    later = evaluate(a_case(on=date(2029, 12, 31), hires=(whole_record,), taxes=payables("2029", vat=90000)))

    assert [result.truth for result in results] == [Truth.UNKNOWN, Truth.UNKNOWN]
    assert [result.amount for result in results] == [None, None]
    assert later.truth is Truth.NO


def test_months_insured_behind_the_last_day_of_the_contract_may_count_and_do_not_for_certain():
    hire = a_hire(insured=("2024-07", "2025-12"), contract_from=date(2024, 7, 1), contract_until=date(2025, 6, 30))

    result = evaluate(a_case(hires=(hire,), taxes=payables(vat=90000, corporate_income_tax=0)))
    renewed = evaluate(
        a_case(
            hires=(replace(hire, contract_until=date(2026, 6, 30)),),
            taxes=payables(vat=90000, corporate_income_tax=0),
        )
    )

    assert (result.truth, result.amount) == (Truth.YES, None)
    assert (result.components["floor"], result.components["ceiling"]) == (3900, 7800)
    assert result.missing == ("hires[0].contract_until",)
    assert renewed.amount == 7800


def test_months_under_a_contract_of_which_the_end_is_unknown_leave_it_open_whether_she_counts():
    """The contract that certainly holds ended the year before."""
    first = a_hire(insured=("2024-01", "2024-12"), contract_until=date(2024, 12, 31))
    second = a_hire(insured=("2025-03", "2025-12"), contract_until=None)

    result = evaluate(a_case(hires=(first, second), taxes=payables(vat=90000, corporate_income_tax=0)))

    assert (result.truth, result.amount) == (Truth.UNKNOWN, None)
    assert result.missing == ("hires[1].contract_until",)


def test_a_record_of_the_year_alone_does_not_hide_an_older_window():
    hire = a_hire(contract_from=date(2022, 6, 1), contract_until=date(2027, 5, 31))

    alone = settle(hire).components["hires"][0]
    used = settle(replace(hire, months_used=31)).components["hires"][0]

    assert (alone["months_certain"], alone["months_possible"]) == (5, 12)
    assert "hires[0].insured_months" in settle(hire).missing
    assert used["months"] == 5


def test_the_full_year_supposes_that_who_is_insured_stays():
    stays = a_hire("1", insured=("2025-03", "2025-06"))
    left = a_hire("2", insured=("2025-03", "2025-04"))
    ends = a_hire("3", insured=("2024-10", "2025-06"), contract_until=date(2025, 9, 30))

    result = evaluate(a_case(on=date(2025, 6, 30), hires=(stays, left, ends)))

    assert result.components["limit"] == 650 * (4 + 2 + 6)
    assert result.components["limit_full_year"] == 650 * (10 + 2 + 9)


def test_deadlines_name_the_law_and_the_next_return():
    hire = a_hire(insured=frozenset(), contract_from=date(2025, 3, 3), contract_until=date(2026, 3, 2))

    due = CATALOGUE["key_group_hire"].deadlines(hire, date(2025, 3, 10))

    assert [one.on for one in due] == [
        date(2025, 3, 15),
        date(2025, 3, 15),
        date(2025, 4, 2),
        date(2025, 5, 31),
        date(2026, 3, 2),
    ]
    assert str(due[2].source) == "《社会保险法》第五十八条"


def test_month_36_is_told_within_the_year_before_it():
    hire = a_hire(insured=("2025-03", "2025-04"), contract_from=date(2025, 3, 3))

    assert date(2028, 2, 29) in [one.on for one in CATALOGUE["key_group_hire"].deadlines(hire, date(2027, 9, 1))]
    assert date(2028, 2, 29) not in [one.on for one in CATALOGUE["key_group_hire"].deadlines(hire, date(2026, 9, 1))]


def test_a_deadline_that_passed_long_ago_is_gone():
    hire = a_hire(insured=frozenset(), contract_from=date(2025, 3, 3))

    missed = [one.on for one in CATALOGUE["key_group_hire"].deadlines(hire, date(2025, 5, 1))]
    later = [one.on for one in CATALOGUE["key_group_hire"].deadlines(hire, date(2025, 8, 1))]

    assert date(2025, 4, 2) in missed
    assert date(2025, 4, 2) not in later


def test_months_that_may_still_count_later_in_the_year_leave_the_forecast_open():
    insured = months("2023-06", "2023-12") | months("2025-01", "2026-05")
    hire = a_hire(insured=insured, contract_from=date(2023, 6, 1), contract_until=date(2027, 5, 31))

    result = evaluate(a_case(on=date(2026, 5, 31), hires=(hire,)))

    assert result.components["limit"] == 650 * 5
    assert result.components["limit_full_year"] is None


def test_a_break_that_makes_months_doubtful_is_remarked_on():
    insured = months("2024-05", "2025-03") | months("2026-02", "2027-12")
    hire = a_hire(insured=insured, contract_from=date(2024, 5, 6), contract_until=date(2029, 5, 5))

    result = evaluate(a_case(on=date(2027, 12, 31), hires=(hire,)))

    assert any("36 个自然月" in remark for remark in result.components["remarks"])
    assert any("增值税法" in remark for remark in result.components["remarks"])
    assert settle(a_hire()).components["remarks"] == []


def test_who_is_insured_in_time_has_no_registration_left_to_make():
    began = {"contract_from": date(2026, 10, 1), "contract_until": date(2027, 9, 30)}
    deadlines = CATALOGUE["key_group_hire"].deadlines

    insured = deadlines(a_hire(insured=("2026-10", "2026-11"), **began), date(2026, 11, 23))
    late = deadlines(a_hire(insured=frozenset(), **began), date(2026, 11, 23))

    assert not any("社会保险登记" in one.text for one in insured)
    assert [one.on for one in late if "社会保险登记" in one.text] == [date(2026, 10, 31)]
