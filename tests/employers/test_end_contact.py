"""Staff of the county end what somebody may do for a firm: with a cause, on record, and everybody concerned is told."""

import pytest
from django.urls import reverse

from employers import manage_contacts
from employers.models import Contact
from people.errors import Refused
from people.models import AccessEvent, Notice
from tests.cast import KANGBASHI, a_contact, a_manager, a_social_worker, a_welfare_officer

pytestmark = pytest.mark.django_db
Role, State, Cause = Contact.Role, Contact.State, Contact.EndCause


@pytest.fixture
def li():
    return a_social_worker("李敏")


def page_of(client, user, name: str, *args: object) -> str:
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


def test_it_ends_at_once_with_its_cause_and_both_sides_are_told(client, li):
    zhou, zhao = a_contact("周丽"), a_contact("赵强", role=Role.MEMBER)
    client.force_login(li)

    client.post(
        reverse("employers:contact_end", args=[zhao.enterprise.pk, zhao.pk]), {"cause": "gone", "words": "上月离职"}
    )

    zhao.refresh_from_db()
    assert (zhao.state, zhao.ended_by, zhao.end_cause, zhao.end_words) == (State.LEFT, li, Cause.GONE, "上月离职")
    told = {notice.user: notice.text for notice in Notice.objects.all()}
    assert set(told) == {zhou.user, zhao.user}
    assert not any("离职" in text or "已不在" in text for text in told.values())
    assert AccessEvent.objects.filter(kind="enterprise", object_id=str(zhao.enterprise.pk), actor=li).exists()
    client.force_login(zhao.user)
    assert client.get(reverse("portal:contacts")).status_code == 302


def test_the_page_of_the_firm_keeps_who_it_was_and_why(client, li):
    zhou = a_contact("周丽")
    zhao = a_contact("赵强", role=Role.MEMBER)
    manage_contacts.end(li, zhao.pk, Cause.MISTAKE, "把两位赵强弄混了")
    manage_contacts.leave(a_contact("刘芳", role=Role.MEMBER))

    page = page_of(client, li, "employers:firm", zhou.enterprise.pk)

    assert "以前的联系人（2 位）" in page
    assert "当时核对有误" in page
    assert "把两位赵强弄混了" in page
    assert "本人退出" in page
    assert "弄混" not in page_of(client, zhou.user, "portal:contacts")


def test_the_invitations_that_she_sent_end_with_it(li):
    zhou, zhao = a_contact("周丽"), a_contact("赵强")
    hers = manage_contacts.invite(zhao, "cousin@firm.example", Role.MEMBER, "https://jobs.example")
    others = manage_contacts.invite(zhou, "liufang@firm.example", Role.MEMBER, "https://jobs.example")

    manage_contacts.end(li, zhao.pk, Cause.ABUSE)

    assert manage_contacts.opened(manage_contacts.token_of(hers)) is None
    assert manage_contacts.opened(manage_contacts.token_of(others)) == others


def test_the_last_owner_stays_until_another_is_appointed(client, li):
    zhou, zhao = a_contact("周丽"), a_contact("赵强", role=Role.MEMBER)
    with pytest.raises(Refused, match="唯一的负责人"):
        manage_contacts.end(li, zhou.pk, Cause.GONE)

    client.force_login(li)
    client.post(reverse("employers:contact_appoint", args=[zhao.enterprise.pk, zhao.pk]))
    manage_contacts.end(li, zhou.pk, Cause.GONE)

    assert list(Contact.objects.owners()) == [zhao]


def test_who_alone_acts_for_a_firm_can_be_ended(li):
    zhou = a_contact("周丽")

    manage_contacts.end(li, zhou.pk, Cause.ASKED)

    assert not Contact.objects.active().exists()


def test_another_reason_has_to_be_explained(client, li):
    zhao = a_contact("赵强")
    client.force_login(li)

    answer = client.post(reverse("employers:contact_end", args=[zhao.enterprise.pk, zhao.pk]), {"cause": "other"})

    assert answer.status_code == 422
    assert "要写明" in answer.content.decode()
    assert Contact.objects.active().count() == 1


@pytest.mark.parametrize("name", ["employers:contact_end", "employers:contact_appoint"])
def test_only_who_keeps_the_firm_finds_the_way(client, name):
    zhao = a_contact("赵强", role=Role.MEMBER)
    for stranger in (a_manager("白音", KANGBASHI), a_welfare_officer(), zhao.user):
        client.force_login(stranger)

        answer = client.post(reverse(name, args=[zhao.enterprise.pk, zhao.pk]), {"cause": "gone"})

        assert answer.status_code == 404
    zhao.refresh_from_db()
    assert (zhao.state, zhao.role) == (State.ACTIVE, Role.MEMBER)


def test_a_contact_of_another_firm_is_not_ended_through_this_ones_page(client, li):
    zhou, he = a_contact("周丽"), a_contact("贺秀兰", "恒晟物业", role=Role.MEMBER)
    client.force_login(li)

    for name in ("employers:contact_end", "employers:contact_appoint"):
        assert client.post(reverse(name, args=[zhou.enterprise.pk, he.pk]), {"cause": "gone"}).status_code == 404


def test_ending_twice_is_ending_once(li):
    a_contact("周丽")
    zhao = a_contact("赵强", role=Role.MEMBER)
    manage_contacts.end(li, zhao.pk, Cause.GONE)

    with pytest.raises(Contact.DoesNotExist):
        manage_contacts.end(li, zhao.pk, Cause.ABUSE)
