"""The page 接口令牌: the key is shown once, and nobody but the administrator of the region finds the page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import ApiToken, Holder, Scope
from tests.api.tokens import a_token, an_administrator, in_a_year
from tests.cast import DONGSHENG, KANGBASHI, a_manager, a_region, a_social_worker, an_auditor

pytestmark = pytest.mark.django_db
LISTING = reverse("people:tokens")
NEW = reverse("people:token_new")


def filled(**fields):
    return {
        "name": "每晚取岗位", "organisation": "鄂尔多斯招聘网", "holder": Holder.BOARD.value, "credit_code": "",
        "region": a_region("1506").pk, "scopes": [Scope.VACANCIES_READ.value], "expires_on": in_a_year().isoformat(),
        **fields,
    }  # fmt: skip


@pytest.fixture
def as_admin(client):
    client.force_login(an_administrator())
    return client


def test_the_key_is_shown_once_and_on_no_later_page(as_admin):
    shown = as_admin.post(NEW, filled())

    key = shown.context["key"]
    later = as_admin.get(LISTING).content.decode()

    assert key in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert key not in later
    assert ApiToken.objects.get().prefix in later


def test_a_wrong_form_says_what_is_wrong_and_issues_nothing(as_admin):
    too_long = as_admin.post(NEW, filled(expires_on=(timezone.localdate() + timedelta(days=400)).isoformat()))
    empty = as_admin.post(NEW, {})

    assert too_long.status_code == empty.status_code == 422
    assert "最长一年" in too_long.content.decode()
    assert not ApiToken.objects.exists()


def test_renewing_shows_a_new_key_and_revoking_ends_the_old_one(as_admin):
    old, _ = a_token()

    renewed = as_admin.post(reverse("people:token_act", args=[old.pk, "renew"]), {"expires_on": in_a_year()})
    as_admin.post(reverse("people:token_act", args=[old.pk, "revoke"]))
    again = as_admin.post(reverse("people:token_act", args=[old.pk, "renew"]), {"expires_on": in_a_year()}, follow=True)

    assert renewed.context["key"].startswith("jy_")
    assert ApiToken.objects.get(pk=old.pk).revoked_at is not None
    assert "已经停用" in again.content.decode()
    assert as_admin.post(reverse("people:token_act", args=[old.pk, "nonsense"])).status_code == 404


@pytest.mark.parametrize("somebody", [a_manager, an_auditor, a_social_worker])
def test_others_find_nothing(client, somebody):
    token, _ = a_token()
    client.force_login(somebody())

    answers = [
        client.get(LISTING), client.get(NEW), client.post(NEW, filled()),
        client.post(reverse("people:token_act", args=[token.pk, "revoke"])),
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} == {404}
    assert ApiToken.objects.get().revoked_at is None


def test_an_administrator_of_another_county_finds_neither_the_token_nor_its_deeds(client):
    token, _ = a_token(region=KANGBASHI)
    client.force_login(an_administrator("何洁", DONGSHENG))

    assert token.prefix not in client.get(LISTING).content.decode()
    assert client.post(reverse("people:token_act", args=[token.pk, "revoke"])).status_code == 404
    given = client.post(NEW, filled(region=a_region(KANGBASHI).pk))
    assert given.status_code == 422
