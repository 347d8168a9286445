"""Keys of other systems, as the tests of the API hold them."""

import json
from datetime import date, timedelta
from typing import Any

from django.test import Client as Browser
from django.utils import timezone

from people.issue_token import issue
from people.models import ApiToken, Holder, Role, Scope, User
from tests.cast import a_member, a_region

BOARD = (Scope.VACANCIES_READ, Scope.VACANCIES_WRITE, Scope.INCENTIVES)
CITY = "1506"


def an_administrator(name: str = "陈浩", region: str = CITY, **fields: Any) -> User:
    return a_member(name, Role.ADMINISTRATOR, region, **fields)


def a_token(*scopes: Scope, region: str = CITY, **fields: Any) -> tuple[ApiToken, str]:
    """A token of 鄂尔多斯招聘网, and its key; of the city's own system where the scopes say so."""
    wanted = scopes or BOARD
    of_the_city = {Scope.ASSESSMENTS, Scope.MATCH} & set(wanted)
    usual: dict[str, Any] = {
        "name": "每晚取送岗位",
        "organisation": "鄂尔多斯招聘网",
        "holder": Holder.CITY if of_the_city else Holder.BOARD,
        "expires_on": timezone.localdate() + timedelta(days=200),
    }
    return issue(an_administrator(), region=a_region(region), scopes=wanted, **(usual | fields))


class Caller:
    """Another system: ``ask("GET", "vacancies")`` gives status, body and headers."""

    def __init__(self, key: str | None = None) -> None:
        self._browser = Browser(raise_request_exception=False, enforce_csrf_checks=True)
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def ask(self, method: str, path: str, body: Any = None, **query: Any):
        where = path if path.startswith("/") else f"/api/v1/{path}"
        told: dict[str, Any] = {} if body is None else {"data": body if isinstance(body, bytes) else json.dumps(body)}
        if query:
            told["query_params"] = query
        return self._browser.generic(method, where, content_type="application/json", headers=self.headers, **told)


def a_caller(*scopes: Scope, **fields: Any) -> Caller:
    return Caller(a_token(*scopes, **fields)[1])


def fault(response) -> str:
    """The code of a no, whose shape is looked at on the way."""
    body = response.json()
    assert set(body) == {"error"}, body
    assert set(body["error"]) == {"code", "message", "field", "items"}, body
    assert body["error"]["message"]
    return body["error"]["code"]


def in_a_year() -> date:
    return timezone.localdate() + timedelta(days=365)
