"""Who decides whether somebody acts for a firm, what becomes of it, and that of two who decide one wins."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from employers import verify
from employers.models import Contact, Enterprise, Reason, Verification
from people.errors import Refused
from people.models import AccessEvent, Notice, Role
from tests.cast import (
    DONGSHENG,
    JIAOTONG,
    KANGBASHI,
    a_contact,
    a_credit_code,
    a_manager,
    a_member,
    a_social_worker,
    a_user,
    an_enterprise,
)
from tests.employers.portal import a_refused_one, a_scan, a_verification, work_off

pytestmark = pytest.mark.django_db
State = Verification.State


def waiting_for(actor) -> list[Verification]:
    return list(Verification.objects.for_staff(actor))


# Who decides ----------------------------------------------------------------------------------------------------------


def test_keepers_of_the_county_decide():
    row = a_verification()

    assert waiting_for(a_social_worker("李敏")) == [row]
    assert waiting_for(a_manager()) == [row]
    assert waiting_for(a_manager("白音", KANGBASHI)) == []
    assert waiting_for(a_member("乌云", Role.WELFARE_OFFICER, DONGSHENG)) == []


def test_a_known_firm_is_decided_where_it_lies_whatever_was_stated():
    an_enterprise("蒙泰热电", KANGBASHI)
    row = a_verification(region=DONGSHENG)

    assert waiting_for(a_social_worker("李敏")) == []
    assert waiting_for(a_manager("白音", KANGBASHI)) == [row]


def test_a_firm_with_an_owner_is_the_owners_to_decide():
    owner = a_contact("王芳")
    row = a_verification()

    assert waiting_for(a_social_worker("李敏")) == []
    assert list(Verification.objects.for_owner_of(owner.enterprise)) == [row]
    with pytest.raises(Verification.DoesNotExist):
        verify.verify(a_social_worker("李敏"), row.pk)


def test_an_owner_who_does_not_answer_blocks_nobody(time_machine):
    time_machine.move_to("2026-11-23 09:00 +08:00", tick=False)
    former = a_contact("王芳")
    row = a_verification()

    time_machine.shift(timedelta(days=7, minutes=1))

    assert waiting_for(a_social_worker("李敏")) == [row]
    verify.verify(a_social_worker("李敏"), row.pk)
    assert {held.user for held in Contact.objects.owners()} == {former.user, row.user}


def test_the_owner_is_told_and_a_firm_without_one_tells_nobody():
    owner = a_contact("王芳")
    a_verification()
    a_verification("赵强", "天泽物业")

    work_off()

    assert [notice.user for notice in Notice.objects.all()] == [owner.user]
    assert Notice.objects.get().href == reverse("portal:contacts")


# Verified -------------------------------------------------------------------------------------------------------------


def test_a_new_firm_is_entered_and_its_contact_owns_it():
    li, row = a_social_worker("李敏"), a_verification()

    verify.verify(li, row.pk)

    firm = Enterprise.objects.get()
    assert (firm.credit_code, firm.name, firm.verified_by) == (row.credit_code, "蒙泰热电", li)
    assert (firm.contact_name, firm.contact_phone) == ("周丽", "13947712345")
    contact = Contact.objects.get()
    assert (contact.user, contact.enterprise, contact.is_owner) == (row.user, firm, True)
    row.refresh_from_db()
    assert (row.state, row.decided_by, row.enterprise) == (State.VERIFIED, li, firm)
    assert Notice.objects.get(user=row.user).text == "蒙泰热电的资料已核对通过，可以使用了。"
    assert AccessEvent.objects.of("enterprise", firm.pk).count() == 2


def test_what_is_on_record_is_not_overwritten():
    an_enterprise("蒙泰热电", address="园区路 1 号")
    row = a_verification(name="蒙泰热电二厂")

    verify.verify(a_social_worker("李敏"), row.pk)

    firm = Enterprise.objects.get()
    assert (firm.name, firm.address) == ("蒙泰热电", "园区路 1 号")
    assert firm.is_verified


def test_the_second_who_asked_is_the_new_owners_to_decide():
    first, second = a_verification("周丽"), a_verification("赵强")
    verify.verify(a_social_worker("李敏"), first.pk)
    work_off()

    owner = Contact.objects.get()
    assert waiting_for(a_social_worker("李敏")) == []
    assert Notice.objects.filter(user=owner.user, url_name="portal:contacts").count() == 1

    verify.accept(owner.user, owner, second.pk)

    joined = Contact.objects.get(user=second.user)
    assert (joined.role, joined.state) == (Contact.Role.MEMBER, Contact.State.ACTIVE)


def test_of_two_who_decide_one_wins():
    li, manager, row = a_social_worker("李敏"), a_manager(), a_verification()
    seen = Verification.objects.for_staff(manager).get()
    verify.verify(li, row.pk)

    with pytest.raises(Refused, match="刚刚有人处理了"):
        verify._refuse(manager, seen, Reason.CODE, "")

    row.refresh_from_db()
    assert (row.state, row.decided_by) == (State.VERIFIED, li)


# Refused --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", Reason)
def test_each_refusal_says_what_to_do(reason):
    row = a_refused_one(reason=reason)

    assert row.get_reason_display()
    assert row.advice.startswith(("请", "如果"))
    assert Notice.objects.get(user=row.user).href == reverse("portal:home")


def test_another_reason_must_be_written_out():
    row = a_verification()

    with pytest.raises(Refused, match="要写明"):
        verify.refuse(a_social_worker("李敏"), row.pk, Reason.OTHER, " ")

    row.refresh_from_db()
    assert row.state == State.SUBMITTED


@pytest.mark.parametrize("words", ["禁 毒办没有和贵单位签协议", "不招戒毒人员的企业不收", "归航平台只收爱心企业"])
def test_no_refusal_tells_a_firm_whom_the_platform_serves(words):
    row = a_verification()

    with pytest.raises(Refused, match="不能让企业看到的词"):
        verify.refuse(a_social_worker("李敏"), row.pk, Reason.NAME, words)

    row.refresh_from_db()
    assert (row.state, row.words) == (State.SUBMITTED, "")


def test_a_corrected_one_is_a_new_row_with_the_old_licence():
    last = a_refused_one()

    row = verify.submit_again(last.user, last.pk, name="蒙泰热电有限责任公司")

    assert (row.previous, row.state, row.name) == (last, State.SUBMITTED, "蒙泰热电有限责任公司")
    assert row.licence_uid == last.licence_uid
    last.refresh_from_db()
    assert last.state == State.REFUSED


def test_it_is_corrected_once_and_by_nobody_else():
    last = a_refused_one()
    verify.submit_again(last.user, last.pk)

    with pytest.raises(Refused, match="已经重新提交过"):
        verify.submit_again(last.user, last.pk)
    with pytest.raises(Verification.DoesNotExist):
        verify.submit_again(a_user("赵强"), last.pk)


def test_what_waits_is_not_handed_in_twice():
    row = a_verification()

    with pytest.raises(Refused, match="正在核对"):
        a_verification(row.user)


def test_who_acts_for_the_firm_need_not_ask():
    zhou = a_contact()

    with pytest.raises(Refused, match="您已经是这家企业的联系人"):
        a_verification(zhou.user)


def test_an_owner_decides_nothing_about_another_firm():
    owner, row = a_contact("王芳", "天泽物业"), a_verification()

    with pytest.raises(Verification.DoesNotExist):
        verify.accept(owner.user, owner, row.pk)


@pytest.mark.parametrize(
    "impossible",
    [
        {"state": "refused", "reason": ""},
        {"state": "verified"},
        {"state": "submitted", "decided_at": datetime(2026, 11, 23, 9, tzinfo=UTC)},
        {"state": "submitted", "reason": "code"},
    ],
    ids=str,
)
def test_the_database_forbids_what_cannot_be(impossible):
    row = a_verification()

    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.filter(pk=row.pk).update(**impossible)


# The pages ------------------------------------------------------------------------------------------------------------


def test_the_queue_and_its_page_show_what_to_compare(client):
    an_enterprise("蒙泰热电厂", credit_code=a_credit_code("蒙泰热电"))
    row = a_verification()
    a_verification("赵强")
    client.force_login(a_social_worker("李敏"))

    assert row.name in client.get(reverse("employers:verifications")).content.decode()
    page = client.get(reverse("employers:verification", args=[row.pk])).content.decode()

    assert "名称和已登记的不一致" in page
    assert "还有 1 人用同一个代码提交" in page
    assert "赵强" in page


def test_staff_verify_and_refuse_on_the_page(client):
    one, other = a_verification(), a_verification("赵强", "天泽物业")
    client.force_login(a_social_worker("李敏"))

    client.post(reverse("employers:verification", args=[one.pk]), {"deed": "verify"})
    client.post(reverse("employers:verification", args=[other.pk]), {"deed": "refuse", "reason": "code", "words": ""})

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == (State.VERIFIED, State.REFUSED)


def test_a_refusal_without_a_reason_comes_back(client):
    row = a_verification()
    client.force_login(a_social_worker("李敏"))

    answer = client.post(reverse("employers:verification", args=[row.pk]), {"deed": "refuse", "reason": "other"})

    assert answer.status_code == 422
    assert "选“其他原因”时要写明" in answer.content.decode()


def test_the_licence_is_shown_to_who_decides_and_the_look_is_written_down(client):
    row = a_verification()
    li = a_social_worker("李敏")
    client.force_login(li)

    answer = client.get(reverse("employers:licence", args=[row.pk]))

    assert answer.content == a_scan().read()
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "no-store, private")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert AccessEvent.objects.get(actor=li).object_id == f"v{row.pk}"


@pytest.mark.parametrize("name", ["verification", "licence"])
@pytest.mark.parametrize("who", ["neighbour", "officer", "contact"])
def test_nobody_else_gets_there(client, name, who):
    row = a_verification()
    people = {
        "neighbour": lambda: a_manager("白音", KANGBASHI),
        "officer": lambda: a_member("乌云", Role.WELFARE_OFFICER, JIAOTONG),
        "contact": lambda: a_contact("王芳", "天泽物业").user,
    }
    client.force_login(people[who]())

    assert client.get(reverse(f"employers:{name}", args=[row.pk])).status_code == 404
