"""A line becomes a case, or every wrong field is told by its path; a blank stays unknown."""

from datetime import date
from decimal import Decimal

import pytest

from employers.incentives.case import Insurance, Status, Tax
from employers.incentives.fields import Unreadable
from employers.incentives.months import Month, Period
from employers.incentives.read import read_case

LINE = {"id": "a1", "incentive": "key_group_hire", "as_of": "2025-12-31"}
YEAR_2025 = Period(Month(2025, 1), Month(2025, 12))


def case_of(**more):
    return read_case(LINE | more).case


def hire_of(**more):
    return case_of(hires=[more]).hires[0]


def errors_of(row):
    with pytest.raises(Unreadable) as told:
        read_case(row)
    return dict(told.value.errors)


def errors_in(**more):
    return errors_of(LINE | more)


def months(text):
    return frozenset(Period.parse(text).months)


def test_a_line_needs_an_id_an_incentive_and_a_day():
    assert set(errors_of({})) == {"id", "incentive", "as_of"}
    assert set(errors_of([])) >= {"整行"}


def test_everything_else_may_be_left_out_and_is_unknown():
    case = case_of()

    assert (case.region, case.parameters, case.facts, case.hires, case.taxes, case.taken) == ("", {}, {}, (), (), {})


def test_nulls_and_blanks_are_unknown_too():
    hire = hire_of(wage=None, contract_from="", statuses={"disabled": "不详"}, insured_months=None, dispatched="不清楚")

    assert (hire.wage, hire.contract_from, hire.statuses, hire.insured, hire.dispatched) == (None, None, {}, None, None)


def test_only_earlier_use_is_none_where_nobody_mentions_it():
    silent, asked = hire_of(), hire_of(months_used=None, hired_before=None)

    assert (silent.months_used, silent.hired_before) == (0, False)
    assert (asked.months_used, asked.hired_before) == (None, None)


def test_a_slip_in_a_name_is_told_with_what_was_meant():
    assert errors_in(regoin="44") == {"regoin": "不认识的字段，是不是 region？"}
    assert errors_in(hires=[{"contract_form": "2025-01-01"}]) == {
        "hires[0].contract_form": "不认识的字段，是不是 contract_from？"
    }
    assert "quota" in errors_in(parameters={"qouta": 7800})["parameters.qouta"]
    assert "urban_rate" in errors_in(facts={"urban_rat": 0.07})["facts.urban_rat"]


def test_a_slip_in_a_code_is_told_with_what_was_meant_and_the_value_is_not_repeated():
    told = errors_in(hires=[{"statuses": ["unemployd_half_year", "王建军"]}], taxes=[{"kind": "城建说", "payable": 1}])

    assert "unemployed_half_year" in told["hires[0].statuses[0]"]
    assert told["hires[0].statuses[1]"] == "不认识的人员类别"
    assert "城建税" in told["taxes[0].kind"]


def test_remarks_are_not_looked_at():
    case_of(note="三名员工", expected={"amount": 1}, _row=7, hires=[{"_name": "x", "备注": "y"}])


def test_fields_and_codes_may_be_chinese():
    read = read_case(
        {
            "编号": 7,
            "政策": "key_group_hire",
            "截至日期": "2025年12月31日",
            "地区": 440000,
            "人员": [{"身份": ["登记失业半年以上"], "合同起始日": "2025-03-01", "无固定期限": "是"}],
            "应纳税额": [{"税种": "城建税", "应纳税额": "840 元"}],
        }
    ).case

    assert (read.id, read.on, read.region) == ("7", date(2025, 12, 31), "44")
    assert read.hires[0].statuses == {Status.UNEMPLOYED_HALF_YEAR: True}
    assert read.hires[0].open_ended is True
    assert (read.taxes[0].tax, read.taxes[0].amount) == (Tax.URBAN, 840)


def test_one_thing_under_two_names_is_told():
    assert "同一项" in errors_in(region="44", 地区="广东")["地区"]
    assert "同一项" in errors_in(hires=[{"key": "甲", "id": "乙"}])["hires[0].id"]


@pytest.mark.parametrize(
    ("written", "stem"),
    [
        *(("440106", "440106"), ("440100", "4401"), ("440000", "44"), (440000, "44"), ("44", "44"), ("4401", "4401")),
        *(("440106000000", "440106"), ("440106001000", "440106001"), ("440106001002", "440106001002"), ("全国", "")),
    ],
)
def test_a_place_is_its_stem(written, stem):
    assert case_of(region=written).region == stem


@pytest.mark.parametrize("written", ["4", "44010", "4401061", "abc", "０４", -44, 44.5, True, ["44"], {}])
def test_what_is_no_place_is_told(written):
    assert "region" in errors_in(region=written)


def test_taxes_without_a_period_are_of_the_year():
    case = case_of(
        taxes=[{"kind": "vat", "payable": "12,000.00 元"}, {"kind": "增值税", "period": "2024-Q4", "payable": 1}]
    )

    assert [(tax.tax, tax.period, tax.amount) for tax in case.taxes] == [
        (Tax.VAT, YEAR_2025, Decimal("12000.00")),
        (Tax.VAT, Period.parse("2024-Q4"), 1),
    ]


