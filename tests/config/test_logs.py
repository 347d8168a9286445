"""A log says where something went wrong; what somebody had typed is none of its business."""

import io
import logging

import pytest
from django.urls import reverse

from clients.desk import case
from config.logs import WithoutTexts
from tests.cast import a_client, a_social_worker


def written(error: BaseException) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutTexts("{levelname} {message}", style="{"))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.error("stumbled", exc_info=error)
    return stream.getvalue()


def test_a_traceback_names_place_and_kind_but_quotes_nothing():
    try:
        try:
            int("王建军")
        except ValueError as first:
            raise RuntimeError("150602198803051234") from first
    except RuntimeError as error:
        line = written(error)

    assert "王建军" not in line.replace('int("王建军")', "")
    assert "150602198803051234" not in line.replace('RuntimeError("150602198803051234")', "")
    assert "builtins.ValueError" in line
    assert "builtins.RuntimeError" in line
    assert "test_logs.py" in line


def test_no_error_is_no_traceback():
    assert WithoutTexts().formatException((None, None, None)) == ""


@pytest.mark.django_db
def test_a_page_that_fails_tells_neither_the_log_nor_the_reader(client, monkeypatch):
    wang = a_client(a_social_worker())
    client.force_login(wang.caseworker)
    client.raise_request_exception = False

    def stumble(*_):
        raise ValueError(wang.name + wang.id_number)

    (handler,) = [held for held in logging.getLogger().handlers if isinstance(held.formatter, WithoutTexts)]
    log = io.StringIO()
    monkeypatch.setattr(handler, "stream", log)
    monkeypatch.setattr(case.agenda, "tasks", stumble)
    answer = client.get(reverse("clients:overview", args=[wang.pk]))

    said = answer.content.decode() + log.getvalue()
    assert answer.status_code == 500
    assert "ValueError" in said
    assert wang.name not in said
    assert wang.id_number not in said
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
