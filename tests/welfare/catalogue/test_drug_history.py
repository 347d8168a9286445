"""No stay, no treatment and no term of recovery takes an entitlement from anybody who has it without."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import a_child, a_household, a_member
from welfare.catalogue.table import CATALOGUE
from welfare.rules.assess import assess

DISABLED = {"disability_grade": "二级", "disability_category": "肢体", "serious_illness_listed": True}
BILL = {"medical_bill_in_scope": 30000, "insurance_paid": 15000, "major_paid": 5000}
CLAIMS = {"legal_matter": "工伤", "asks_for_hiv_test": True, "has_no_steady_livelihood": True}
HISTORIES = [
    *({"custody_status": status} for status in ("社区戒毒", "社区康复", "自愿戒毒", "戒毒康复场所")),
    {"custody_status": "强制隔离戒毒", "custody_start": "2019-05-01", "custody_end": "2021-05-01"},
    {"in_community_rehab": True, "rehab_start": "2024-01-01", "rehab_months_completed": 5},
    {"rehab_completed_date": "2024-05-31", "rehab_months_completed": 36},
    {"on_maintenance_treatment": True},
]


def outcomes(history):
    """A poor household in 宿迁 in 2024 with a bill, a flat to rent, a disabled client and two children."""
    parents = {"father_state": "重病", "mother_state": "死亡"}
    household = a_household(
        a_member(
            "本人", **{"custody_status": "无", "school_confirmed_poor": True} | DISABLED | BILL | CLAIMS | history
        ),
        a_child(enrolled_fulltime_level="初中", is_boarder=True, child_status="无"),
        a_member("其他", birth_date="2016-09-01", enrolled_fulltime_level="小学", **parents),
        region="321302",
        aid_class="低保",
        owns_dwelling=False,
        rent_paid_month=600,
    )
    return {code: found.outcome for code, found in assess(household, CATALOGUE).items()}


@pytest.mark.parametrize("history", HISTORIES)
def test_whoever_is_entitled_without_a_history_is_entitled_with_one(history):
    without, having = outcomes({}), outcomes(history)

    entitled = [code for code, outcome in without.items() if outcome is Outcome.ELIGIBLE]
    assert {code: having[code] for code in entitled} == dict.fromkeys(entitled, Outcome.ELIGIBLE)


def test_the_household_has_most_of_what_is_looked_at():
    entitled = {code for code, outcome in outcomes({}).items() if outcome is Outcome.ELIGIBLE}

    assert entitled >= {
        *("medical_aid", "insurance_premium_aid", "school_aid", "unattended_child", "housing_aid"),
        *("disability_allowance", "hiv_care", "legal_aid"),
    }
