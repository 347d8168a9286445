"""Ways in that are tried by who has no business here: used codes, floods, guesses, planted sessions, detours."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.cast import a_social_worker

pytestmark = pytest.mark.django_db

PASSWORD = "胡杨林-2026-秋"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    yield
    cache.clear()


def sign_in(client, username="limin", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def code():
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def signed_in(client):
    return "_auth_user_id" in client.session


def test_a_code_works_once_also_when_another_process_saw_it_first(client, time_machine):
    time_machine.move_to("2026-11-23 09:00:10+08:00", tick=False)
    li = a_social_worker(password=PASSWORD)
    TOTP.activate(li, SECRET)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert signed_in(client)
    cache.clear()  # what this process remembers, another does not know

    thief = Client()
    sign_in(thief)
    answer = thief.post(reverse("mfa_authenticate"), {"code": code()})

    assert not signed_in(thief)
    assert "刚刚用过" in answer.content.decode()
    time_machine.shift(30)
    thief.post(reverse("mfa_authenticate"), {"code": code()})
    assert signed_in(thief)
    assert Authenticator.objects.filter(user=li, last_used_at__isnull=False).count() == 1


def test_nobody_floods_a_mailbox_through_the_reset_page(client):
    a_social_worker(password=PASSWORD, email="limin@example.cn")

    answers = [client.post(reverse("account_reset_password"), {"email": "limin@example.cn"}) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 429]
    assert "请稍后再试" in answers[-1].content.decode()
    assert len(mail.outbox) == 3


def test_the_present_password_is_not_guessed_in_an_open_session(client):
    client.force_login(a_social_worker(password=PASSWORD))
    guess = {"oldpassword": "不对", "password1": "新的-密码-2026", "password2": "新的-密码-2026"}

    answers = [client.post(reverse("account_change_password"), guess) for _ in range(6)]

    assert answers[-1].status_code == 429


def test_a_session_is_a_new_one_after_signing_in(client):
    a_social_worker(password=PASSWORD)
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    sign_in(client)

    assert client.session.session_key != planted
    assert not Session.objects.filter(pk=planted).exists()


@pytest.mark.parametrize(
    "where", ["https://example.cn/", "//example.cn", "javascript:alert(1)", "/\\example.cn", "\x00x"]
)
def test_sign_in_leads_nowhere_else(client, where):
    a_social_worker(password=PASSWORD)

    answer = client.post(reverse("account_login"), {"login": "limin", "password": PASSWORD, "next": where})

    assert answer["Location"] == reverse("home")
