"""Getting in: password, second factor, locks, the idle clock, and the way round all of them for nobody."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from people.models import Membership, Role
from tests.cast import DONGSHENG, KANGBASHI, a_manager, a_member, a_social_worker, a_user

pytestmark = pytest.mark.django_db

PASSWORD = "胡杨林-2026-秋"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client, username="limin", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def with_second_factor(user):
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def code(steps=0):
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


def signed_in(client):
    return "_auth_user_id" in client.session


def test_every_address_but_the_entrance_asks_for_sign_in(client):
    closed = []
    for name, args in (
        ("people:me", ()),
        ("people:staff", ()),
        ("people:audit", ()),
        ("jobs:mine", ()),
        ("jobs:progress", (1,)),
        ("mfa_index", ()),
        ("mfa_activate_totp", ()),
        ("mfa_view_recovery_codes", ()),
        ("account_change_password", ()),
        ("account_reauthenticate", ()),
    ):
        response = client.get(reverse(name, args=args))
        closed.append((name, response.status_code, response.url.split("?")[0]))

    assert {(status, url) for _, status, url in closed} == {(302, reverse("account_login"))}


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
)
def test_the_entrance_is_open(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_there_is_no_sign_up():
    names = set(get_resolver().reverse_dict)

    assert "account_login" in names
    assert "account_signup" not in names


def test_the_right_password_lets_her_in(client):
    a_social_worker("李敏", password=PASSWORD)

    response = sign_in(client)

    assert response.status_code == 302
    assert signed_in(client)


def test_a_wrong_password_says_so_in_chinese_and_keeps_the_name(client):
    a_social_worker("李敏", password=PASSWORD)

    response = sign_in(client, password="不对的密码")

    assert "登录名或密码不对。" in response.content.decode()
    assert 'value="limin"' in response.content.decode()


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(client):
    a_social_worker("李敏", password=PASSWORD)
    for _ in range(5):
        response = sign_in(client, password="猜一个")

    assert response.status_code == 429
    assert "30 分钟" in response.content.decode()
    assert sign_in(client).status_code == 429
    assert not signed_in(client)


def test_a_lock_ends_after_half_an_hour(client, time_machine):
    a_social_worker("李敏", password=PASSWORD)
    for _ in range(5):
        sign_in(client, password="猜一个")

    time_machine.move_to(timezone.now() + timedelta(minutes=31))

    assert sign_in(client).status_code == 302


def test_somebody_who_left_cannot_sign_in(client):
    user = a_social_worker("李敏", password=PASSWORD)
    user.is_active = False
    user.save()

    sign_in(client)

    assert not signed_in(client)


# Second factor --------------------------------------------------------------------------------------------------------


def test_with_a_second_factor_the_password_is_not_enough(client):
    with_second_factor(a_social_worker("李敏", password=PASSWORD))

    assert sign_in(client).url == reverse("mfa_authenticate")
    assert not signed_in(client)

    client.post(reverse("mfa_authenticate"), {"code": code()})

    assert signed_in(client)


def test_a_recovery_code_works_once(client):
    user = with_second_factor(a_social_worker("李敏", password=PASSWORD))
    spare = RecoveryCodes.activate(user).get_unused_codes()[0]
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": spare})
    assert signed_in(client)
    client.logout()

    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": spare})

    assert not signed_in(client)


def test_guessed_codes_lock_like_guessed_passwords(client):
    with_second_factor(a_social_worker("李敏", password=PASSWORD))
    sign_in(client)

    answers = [client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code for _ in range(5)]

    assert answers == [200, 200, 200, 200, 429]
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).status_code == 429
    assert not signed_in(client)
    assert sign_in(Client()).status_code == 429


def test_secrets_of_the_second_factor_are_encrypted():
    user = with_second_factor(a_social_worker("李敏"))

    stored = [str(row.data) for row in Authenticator.objects.filter(user=user)]

    assert len(stored) == 2
    assert not any(SECRET in text for text in stored)
    assert all("test1." in text for text in stored)


def test_where_it_is_required_staff_set_it_up_before_anything_else(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    a_social_worker("李敏", password=PASSWORD)
    sign_in(client)

    assert client.get(reverse("people:me")).url == reverse("mfa_activate_totp")

    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = page.context["form"].secret
    client.post(
        reverse("mfa_activate_totp"),
        {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))},
    )

    assert client.get(reverse("people:me")).status_code == 200
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10


def test_where_it_is_required_nobody_can_do_without_again(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = with_second_factor(a_social_worker("李敏", password=PASSWORD))
    client.force_login(user)
    Authenticator.objects.filter(user=user).delete()

    assert client.get(reverse("people:me")).url == reverse("mfa_activate_totp")


def test_signing_out_is_always_possible(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(a_social_worker("李敏"))

    client.post(reverse("account_logout"))

    assert not signed_in(client)


# Passwords ------------------------------------------------------------------------------------------------------------


def test_a_temporary_password_must_be_changed_first(client):
    a_social_worker("李敏", password=PASSWORD, password_is_temporary=True)
    sign_in(client)
    assert client.get(reverse("people:me")).url == reverse("account_change_password")

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "沙柳-康巴什-2027", "password2": "沙柳-康巴什-2027"},
    )

    assert client.get(reverse("people:me")).status_code == 200


def test_a_weak_password_is_refused_with_reasons_in_chinese(client):
    client.force_login(a_social_worker("李敏", password=PASSWORD))

    response = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "12345", "password2": "12345"}
    )

    assert response.context["form"].errors["password1"] == [
        "密码太短，至少要 10 个字符。",
        "这个密码太常见了。",
        "密码只包含数字。",
    ]


def test_a_forgotten_password_comes_back_by_mail(client):
    a_social_worker("李敏", password=PASSWORD, email="limin@dongsheng.example")

    client.post(reverse("account_reset_password"), {"email": "limin@dongsheng.example"})

    (letter,) = mail.outbox
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    assert letter.subject == "【就业援助平台】设置新密码"
    page = client.get(link, follow=True)
    client.post(page.context["action_url"], {"password1": "沙柳-康巴什-2027", "password2": "沙柳-康巴什-2027"})
    assert sign_in(client, password="沙柳-康巴什-2027").status_code == 302


def test_an_unknown_address_gets_the_same_answer_and_its_holder_a_mail_that_it_is_unknown(client):
    a_social_worker("李敏", password=PASSWORD, email="limin@dongsheng.example")

    answers = [
        client.post(reverse("account_reset_password"), {"email": email})
        for email in ("nobody@example.com", "limin@dongsheng.example")
    ]

    assert [answer.url for answer in answers] == [reverse("account_reset_password_done")] * 2
    assert answers[0].content == answers[1].content
    assert [(letter.to[0], letter.subject) for letter in mail.outbox] == [
        ("nobody@example.com", "【就业援助平台】这个邮箱没有登记过"),
        ("limin@dongsheng.example", "【就业援助平台】设置新密码"),
    ]
    assert "http" not in mail.outbox[0].body


# The session ----------------------------------------------------------------------------------------------------------


def test_an_idle_session_ends(client, settings, time_machine):
    time_machine.move_to("2026-11-23 09:00:00 +08:00", tick=False)
    client.force_login(a_social_worker("李敏"))
    assert client.get(reverse("people:me")).status_code == 200

    time_machine.shift(settings.SESSION_IDLE + timedelta(seconds=1))

    assert client.get(reverse("people:me")).status_code == 302


def test_work_keeps_a_session_alive_far_beyond_the_idle_time(client, settings, time_machine):
    time_machine.move_to("2026-11-23 09:00:00 +08:00", tick=False)
    client.force_login(a_social_worker("李敏"))

    for _ in range(8):
        time_machine.shift(settings.SESSION_IDLE * 0.7)
        assert client.get(reverse("people:me")).status_code == 200


def test_most_requests_do_not_write_the_session(client, time_machine, django_assert_num_queries):
    time_machine.move_to("2026-11-23 09:00:00 +08:00", tick=False)
    client.force_login(a_social_worker("李敏"))
    client.get(reverse("people:me"))
    before = Session.objects.get().session_data

    time_machine.shift(60)
    client.get(reverse("people:me"))

    assert Session.objects.get().session_data == before


def test_a_page_that_refreshes_itself_does_not_keep_the_session_alive(client, settings, time_machine):
    from jobs.run import ask
    from tests.jobs.works import tasks

    time_machine.move_to("2026-11-23 09:00:00 +08:00", tick=False)
    worker = a_social_worker("李敏")
    row = ask(worker, "tests.count", "1", steps=tasks.STEPS)
    client.force_login(worker)
    client.get(reverse("people:me"))

    for _ in range(4):
        time_machine.shift(settings.SESSION_IDLE * 0.3)
        answer = client.get(reverse("jobs:progress", args=[row.pk])).status_code

    assert answer == 302


# Acting ---------------------------------------------------------------------------------------------------------------


def test_a_person_of_two_posts_switches_between_them(client):
    user = a_member("其其格", Role.MANAGER, DONGSHENG)
    user = a_member("其其格", Role.AUDITOR, KANGBASHI)
    second = user.memberships.get(role=Role.AUDITOR)
    client.force_login(user)
    assert client.get(reverse("people:staff")).status_code == 200

    client.post(reverse("people:act_as"), {"membership": second.pk})

    assert client.get(reverse("people:staff")).status_code == 404
    assert client.get(reverse("people:audit")).context["user"].region.code == KANGBASHI


def test_nobody_acts_under_somebody_elses_post(client):
    manager = a_manager()
    client.force_login(a_social_worker("李敏"))

    client.post(reverse("people:act_as"), {"membership": manager.memberships.get().pk})

    assert client.get(reverse("people:staff")).status_code == 404


def test_a_post_that_ended_falls_away_in_the_middle_of_a_session(client):
    manager = a_manager()
    client.force_login(manager)
    client.post(reverse("people:act_as"), {"membership": manager.memberships.get().pk})
    assert client.get(reverse("people:staff")).status_code == 200

    Membership.objects.update(valid_to=timezone.localdate() - timedelta(days=1))

    assert client.get(reverse("people:staff")).status_code == 404
    assert "您现在没有任职" in client.get(reverse("people:me")).content.decode()


def test_who_has_no_post_sees_her_own_page_and_nothing_else(client):
    client.force_login(a_user("白云"))

    assert client.get(reverse("people:me")).status_code == 200
    assert client.get(reverse("people:staff")).status_code == 404
    assert client.get(reverse("people:audit")).status_code == 404
