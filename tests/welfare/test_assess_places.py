"""What stands in the wrong place has one place it can mean, or is an error; what follows from two facts follows."""

import json
from datetime import date

import pytest

from tests.welfare.households import NO_INCOME, NO_PROPERTY
from welfare.assess_files import answer_line

TODAY = date(2026, 11, 22)
APPLICANT = {"relation_to_applicant": "本人", "birth_date": "1985-03-01", "custody_status": "无"} | NO_INCOME
SPOUSE = APPLICANT | {"relation_to_applicant": "配偶", "lives_together": True}
CHILD = {"relation_to_applicant": "子女", "birth_date": "2015-09-01", "lives_together": True} | NO_INCOME
CASE = {"id": 1, "as_of_date": "2023-06-01", "region": "荣成市", "urban": True}
ZHUHAI = {"as_of_date": "2024-06-03", "region": "珠海市"} | NO_PROPERTY
BILL = {"medical_bill_in_scope": 20000, "insurance_paid": "7,124.70", "major_paid": 0}


def answered(**row):
    return answer_line(json.dumps(CASE | row, ensure_ascii=False).encode(), 1, {}, TODAY)[0]


def found(entitlement, **row):
    return answered(entitlements=[entitlement], **row)["entitlements"][entitlement]


def wrong(**row):
    return [error["field"] for error in answered(**row)["errors"]]


# Where a fact stands


@pytest.mark.parametrize(
    "facts",
    [
        {"aid_class": "低保边缘", "members": [BILL]},
        {"members": [BILL | {"aid_class": "低保边缘户"}]},
        {"aid_class": "near_minimum", "members": [{}]} | BILL,
        {"aid_class": "边缘", "household": BILL, "members": [{"与申请人关系": "本人"}]},
    ],
)
def test_a_bill_and_a_class_have_one_place_each_in_a_household_of_one(facts):
    assert found("medical_aid", **facts)["amount"]["value"] == 6000


def test_a_bill_beside_several_members_is_nobodys():
    assert wrong(members=[APPLICANT, SPOUSE], aid_class="低保", **BILL) == list(BILL)


def test_one_member_speaks_for_the_household_and_two_may_agree():
    told = found(
        "medical_aid", members=[APPLICANT | BILL | {"救助身份": "低保"}, SPOUSE | {"aid_class": "低保"}, CHILD]
    )

    assert told["amount"]["value"] == 9656.48


@pytest.mark.parametrize(
    ("household", "first", "second", "field"),
    [
        ({}, {"dwellings_count": 1}, {"dwellings_count": 2}, "members[0].dwellings_count"),
        ({"住房套数": 0}, {}, {"dwellings_count": 2}, "members[1].dwellings_count"),
        # 特困 is the standing of one person: of the others it says nothing.
        ({}, {"aid_class": "特困人员"}, {}, "members[0].aid_class"),
    ],
)
def test_members_who_contradict_the_household_are_an_error(household, first, second, field):
    assert wrong(members=[APPLICANT | first, SPOUSE | second], **household) == [field]


def test_a_person_written_twice_differently_is_an_error():
    assert wrong(members=[APPLICANT], wage_income_month=5) == ["wage_income_month"]


def test_poverty_through_illness_is_written_with_each_member():
    told = found("medical_aid", aid_class="因病致贫重病患者", members=[BILL])

    assert told["components"]["deductible"]["value"] == 7188.25


# What follows


@pytest.mark.parametrize(
    "told", [{"disability_category": "无"}, {"disability_category": "none", "disability_grade": None}]
)
def test_who_has_no_kind_of_disability_has_no_grade(told):
    assert found("disability_allowance", aid_class="低保", members=[APPLICANT | told])["outcome"] == "ineligible"


@pytest.mark.parametrize(
    ("custody", "counted"),
    [
        ({"custody_start": "2022-09-01", "custody_end": None}, "no"),
        ({"custody_start": None, "custody_end": "不详"}, "no"),
        ({"custody_end": "2023-05-31"}, "yes"),
        ({"custody_start": "2023-06-02"}, "yes"),
        # Nobody knows where he is: then nobody knows either whether he counts.
        ({"custody_status": None, "custody_end": None}, "unknown"),
    ],
)
def test_a_status_says_where_somebody_is_whoever_knows_no_end_of_it(custody, counted):
    husband = SPOUSE | {"custody_status": "强制隔离戒毒"} | custody

    assert answered(members=[APPLICANT, husband])["members"][1]["counted"] == counted


@pytest.mark.parametrize(("labor", "outcome"), [("有", "ineligible"), ("部分", "undetermined"), (None, "undetermined")])
def test_a_parent_able_to_work_is_asked_for_no_certificate(labor, outcome):
    asked = {"disability_category": None, "disability_grade": None, "serious_illness_listed": None}
    father = SPOUSE | {"custody_status": "强制隔离戒毒", "custody_start": "2023-01-10", "custody_term_months": 24}

    child = found("unattended_child", members=[APPLICANT | asked | {"labor_capacity": labor}, father, CHILD])

    assert child["outcome"] == outcome


def test_who_is_in_community_recovery_has_not_completed_it():
    recovering = APPLICANT | {"custody_status": "社区康复", "rehab_months_completed": 18, "rehab_completed_date": None}

    found_open = found("ordos_o1", region="东胜区", members=[recovering])

    assert [(one["kind"], one["code"]) for one in found_open["missing"]] == [("reading", "o1_reading")]


