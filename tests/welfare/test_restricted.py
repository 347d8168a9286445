"""What tells of illness or treatment: for the client's own caseworker it is there, for everybody else it is not."""

import pytest
from django.urls import reverse

from tests.cast import a_client, a_manager, a_social_worker, a_welfare_officer, an_auditor
from tests.welfare.applications import a_paper
from welfare import restricted
from welfare.catalogue.table import CATALOGUE
from welfare.record_answer import record_answer

pytestmark = pytest.mark.django_db

OURS = {"hiv_care", "maintenance_support"}


def test_which_entitlements_give_it_away():
    assert restricted.RESTRICTED_ENTITLEMENTS == OURS


def test_nothing_else_reads_what_is_restricted():
    for entitlement in CATALOGUE:
        if entitlement.code not in OURS:
            assert not entitlement.reads & restricted.RESTRICTED_FACTS


def test_papers_that_give_it_away_by_their_name():
    assert {"确证检测报告", "药物维持治疗门诊登记卡", "孕产妇保健手册"} <= restricted.restricted_papers()
    assert not {"身份证", "户口簿", "诊断书", "死亡证明", "低保证"} & restricted.restricted_papers()


@pytest.mark.parametrize("kind", ["确证检测报告复印件", " HIV检测单", "美沙酮收据", "维持治疗证明", "抗病毒药处方"])
def test_a_name_typed_by_hand_gives_it_away_as_well(kind):
    assert restricted.tells(kind)


@pytest.mark.parametrize("kind", ["身份证", "诊断书", "残疾证", "死亡证明", "检测费发票", "户口簿复印件"])
def test_other_papers_are_for_everybody_who_works_on_the_household(kind):
    assert not restricted.tells(kind)


def test_the_caseworker_alone_is_shown_it():
    li = a_social_worker("李敏")
    wang = a_client(li)

    assert restricted.shown_to(li, wang)
    for other in (a_social_worker("张伟"), a_manager(), a_welfare_officer(), an_auditor()):
        assert not restricted.shown_to(other, wang)


def test_a_caseworker_who_acts_as_manager_is_shown_nothing():
    li = a_manager("李敏")
    wang = a_client(a_social_worker("张伟"))
    wang.caseworker = li

    assert not restricted.shown_to(li, wang)


def test_lists_of_others_do_not_name_it():
    everything, without = {one.code for one in CATALOGUE}, {one.code for one in CATALOGUE} - OURS

    assert {one.code for one in restricted.visible_entitlements(a_social_worker("李敏"))} == everything
    assert {one.code for one in restricted.visible_entitlements(a_welfare_officer())} == without
    assert {one.code for one in restricted.visible_entitlements(a_manager())} == without


def test_codes_are_asked_one_by_one():
    li, officer = a_social_worker("李敏"), a_welfare_officer()
    wang = a_client(li)

    assert restricted.is_visible(officer, wang, "minimum_living")
    assert restricted.is_visible(officer, wang, "wage_income_month")
    assert not restricted.is_visible(officer, wang, "hiv_care")
    assert not restricted.is_visible(officer, wang, "on_maintenance_treatment")
    assert restricted.is_visible(li, wang, "hiv_care")


@pytest.mark.parametrize("name", [("household",), ("fact", "serious_illness_listed")])
def test_an_answer_tells_others_nothing_of_a_restricted_paper_it_rests_on(client, name):
    li = a_social_worker("李敏")
    wang = a_client(li)
    paper = a_paper(wang, "传染病医院诊断书", restricted=True)
    record_answer(li, wang, "serious_illness_listed", True, paper=paper)
    told = []

    for who in (li, a_welfare_officer()):
        client.force_login(who)
        told.append(client.get(reverse(f"welfare:{name[0]}", args=(wang.pk, *name[1:]))).content.decode())

    assert ["传染病医院" in html for html in told] == [True, False]
    assert str(paper.uid) not in told[1]
