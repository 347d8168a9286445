"""Papers given once serve every application; the list is that of this household."""

from datetime import date

import pytest

from tests.cast import a_client, a_social_worker
from tests.welfare.applications import a_paper
from welfare.catalogue.table import BY_CODE
from welfare.needed_papers import choices, matching_papers, needed

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
MINIMUM_LIVING = BY_CODE["minimum_living"]


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"))


def test_alternatives_and_what_belongs_together():
    assert choices("身份证、户口簿或者居住证") == [["身份证", "户口簿"], ["居住证"]]
    assert choices("困难情况的证明（诊断书、失业证明等）") == [["困难情况的证明"]]


def test_a_copy_is_the_paper_itself_and_one_that_ran_out_is_none(wang):
    a_paper(wang, "户口簿复印件")
    a_paper(wang, "身份证", expires_on=date(2026, 11, 1))

    there = {one.name: one.is_there for one in needed(wang, MINIMUM_LIVING, wang.papers.all(), TODAY)}

    assert there["户口簿"] is True
    assert there["身份证"] is False


def test_a_paper_that_proves_a_fact_of_the_rule_belongs_to_it(wang):
    proof = a_paper(wang, "银行流水")
    a_paper(wang, "驾驶证")
    wang.household_facts.create(code="financial_assets_total", value='"3000"', paper=proof)

    assert matching_papers(wang, MINIMUM_LIVING) == [proof]
