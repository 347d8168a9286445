"""A stranger registers: nothing is usable before the address is confirmed, and nobody learns who is known."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from employers import licences
from employers.models import Contact, Enterprise, Registration, Verification
from employers.models.licence import LICENCE_FILES
from employers.portal.firm_form import RegisterForm
from jobs.run import ask
from people.models import User
from tests.cast import KANGBASHI, a_contact, a_region, a_social_worker, a_user, an_enterprise
from tests.employers.portal import EMAIL, PASSWORD, a_scan, confirm, filled, link_in, register, work_off

pytestmark = pytest.mark.django_db


class Counting(MD5PasswordHasher):
    """Fast, and counts how often a password was hashed."""

    hashed = 0

    def encode(self, password, salt):
        Counting.hashed += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["tests.employers.test_sign_up.Counting"]
    cache.clear()


def errors_of(answer) -> dict[str, list[str]]:
    return dict(answer.context["form"].errors)


# Registering ----------------------------------------------------------------------------------------------------------


def test_registering_asks_for_eleven_things(db):
    assert len(RegisterForm().fields) <= 12


def test_before_the_address_is_confirmed_nothing_comes_to_be(client):
    answer = register(client)

    assert answer.url == reverse("portal:register_sent")
    assert Registration.objects.count() == 1
    assert not User.objects.filter(email=EMAIL).exists()
    assert not Enterprise.objects.exists()
    assert not Verification.objects.exists()
    assert client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD}).status_code == 200


def test_the_mail_says_only_that_an_address_is_to_be_confirmed(client):
    register(client)
    work_off()

    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert letter.subject == "【就业援助平台】请确认邮箱"
    assert "蒙泰" not in letter.body
    assert "周丽" not in letter.body


def test_opening_the_link_changes_nothing_and_a_press_with_the_password_does(client):
    register(client)
    work_off()

    assert client.get(link_in(mail.outbox[0])).status_code == 200
    assert not User.objects.filter(email=EMAIL).exists()

    answer = confirm(client)

    assert answer.url == reverse("portal:home")
    user = User.objects.get(username=EMAIL)
    assert user.name == "周丽"
    assert user.check_password(PASSWORD)
    assert client.session["_auth_user_id"] == str(user.pk)
    waiting = Verification.objects.get()
    assert (waiting.user, waiting.phone, waiting.state) == (user, "13947712345", "submitted")
    assert LICENCE_FILES.read(waiting.licence_uid) == a_scan().read()
    assert not Registration.objects.exists()


def test_the_owner_of_an_address_cannot_confirm_unawares_what_a_stranger_registered(client):
    register(client)
    work_off()

    answer = confirm(client, "另一个密码-2026")

    assert "密码和注册时填的不一样" in answer.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_link_works_once(client):
    register(client)
    work_off()
    confirm(client)

    answer = Browser().get(link_in(mail.outbox[0]))

    assert answer.status_code == 410
    assert "链接已失效" in answer.content.decode()


def test_a_link_ends_after_three_days(client, time_machine):
    register(client)
    work_off()
    time_machine.move_to(timezone.now() + timedelta(days=3, minutes=1))

    assert client.get(link_in(mail.outbox[0])).status_code == 410


@pytest.mark.parametrize("token", ["x", "eyJ9:1tFake:abc", "%00", "a" * 400])
def test_a_forged_link_is_none(client, token):
    assert client.get(reverse("portal:confirm", args=[token])).status_code == 410


def test_who_registered_twice_confirms_one_and_the_other_link_sends_her_to_sign_in(client):
    register(client)
    register(client)
    work_off()
    confirm(client)

    answer = Browser().post(link_in(mail.outbox[0]), {"password": PASSWORD})

    assert "这个邮箱已经有账号" in answer.content.decode()
    assert User.objects.filter(email=EMAIL).count() == 1


def test_what_nobody_confirmed_goes_in_the_night_with_its_scan(client, time_machine):
    register(client)
    uid = Registration.objects.get().licence_uid
    time_machine.move_to(timezone.now() + timedelta(days=4))
    row = ask(None, "licences.sweep", key="night")

    licences.sweep(row, None)

    assert not Registration.objects.exists()
    with pytest.raises(FileNotFoundError):
        LICENCE_FILES.read(uid)


# What is wrong is said, and nothing typed is lost ---------------------------------------------------------------------


def test_a_wrong_code_says_which_and_the_rest_stays(client):
    answer = register(client, credit_code="91150602MA0Y90001A")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "校验位不对" in page
    assert 'value="蒙泰热电"' in page
    assert f'value="{EMAIL}"' in page
    assert "密码要重新输入，文件要重新选择" in page
    assert PASSWORD not in page


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("phone", "12345", "号码不对"),
        ("email", "周丽@mengtai.example", "邮箱"),
        ("password", "12345678901", "密码只包含数字"),
        ("password", EMAIL, "相似"),
        ("licence", a_scan().__class__(b"PK\x03\x04 word", name="执照.docx"), "只收 PDF"),
        ("licence", "", "营业执照"),
        ("industry", "", "行业"),
        ("agreed", "", "请勾选同意"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(client, field, value, text):
    answer = register(client, **{field: value})

    assert answer.status_code == 422
    assert [*errors_of(answer)] == [field]
    assert text in answer.content.decode()
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+86 139-4771-2345", "13947712345"),
        ("（0477）8580000", "04778580000"),
        ("0477-8580000", "0477-8580000"),
    ],
)
def test_a_number_may_be_typed_as_people_write_it(client, typed, kept):
    register(client, phone=typed)

    assert Registration.objects.get().phone == kept


def test_only_counties_are_offered_in_which_somebody_would_look(client):
    a_social_worker("李敏")
    a_region(KANGBASHI)
    a_region("150121")

    page = client.get(reverse("portal:register")).content.decode()

    assert "康巴什区" in page
    assert "150121区域" not in page


# Nobody learns who is known -------------------------------------------------------------------------------------------


def the_unknown():
    pass


def a_known_firm():
    an_enterprise("蒙泰热电")


def a_firm_with_an_owner():
    a_contact("王芳")


def a_known_address():
    a_user("另一位", email=EMAIL)


def a_known_sign_in_name():
    User.objects.create_user(EMAIL, "周丽", "沙柳-康巴什-2027")


def an_address_of_staff():
    a_social_worker("其其格", email=EMAIL)


KNOWN = (a_known_firm, a_firm_with_an_owner, a_known_address, a_known_sign_in_name, an_address_of_staff)


def shape(queries) -> list[str]:
    """The statements without their values."""
    return [re.sub(r"'[^']*'|\b[0-9a-f]{32}\b|\d+", "?", query["sql"]) for query in queries]


def told(known) -> tuple[object, ...]:
    """All that a stranger can see of an answer, and all work that could take time, in a world where this is known."""
    form = filled()
    known()
    Counting.hashed = 0
    # A first visit to the page brings caches to the same state.
    browser = Browser()
    browser.get(reverse("portal:register"))
    with CaptureQueriesContext(connection) as done:
        answer = browser.post(reverse("portal:register"), form)
    # Before the next request, which forgets them.
    statements, hashed = shape(done.captured_queries), Counting.hashed
    headers = {key: value for key, value in answer.items() if key not in ("Expires", "X-Request-ID")}
    page = browser.get(answer.url)
    body = re.sub(r"[0-9A-Za-z]{64}", "token", page.content.decode())
    return answer.status_code, answer.content, headers, body, statements, hashed


@pytest.mark.parametrize("known", KNOWN)
def test_registering_answers_alike_and_does_the_same_work_whoever_is_known(known):
    with_nobody = told(the_unknown)
    Registration.objects.all().delete()

    assert told(known) == with_nobody


def test_the_work_of_registering_is_one_hash_and_a_few_statements(db):
    *_, statements, hashed = told(the_unknown)

    assert hashed == 1
    assert 5 < len(statements) < 25


@pytest.mark.parametrize("known", [a_known_address, a_known_sign_in_name, an_address_of_staff])
def test_the_owner_of_a_known_address_is_told_that_she_has_a_sign_in(client, known):
    known()

    register(client)
    work_off()

    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert letter.subject == "【就业援助平台】请登录您的账号"
    assert reverse("account_login") in letter.body


@pytest.mark.parametrize("known", [the_unknown, a_known_firm, a_firm_with_an_owner])
def test_who_waits_cannot_tell_whether_the_firm_was_known(client, known):
    known()
    register(client)
    work_off()
    confirm(client)
    work_off()

    page = client.get(reverse("portal:home")).content.decode()

    assert "资料已收到，正在核对营业执照和联系人" in page
    assert "王芳" not in page
    assert not Contact.objects.filter(user__email=EMAIL).exists()


def test_registering_too_often_is_refused(client):
    answers = [register(client).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 429]


def test_another_process_counts_the_same_registrations(client, time_machine):
    time_machine.move_to("2026-11-23 09:00 +08:00", tick=False)
    for _ in range(3):
        register(client)
        cache.clear()

    assert register(client).status_code == 429
    assert register(client, email=EMAIL.upper()).status_code == 429
    assert register(client, email="liufang@mengtai.example").status_code == 302

    time_machine.shift(3601)
    assert register(client).status_code == 302
