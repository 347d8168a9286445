from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from employers.incentives.case import Hire, Status
from employers.incentives.evaluate import evaluate
from law.truth import Truth
from tests.employers.incentives.cases import INNER_MONGOLIA, a_case, payables, yuan

OWNER = Hire(key="1", statuses={Status.MINIMUM_LIVING: True})
TAXES = payables(
    vat=9000,
    urban_construction=630,
    education_surcharge=270,
    local_education_surcharge=180,
    individual_income_tax=6000,
)


def ask(registered=date(2024, 5, 20), hires=(OWNER,), taxes=TAXES, facts=None, **given):
    facts = {"registered_on": registered, **(facts or {})}
    return evaluate(a_case("key_group_self_employed", hires=hires, taxes=taxes, facts=facts, **given))


def test_the_year_of_a_business_goes_through_its_taxes_in_order():
    result = ask(registered=date(2025, 6, 3))

    assert result.truth is Truth.YES
    assert result.components["months"] == 7
    assert result.components["limit"] == 14000
    assert result.components["offset"]["individual_income_tax"] == 3920
    assert result.amount == 14000
    assert result.components["due"]["individual_income_tax"] == 2080


def test_what_a_full_year_does_not_use_lapses():
    result = ask()

    assert result.components["limit"] == 24000
    assert result.amount == 16080
    assert result.components["lapsed"] == 7920


def test_the_last_year_ends_with_month_36():
    result = ask(registered=date(2022, 5, 20))

    assert (result.components["window_from"], result.components["window_to"]) == ("2022-05", "2025-04")
    assert result.components["limit"] == 8000
    assert ask(registered=date(2021, 12, 31)).truth is Truth.NO


def test_a_closed_business_counts_to_its_last_month():
    assert ask(facts={"closed_on": date(2025, 3, 2)}).components["months"] == 3


@pytest.mark.parametrize("status", [Status.NO_EARNER, Status.MINIMUM_LIVING, Status.GRADUATING, Status.OUT_OF_POVERTY])
def test_every_class_of_the_notice_may_run_a_business(status):
    assert ask(hires=(Hire(key="1", statuses={status: True}),)).truth is Truth.YES


def test_without_a_known_status_or_day_nothing_is_said():
    nobody = ask(hires=(Hire(key="1", statuses=dict.fromkeys(Status, False)),))
    unsaid = ask(hires=())
    undated = evaluate(a_case("key_group_self_employed", hires=(OWNER,), taxes=TAXES))

    assert nobody.truth is Truth.NO
    assert unsaid.missing == ("hires",)
    assert undated.truth is Truth.UNKNOWN
    assert undated.missing == ("facts.registered_on",)


def test_an_unknown_limit_of_the_province_matters_only_above_the_taxes():
    small = ask(region=INNER_MONGOLIA)
    large = ask(region=INNER_MONGOLIA, taxes=(*TAXES, *payables(individual_income_tax=9000)))

    assert small.amount == 16080
    assert small.missing == ()
    assert large.amount is None
    assert large.missing == ("parameters.own_limit",)
    assert (large.components["floor"], large.components["ceiling"]) == (20000, 24000)


def test_income_tax_of_a_year_that_is_over_is_asked_for():
    assert ask(taxes=TAXES[:-1]).missing == ("taxes.individual_income_tax",)
    assert ask(taxes=TAXES[:-1], on=date(2025, 11, 30)).missing == ()


def test_an_uneven_limit_is_rounded_once():
    result = ask(registered=date(2025, 6, 3), parameters={"own_limit": Decimal(20000)})

    assert result.components["limit"] == yuan("11666.67")


@pytest.mark.parametrize(("year", "limit"), [(2016, 9600), (2020, None), (2025, 24000), (2028, 24000)])
def test_each_year_has_its_own_limit(year, limit):
    region = {2016: "150602", 2020: "150602"}.get(year, "440106")

    result = ask(registered=date(year - 1, 7, 1), on=date(year, 12, 31), region=region, taxes=())

    assert result.components["own_limit"] == limit


def test_before_2014_nothing_is_on_record():
    early = ask(registered=date(2012, 3, 1), on=date(2012, 12, 31))

    assert early.truth is Truth.UNKNOWN
    assert early.amount is None


@settings(max_examples=100, deadline=None)
@given(
    registered=st.dates(date(2021, 1, 1), date(2026, 12, 31)),
    used=st.integers(0, 36),
    amounts=st.lists(st.decimals(0, 20000, places=2), min_size=5, max_size=5),
    taken=st.decimals(0, 3000, places=2),
    limit=st.sampled_from((Decimal(20000), Decimal(24000), Decimal("21111.11"))),
)
def test_the_sums_of_any_business_are_conserved(registered, used, amounts, taken, limit):
    kinds = (
        "vat",
        "urban_construction",
        "education_surcharge",
        "local_education_surcharge",
        "individual_income_tax",
    )
    taxes = payables(**dict(zip(kinds, amounts, strict=True)))
    hires = (Hire(key="1", statuses={Status.NO_EARNER: True}, months_used=used),)

    result = ask(
        registered, hires, taxes, {"six_taxes_two_fees": False}, taken={"vat": taken}, parameters={"own_limit": limit}
    )
    sums = result.components

    if result.truth is Truth.NO:
        assert result.amount == 0
        return
    assert 1 <= sums["months"] <= min(12, 36 - used)
    assert sums["limit"] == sums["used"] + sums["lapsed"] <= limit
    assert result.amount == sums["used"] == min(taken, sums["limit"]) + sum(sums["offset"].values())
    for kind, amount in zip(kinds, amounts, strict=True):
        assert amount == sums["offset"][kind] + sums["due"][kind]
