"""Where the numbers come from: nothing known from memory stands as law, and one number stands in one place."""

import re
from datetime import date
from decimal import Decimal

import pytest

from law.article import NUMBER_TO_CHECK
from tests.welfare.households import NO_INCOME, ORDOS, a_household, a_member
from welfare.catalogue.minimum_living_numbers import minimum_living_standard, urban_minimum_living_standard
from welfare.catalogue.table import CATALOGUE, READ_BY_NO_RULE
from welfare.catalogue.temporary_relief import TEMPORARY_RELIEF
from welfare.rules.assess import assess
from welfare.rules.standards import DECLARED, STANDARDS, Row

FROM_MEMORY = (
    "〔2022〕83号",
    "〔2021〕43号",
    "〔2021〕42号",
    "〔2015〕52号",
    "〔2016〕14号",
    "〔2023〕39号",
    "第271号",
)
SOURCES = sorted(
    {article.full for entitlement in CATALOGUE for article in entitlement.citations}
    | {step.article.full for entitlement in CATALOGUE for step in entitlement.steps}
    | {row.source.full for standard in STANDARDS.values() for row in standard.rows}
)
LOCAL = [(standard.code, row) for standard in STANDARDS.values() for row in standard.rows if row.region]


def test_a_number_known_from_memory_says_that_it_must_be_checked():
    cited = [source for source in SOURCES if any(number in source for number in FROM_MEMORY)]

    assert cited
    assert all("文号待核实" in source for source in cited)


@pytest.mark.parametrize(("code", "row"), LOCAL, ids=lambda one: one if isinstance(one, str) else one.region)
def test_a_local_number_has_the_number_of_its_document_or_says_that_nobody_saw_it(code, row):
    number = f"{row.source.number}{row.source.title}"

    assert NUMBER_TO_CHECK in number or re.search(r"〔\d{4}〕\d+号", number)


def test_a_document_of_one_year_is_not_cited_for_another():
    for _, row in LOCAL:
        year = re.search(r"〔(\d{4})〕", row.source.number)
        assert year is None or int(year[1]) <= row.valid_from.year


def test_a_new_standard_of_the_town_is_the_towns_everywhere():
    source = minimum_living_standard.rows[0].source
    row = Row(
        region="1506",
        value=Decimal(1020),
        urban=True,
        valid_from=date(2024, 1, 1),
        source=source,
        review_by=date(2027, 1, 1),
    )
    book = DECLARED.replaced("minimum_living_standard", [row])
    # A household of the country whose relief is counted by the standard of the town.
    herders = a_household(
        a_member("本人"),
        day="2024-06-03",
        region=ORDOS,
        urban=False,
        incident_type="火灾",
        basic_living_severe_hardship=True,
        relief_months=2,
        standards={"relief_months_max": 6},
    )

    found = assess(herders, [TEMPORARY_RELIEF], book)["temporary_relief"]

    assert found.amount.value == 2040
    assert found.used["urban_minimum_living_standard"].value == 1020
    assert not urban_minimum_living_standard.rows


def test_a_place_may_still_set_the_number_for_the_town_apart():
    rows = [
        Row(
            region="150602",
            value=Decimal(1100),
            valid_from=date(2023, 1, 1),
            source=minimum_living_standard.rows[0].source,
            review_by=date(2027, 1, 1),
        )
    ]
    book = DECLARED.replaced("urban_minimum_living_standard", rows)

    values = [
        book.find(urban_minimum_living_standard, region, False, date(2023, 6, 1)).value for region in (ORDOS, "150622")
    ]

    assert values == [1100, 950]


def test_a_guide_of_the_province_is_no_number_of_its_counties():
    day = date(2024, 9, 2)

    assert DECLARED.find(minimum_living_standard, "53", True, day).value == 735
    assert DECLARED.find(minimum_living_standard, "533103", True, day) is None


@pytest.mark.parametrize(
    ("region", "day", "month", "hour"),
    [
        ("150602", date(2024, 11, 30), 1980, "20.8"),
        ("150602", date(2024, 12, 1), 2270, "22.4"),
        ("440103", date(2025, 3, 1), 2500, "23.7"),
        ("440402", date(2025, 2, 28), 1900, "18.1"),
        ("140681", date(2025, 6, 1), 2050, "22.1"),
    ],
)
def test_minimum_wages_as_published(region, day, month, hour):
    found = [DECLARED.find(standard, region, True, day).value for standard in READ_BY_NO_RULE]

    assert found == [month, Decimal(hour)]


@pytest.mark.parametrize(
    ("region", "day"), [("140681", date(2024, 6, 1)), ("440103", date(2019, 1, 1)), ("533103", date(2025, 1, 1))]
)
def test_minimum_wages_nobody_saw_are_blank(region, day):
    assert DECLARED.find(READ_BY_NO_RULE[0], region, True, day) is None


def test_a_reason_prints_no_formula():
    """起付标准 has a name; what it is computed from stands in the components."""
    bill = {"medical_bill_in_scope": 20000, "insurance_paid": 7000, "major_paid": 0}
    household = a_household(
        {"relation_to_applicant": "本人"} | NO_INCOME | bill, day="2023-06-01", region="371082", aid_class="低保边缘"
    )

    found = assess(household, CATALOGUE)["medical_aid"]

    details = re.findall("detail='([^']*)'", str(found.finding))
    assert any("医疗救助起付标准 2,875.30 元" in detail for detail in details)
    assert not any("如果" in detail or "×" in detail or "其中较" in detail for detail in details)
