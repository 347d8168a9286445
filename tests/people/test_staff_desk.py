"""Staff pages: whom a manager sees and helps, and whom not; the audit page's reach."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from axes.models import AccessAttempt
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people import enrol_staff, ledger
from people.errors import Refused
from people.models import AccessEvent, Action, Membership, Purpose, Role, User
from tests.cast import (
    DONGSHENG,
    GONGYUAN,
    JIAOTONG,
    KANGBASHI,
    a_manager,
    a_member,
    a_region,
    a_social_worker,
    a_user,
    a_welfare_officer,
    an_auditor,
)

pytestmark = pytest.mark.django_db


def deed(client, person, name, **data):
    return client.post(reverse("people:staff_act", args=[person.pk, name]), data)


def names(response):
    return [person.name for person in response.context["page"]]


@pytest.fixture
def as_manager(client):
    client.force_login(a_manager("苏日娜", DONGSHENG))
    return client


# The list -------------------------------------------------------------------------------------------------------------


def test_a_manager_sees_her_region_and_below(as_manager):
    a_social_worker("李敏")
    a_social_worker("马超", region="150603001")

    assert names(as_manager.get(reverse("people:staff"))) == ["李敏", "苏日娜"]


@pytest.mark.parametrize("somebody", [a_social_worker, an_auditor, a_welfare_officer])
def test_others_get_404(client, somebody):
    client.force_login(somebody())

    assert client.get(reverse("people:staff")).status_code == 404
    assert client.get(reverse("people:staff_new")).status_code == 404


def test_filters_narrow_the_list(as_manager):
    a_social_worker("李敏")
    left = a_social_worker("张伟")
    left.memberships.update(valid_to=timezone.localdate() - timedelta(days=3))

    listing = reverse("people:staff")

    assert names(as_manager.get(listing, {"q": "limin"})) == ["李敏"]
    assert names(as_manager.get(listing, {"role": "manager"})) == ["苏日娜"]
    assert names(as_manager.get(listing, {"at_work": "no"})) == ["张伟"]
    assert as_manager.get(listing, {"role": "nonsense", "page": "x"}).status_code == 200


def test_the_list_costs_the_same_for_many(as_manager):
    a_social_worker("李敏")
    as_manager.get(reverse("people:staff"))
    with CaptureQueriesContext(connection) as few:
        as_manager.get(reverse("people:staff"))
    for letter in "甲乙丙丁戊己庚辛壬癸":
        a_social_worker(f"社工{letter}", region=GONGYUAN)

    with CaptureQueriesContext(connection) as many:
        page = as_manager.get(reverse("people:staff"))

    assert len(names(page)) == 12
    assert len(many) == len(few)


# Taking on ------------------------------------------------------------------------------------------------------------


def enrol(client, **changes):
    data = {
        "name": "陈静",
        "username": "chenjing",
        "sex": "female",
        "email": "",
        "role": "social_worker",
        "region": a_region(JIAOTONG).pk,
    }
    return client.post(reverse("people:staff_new"), data | changes)


def test_a_new_worker_gets_a_password_that_is_shown_once(as_manager):
    response = enrol(as_manager)

    person = User.objects.get(username="chenjing")
    password = response.context["password"]
    assert password in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert person.check_password(password)
    assert person.password_is_temporary
    assert person.region.code == JIAOTONG
    assert password not in as_manager.get(reverse("people:staff_member", args=[person.pk])).content.decode()


def test_a_post_outside_the_region_is_not_hers_to_give(as_manager):
    response = enrol(as_manager, region=a_region("150603001").pk)

    assert response.status_code == 422
    assert not User.objects.filter(username="chenjing").exists()
    with pytest.raises(Refused, match="不在您负责的区域"):
        enrol_staff.enrol(
            a_manager(), username="x", name="陈静", sex=None, email="", role=Role.EDITOR, region=a_region(KANGBASHI)
        )


def test_a_taken_sign_in_name_keeps_what_was_typed(as_manager):
    a_social_worker("李敏")

    response = enrol(as_manager, username="limin")

    assert response.status_code == 422
    page = response.content.decode()
    assert "已经有人用了" in page
    assert 'value="陈静"' in page


def test_employers_are_not_appointed_here(as_manager):
    assert enrol(as_manager, role="employer").status_code == 422


def test_a_second_post_and_the_end_of_the_first(as_manager):
    person = a_social_worker("李敏")
    first = person.memberships.get()

    deed(as_manager, person, "appoint", role="welfare_officer", region=a_region(GONGYUAN).pk)
    deed(as_manager, person, "end", membership=first.pk)

    person = User.objects.get(pk=person.pk)
    assert [held.role for held in person.current_memberships] == ["welfare_officer"]
    assert Membership.objects.get(pk=first.pk).valid_to == timezone.localdate() - timedelta(days=1)


def test_a_post_counts_from_its_first_day_to_its_last_and_the_oldest_comes_first(django_assert_num_queries):
    person, today = a_user("li"), timezone.localdate()
    days = [(-9, 0), (0, None), (-1, None), (-9, -1), (1, None), (-9, 5), (1, 9)]
    for (first, last), code in zip(
        days, [DONGSHENG, KANGBASHI, JIAOTONG, GONGYUAN, JIAOTONG, KANGBASHI, GONGYUAN], strict=True
    ):
        until = None if last is None else today + timedelta(days=last)
        role = Role.AUDITOR if first == 1 else Role.EDITOR
        Membership.objects.create(
            user=person, role=role, region=a_region(code), valid_from=today + timedelta(days=first), valid_to=until
        )

    with django_assert_num_queries(1):
        held = [(post.pk, str(post.region), str(post.region.parent)) for post in person.current_memberships]

    expected = person.memberships.current().order_by("valid_from", "pk")
    assert [pk for pk, *_ in held] == [post.pk for post in expected]
    assert len(held) == 4


def test_the_same_post_twice_is_refused(as_manager):
    person = a_social_worker("李敏")

    response = deed(as_manager, person, "appoint", role="social_worker", region=a_region(JIAOTONG).pk)

    assert response.status_code == 302
    assert person.memberships.count() == 1


# Helping back in ------------------------------------------------------------------------------------------------------


def test_a_locked_worker_is_shown_and_unlocked(as_manager):
    person = a_social_worker("李敏", password="胡杨林-2026-秋")
    AccessAttempt.objects.create(
        username=person.username, ip_address="10.0.0.7", failures_since_start=5, attempt_time=timezone.now()
    )
    assert "已锁定" in as_manager.get(reverse("people:staff")).content.decode()

    deed(as_manager, person, "unlock")

    assert not AccessAttempt.objects.exists()
    assert "已锁定" not in as_manager.get(reverse("people:staff")).content.decode()


def test_a_lost_phone_is_forgotten(as_manager):
    person = a_social_worker("李敏")
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")

    deed(as_manager, person, "reset-second-factor")

    assert not Authenticator.objects.exists()


def test_a_given_password_ends_the_sessions_of_the_old_one(as_manager):
    person = a_social_worker("李敏", password="胡杨林-2026-秋")
    hers = Client()
    hers.force_login(person)

    response = deed(as_manager, person, "give-password")

    assert User.objects.get(pk=person.pk).check_password(response.context["password"])
    assert hers.get(reverse("people:me")).status_code == 302


@pytest.mark.parametrize("name", ["unlock", "give-password", "reset-second-factor", "end", "appoint"])
def test_a_worker_of_another_district_gets_404(as_manager, name):
    elsewhere = a_social_worker("马超", region="150603001")
    region = a_region(JIAOTONG)

    response = deed(
        as_manager, elsewhere, name, membership=elsewhere.memberships.get().pk, role="editor", region=region.pk
    )

    assert response.status_code == 404
    assert elsewhere.memberships.get().valid_to is None
    assert as_manager.get(reverse("people:staff_member", args=[elsewhere.pk])).status_code == 404


@pytest.mark.parametrize("name", ["unlock", "give-password", "reset-second-factor"])
def test_who_also_works_above_keeps_her_keys(as_manager, name):
    """A district's manager must not get into the city manager's account by way of a post she once had here."""
    person = a_member("其其格", Role.SOCIAL_WORKER, JIAOTONG, password="胡杨林-2026-秋")
    a_member("其其格", Role.MANAGER, "1506")

    response = deed(as_manager, person, name)

    assert response.status_code == 302
    assert User.objects.get(pk=person.pk).check_password("胡杨林-2026-秋")
    assert not AccessEvent.objects.exists()


def test_nobody_helps_herself(as_manager):
    me = a_manager("苏日娜", DONGSHENG)

    deed(as_manager, me, "end", membership=me.memberships.get().pk)

    assert me.memberships.get().valid_to is None


def test_an_unknown_deed_is_404(as_manager):
    assert deed(as_manager, a_social_worker("李敏"), "promote").status_code == 404


def test_each_deed_is_in_the_ledger(as_manager):
    person = a_social_worker("李敏")

    deed(as_manager, person, "give-password")

    event = ledger.of("staff", person.pk).get()
    assert (event.actor, event.purpose) == (a_manager("苏日娜", DONGSHENG), Purpose.STAFFING)


def test_the_first_manager_comes_from_the_command_line(capsys):
    a_region(DONGSHENG)

    call_command("enrol_staff", "surina", "苏日娜", "manager", DONGSHENG)

    user = User.objects.get(username="surina")
    assert user.check_password(capsys.readouterr().out.strip().rpartition(" ")[2])
    assert (user.role, user.region.code) == ("manager", DONGSHENG)
    with pytest.raises(CommandError, match="taken"):
        call_command("enrol_staff", "surina", "苏日娜", "manager", DONGSHENG)
    with pytest.raises(CommandError, match="import_regions"):
        call_command("enrol_staff", "naren", "娜仁", "manager", "99")


# The audit page -------------------------------------------------------------------------------------------------------


@pytest.fixture
def history():
    ledger.record(a_social_worker("李敏"), Action.VIEW, "client", 417, Purpose.CASE_WORK)
    ledger.record(a_social_worker("张伟"), Action.LOOK_UP, "client", 417, Purpose.LOOK_UP)
    ledger.record(a_social_worker("马超", region="150603001"), Action.VIEW, "client", 9, Purpose.CASE_WORK)


def whose(response):
    return [event.actor.name for event in response.context["page"]]


def test_a_manager_sees_what_her_own_staff_did(client, history):
    client.force_login(a_manager("苏日娜", DONGSHENG))

    assert whose(client.get(reverse("people:audit"))) == ["张伟", "李敏"]


def test_an_auditor_of_the_city_sees_all_of_it(client, history):
    client.force_login(an_auditor())

    assert whose(client.get(reverse("people:audit"))) == ["马超", "张伟", "李敏"]


def test_a_worker_gets_404(client, history):
    client.force_login(a_social_worker("李敏"))

    assert client.get(reverse("people:audit")).status_code == 404


def test_the_ledger_is_searched_by_person_deed_purpose_thing_and_day(client, history):
    client.force_login(an_auditor())
    today = timezone.localdate()

    def found(**query):
        return whose(client.get(reverse("people:audit"), query))

    assert found(actor=a_social_worker("李敏").pk) == ["李敏"]
    assert found(action="look_up") == ["张伟"]
    assert found(purpose="case_work") == ["马超", "李敏"]
    assert found(kind="client", object_id="417") == ["张伟", "李敏"]
    assert found(since=today.isoformat(), until=today.isoformat()) == ["马超", "张伟", "李敏"]
    assert found(until=(today - timedelta(days=1)).isoformat()) == []


def test_a_person_outside_the_region_cannot_be_chosen(client, history):
    client.force_login(a_manager("苏日娜", DONGSHENG))

    page = client.get(reverse("people:audit"), {"actor": a_user("马超").pk})

    assert "马超" not in page.content.decode()


def test_the_audit_page_costs_the_same_for_many(client, history):
    client.force_login(an_auditor())
    client.get(reverse("people:audit"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("people:audit"))
    for number in range(60):
        ledger.record(
            a_user("白云") if number % 2 else a_social_worker("李敏"), Action.VIEW, "client", number, "matching"
        )

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("people:audit"), {"page": 2})

    assert len(many) == len(few)


def test_a_changed_filter_swaps_the_list_alone(client, history):
    client.force_login(an_auditor())

    fragment = client.get(reverse("people:audit"), headers={"HX-Request": "true"}).content.decode()

    assert fragment.lstrip().startswith("<section")
    assert "<html" not in fragment


@pytest.mark.parametrize("junk", ["x", "9" * 5000, "\x00", "²"])
def test_junk_for_a_filter_or_a_post_is_answered(as_manager, junk):
    assert as_manager.get(reverse("people:staff"), {"at_work": junk, "role": junk}).status_code == 200
    assert as_manager.post(reverse("people:act_as"), {"membership": junk}).status_code == 302
    assert as_manager.post(reverse("people:staff_act", args=[10**12, "end"]), {"membership": junk}).status_code == 404