def test_a_table_of_taxes_is_of_the_year():
    case = case_of(taxes={"vat": 12000, "城市维护建设税": "840.00", "企业所得税": None})

    assert [(tax.tax, tax.period, tax.amount) for tax in case.taxes] == [
        (Tax.VAT, YEAR_2025, 12000),
        (Tax.URBAN, YEAR_2025, 840),
    ]


def test_no_month_of_a_tax_counts_twice():
    returns = [{"kind": "vat", "period": "2025-Q1", "payable": 1}, {"kind": "vat", "period": "2025-03", "payable": 2}]

    assert "重叠" in errors_in(taxes=returns)["taxes[1].period"]


def test_a_tax_of_which_one_return_is_unknown_is_unknown():
    returns = [
        {"kind": "vat", "period": "2025-01", "payable": 900},
        {"kind": "vat", "period": "2025-02", "payable": None},
    ]

    assert case_of(taxes=returns).taxes == ()
    assert "taxes[0].payable" in errors_in(taxes=[{"kind": "vat"}])


@pytest.mark.parametrize("payable", [-1, "-1", True, "千元", [], float("nan"), float("inf"), 10**30, "1.005"])
def test_what_is_no_amount_is_told_where_it_stands(payable):
    assert list(errors_in(taxes=[{"kind": "vat", "payable": payable}])) == ["taxes[0].payable"]


def test_earlier_use_is_by_tax():
    taken = {"vat": Decimal("1000.00"), "urban_construction": Decimal("70.50")}

    assert case_of(earlier_use={"by_tax": {"增值税": "1000", "城建税": "70.50"}}).taken == taken
    assert case_of(earlier_use={"vat": "1000", "urban_construction": 70.5}).taken == taken
    assert "写明" in errors_in(earlier_use={"by_tax": {"vat": None}})["earlier_use.vat"]


def test_months_used_may_stand_with_earlier_use_of_one_hire():
    assert case_of(hires=[{}], earlier_use={"months_used": 14}).hires[0].months_used == 14
    assert case_of(hires=[{}], earlier_use={"months_used": None}).hires[0].months_used is None
    for hires in ([], [{}, {}], [{"months_used": 3}]):
        assert "每个人" in errors_in(hires=hires, earlier_use={"months_used": 14})["earlier_use.months_used"]


def test_statuses_are_a_list_a_table_or_one():
    assert hire_of(statuses=["disabled", "就业困难人员"]).statuses == {
        Status.DISABLED: True,
        Status.HARD_TO_EMPLOY: True,
    }
    assert hire_of(statuses={"disabled": False, "released": "是", "no_earner": None}).statuses == {
        Status.DISABLED: False,
        Status.RELEASED: True,
    }
    assert hire_of(statuses="登记失业").statuses == {Status.REGISTERED_UNEMPLOYED: True}
    assert hire_of(statuses_since={"登记失业": "2024-06-01"}).statuses_since == {
        Status.REGISTERED_UNEMPLOYED: date(2024, 6, 1)
    }


def test_contributions_are_by_insurance():
    hire = hire_of(contributions={"养老保险": "640.00", "medical": 300.5, "失业": None}, wage="4,200 元/月")

    assert hire.contributions == {Insurance.PENSION: 640, Insurance.MEDICAL: Decimal("300.50")}
    assert hire.wage == 4200
    assert "hires[0].contributions.公积金" in errors_in(hires=[{"contributions": {"公积金": 1}}])


@pytest.mark.parametrize(
    ("more", "insured"),
    [
        ({"insured_months": 3}, "2025-Q1"),
        ({"insured_months": "3 个月", "contract_from": "2024-05-01"}, "2025-Q1"),
        ({"insured_months": 3, "contract_from": "2025-10-15"}, "2025-Q4"),
        ({"insured_months": ["2025-01", "2025-02/2025-03"]}, "2025-Q1"),
        ({"insured_months": "2025-01 至 2025-03"}, "2025-Q1"),
        ({"insured_months": ["2025-Q1", "2025-03"]}, "2025-Q1"),
        ({"insured_from": "2025-01", "insured_until": "2025-03"}, "2025-Q1"),
        ({"insured_from": "2025-10"}, "2025-Q4"),
        ({"insured_until": "2025-12", "contract_from": "2025-10-15"}, "2025-Q4"),
    ],
)
def test_months_of_insurance_are_a_number_a_list_or_a_span(more, insured):
    assert hire_of(**more).insured == months(insured)


