"""No rule refuses for drug history; more income never grants what less income did not."""

from law.article import Article
from welfare.catalogue.table import CATALOGUE
from welfare.rules.composition import is_counted
from welfare.rules.dictionary import (
    business_income_month,
    custody_status,
    in_community_rehab,
    is_declared_missing,
    rehab_months_completed,
    wage_income_month,
)
from welfare.rules.expressions import all_of, any_of, no
from welfare.rules.members import any_member
from welfare.rules.polarity import influences, refusals_for_history

NOWHERE = Article("虚构的办法")


def test_no_entitlement_refuses_for_drug_history():
    found = {
        entitlement.code: refusals
        for entitlement in CATALOGUE
        # The law itself takes out of the family who is in isolation, and that can help or hurt.
        if (refusals := refusals_for_history(entitlement.condition, skip=[is_counted]))
    }

    assert not found


def test_the_walk_finds_what_it_looks_for():
    refusing = [
        no(in_community_rehab),
        no(custody_status.is_one_of("强制隔离戒毒", "社区戒毒")).under(NOWHERE),
        custody_status.is_one_of("无", "监狱服刑"),
        all_of(is_declared_missing, no(any_of(custody_status.is_one_of("社区康复"), is_declared_missing))),
        rehab_months_completed < 12,
    ]
    including = [
        in_community_rehab,
        custody_status.is_one_of("社区戒毒", "社区康复"),
        rehab_months_completed >= 12,
        no(custody_status.is_one_of("监狱服刑")),
    ]

    assert all(refusals_for_history(condition) for condition in refusing)
    assert not any(refusals_for_history(condition) for condition in including)


def test_the_walk_sees_an_income_that_grants():
    living = next(one for one in CATALOGUE if one.code == "minimum_living")
    granting = any_of(any_member(business_income_month >= 2000), living.condition)

    signs = {one.sign for one in influences(granting) if one.fact is business_income_month}

    assert signs == {1, -1}


def test_income_only_ever_pulls_one_way_in_minimum_living():
    living = next(one for one in CATALOGUE if one.code == "minimum_living")
    incomes = {"business_income_month", "property_income_month", "transfer_income_month", "income_per_head"}

    # Each place where it is read, not the last one alone.
    signs = {(one.fact.code, one.sign) for one in influences(living.condition) if one.fact.code in incomes}

    assert signs == {(code, -1) for code in incomes}
    assert wage_income_month in {one.fact for one in influences(living.condition)}
