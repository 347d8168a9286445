"""接口令牌: what the system's administrator does with the keys of other systems. Each deed goes to the ledger.

Scope: tokens whose data lie in the actor's region or below. Out of scope is ``ApiToken.DoesNotExist``.
"""

import secrets
from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as InvalidNumber

from people import ledger
from people.errors import Refused
from people.models import Action, ApiToken, Purpose, Region, Role
from people.models.api_token import OF_THE_CITY, Holder, Scope, digest_of
from people.scope import covers

LONGEST = timedelta(days=365)
# No vowels: what is drawn by lot spells no word.
ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
MARK = "jy_"


def tokens_of(actor):
    """The tokens that the actor keeps, the newest first; none for any other role."""
    if actor.region is None or actor.role != Role.ADMINISTRATOR:
        return ApiToken.objects.none()
    return ApiToken.objects.within(actor.region.code)


@transaction.atomic
def issue(
    actor,
    *,
    name: str,
    organisation: str,
    holder: Holder,
    region: Region,
    scopes: Collection[Scope],
    expires_on: date,
    credit_code: str = "",
) -> tuple[ApiToken, str]:
    """A new token and its key, which is returned and kept nowhere.

    Raises Refused for a region that is not the actor's, for more than a year, for nothing that it opens, for what only
    the city's own systems may ask, and for a firm's system without the firm's code.
    """
    _require_actor(actor, region)
    _require_scopes(holder, scopes)
    token = ApiToken(
        name=name,
        organisation=organisation,
        holder=holder,
        region=region,
        scopes=[scope.value for scope in Scope if scope in scopes],
        credit_code=_credit_code(holder, credit_code),
        expires_on=expires_on,
        issued_by=actor,
    )
    return _drawn(actor, token)


@transaction.atomic
def renew(actor, token_id: int, *, expires_on: date) -> tuple[ApiToken, str]:
    """A further token of the same system with the same rights. The old one works until it ends or is revoked, so that
    nobody has to change both sides in the same minute. Raises Refused for a revoked one, and as ``issue``."""
    old = tokens_of(actor).select_related("region").get(pk=token_id)
    if old.revoked_at is not None:
        raise Refused("这个令牌已经停用。", "确实还要用的，请重新发一个。")
    token = ApiToken(
        name=old.name,
        organisation=old.organisation,
        holder=old.holder,
        region=old.region,
        scopes=old.scopes,
        credit_code=old.credit_code,
        sender=old.sender,
        expires_on=expires_on,
        issued_by=actor,
    )
    return _drawn(actor, token)


@transaction.atomic
def revoke(actor, token_id: int) -> ApiToken:
    """It opens nothing from now on. Raises Refused if it was revoked before."""
    token = tokens_of(actor).get(pk=token_id)
    done = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=actor)
    if not done:
        raise Refused("这个令牌已经停用了。")
    ledger.record(actor, Action.CHANGE, "api_token", token.pk, Purpose.OPERATION)
    token.refresh_from_db()
    return token


def _drawn(actor, token: ApiToken) -> tuple[ApiToken, str]:
    today = timezone.localdate()
    if not today <= token.expires_on <= today + LONGEST:
        raise Refused("有效期从今天算起最长一年。", f"请填 {today + LONGEST:%Y-%m-%d} 或以前的日期。")
    token.prefix = MARK + "".join(secrets.choice(ALPHABET) for _ in range(6))
    key = f"{token.prefix}_{secrets.token_urlsafe(32)}"
    token.digest = digest_of(key)
    token.save()
    ledger.record(actor, Action.CREATE, "api_token", token.pk, Purpose.OPERATION)
    return token, key


def _require_actor(actor, region: Region) -> None:
    if actor.role != Role.ADMINISTRATOR or actor.region is None:
        raise Refused("接口令牌由系统管理员发放。")
    if not covers(actor.region.code, region.code):
        raise Refused(f"{region.name}不在您负责的区域里。")


def _require_scopes(holder: Holder, scopes: Collection[Scope]) -> None:
    if not scopes:
        raise Refused("没有选可以做什么。", "至少选一项。")
    if holder != Holder.CITY and OF_THE_CITY & set(scopes):
        labels = "、".join(scope.label for scope in Scope if scope in OF_THE_CITY)
        raise Refused(f"{labels}只给本市政务系统。", "外部单位和企业请不要选。")


def _credit_code(holder: Holder, stated: str) -> str:
    code = uscc.compact(stated)
    if not code:
        if holder == Holder.FIRM:
            raise Refused("企业自己的系统要写明统一社会信用代码。", "它只能送这一家企业的岗位。")
        return ""
    try:
        return uscc.validate(code)
    except InvalidNumber:
        raise Refused("统一社会信用代码不对。", "请对照营业执照逐位核对。") from None