@pytest.mark.parametrize("relation", [{}, {"relation_to_applicant": None}, {"relation_to_applicant": "不详"}])
def test_who_is_left_when_all_others_are_somebody_else_is_the_applicant(relation):
    nobody = {name: value for name, value in APPLICANT.items() if name != "relation_to_applicant"}

    assert answered(members=[nobody | relation, SPOUSE])["members"][0]["relation"] == "本人"


# Other words

WORDS = [
    ("relation_to_applicant", "妻子", "配偶"),
    ("relation_to_applicant", "孙女", "其他"),
    ("custody_status", "Compulsory_Isolation", "强制隔离戒毒"),
    ("disability_category", "精神残疾", "精神"),
    ("disability_grade", "２级", "二级"),
    ("disability_grade", 3, "三级"),
    ("enrolled_fulltime_level", "职业高中", "中职"),
    ("enrolled_fulltime_level", "高职", "大专"),
    ("father_state", "遣送（驱逐）出境", "遣送（驱逐）出境"),
]


@pytest.mark.parametrize(("field", "word", "option"), WORDS)
def test_other_words_mean_the_same(field, word, option):
    first, second = (answered(members=[APPLICANT | {field: value}]) for value in (word, option))

    assert "entitlements" in second
    assert first == second


@pytest.mark.parametrize("day", ["2023-06-01T00:00:00", "2023-06-01 00:00", "20230601", "2023年6月1号", "２０２３-6-1"])
def test_days_as_people_and_programs_write_them(day):
    assert answered(as_of_date=day)["as_of_date"] == "2023-06-01"


@pytest.mark.parametrize("urban", ["农村户口", "农业", "rural", "乡村", False, "否"])
def test_the_country_in_other_words(urban):
    rural = found("minimum_living", region="东胜区", urban=urban, members=[APPLICANT], **NO_PROPERTY)

    assert rural["amount"]["value"] == 720


# Readings and numbers of the case itself

RECOVERING = APPLICANT | {"custody_status": "社区康复", "rehab_months_completed": 18}


@pytest.mark.parametrize(
    "chosen",
    [{"readings": {"o1_reading": "A"}}, {"readings": {"O1": "a"}}, {"o1_reading": "A"}, {"household": {"o1": "A"}}],
)
def test_a_reading_is_chosen(chosen):
    told = {"region": "东胜区", "members": [RECOVERING]}

    assert found("ordos_o1", **told)["outcome"] == "undetermined"
    assert found("ordos_o1", **told, **chosen)["outcome"] == "eligible"


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"readings": {"o7": "A"}}, "readings.o7"),
        ({"readings": {"o1_reading": "C"}}, "readings.o1_reading"),
        ({"条文理解": {"o1_reading": 1}}, "条文理解.o1_reading"),
        ({"o1_reading": "都行"}, "o1_reading"),
    ],
)
def test_a_reading_nobody_knows_is_an_error(chosen, field):
    assert wrong(members=[RECOVERING], **chosen) == [field]


def test_a_case_states_its_own_table_of_medical_aid():
    told = found(
        "medical_aid",
        region="怀仁市",
        aid_class="低保边缘",
        members=[BILL],
        standards={"起付线": 2875.3, "救助比例": 0.6, "年度限额": 5000},
    )

    assert told["amount"]["value"] == 5000
    assert {name: told["components"][name]["value"] for name in ("deductible", "ratio", "before_cap", "cap")} == {
        "deductible": 2875.3,
        "ratio": 0.6,
        "before_cap": 6000,
        "cap": 5000,
    }


def test_a_case_states_its_own_rent_subsidy():
    told = found(
        "housing_aid",
        region="东胜区",
        aid_class="低保",
        owns_dwelling=False,
        household_members=1,
        rent=1000,
        standards={"price": 20, "area_standard": 18, "coefficient": 1},
    )

    assert told["amount"]["value"] == 360


@pytest.mark.parametrize(
    ("stated", "amount", "shown"),
    [
        (2000 / 3, 1720, 666.67),
        ("666.6666666666", 1720, 666.67),
        (666.67, 1719.99, 666.67),
        # Exactly on the line to the 分 and below it by less.
        (1239.9999, 0, 1240),
    ],
)
def test_an_income_a_head_that_the_case_divided_itself_is_exact(stated, amount, shown):
    told = found("minimum_living", **ZHUHAI, household_members=3, income_per_head=stated)

    assert (told["outcome"], told["amount"]["value"]) == ("eligible", amount)
    assert told["components"]["income_per_head"]["value"] == shown


@pytest.mark.parametrize("wage", [1980 * 0.9, 1782.0000000000002, "1782.0000000000001"])
def test_numbers_that_went_through_binary_arithmetic_are_the_ones_meant(wage):
    told = found("minimum_living", **ZHUHAI, members=[APPLICANT | {"wage_income_month": wage}, SPOUSE, CHILD])

    assert told["amount"]["value"] == 3 * 1240 - 1782


def test_a_third_of_a_wage_is_asked_again():
    assert wrong(members=[APPLICANT | {"wage_income_month": 4000 / 3}]) == ["members[0].wage_income_month"]


def test_a_household_of_nobody_is_an_error():
    assert wrong(household_members=0) == ["household_members"]
