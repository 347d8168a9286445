"""Reading the site's log in a test."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from config.logs import WithoutTexts


@pytest.fixture
def log(monkeypatch) -> Iterator[io.StringIO]:
    """What the site writes, as JSON, at the level of a real site."""
    root = logging.getLogger()
    (handler,) = [held for held in root.handlers if isinstance(held.formatter, WithoutTexts)]
    stream, level = io.StringIO(), root.level
    monkeypatch.setattr(handler, "stream", stream)
    monkeypatch.setattr(handler, "formatter", WithoutTexts(as_json=True))
    root.setLevel(logging.INFO)
    yield stream
    root.setLevel(level)


def lines(log: io.StringIO) -> list[dict]:
    """Each line as it was meant."""
    return [json.loads(line) for line in log.getvalue().splitlines()]