def test_no_months_are_not_unknown_months():
    assert hire_of(insured_months=0).insured == frozenset()
    assert hire_of(insured_months=[]).insured == frozenset()
    assert hire_of(insured_from="2026-03").insured == frozenset()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"insured_months": 13}, "insured_months"),
        ({"insured_months": 4, "contract_from": "2025-10-15"}, "insured_months"),
        ({"insured_months": 1, "contract_from": "2026-01-15"}, "insured_months"),
        ({"insured_months": -1}, "insured_months"),
        ({"insured_months": 2.5}, "insured_months"),
        ({"insured_months": True}, "insured_months"),
        ({"insured_months": ["2025-13"]}, "insured_months[0]"),
        ({"insured_months": ["2025-09/2025-01"]}, "insured_months[0]"),
        ({"insured_months": {"2025-01": True}}, "insured_months"),
        ({"insured_months": 3, "insured_from": "2025-01"}, "insured_months"),
        ({"insured_until": "2025-03"}, "insured_until"),
        ({"insured_from": "2025-05", "insured_until": "2025-03"}, "insured_until"),
        ({"contract_from": "2025-06-01", "contract_until": "2025-05-31"}, "contract_until"),
        ({"contract_from": "2025-06-01", "contract_until": "2026-05-31", "contract_months": 12}, "contract_months"),
        ({"contract_months": 12}, "contract_months"),
        ({"contract_until": "2026-05-31", "open_ended": True}, "open_ended"),
        ({"months_used": 400}, "months_used"),
        ({"months_used": "三年"}, "months_used"),
        ({"wage": "4200 元/天"}, "wage"),
        ({"statuses": {"disabled": 1}}, "statuses.disabled"),
        ({"statuses": 7}, "statuses"),
        ({"statuses_since": {"disabled": "2025"}}, "statuses_since.disabled"),
        ({"retires_on": 2031}, "retires_on"),
        ({"dispatched": 0}, "dispatched"),
    ],
)
def test_what_cannot_be_of_a_hire_is_told(more, field):
    assert list(errors_in(hires=[more])) == [f"hires[0].{field}"]


@pytest.mark.parametrize(
    ("since", "length", "until"),
    [
        ("2025-01-01", 12, date(2025, 12, 31)),
        ("2025-03-15", 12, date(2026, 3, 14)),
        ("2024-02-29", 12, date(2025, 2, 28)),
        ("2025-01-31", 1, date(2025, 2, 28)),
        ("2025-03-31", 1, date(2025, 4, 30)),
    ],
)
def test_a_contract_may_be_so_many_months(since, length, until):
    assert hire_of(contract_from=since, contract_months=length).contract_until == until


def test_one_person_may_have_one_contract_after_another_but_not_two_at_once():
    first = {"key": "甲", "contract_from": "2024-01-01", "contract_until": "2024-12-31"}
    second = {"key": "甲", "contract_from": "2025-03-01", "contract_until": "2026-02-28"}

    assert len(case_of(hires=[first, second]).hires) == 2
    for other in (first, second | {"contract_from": "2024-12-31"}, {"key": "甲"}):
        assert "同一人" in errors_in(hires=[first, other])["hires[1].key"]


def test_who_has_no_key_is_told_apart():
    assert [hire.key for hire in case_of(hires=[{}, {}]).hires] == ["#1", "#2"]


def test_a_number_of_the_place_may_be_stated_or_known_to_be_unknown():
    assert case_of(parameters={"quota": "7,800 元/人·年"}).parameters == {"quota": 7800}
    assert case_of(overrides={"quota": None}).parameters == {"quota": None}
    assert list(errors_in(parameters={"quota": -1})) == ["parameters.quota"]


def test_facts_are_read_as_they_are_declared():
    case = read_case(
        LINE
        | {
            "incentive": "charitable_donation",
            "facts": {
                "profit": {"2024": "-5,000 元", "2025": 1000000},
                "donations": {"2025年": "150,000.00"},
                "receiver": "依法取得税前扣除资格的公益性社会组织",
                "receipt": "是",
                "corporate_rate": "25%",
            },
        }
    ).case

    assert case.facts == {
        "profit": {"2024": -5000, "2025": 1000000},
        "donations": {"2025": 150000},
        "receiver": "organisation",
        "receipt": True,
        "corporate_rate": Decimal("0.25"),
    }


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"profit": 5}, "profit"),
        ({"profit": {"2025-01": 5}}, "profit.2025-01"),
        ({"profit": {"2025": 5, "2025年": 6}}, "profit.2025年"),
        ({"donations": {"2025": -5}}, "donations.2025"),
        ({"receipt": 1}, "receipt"),
        ({"receiver": "cash"}, "receiver"),
        ({"corporate_rate": 25}, "corporate_rate"),
    ],
)
def test_a_wrong_fact_is_told_where_it_stands(facts, field):
    assert list(errors_in(incentive="charitable_donation", facts=facts)) == [f"facts.{field}"]


def test_what_is_compared_brings_its_own_facts():
    question = read_case(LINE | {"compare_with": ["charitable_donation", "key_group_hire"], "facts": {"receipt": True}})

    assert question.compare_with == ("charitable_donation",)
    assert question.case.facts == {"receipt": True}
    assert list(errors_in(facts={"receipt": True})) == ["facts.receipt"]
    assert list(errors_in(compare_with=["key_group_hir"])) == ["compare_with[0]"]


def test_every_error_is_told_at_once():
    told = errors_of({"id": True, "incentive": "x", "as_of": 2025, "region": "4", "taxes": 5, "hires": [3], "z": 1})

    assert set(told) == {"id", "incentive", "as_of", "region", "taxes", "hires[0]", "z"}
