"""docs/api.md and docs/api-city.md: each example runs as it stands and brings what is printed behind it."""

import json
import re
import shlex
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from people.models import Scope
from tests.api.tokens import a_token
from tests.cast import MONDAY_9, a_social_worker, a_vacancy, an_enterprise
from tests.house import ROOT
from tests.leaks.test_portal_words import WORDS

pytestmark = pytest.mark.django_db
EXAMPLE = re.compile(r"```\n(curl .*?)```(?:\n\n```json\n(.*?)```)?", re.DOTALL)


def run(command: str, known: dict[str, str]):
    """The answer to a call of curl."""
    for name, value in known.items():
        command = command.replace(f"${name}", value)
    words = iter(shlex.split(command)[1:])
    method, headers, body, where = "", {}, None, ""
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words)
        else:
            where = word
    kind = headers.pop("Content-Type", "application/json")
    asked = method or ("POST" if body else "GET")
    return Browser().generic(asked, where, body or "", content_type=kind, headers=headers)


def holds(expected: Any, found: Any) -> bool:
    """Whether what is printed is there; … stands for anything, and an object may hold more than is printed."""
    if expected == "…":
        return True
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(
            name in found and holds(expected[name], found[name]) for name in expected
        )
    if isinstance(expected, list):
        return isinstance(found, list) and len(expected) == len(found) and all(map(holds, expected, found))
    return expected == found


@pytest.mark.parametrize(
    ("document", "scopes", "examples"), [("api.md", (), 8), ("api-city.md", (Scope.ASSESSMENTS, Scope.MATCH), 2)]
)
def test_each_example_brings_what_is_printed(document, scopes, examples):
    firm = an_enterprise(verified_at=MONDAY_9, verified_by=a_social_worker())
    a_vacancy("锅炉操作工", firm, refreshed_at=timezone.now(), is_public=True, wage_min=4500, wage_max=5500)
    known = {"SITE": "http://testserver", "KEY": a_token(*scopes)[1]}
    found = EXAMPLE.findall((ROOT / "docs" / document).read_text(encoding="utf-8"))

    for command, printed in found:
        answer = run(command, known)
        assert answer.status_code in (200, 422), (command, answer.content.decode())
        if printed:
            assert holds(json.loads(printed), answer.json()), (command, answer.content.decode())
        if "items" in answer.json() and answer.json()["items"][:1] and answer.wsgi_request.method == "POST":
            known["SENT"] = answer.json()["items"][0]["uid"]

    assert len(found) == examples


def test_what_job_boards_read_names_nobody_whom_the_platform_serves():
    assert WORDS.findall((ROOT / "docs/api.md").read_text(encoding="utf-8")) == []
