"""The town, and the log of the site, for every test of this folder."""

import io
import logging
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from config.logs import WithoutTexts
from tests.kept_database import Kept, keep
from tests.leaks.addresses import ADDRESSES
from tests.leaks.crawl import Crawl, crawl
from tests.leaks.town import Town, address, build


@dataclass(frozen=True)
class KeptTown:
    """The town, its database, and what it has on disk."""

    town: Town
    database: Kept
    files: dict[Path, bytes]


@pytest.fixture(scope="session")
def kept_towns() -> dict[date, KeptTown]:
    """The town of each day on which tests ran: built once, put back for each file of tests that needs it."""
    return {}


@pytest.fixture(scope="module")
def standing_town(django_db_setup, django_db_blocker, kept_towns) -> Iterator[KeptTown]:
    """The town in the database for a whole file of tests."""
    today = timezone.localdate()
    with django_db_blocker.unblock():
        empty = keep()
        try:
            if today in kept_towns:
                kept_towns[today].database.put_back()
            else:
                kept_towns[today] = _built()
            yield kept_towns[today]
        finally:
            empty.put_back()


def _built() -> KeptTown:
    before = {*settings.VAR_DIR.rglob("*")}
    with transaction.atomic():
        town = build()
    for name in ADDRESSES:
        address(town, name)
    files = {path: path.read_bytes() for path in settings.VAR_DIR.rglob("*") if path.is_file() and path not in before}
    return KeptTown(town, keep(), files)


@pytest.fixture
def town(standing_town, db, only_answers) -> Town:
    # A test may throw a file away, and change what it holds.
    for path, content in standing_town.files.items():
        path.write_bytes(content)
    return deepcopy(standing_town.town)


@pytest.fixture(scope="session")
def crawls() -> dict[str | None, Crawl]:
    return {}


@pytest.fixture
def crawled(town, crawls, who) -> Crawl:
    """The whole site as ``who`` sees it: walked once, read by every test that only has to look."""
    if who not in crawls:
        crawls[who] = crawl(town, who)
    return crawls[who]


@pytest.fixture
def only_answers(monkeypatch) -> None:
    """Here only what comes back is looked at: a browser does not keep a copy of every context of every template."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)


@pytest.fixture
def log(monkeypatch) -> Iterator[io.StringIO]:
    """What the site writes to its log, at the chattiest level that an operator may choose in production."""
    root = logging.getLogger()
    (handler,) = [held for held in root.handlers if isinstance(held.formatter, WithoutTexts)]
    stream, level = io.StringIO(), root.level
    monkeypatch.setattr(handler, "stream", stream)
    # Not the attribute: loggers remember what they may say until somebody calls setLevel.
    root.setLevel(logging.DEBUG)
    yield stream
    root.setLevel(level)
