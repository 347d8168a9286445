"""Who asks: a token in the header, its scope, and how much it has asked in this minute. No session, no cookie."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from ninja.security.http import HttpAuthBase

from people.api.errors import ApiError, not_found
from people.models.api_token import OF_THE_CITY, ApiToken, Scope, digest_of

# What a token may ask in a minute; dear addresses count for several.
PER_MINUTE = 120
MOST_BYTES = 2 * 1024 * 1024
LONGEST_KEY = 200


class Bearer(HttpAuthBase):
    """The door of one address: ``Authorization: Bearer jy_…``. Hands the token on as ``request.auth``.

    scope   what the token must open: else 403; 404 where the scope is one of the city's, of which nobody else learns
    cost    what one request counts for, of ``PER_MINUTE``
    """

    openapi_scheme = "bearer"
    openapi_description = "系统管理员在“接口令牌”里发放的令牌。"

    def __init__(self, scope: Scope, cost: int = 1) -> None:
        super().__init__()
        self.scope, self.cost = scope, cost

    def __call__(self, request: HttpRequest) -> ApiToken:
        token = token_of(request)
        hidden = self.scope in OF_THE_CITY
        if token is None:
            raise not_found() if hidden else _nobody(request)
        if hidden and not token.opens(self.scope):
            raise not_found()
        now = timezone.now()
        _require_working(token, now)
        if not token.opens(self.scope):
            raise ApiError(403, "scope", f"这个令牌不能{self.scope.label}，请联系平台管理员。")
        request.spent = spend(token, self.cost, now)  # type: ignore[attr-defined]
        require_size(request)
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Not asked: ``__call__`` decides."""
        raise NotImplementedError


def token_of(request: HttpRequest) -> ApiToken | None:
    """The token of this request, whether it works or not; None where nobody knows it. Looked up once."""
    if not hasattr(request, "api_token"):
        kind, _, key = request.headers.get("Authorization", "").partition(" ")
        key = key.strip()
        known = kind.lower() == "bearer" and 0 < len(key) <= LONGEST_KEY
        found = ApiToken.objects.select_related("region").filter(digest=digest_of(key)).first() if known else None
        request.api_token = found  # type: ignore[attr-defined]
    return request.api_token  # type: ignore[attr-defined]


def is_of_the_city(request: HttpRequest) -> bool:
    """Whether whoever asks may know that there are addresses for the city's own systems."""
    token = token_of(request)
    return token is not None and any(token.opens(scope) for scope in OF_THE_CITY)


def _nobody(request: HttpRequest) -> ApiError:
    if request.headers.get("Authorization"):
        return _shut("token_unknown", "令牌不对。请核对有没有抄全，或者向平台管理员重新要一个。")
    return _shut("token_missing", "没有带令牌。请在请求头里写 Authorization: Bearer 加令牌。")


def _require_working(token: ApiToken, now: datetime) -> None:
    if token.revoked_at is not None:
        raise _shut("token_revoked", "令牌已经停用，请联系平台管理员。")
    if token.is_expired(timezone.localdate(now)):
        raise _shut("token_expired", "令牌已经过期，请向平台管理员要一个新的。")


def _shut(code: str, message: str) -> ApiError:
    return ApiError(401, code, message, headers={"WWW-Authenticate": "Bearer"})


def require_size(request: HttpRequest) -> None:
    """Raises ApiError for a body that is too large, before anybody reads it."""
    stated = request.META.get("CONTENT_LENGTH") or "0"
    if not (stated.isascii() and stated.isdigit()) or len(stated) > 12 or int(stated) > MOST_BYTES:
        raise too_large()


def too_large() -> ApiError:
    return ApiError(413, "too_large", f"一次不超过 {MOST_BYTES // 1024 // 1024} MB，请分几次送。")


# How much ------------------------------------------------------------------------------------------------------------


def spend(token: ApiToken, cost: int, now: datetime) -> tuple[int, int]:
    """Count this request; returns what is left of the minute, and the seconds until the next one.

    Counted on the token's own row by conditional updates, so that all processes count together and none counts over.
    Raises ApiError with Retry-After where nothing is left.
    """
    minute = now.replace(second=0, microsecond=0)
    wait = int((minute + timedelta(minutes=1) - now).total_seconds()) + 1
    mine = ApiToken.objects.filter(pk=token.pk)
    for _ in range(2):
        in_window = mine.filter(window_at=minute, window_used__lte=PER_MINUTE - cost)
        if in_window.update(window_used=F("window_used") + cost, last_used_at=now):
            used = mine.values_list("window_used", flat=True).get()
            return max(0, PER_MINUTE - used), wait
        before = mine.filter(Q(window_at=None) | Q(window_at__lt=minute))
        if before.update(window_at=minute, window_used=cost, last_used_at=now):
            return PER_MINUTE - cost, wait
    raise ApiError(429, "too_many", f"这一分钟里问得太多了，请 {wait} 秒后再试。", headers={"Retry-After": str(wait)})
