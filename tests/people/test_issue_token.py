"""接口令牌: who may issue one, for what, how long, and what is kept of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.errors import Refused
from people.issue_token import issue, renew, revoke, tokens_of
from people.models import AccessEvent, ApiToken, Holder, Scope
from people.models.api_token import digest_of
from tests.api.tokens import a_token, an_administrator, in_a_year
from tests.cast import DONGSHENG, KANGBASHI, a_credit_code, a_manager, a_region

pytestmark = pytest.mark.django_db


def asked(actor, days=365, **fields):
    usual = {
        "name": "每晚取岗位", "organisation": "鄂尔多斯招聘网", "holder": Holder.BOARD, "region": a_region("1506"),
        "scopes": [Scope.VACANCIES_READ], "expires_on": timezone.localdate() + timedelta(days=days),
    }  # fmt: skip
    return issue(actor, **(usual | fields))


def test_of_a_key_only_its_digest_is_kept():
    token, key = a_token()

    stored = ApiToken.objects.filter(pk=token.pk).values().get()

    assert key.startswith(f"{token.prefix}_")
    assert len(key) > 50
    assert stored["digest"] == digest_of(key)
    assert key not in str(stored)
    assert key.removeprefix(f"{token.prefix}_") not in str(stored)


def test_each_deed_stands_in_the_ledger():
    admin = an_administrator()
    token, _ = asked(admin)
    renewed, _ = renew(admin, token.pk, expires_on=in_a_year())
    revoke(admin, token.pk)

    rows = AccessEvent.objects.filter(kind="api_token").order_by("number")

    assert [(row.actor, row.action, row.object_id, row.purpose) for row in rows] == [
        (admin, "create", str(token.pk), "operation"),
        (admin, "create", str(renewed.pk), "operation"),
        (admin, "change", str(token.pk), "operation"),
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"days": 366}, "最长一年"),
        ({"days": -1}, "最长一年"),
        ({"scopes": []}, "没有选"),
        ({"scopes": [Scope.MATCH]}, "只给本市政务系统"),
        ({"scopes": [Scope.ASSESSMENTS], "holder": Holder.FIRM, "credit_code": a_credit_code()}, "只给本市政务系统"),
        ({"holder": Holder.FIRM}, "要写明统一社会信用代码"),
        ({"holder": Holder.FIRM, "credit_code": "911506020000000000"}, "统一社会信用代码不对"),
    ],
    ids=["over a year", "past", "nothing", "match", "assess", "no code", "wrong code"],
)
def test_what_nobody_is_given(fields, words):
    with pytest.raises(Refused, match=words):
        asked(an_administrator(), **fields)

    assert not ApiToken.objects.exists()


def test_only_the_administrator_gives_and_only_in_her_region():
    with pytest.raises(Refused, match="系统管理员"):
        asked(a_manager("额尔德尼", "1506"))
    with pytest.raises(Refused, match="不在您负责的区域"):
        asked(an_administrator("何洁", DONGSHENG), region=a_region(KANGBASHI))


def test_an_administrator_keeps_the_tokens_of_her_region_alone():
    city, county = an_administrator(), an_administrator("何洁", DONGSHENG)
    here, _ = a_token(region=DONGSHENG)
    there, _ = a_token(region=KANGBASHI)

    assert set(tokens_of(city)) == {here, there}
    assert set(tokens_of(county)) == {here}
    assert set(tokens_of(a_manager("额尔德尼", "1506"))) == set()
    with pytest.raises(ApiToken.DoesNotExist):
        revoke(county, there.pk)


def test_a_renewed_one_speaks_for_the_same_system():
    admin = an_administrator()
    old, _ = a_token()

    new, _ = renew(admin, old.pk, expires_on=in_a_year())

    assert (new.sender, new.scopes, new.region) == (old.sender, old.scopes, old.region)
    assert ApiToken.objects.get(pk=old.pk).works(timezone.localdate())
    with pytest.raises(Refused, match="停用"):
        renew(admin, revoke(admin, old.pk).pk, expires_on=in_a_year())


def test_one_works_to_the_end_of_its_last_day_and_not_once_it_is_revoked():
    admin = an_administrator()
    token, _ = a_token()

    assert token.works(token.expires_on)
    assert not token.works(token.expires_on + timedelta(days=1))
    assert not revoke(admin, token.pk).works(timezone.localdate())
    with pytest.raises(Refused, match="已经停用"):
        revoke(admin, token.pk)


def test_a_scope_of_the_city_opens_nothing_for_others_whatever_the_row_says():
    token, _ = a_token(Scope.VACANCIES_READ)
    token.scopes = [Scope.VACANCIES_READ, Scope.MATCH]

    assert token.opens(Scope.VACANCIES_READ)
    assert not token.opens(Scope.MATCH)


def test_the_database_lets_no_firm_be_without_its_code():
    token, _ = a_token()

    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).update(holder=Holder.FIRM)
