"""移交: offered with a note, signed within seven working days, withdrawn while it waits; nothing is lost."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from clients import close_case, hand_over
from clients.models import Client, HandOver
from people.errors import Refused
from people.models import AccessEvent, User
from tests.cast import JIAOTONG, KANGBASHI, MONDAY_9, a_client, a_manager, a_region, a_social_worker, an_auditor

pytestmark = pytest.mark.django_db


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def zhang():
    return a_social_worker("张伟")


def the_hand_over(client):
    return HandOver.objects.unscoped("test").get(client=client)


def test_from_the_signature_on_the_receiver_answers_for_everything(li, zhang):
    wang = a_client(li, skills=("砌墙",), wage_floor=3200)
    hand_over.offer(li, [wang.pk], zhang, "12 月起休产假")

    hand_over.receive(zhang, the_hand_over(wang).pk)

    assert not Client.objects.visible_to(li)
    moved = Client.objects.visible_to(zhang).get()
    assert (moved.skills.count(), moved.measures.count(), moved.wish.wage_floor) == (1, 1, 3200)
    assert AccessEvent.objects.filter(action="hand_over", object_id=str(wang.pk)).count() == 2


def test_until_then_the_giver_keeps_the_case(li, zhang):
    wang = a_client(li)

    hand_over.offer(li, [wang.pk], zhang, "搬到公园街道")

    assert Client.objects.visible_to(li).get() == wang
    assert not Client.objects.visible_to(zhang)


@pytest.mark.parametrize(
    ("offered", "due"),
    [
        # Seven working days from Monday the 23rd.
        (date(2026, 11, 23), date(2026, 12, 2)),
        # Over 国庆 1 to 7 October 2026, with the working Saturday 10 October.
        (date(2026, 9, 29), date(2026, 10, 14)),
    ],
)
def test_the_clock_runs_seven_working_days(li, zhang, offered, due):
    wang = a_client(li)

    hand_over.offer(li, [wang.pk], zhang, "交接", as_of=offered)

    row = the_hand_over(wang)
    assert (row.offered_on, row.due_on) == (offered, due)
    assert row.workdays_left(offered) == 7
    assert row.workdays_left(due) == 0


def test_a_due_day_in_an_unannounced_year_says_so(li, zhang):
    wang = a_client(li)

    hand_over.offer(li, [wang.pk], zhang, "交接", as_of=date(2026, 12, 29))

    assert the_hand_over(wang).due_is_provisional


def test_a_whole_caseload_goes_as_one_batch_or_not_at_all(li, zhang):
    wang, zhao = a_client(li, "王建军"), a_client(li, "赵志强")
    hand_over.offer(li, [zhao.pk], zhang, "先移交一位")

    with pytest.raises(Refused, match="正在移交中"):
        hand_over.offer(li, [wang.pk, zhao.pk], zhang, "全部移交")
    assert not HandOver.objects.unscoped("test").filter(client=wang).exists()

    hand_over.withdraw(li, the_hand_over(zhao).pk)
    batch = hand_over.offer(li, [wang.pk, zhao.pk], zhang, "全部移交")

    assert HandOver.objects.unscoped("test").filter(batch=batch).count() == 2


def test_a_withdrawn_offer_cannot_be_signed_and_a_signed_one_not_withdrawn(li, zhang):
    wang = a_client(li)
    hand_over.offer(li, [wang.pk], zhang, "交接")
    row = the_hand_over(wang)
    hand_over.withdraw(li, row.pk)

    with pytest.raises(Refused, match="已撤回"):
        hand_over.receive(zhang, row.pk)

    hand_over.offer(li, [wang.pk], zhang, "再次交接")
    again = HandOver.objects.unscoped("test").waiting().get()
    hand_over.receive(zhang, again.pk)
    with pytest.raises(Refused, match="已接收"):
        hand_over.withdraw(li, again.pk)


def test_only_the_receiver_signs_and_only_the_giver_withdraws(li, zhang):
    wang = a_client(li)
    hand_over.offer(li, [wang.pk], zhang, "交接")
    row = the_hand_over(wang)

    with pytest.raises(Refused, match="只有接收人本人"):
        hand_over.receive(li, row.pk)
    with pytest.raises(Refused, match="只有移交人"):
        hand_over.withdraw(zhang, row.pk)
    with pytest.raises(HandOver.DoesNotExist):
        hand_over.receive(a_social_worker("其其格", JIAOTONG), row.pk)


def test_who_may_not_offer(li, zhang):
    wang = a_client(li)

    for actor in (zhang, an_auditor(), a_manager("白音", "150603")):
        with pytest.raises(Client.DoesNotExist):
            hand_over.offer(actor, [wang.pk], zhang, "交接")


def test_a_manager_moves_a_case_between_two_workers(li, zhang):
    wang = a_client(li)
    boss = a_manager()

    hand_over.offer(boss, [wang.pk], zhang, "李敏产假")

    row = the_hand_over(wang)
    assert (row.giver, row.receiver, row.offered_by) == (li, zhang, boss)


def test_the_receiver_works_in_the_same_county(li):
    wang = a_client(li)

    with pytest.raises(Refused, match="跨旗县区"):
        hand_over.offer(li, [wang.pk], a_social_worker("刘洋", "150603001"), "交接")
    with pytest.raises(Refused, match="已经由李敏负责"):
        hand_over.offer(li, [wang.pk], li, "交接")


def test_a_case_in_transit_is_not_closed(li, zhang):
    wang = a_client(li)
    hand_over.offer(li, [wang.pk], zhang, "交接")

    with pytest.raises(Refused, match="正在移交"):
        close_case.close(li, wang, "moved")


def test_the_form_keeps_what_was_typed_and_offers(client, li, zhang):
    wang = a_client(li)
    client.force_login(li)
    address = reverse("clients:hand_over")

    wrong = client.post(address, {"clients": [wang.pk], "receiver": "", "note": "12 月起休产假"})
    assert wrong.status_code == 422
    assert "12 月起休产假" in wrong.content.decode()

    done = client.post(address, {"clients": [wang.pk], "receiver": zhang.pk, "note": "12 月起休产假"}, follow=True)
    assert "等待签收" in done.content.decode()


@time_machine.travel(MONDAY_9, tick=False)
def test_both_sides_see_the_clock_and_the_receiver_signs_on_the_page(client, li, zhang):
    wang = a_client(li)
    hand_over.offer(li, [wang.pk], zhang, "正在考叉车证")
    row = the_hand_over(wang)

    for user in (li, zhang):
        client.force_login(user)
        page = client.get(reverse("clients:hand_overs")).content.decode()
        assert "还有 7 个工作日" in page
        assert "正在考叉车证" in page

    response = client.post(reverse("clients:hand_over_act", args=[row.pk, "receive"]), follow=True)
    assert "已签收" in response.content.decode()
    assert response.redirect_chain[0][0] == reverse("clients:overview", args=[wang.pk])


def test_a_stranger_gets_404_for_the_deed(client, li, zhang):
    wang = a_client(li)
    hand_over.offer(li, [wang.pk], zhang, "交接")
    client.force_login(a_social_worker("其其格", JIAOTONG))

    assert client.post(reverse("clients:hand_over_act", args=[the_hand_over(wang).pk, "receive"])).status_code == 404


def test_a_manager_first_says_whose_clients_move(client, li, zhang):
    wang = a_client(li)
    client.force_login(a_manager())

    assert "在册 1 人" in client.get(reverse("clients:hand_over")).content.decode()
    page = client.get(reverse("clients:hand_over"), {"giver": li.pk, "all": ""}).content.decode()

    assert wang.number in page
    assert "checked" in page


def test_who_has_left_the_county_since_cannot_sign(li, zhang):
    wang = a_client(li)
    hand_over.offer(li, [wang.pk], zhang, "近况见帮扶记录。")
    zhang.memberships.update(region=a_region(KANGBASHI))

    with pytest.raises(Refused, match="不在服务对象居住的旗县区"):
        hand_over.receive(User.objects.get(pk=zhang.pk), the_hand_over(wang).pk)

    assert the_hand_over(wang).state == "offered"


def test_the_receiver_learns_the_name_by_signing_and_the_list_is_a_look(client, li, zhang):
    hand_over.offer(li, [a_client(li, "王建军").pk], zhang, "近况见帮扶记录。")
    client.force_login(zhang)

    page = client.get(reverse("clients:hand_overs")).content.decode()

    assert "王**" in page
    assert "王建军" not in page
    assert AccessEvent.objects.filter(actor=zhang, kind="caseload", purpose="hand_over").count() == 1


@pytest.mark.parametrize("junk", ["²", "9" * 25, "9" * 5000, "-1", "x", "\x00"])
def test_an_address_with_junk_for_ids_is_answered(client, junk):
    client.force_login(a_manager())
    address = reverse("clients:hand_over")

    assert client.get(address, {"client": junk}).status_code == 200
    assert client.get(address, {"giver": junk}).status_code == 200
    assert client.post(f"{address}?giver=1", {"clients": [junk], "note": "无"}).status_code == 422
