"""The machine API `/api/v1/`: two groups of addresses and one description, which says to each only what is for it.

Job boards and firms see vacancies and incentives, in neutral words. The city's own systems may also have households
assessed and clients matched; whoever holds no such key cannot tell these addresses from ones that are not there, and
the description leaves them out.
"""

import json
from functools import cache
from math import isfinite
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, re_path
from django.utils import timezone
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from employers.api import incentives, public, sent
from jobs.json_lines import NotAnObject, WrittenTwice, read_object
from people.api.bearer import MOST_BYTES, token_of, too_large
from people.api.door import addresses, machine, nowhere
from people.api.errors import ApiError, install, path_of
from people.models import Scope
from placement.api import match
from welfare.api import assessments

PREFIX = "api/v1/"
DEEPEST = 40


class Reader(Parser):
    """Strict JSON: one object, UTF-8, no name twice, fractions as the decimals that were written. What a database or an
    answer could not hold is refused here: half characters, the sign NUL, numbers without end, nesting without end."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise ApiError(415, "not_json", "请求内容应为 JSON，请写 Content-Type: application/json。")
        if len(request.body) > MOST_BYTES:
            raise too_large()
        try:
            body = read_object(request.body, strict=True)
        except WrittenTwice as twice:
            name = path_of([twice.name])
            raise ApiError(400, "not_json", "同一个名称写了两次。", items=[(name, str(twice))]) from None
        except NotAnObject as problem:
            raise ApiError(400, "not_json", f"{problem}。") from None
        require_plain(body)
        return body


def require_plain(body: Any) -> None:
    """Raises ApiError for what no later step could hold."""
    left = [(body, 0)]
    while left:
        value, depth = left.pop()
        if depth > DEEPEST:
            raise ApiError(400, "not_json", f"层数太多，最多 {DEEPEST} 层。")
        if isinstance(value, dict):
            left += [(one, depth + 1) for pair in value.items() for one in pair]
        elif isinstance(value, list):
            left += [(one, depth + 1) for one in value]
        elif isinstance(value, str):
            if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
                raise ApiError(400, "not_json", "文字里有不能用的字符。")
        elif isinstance(value, float) and not isfinite(value):
            raise ApiError(400, "not_json", "数太大，或者不是数。")


class Writer(JSONRenderer):
    """Chinese as Chinese."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        return json.dumps(data, cls=self.encoder_class, ensure_ascii=False, allow_nan=False)


def _group(name: str) -> NinjaAPI:
    made = NinjaAPI(
        title="就业援助平台接口",
        version="1",
        description="取公开的岗位，送来岗位，测算扶持政策。令牌由平台的系统管理员发放。",
        urls_namespace=name,
        openapi_url=None,
        docs_url=None,
        parser=Reader(),
        renderer=Writer(),
    )
    install(made)
    return made


# Open to whoever holds a key; and to the city's own systems alone.
boards = _group("api-boards")
(_vacancies,) = {public.routes, sent.vacancies}  # what goes out and what comes in share their addresses
boards.add_router("", _vacancies)
boards.add_router("", incentives.router)
city = _group("api-city")
city.add_router("", assessments.router)
city.add_router("", match.router)
# What each address of the city's own needs, by its path.
OF_SCOPE = {f"/{PREFIX}assessments": Scope.ASSESSMENTS, f"/{PREFIX}match": Scope.MATCH}


@require_GET
def description(request: HttpRequest) -> HttpResponse:
    """OpenAPI of what whoever asks may use: open to everybody, and with the city's part for a key that opens it."""
    told = _described(boards)
    token = token_of(request)
    opened = {
        where
        for where, scope in OF_SCOPE.items()
        if token is not None and token.works(timezone.localdate()) and token.opens(scope)
    }
    if opened:
        beside = _described(city)
        paths = told["paths"] | {where: one for where, one in beside["paths"].items() if where in opened}
        schemas = told["components"]["schemas"] | beside["components"]["schemas"]
        told = told | {"paths": paths, "components": told["components"] | {"schemas": schemas}}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


@cache
def _described(api: NinjaAPI) -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix=PREFIX))


def _named(api: NinjaAPI) -> list[Any]:
    return [pattern for pattern in api.urls[0] if getattr(pattern, "name", "") != "api-root"]


app_name = "api"
urlpatterns = [
    path("openapi.json", machine(description), name="openapi"),
    *addresses(_named(boards)),
    *addresses(_named(city), of_the_city=True),
    re_path("", machine(nowhere), name="nowhere"),
]
