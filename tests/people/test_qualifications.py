"""职业资格: who enters whose, what is refused, how one stands."""

from datetime import date

import pytest
from django.urls import reverse

from people.desk.qualifications import standing
from people.errors import Refused
from people.models import Qualification, User
from people.qualify import keep
from tests.cast import DONGSHENG, KANGBASHI, MONDAY, a_manager, a_social_worker
from tests.people.qualifications import a_qualification

pytestmark = pytest.mark.django_db


def test_a_worker_enters_her_own_certificate(client):
    li = a_social_worker("李敏")
    client.force_login(li)

    client.post(
        reverse("people:qualification_new", args=[li.pk]),
        {"kind": "social_worker", "number": "20240013", "issued_on": "2024-03-01", "expires_on": "2027-02-28"},
    )

    assert str(li.qualifications.get()) == "社会工作师（中级）"
    assert "社会工作师（中级）" in client.get(reverse("people:me")).content.decode()


def test_another_worker_finds_no_door_to_it(client):
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟")
    held = a_qualification(li)
    client.force_login(zhang)

    assert client.get(reverse("people:qualification", args=[held.pk])).status_code == 404
    assert client.get(reverse("people:qualification_new", args=[li.pk])).status_code == 404


def test_a_manager_keeps_those_of_her_own_region():
    li = a_social_worker("李敏")
    near, far = a_manager("苏日娜", DONGSHENG), a_manager("白音", KANGBASHI)
    held = Qualification(user=li, kind="assistant", issued_on=date(2024, 3, 1))

    with pytest.raises(User.DoesNotExist):
        keep(far, held)
    keep(near, held)

    assert li.qualifications.count() == 1


def test_a_day_of_issue_ahead_is_refused():
    li = a_social_worker("李敏")

    with pytest.raises(Refused, match="发证日期在将来"):
        keep(li, Qualification(user=li, kind="assistant", issued_on=date(2026, 12, 1)), MONDAY)


def test_the_same_certificate_twice_is_refused():
    li = a_social_worker("李敏")
    a_qualification(li)

    with pytest.raises(Refused, match="已经登记过"):
        a_qualification(li)


def test_prolonging_one_lets_it_remind_again():
    li = a_social_worker("李敏")
    held = a_qualification(li, expires_on=date(2026, 12, 1))
    Qualification.objects.update(reminded_on=MONDAY)

    held.refresh_from_db()
    held.expires_on = date(2029, 12, 1)
    keep(li, held)

    assert Qualification.objects.get().reminded_on is None


def test_another_number_is_no_reason_to_remind_again():
    li = a_social_worker("李敏")
    held = a_qualification(li, expires_on=date(2026, 12, 1))
    Qualification.objects.update(reminded_on=MONDAY)

    held.refresh_from_db()
    held.number = "150620240001"
    keep(li, held)

    assert Qualification.objects.get().reminded_on == MONDAY


@pytest.mark.parametrize(
    ("expires_on", "words"),
    [("", "没有写有效期，不会提醒"), ("2024-12-01", "已经过期"), ("2036-12-01", "到期前 90 天会提醒")],
)
def test_only_what_ends_is_promised_a_reminder(client, expires_on, words):
    li = a_social_worker("李敏")
    client.force_login(li)

    form = {"kind": "assistant", "issued_on": "2023-12-02", "expires_on": expires_on}
    page = client.post(reverse("people:qualification_new", args=[li.pk]), form, follow=True).content.decode()

    assert words in page


@pytest.mark.parametrize(
    ("expires_on", "words"),
    [
        (date(2026, 11, 22), "已过期"),
        (date(2026, 11, 23), "还有 0 天到期"),
        (date(2027, 2, 21), "还有 90 天到期"),
        (date(2027, 2, 22), "有效"),
        (None, "没有写有效期"),
    ],
)
def test_a_certificate_says_how_it_stands(expires_on, words):
    li = a_social_worker("李敏")
    a_qualification(li, expires_on=expires_on)

    assert [said for _, said, _ in standing(li, MONDAY)] == [words]
