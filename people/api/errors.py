"""How the API says no: one shape, a code for machines and Chinese words for people. Nothing that was sent is repeated.

    {"error": {"code": "invalid", "message": "有 2 处不对。", "field": "vacancies[0].title",
               "items": [{"field": "vacancies[0].title", "message": "必填"}, …]}}

``field`` is null and ``items`` empty where it is no matter of a field.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from people.errors import Refused

log = logging.getLogger(__name__)

MOST_ITEMS = 100
AWAY_SECONDS = 60
LONGEST_NAME = 40
# What pydantic finds, in words; the braces take its own numbers.
SAID = {
    "missing": "必填",
    "extra_forbidden": "没有这个字段",
    "string_type": "应为文字",
    "string_too_long": "不超过 {max_length} 个字",
    "string_too_short": "不能空着",
    "string_pattern_mismatch": "格式不对",
    "too_long": "一次不超过 {max_length} 个",
    "too_short": "至少 {min_length} 个",
    "list_type": "应为列表",
    "dict_type": "应为一个 JSON 对象 {{…}}",
    "model_type": "应为一个 JSON 对象 {{…}}",
    "model_attributes_type": "应为一个 JSON 对象 {{…}}",
    "enum": "只能是：{expected}",
    "literal_error": "只能是：{expected}",
    "greater_than_equal": "不小于 {ge}",
    "less_than_equal": "不大于 {le}",
    "decimal_max_places": "小数不超过 {decimal_places} 位",
    "uuid_parsing": "应为岗位的 uid",
    "uuid_type": "应为岗位的 uid",
}
KINDS = {
    "int": "应为整数",
    "decimal": "应为数",
    "float": "应为数",
    "bool": "应为 true 或 false",
    "date": "应为日期，如 2026-11-22",
    "datetime": "应为时间，如 2026-11-22T08:00:00+08:00",
}


class Item(Schema):
    """One thing that is wrong. ``field`` is "" where it is the whole."""

    field: str
    message: str


class Fault(Schema):
    code: str
    message: str
    field: str | None = None
    items: list[Item] = []  # noqa: RUF012 - pydantic copies a default


class Error(Schema):
    """The shape of every answer that is not a yes."""

    error: Fault


class ApiError(Exception):
    """A no with its status; ``headers`` go with the answer."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        items: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message
        self.items, self.headers = tuple(items), dict(headers or {})


NOT_FOUND = (404, "not_found", "没有这个地址，或者令牌看不到它。")


def not_found() -> ApiError:
    """The one answer for what is not there and for what is not for her."""
    return ApiError(*NOT_FOUND)


def database_away() -> ApiError:
    """The answer while the database cannot be asked."""
    words = f"系统暂时用不了，没有办成。请 {AWAY_SECONDS} 秒后再试。"
    return ApiError(503, "away", words, headers={"Retry-After": str(AWAY_SECONDS)})


def shaped(error: ApiError) -> dict[str, Any]:
    """The body of the answer."""
    items = [{"field": field, "message": message} for field, message in error.items[:MOST_ITEMS]]
    first = next((item["field"] for item in items if item["field"]), None)
    return {"error": {"code": error.code, "message": error.message, "field": first, "items": items}}


def install(api: NinjaAPI) -> None:
    """Let every kind of failure leave this API in the one shape."""

    def told(request: HttpRequest, error: Any) -> HttpResponse:
        response = api.create_response(request, shaped(error), status=error.status)
        for name, value in error.headers.items():
            response[name] = value
        return response

    def http(request: HttpRequest, error: Any) -> HttpResponse:
        # Whatever the reader of a body raises arrives wrapped.
        if isinstance(error.__cause__, ApiError):
            return told(request, error.__cause__)
        status = error.status_code
        return told(request, ApiError(status, "bad_request", "请求看不懂。" if status < 500 else "服务出错了。"))

    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        items = faults(error.errors)
        return told(request, ApiError(422, "invalid", f"有 {len(items)} 处不对。", items=items))

    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        return told(request, ApiError(409, "refused", str(error)))

    def unfit(request: HttpRequest, error: Any) -> HttpResponse:
        return told(request, ApiError(400, "value", "有的内容太长、太大，或者含有不能用的字符。"))

    def away(request: HttpRequest, error: Any) -> HttpResponse:
        log.error("api: %s", type(error).__name__, exc_info=error)
        return told(request, database_away())

    def broken(request: HttpRequest, error: Any) -> HttpResponse:
        # The formatter of the log writes down where it happened and leaves out the texts.
        log.error("api: %s", type(error).__name__, exc_info=error)
        return told(request, ApiError(500, "fault", "服务出错了，没有办成。请稍后再试，或联系平台管理员。"))

    api.add_exception_handler(ApiError, told)
    api.add_exception_handler(HttpError, http)
    api.add_exception_handler(AuthenticationError, lambda request, _: told(request, not_found()))
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(Http404, lambda request, _: told(request, not_found()))
    # PostgreSQL refuses what no column can hold; SQLite keeps anything.
    api.add_exception_handler(DataError, unfit)
    api.add_exception_handler(OperationalError, away)
    api.add_exception_handler(InterfaceError, away)
    api.add_exception_handler(Exception, broken)


def faults(errors: Iterable[Mapping[str, Any]], *, skip: int | None = None) -> list[tuple[str, str]]:
    """What pydantic found, as (field, words). ``skip``: how many parts of the place are not part of what was sent;
    None for errors of a request, whose places begin with where it stood and the name of the argument."""
    found = []
    for error in errors:
        place = tuple(error["loc"])
        start = skip if skip is not None else 2 if place[:1] == ("body",) else 1
        found.append((path_of(place[start:]), said(error)))
    return list(dict.fromkeys(found))


def path_of(place: Sequence[str | int]) -> str:
    """vacancies[0].title; a name that somebody sent is cut short and shows nothing that a terminal would obey."""
    path = ""
    for part in place:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            name = "".join(sign if sign.isprintable() else "?" for sign in str(part)[:LONGEST_NAME])
            path += f".{name}" if path else name
    return path


def said(error: Mapping[str, Any]) -> str:
    """One error of pydantic in Chinese; never with what was sent."""
    kind, details = error["type"], error.get("ctx") or {}
    if kind == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    if kind in SAID:
        known = {**details, "expected": str(details.get("expected", "")).replace("'", "").replace(" or ", "、")}
        return SAID[kind].format(**known).replace(", ", "、")
    return KINDS.get(kind.split("_")[0], "格式不对")
