"""The town, and the log of the site, for every test of this folder."""

import io
import logging
from collections.abc import Iterator

import pytest

from config.logs import WithoutTexts
from tests.leaks.town import Town, build


@pytest.fixture
def town(db) -> Town:
    return build()


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
