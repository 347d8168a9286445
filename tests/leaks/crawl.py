"""Every address of the town, opened once by one person: what the tests look at that only have to look.

Each address is opened by itself: whatever it does to the database and to the session is taken back, and the cookies
begin anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from tests.leaks.addresses import ADDRESSES
from tests.leaks.town import MARKERS, Town, address


@dataclass(frozen=True)
class Answer:
    """One answer, read to its end."""

    status: int
    headers: dict[str, str]
    cookies: str
    text: str

    @property
    def leads_to(self) -> str:
        return self.headers.get("Location", "")

    @property
    def is_to_sign_in(self) -> bool:
        return self.status == 302 and self.leads_to.startswith(reverse("account_login"))

    @property
    def markers(self) -> list[str]:
        return [marker for marker in MARKERS if marker in self.text]


@dataclass(frozen=True)
class Opened:
    """An address, what it says when it is opened, and what a form without a word gets where nothing can be opened."""

    where: str
    got: Answer
    posted: Answer | None


Crawl = dict[str, Opened]


def each(people: Iterable[str | None]) -> list[Any]:
    """These people as values of ``who``; one process walks the site as one of them, for all tests that look at it."""
    return [pytest.param(who, marks=pytest.mark.xdist_group(f"the site as {who}")) for who in people]


def browser_of(town: Town, who: str | None, **options: bool) -> Browser:
    opened = Browser(raise_request_exception=False, **options)
    if who is not None:
        opened.force_login(town.users[who], backend=settings.AUTHENTICATION_BACKENDS[1])
    return opened


def crawl(town: Town, who: str | None) -> Crawl:
    """Every address as ``who`` finds it."""
    signed_in, found = browser_of(town, who).cookies, {}
    for name in ADDRESSES:
        with transaction.atomic():
            browser, where = browser_of(town, None), address(town, name)
            browser.cookies.load(signed_in)
            got = answer_of(browser.get(where))
            posted = answer_of(browser.post(where)) if got.status == 405 else None
            found[name] = Opened(where, got, posted)
            transaction.set_rollback(True)
    return found


def answer_of(response: HttpResponse) -> Answer:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(
        response.status_code, dict(response.items()), response.cookies.output(), body.decode("utf-8", "replace")
    )
