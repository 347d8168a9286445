"""扶持政策 and its calculator, as a firm reads them before it has hired anybody."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from employers.calculator_form import CalculatorForm
from employers.calculator_people import insured, last_day
from employers.incentives.asked import asked
from employers.incentives.case import Case
from employers.incentives.case import Hire as Person
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.incentives.evaluate import evaluate
from tests.cast import a_contact
from tests.leaks.test_portal_words import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]
TODAY = date(2026, 11, 23)


@pytest.fixture
def zhou(client):
    contact = a_contact()
    client.force_login(contact.user)
    return contact


def page_of(client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def filled(**changes: object) -> dict[str, object]:
    """Two people, registered as unemployed for half a year, the whole of 2026; VAT, and the quota as found out."""
    return {
        "year": "2026",
        "many-0": "2",
        "status-0": "unemployed_half_year",
        "from-0": "2026-01-01",
        "term-0": "1",
        "insured-0": "12",
        "used-0": "0",
        "tax-vat": "10,000",
        "tax-urban_construction": "0",
        "tax-education_surcharge": "0",
        "tax-local_education_surcharge": "0",
        "tax-corporate_income_tax": "900",
        "number-quota": "6000",
    } | changes


# Reading --------------------------------------------------------------------------------------------------------------


def test_every_incentive_stands_in_the_list_and_one_that_ended_says_so(client, zhou):
    page = page_of(client, "portal:incentives")

    assert all(incentive.name in page for incentive in INCENTIVES)
    assert "已于 2025年12月31日结束" in page


def test_what_is_for_individual_businesses_alone_stands_apart_for_a_company(client, zhou):
    shown = client.get(reverse("portal:incentives")).context

    of_us = {row["incentive"].code for _, rows in shown["families"] for row in rows}
    assert {row["incentive"].code for row in shown["others"]} == {"key_group_self_employed", "individual_business"}
    assert "small_profit_corporate" in of_us
    assert len(of_us) + len(shown["others"]) == len(INCENTIVES)


def test_a_local_number_that_nobody_saw_is_shown_with_what_the_country_allows(client, zhou):
    page = page_of(client, "portal:incentive", "key_group_hire")

    assert "待核实" in page
    assert "国家规定 6,000—7,800 元/人·年" in page


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_each_incentive_tells_papers_source_and_day_of_review(client, zhou, code):
    incentive = CATALOGUE[code]

    page = page_of(client, "portal:incentive", code)

    assert all(paper.name in page and paper.proves in page for paper in incentive.documents)
    assert incentive.versions.values[-1].source.full in page
    assert "前复核" in page
    assert WORDS.findall(page) == []


def test_an_incentive_that_is_not_there_is_404(client, zhou):
    assert client.get(reverse("portal:incentive", args=["nothing"])).status_code == 404
    assert client.get(reverse("portal:calculate", args=["nothing"])).status_code == 404


# Reckoning ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_each_calculator_answers_an_empty_form_with_what_is_missing(client, zhou, code):
    answer = client.post(reverse("portal:calculate", args=[code]), {"year": "2026"})

    assert answer.status_code == 200
    page = answer.content.decode()
    told = answer.context["answer"].told
    assert told.word in ("待核实", "不符合", "符合")
    assert "还缺什么" in page or told.word == "不符合"


def test_the_sum_stands_with_its_parts_and_their_chinese_names(client, zhou):
    answer = client.post(reverse("portal:calculate", args=["key_group_hire"]), filled())

    found = answer.context["answer"]
    assert found.told.word == "符合"
    assert found.told.amount == Decimal("10900.00")
    by_name = {row.name: row for row in found.rows}
    assert any("限额" in name and row.value == "12,000" for name, row in by_name.items())
    assert any(part == ("增值税", "10,000") for row in found.rows for part in row.parts)
    names = [*by_name, *(name for table in found.tables for name in (table.name, *table.head))]
    assert [name for name in names if name.isascii()] == []


def test_what_most_reasons_stand_on_is_cited_once(client, zhou):
    shown = client.post(reverse("portal:calculate", args=["key_group_hire"]), filled()).context["answer"]

    assert shown.source.startswith("《关于进一步支持重点群体创业就业有关税收政策的公告》")
    assert all(item["source"] != shown.source for item in shown.why)


def test_without_the_local_quota_the_sum_lies_between_floor_and_ceiling(client, zhou):
    more_than_any_limit = filled(**{"number-quota": "", "tax-vat": "90000"})
    answer = client.post(reverse("portal:calculate", args=["key_group_hire"]), more_than_any_limit)

    found = answer.context["answer"]
    assert found.told[2:] == (None, Decimal("12000.00"), Decimal("15600.00"))
    assert "企业招用定额标准（省级在国家幅度内确定）" in "".join(one.words for one in found.missing)
    assert "还缺什么" in answer.content.decode()


def test_two_that_exclude_each_other_stand_side_by_side(client, zhou):
    answer = client.post(reverse("portal:calculate", args=["key_group_hire"]), filled())

    both = [one.incentive.code for one in answer.context["answer"].choice]
    assert both == ["key_group_hire", "disabled_vat_refund"]
    assert "两项只能选一项" in answer.content.decode()


def test_with_htmx_the_answer_comes_alone_and_nothing_is_kept(client, zhou):
    answer = client.post(reverse("portal:calculate", args=["key_group_hire"]), filled(), headers={"HX-Request": "true"})

    assert "<form" not in answer.content.decode()
    assert not zhou.enterprise.hires.exists()
    assert not zhou.enterprise.tax_returns.exists()


def test_what_cannot_be_read_says_how_to_write_it_and_keeps_the_rest(client, zhou):
    answer = client.post(reverse("portal:calculate", args=["key_group_hire"]), filled(**{"tax-vat": "一万"}))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "应为一个金额" in page
    assert 'value="一万"' in page
    assert 'value="900"' in page


def test_no_calculator_asks_for_a_name_or_reads_one():
    for incentive in INCENTIVES:
        form = CalculatorForm(incentive, "150602", TODAY)
        assert not any("姓名" in str(field.label) for field in form.fields.values())


def test_every_question_that_sums_may_ask_has_words_and_a_place_to_find_the_answer():
    for incentive in INCENTIVES:
        for hires in ((), (Person(key="1", months_used=None, hired_before=None),)):
            case = Case(id="", incentive=incentive.code, on=date(2025, 12, 31), region="150602", hires=hires)
            for one in asked(evaluate(case).missing, (incentive,)):
                assert one.where
                assert not one.text.isascii()


@pytest.mark.parametrize(
    ("since", "term", "until"),
    [
        (date(2026, 1, 1), "1", date(2026, 12, 31)),
        (date(2024, 2, 29), "1", date(2025, 2, 27)),
        (date(2026, 3, 2), "3", date(2029, 3, 1)),
        (date(2026, 3, 2), "half", date(2026, 9, 1)),
        (date(2026, 3, 2), "open", None),
        (None, "1", None),
    ],
)
def test_a_contract_of_whole_years_ends_the_day_before(since, term, until):
    assert last_day(since, term) == until


def test_insured_months_begin_with_the_contract_and_stay_in_the_year():
    assert insured(None, None, 2026) is None
    assert len(insured(12, date(2026, 11, 1), 2026) or ()) == 2
    assert {month.month for month in insured(3, date(2025, 6, 1), 2026) or ()} == {1, 2, 3}
