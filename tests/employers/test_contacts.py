"""Several people act for a firm, and one person for several firms; a firm always keeps one 负责人."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from employers import manage_contacts
from employers.models import Contact
from people.errors import Refused
from people.models import Notice, User
from tests.cast import a_contact, a_social_worker, a_user
from tests.employers.portal import PASSWORD, a_verification, link_in, work_off

pytestmark = pytest.mark.django_db
Role, State = Contact.Role, Contact.State
MATE = "zhaoqiang@mengtai.example"
ORIGIN = "https://jobs.example"


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def an_invitation(owner: Contact | None = None, email: str = MATE, role: Role = Role.MEMBER) -> Contact:
    made = manage_contacts.invite(owner or a_contact(), email, role, ORIGIN)
    work_off()
    return made


def newcomer(**fields: str) -> dict[str, str]:
    return {"name": "赵强", "phone": "13847712345", "password": PASSWORD, **fields}


# Inviting -------------------------------------------------------------------------------------------------------------


def test_a_colleague_is_invited_by_mail_and_makes_her_sign_in_with_the_link(client):
    owner = a_contact()
    client.force_login(owner.user)
    client.post(reverse("portal:invite"), {"email": MATE.upper(), "role": "member"})
    work_off()
    (letter,) = mail.outbox
    assert letter.to == [MATE]
    guest = Browser()
    assert guest.get(link_in(letter)).status_code == 200
    assert not User.objects.filter(email=MATE).exists()

    answer = guest.post(link_in(letter), newcomer())

    assert answer.url == reverse("portal:home")
    joined = Contact.objects.get(user__email=MATE)
    assert (joined.state, joined.role, joined.user.username, joined.phone) == ("active", "member", MATE, "13847712345")
    assert guest.get(reverse("portal:home")).context["request"].firm == owner.enterprise
    assert Notice.objects.get(user=owner.user).text == "您邀请的同事已经加入。"


def test_who_has_a_sign_in_takes_the_invitation_up_with_it(client):
    held = a_contact("赵强", "天泽物业", email=MATE)
    an_invitation()
    link = link_in(mail.outbox[0])
    assert "请先登录" in client.get(link).content.decode()
    assert client.post(link, newcomer()).status_code == 200
    assert Contact.objects.active().filter(user=held.user).count() == 1

    client.force_login(held.user)
    client.post(link)

    assert Contact.objects.active().filter(user=held.user).count() == 2


def test_an_invitation_is_for_its_address_alone(client):
    an_invitation()
    client.force_login(a_contact("王芳", "天泽物业").user)

    page = client.post(link_in(mail.outbox[0])).content.decode()

    assert "这份邀请发给了另一个邮箱" in page
    assert Contact.objects.filter(state=State.INVITED).count() == 1


def test_inviting_says_the_same_whether_the_address_is_known(client):
    client.force_login(a_contact().user)
    a_user("另一位", email="known@other.example")

    answers = []
    for email in ("known@other.example", "unknown@other.example"):
        page = client.post(reverse("portal:invite"), {"email": email, "role": "member"}, follow=True).content.decode()
        answers.append("邀请已发出，对方接受后会出现在联系人里。" in page)
    work_off()

    assert answers == [True, True]
    assert {letter.subject for letter in mail.outbox} == {"【就业援助平台】同事邀请您一起使用"}


@pytest.mark.parametrize("how", ["revoked", "old", "used"])
def test_a_link_that_is_over_says_so(client, time_machine, how):
    owner = a_contact()
    invitation = an_invitation(owner)
    if how == "revoked":
        manage_contacts.revoke(owner, invitation.pk)
    elif how == "old":
        time_machine.move_to(timezone.now() + timedelta(days=15))
    else:
        Browser().post(link_in(mail.outbox[0]), newcomer())

    answer = client.get(link_in(mail.outbox[0]))

    assert answer.status_code == 410
    assert "请联系邀请您的同事" in answer.content.decode()


def test_inviting_again_sends_the_link_anew_and_makes_no_second_invitation():
    owner = a_contact()

    an_invitation(owner)
    an_invitation(owner, role=Role.OWNER)

    assert Contact.objects.get(email=MATE).role == Role.OWNER
    assert len(mail.outbox) == 2


def test_a_colleague_is_not_invited_again():
    owner = a_contact()
    a_contact("赵强", role=Role.MEMBER, email=MATE)

    with pytest.raises(Refused, match="已经是联系人"):
        an_invitation(owner)


# Roles ----------------------------------------------------------------------------------------------------------------


def test_the_last_owner_stays():
    owner = a_contact()
    a_contact("赵强", role=Role.MEMBER)

    for deed in (
        lambda: manage_contacts.leave(owner),
        lambda: manage_contacts.remove(owner, owner.pk),
        lambda: manage_contacts.give_role(owner, owner.pk, Role.MEMBER),
    ):
        with pytest.raises(Refused, match="唯一的负责人"):
            deed()


def test_with_a_second_owner_the_first_may_leave():
    owner, mate = a_contact(), a_contact("赵强", role=Role.MEMBER)
    manage_contacts.give_role(owner, mate.pk, Role.OWNER)

    manage_contacts.leave(owner)

    owner.refresh_from_db()
    assert (owner.state, owner.ended_by) == (State.LEFT, owner.user)
    assert owner.until is not None


def test_who_was_removed_is_out_at_once_and_told(client):
    owner, mate = a_contact(), a_contact("赵强", role=Role.MEMBER)
    client.force_login(mate.user)
    assert client.get(reverse("portal:contacts")).status_code == 200

    manage_contacts.remove(owner, mate.pk)

    assert client.get(reverse("portal:contacts")).url == reverse("portal:home")
    assert "您现在没有代表任何企业" in client.get(reverse("portal:home")).content.decode()
    assert Notice.objects.filter(user=mate.user).count() == 1


def test_nothing_is_done_to_the_contacts_of_another_firm():
    owner, other = a_contact(), a_contact("王芳", "天泽物业")

    for deed in (manage_contacts.remove, manage_contacts.revoke):
        with pytest.raises(Contact.DoesNotExist):
            deed(owner, other.pk)
    with pytest.raises(Contact.DoesNotExist):
        manage_contacts.give_role(owner, other.pk, Role.MEMBER)


@pytest.mark.parametrize(
    "impossible",
    [
        {"user": None},
        {"since": None},
        {"state": "left"},
        {"state": "invited"},
        {"until": datetime(2026, 11, 23, 9, tzinfo=UTC)},
    ],
    ids=str,
)
def test_the_database_forbids_what_cannot_be(impossible):
    contact = a_contact()

    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(**impossible)


# The pages ------------------------------------------------------------------------------------------------------------


def test_a_member_sees_her_colleagues_and_manages_nobody(client):
    owner, mate = a_contact(), a_contact("赵强", role=Role.MEMBER)
    an_invitation(owner, "third@mengtai.example")
    a_verification("刘洋")
    client.force_login(mate.user)

    page = client.get(reverse("portal:contacts")).content.decode()

    assert "周丽" in page
    assert "third@mengtai.example" not in page
    assert "刘洋" not in page
    assert client.get(reverse("portal:invite")).status_code == 404
    for deed in ("owner", "member", "remove", "revoke"):
        assert client.post(reverse("portal:contact_act", args=[owner.pk, deed])).status_code == 404


def test_an_owner_answers_who_asks(client):
    owner = a_contact()
    row = a_verification("刘洋")
    client.force_login(owner.user)
    assert "刘洋" in client.get(reverse("portal:contacts")).content.decode()

    client.post(reverse("portal:asked_answer", args=[row.pk, "accept"]))

    assert Contact.objects.get(user=row.user).role == Role.MEMBER


def test_who_is_not_known_to_the_owner_is_told_no_more_than_by_staff(client):
    owner = a_contact()
    row = a_verification("刘洋")
    client.force_login(owner.user)
    client.post(reverse("portal:asked_answer", args=[row.pk, "decline"]))

    client.force_login(row.user)
    page = client.get(reverse("portal:home")).content.decode()

    assert "联系人没有核对上" in page
    assert "周丽" not in page


def test_she_switches_between_her_firms(client):
    zhou = a_contact()
    second = a_contact("周丽", "天泽物业")
    client.force_login(zhou.user)
    assert client.get(reverse("portal:firm")).context["firm"] == zhou.enterprise

    client.post(reverse("portal:switch"), {"firm": second.pk})

    assert client.get(reverse("portal:firm")).context["firm"] == second.enterprise


def test_a_page_of_her_other_firm_says_to_switch_first(client):
    zhou = a_contact()
    a_contact("周丽", "天泽物业")
    elsewhere = reverse("portal:vacancy", args=[999])
    client.force_login(zhou.user)

    page = client.get(elsewhere)

    assert page.status_code == 404
    assert "先切换到那一家再看" in page.content.decode()
    client.force_login(a_contact("王芳", "恒源物流").user)
    assert "先切换到那一家再看" not in client.get(elsewhere).content.decode()


def test_nobody_switches_to_a_firm_that_is_not_hers(client):
    other = a_contact("王芳", "天泽物业")
    client.force_login(a_contact().user)

    for firm in (str(other.pk), "", "x", "9" * 30):
        assert client.post(reverse("portal:switch"), {"firm": firm}).status_code == 404


def test_staff_who_act_for_a_firm_enter_both_and_others_find_nothing(client):
    li = a_social_worker("李敏")
    client.force_login(li)
    assert client.get(reverse("portal:home")).status_code == 404

    a_contact("李敏")

    assert client.get(reverse("portal:home")).status_code == 200
    assert client.get(reverse("employers:firms")).status_code == 200
    assert "禁毒" not in client.get(reverse("portal:home")).content.decode()


def test_who_has_to_sign_in_first_comes_back_to_the_invitation(client):
    mate = a_contact("赵强", "天泽物业", email=MATE, password=PASSWORD)
    an_invitation()
    link = link_in(mail.outbox[0])
    assert f"{reverse('account_login')}?next={quote(link)}" in client.get(link).content.decode()

    answer = client.post(
        f"{reverse('account_login')}?next={link}", {"login": "zhaoqiang", "password": PASSWORD, "next": link}
    )

    assert answer.url == link
    assert "接受邀请" in client.get(link).content.decode()
    assert mate.user.contacts.count() == 1


# How often ------------------------------------------------------------------------------------------------------------


def test_a_firm_invites_at_most_twenty_times_a_day_in_whatever_process(client, time_machine):
    time_machine.move_to("2026-11-23 09:00 +08:00", tick=False)
    owner, other = a_contact(), a_contact("贺秀兰", "恒晟物业")
    for number in range(20):
        manage_contacts.invite(owner, f"mate{number % 10}@mengtai.example", Role.MEMBER, ORIGIN)
        time_machine.shift(1)
    form = {"email": MATE, "role": "member"}

    client.force_login(owner.user)
    assert client.post(reverse("portal:invite"), form).status_code == 429
    client.force_login(other.user)
    assert client.post(reverse("portal:invite"), form).status_code == 302

    time_machine.shift(86400)
    client.force_login(owner.user)
    assert client.post(reverse("portal:invite"), form).status_code == 302
