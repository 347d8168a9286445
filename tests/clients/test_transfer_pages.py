"""Pages around a change of place: what each side may read before the receipt and after it."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients import hand_over, receipt
from clients.models import Client, HandOver, Transfer
from clients.record_help import record_help
from people.models import AccessEvent
from tests.cast import (
    DONGSHENG,
    a_client,
    a_household_fact,
    a_household_member,
    a_manager,
    a_region,
    a_social_worker,
    a_welfare_officer,
)
from tests.clients.consents import given
from tests.clients.transfers import HABAGEXI, NOTE, a_transfer, baiyin, liu, received

pytestmark = pytest.mark.django_db

NAME, PHONE, STREET, SKILL, SAID = "慕容标记", "13987650123", "标记路七十七号", "标记手艺", "标记她昨天说想搬家"
MARKERS = (NAME, PHONE, STREET, SKILL, SAID, NOTE)
OF_THE_CASE = ("overview", "clocks", "help", "consents", "wishes", "services", "who_looked", "transfer", "edit", "plan")


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def marked(li):
    client = a_client(li, NAME, phone=PHONE, address=STREET, skills=(SKILL,))
    record_help(li, client, kind="call", at=timezone.now(), note=SAID)
    given(client)
    return client


def opened(user) -> Browser:
    browser = Browser()
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[1])
    return browser


def read(user, name: str, *args):
    return opened(user).get(reverse(f"clients:{name}", args=args))


def found(answer) -> list[str]:
    return [marker for marker in MARKERS if marker in answer.content.decode()]


# Before ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("receiver", [liu, baiyin], ids=["worker", "manager"])
def test_before_the_receipt_the_new_place_reads_number_and_masked_name_and_nothing_else(marked, receiver):
    who = receiver()
    row = a_transfer(marked)

    pages = [read(who, "hand_overs"), read(who, "transfer_incoming", row.pk), read(who, "caseload")]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert [found(page) for page in pages] == [[], [], []]
    for page in pages[:2]:
        assert marked.number in page.content.decode()
        assert marked.masked_name in page.content.decode()
        assert "社区戒毒" not in page.content.decode()


@pytest.mark.parametrize("receiver", [liu, baiyin], ids=["worker", "manager"])
def test_before_the_receipt_the_case_and_its_receipt_are_not_there_for_the_new_place(marked, receiver):
    who = receiver()
    row = a_transfer(marked)

    answers = [read(who, name, marked.pk).status_code for name in OF_THE_CASE]

    assert set(answers) == {404}
    assert read(who, "transfer_receipt", row.pk).status_code == 404


def test_who_is_no_party_to_it_cannot_tell_it_from_nothing(marked):
    row = a_transfer(marked)
    outsiders = [
        a_social_worker("张伟"), a_social_worker("斯琴", "150603002"), a_manager("孟和", "150627"), a_welfare_officer(),
    ]  # fmt: skip

    for who in outsiders:
        for name in ("transfer_incoming", "transfer_receipt"):
            assert read(who, name, row.pk).status_code == read(who, name, 987654321).status_code == 404
        for deed in ("receive", "give-back", "withdraw"):
            there = reverse("clients:transfer_act", args=[row.pk, deed])
            assert opened(who).post(there).status_code == 404

    row.refresh_from_db()
    assert row.state == Transfer.State.OFFERED


def test_the_giver_cannot_open_the_page_of_the_receiver(li, marked):
    row = a_transfer(marked)

    assert read(li, "transfer_incoming", row.pk).status_code == 404
    assert opened(li).post(reverse("clients:transfer_act", args=[row.pk, "receive"])).status_code == 404


# The form and the signature -------------------------------------------------------------------------------------------


def test_from_the_form_to_the_signature(li, marked):
    liu()
    form = {"to_region": a_region(HABAGEXI).pk, "moved_on": timezone.localdate().isoformat(), "note": NOTE}

    sent = opened(li).post(reverse("clients:transfer", args=[marked.pk]), form)
    row = Transfer.objects.unscoped("test").get()
    signed = opened(liu()).post(
        reverse("clients:transfer_act", args=[row.pk, "receive"]), {"home": a_region(HABAGEXI).pk}
    )

    assert sent["Location"] == reverse("clients:hand_overs")
    assert signed["Location"] == reverse("clients:transfer_receipt", args=[row.pk])
    assert read(liu(), "overview", marked.pk).status_code == 200


@pytest.mark.parametrize(("measure", "is_told"), [(("community_treatment", date(2025, 6, 2)), True), (None, False)])
def test_a_term_to_report_is_told_of_only_where_one_runs(li, measure, is_told):
    row = a_transfer(a_client(li, "赵国庆", measure=measure))

    answer = opened(liu()).post(
        reverse("clients:transfer_act", args=[row.pk, "receive"]), {"home": a_region(HABAGEXI).pk}, follow=True
    )

    words = answer.content.decode()
    assert "已接收。" in words
    assert ("报到期限已开始计算" in words) == is_told
    assert ("还在进行的" in words) == is_told


def test_a_form_with_faults_keeps_what_was_entered(li, marked):
    liu()

    answer = opened(li).post(reverse("clients:transfer", args=[marked.pk]), {"to_region": "", "note": "写了一半"})

    assert answer.status_code == 422
    assert "写了一半" in answer.content.decode()


def test_a_manager_is_asked_for_the_worker_and_the_reason_of_a_return(marked):
    row = a_transfer(marked)
    there = [reverse("clients:transfer_act", args=[row.pk, deed]) for deed in ("receive", "give-back")]

    answers = [opened(baiyin()).post(where, {"home": a_region(HABAGEXI).pk}) for where in there]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "请写明为什么退回" in answers[1].content.decode()
    assert [found(answer) for answer in answers] == [[], []]


# After ----------------------------------------------------------------------------------------------------------------


def test_after_the_receipt_the_giver_and_her_manager_get_404_everywhere(li, marked):
    received(a_transfer(marked))

    for who in (li, a_manager("苏日娜"), a_social_worker("其其格")):
        assert {read(who, name, marked.pk).status_code for name in OF_THE_CASE} == {404}


def test_the_copy_of_the_giver_holds_numbers_and_nothing_of_the_case(li, marked):
    row = received(a_transfer(marked))

    for who in (li, a_manager("苏日娜")):
        answer = read(who, "transfer_receipt", row.pk)
        words = answer.content.decode()
        assert answer.status_code == 200
        assert found(answer) == []
        assert marked.number in words
        for telling in ("社区戒毒", "蒙泰热电", "报到", marked.masked_name, "打开档案"):
            assert telling not in words


def test_what_comes_after_the_receipt_does_not_reach_the_copy_of_the_giver(li, marked):
    row = received(a_transfer(marked))
    before = read(li, "transfer_receipt", row.pk).content.decode()
    record_help(liu(), Client.objects.visible_to(liu()).get(), kind="call", at=timezone.now(), note="新社工的记录")

    after = read(li, "transfer_receipt", row.pk).content.decode()

    assert after.split("<main")[1] == before.split("<main")[1]


def test_the_copy_of_the_new_worker_names_what_runs_on(marked):
    row = received(a_transfer(marked))

    words = read(liu(), "transfer_receipt", row.pk).content.decode()

    for carried in (NAME, "蒙泰热电", "到变更后的街道（乡镇）报到", "公安：通知街道并移交材料"):
        assert carried in words
    assert AccessEvent.objects.filter(actor=liu(), kind="client", purpose="hand_over").exists()


def test_others_of_the_new_street_have_no_receipt(marked):
    mate = a_social_worker("乌兰", HABAGEXI)

    row = received(a_transfer(marked))

    assert read(mate, "transfer_receipt", row.pk).status_code == 404
    assert found(read(mate, "hand_overs")) == []


def test_the_list_shows_what_is_settled_by_number_alone(li, marked):
    received(a_transfer(marked))

    for who in (li, liu(), baiyin()):
        answer = read(who, "hand_overs")
        assert marked.number in answer.content.decode()
        assert found(answer) == []


def test_only_the_giver_reads_why_it_came_back(li, marked):
    row = a_transfer(marked)
    back = reverse("clients:transfer_act", args=[row.pk, "give-back"])
    opened(liu()).post(back, {"why": "他母亲家在别处"})

    assert "他母亲家在别处" in read(li, "hand_overs").content.decode()
    assert "他母亲家在别处" not in read(liu(), "hand_overs").content.decode()
    assert read(li, "transfer_receipt", row.pk).status_code == 404


# The receipt between two workers --------------------------------------------------------------------------------------


def test_a_hand_over_within_the_county_has_the_same_receipt(li, marked):
    zhang = a_social_worker("张伟")
    hand_over.offer(li, [marked.pk], zhang, "休假")
    row = HandOver.objects.unscoped("test").get()

    assert read(zhang, "hand_over_receipt", row.pk).status_code == 404
    assert NAME in read(li, "hand_over_receipt", row.pk).content.decode()
    hand_over.receive(zhang, row.pk)

    assert found(read(li, "hand_over_receipt", row.pk)) == []
    assert NAME in read(zhang, "hand_over_receipt", row.pk).content.decode()
    assert NAME in read(a_manager("苏日娜"), "hand_over_receipt", row.pk).content.decode()
    assert read(a_social_worker("其其格"), "hand_over_receipt", row.pk).status_code == 404


def test_the_counts_are_those_of_the_rows(li, marked):
    a_household_member(marked)
    a_household_fact(marked, "owns_dwelling", False)
    counted = receipt.counts(receipt.counts_of(marked.pk, timezone.localdate()))

    assert {group.label: group.count for group in counted.groups} == {
        "家庭情况": 1, "措施": 1, "家庭成员": 1, "技能": 1, "帮扶记录": 1,
    }  # fmt: skip
    assert (counted.papers, counted.consents, counted.duties) == (0, 1, 0)
    assert counted.groups[0].weakest == "本人陈述"
    assert counted.plain_count == 4


def test_grades_stand_weakest_first():
    kept = {
        "grades": {"seen": 2, "certified": 3}, "groups": {}, "papers": 0, "consents": 0, "clocks": 0, "duties": 0,
    }  # fmt: skip

    group = receipt.counts(kept).groups[0]

    assert (group.count, group.grades, group.weakest) == (5, [("上门核实", 2), ("部门比对", 3)], "上门核实")
    assert receipt.counts({}) is None


def test_the_move_is_offered_in_the_menu_of_the_case_and_not_to_the_county_itself(li, marked):
    liu(), a_social_worker("张伟")
    a_region(DONGSHENG)

    words = read(li, "transfer", marked.pk).content.decode()

    assert reverse("clients:transfer", args=[marked.pk]) in read(li, "overview", marked.pk).content.decode()
    assert "康巴什区哈巴格希街道" in words
    assert "东胜区公园街道" not in words.split("<select")[1].split("</select>")[0]
