"""A log says what happened, where and how long it took; what somebody had typed is none of its business."""

import json
import logging
import sys
import threading
import warnings

import pytest
import structlog
from django.urls import reverse

from clients.desk import case
from config.logs import WithoutTexts
from tests.cast import a_client, a_social_worker
from tests.config.lines import lines, log

__all__ = ["log"]

NAME, ID_NUMBER, PHONE = "王建军", "150602198803051234", "13847712345"
TOLD = f"{NAME} {ID_NUMBER} {PHONE} wangjianjun@example.com"


def written(name: str, message: object, *args: object, error: BaseException | None = None) -> str:
    """What a record of this logger comes to."""
    record = logging.LogRecord(name, logging.WARNING, "/x/site-packages/kombu/mixins.py", 12, message, args, None)
    if error is not None:
        record.exc_info = (type(error), error, error.__traceback__)
    return WithoutTexts().format(record)


def raised() -> BaseException:
    try:
        try:
            int(NAME)
        except ValueError as first:
            raise RuntimeError(TOLD) from first
    except RuntimeError as error:
        return error


# Records of all kinds ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "message", "args", "said"),
    [
        ("jobs.worker", "the %s waits for the database: %s", ("worker", "DatabaseError"), "the worker waits for the"),
        ("welfare.screen", "%s: columns disagree on %d of %d", ("minimum_living", 2, 400), "minimum_living: columns"),
        ("clients.desk", f"the file of {TOLD}", (), "the file of … … …"),
        ("clients.desk", "read %s", (TOLD,), "read …"),
        ("axes.handlers", "AXES: login failure by %s, count %d", ("limin", 3), "AXES: login failure by …, count 3"),
        ("celery.worker", "Task %(name)s took %(time)s: %(return)s", ({"name": "x", "time": 1.5, "return": TOLD},),
         "Task … took 1.5: …"),
        ("django.db.backends", "(%.3f) %s; args=%s", (0.003, f"SELECT '{NAME}'", (ID_NUMBER,)), "(0.003) …; args=…"),
        ("elastic_transport", "POST %s [status:%s]", ("http://es/_search?q=x", TOLD), "POST … [status:…]"),
        ("some.package", "asked for %d", (int(PHONE),), "asked for …"),
        ("some.package", "no way to %s", (ConnectionRefusedError(TOLD),), "no way to ConnectionRefusedError"),
        ("some.package", f"Cannot read {TOLD}", (), "kombu/mixins.py:12"),
        ("celery.redirected", f"print({TOLD})", (), "kombu/mixins.py:12"),
        ("django.security.DisallowedHost", f"Invalid HTTP_HOST header: {NAME}", (), "kombu/mixins.py:12"),
        ("_granian", "Stopping worker-1", (), "Stopping worker-1"),
        ("granian.access", f'"GET /desk/find/?q={TOLD}"', (), "…"),
        ("kombu", f"Connected to amqp://guest@mq/?x={PHONE}", (), "Connected to amqp://guest@mq/?…"),
        ("kombu", "no way to amqp://guihang:limin@mq:5672//", (), "no way to amqp://…mq:5672//"),
        ("py.warnings", "%s", (f"/a/site-packages/b/c.py:7: RuntimeWarning: naive {TOLD}\n  x = '{NAME}'",),
         "b/c.py:7: RuntimeWarning"),
        ("jobs.run", "GET /me/kQ3vN8xT2mB7pL5wR9sD/done/", (), "GET /me/…/done/"),
        ("jobs.run", "%(a)s and %s", (TOLD,), "… and …"),
    ],
)  # fmt: skip
def test_a_line_holds_what_is_code_and_nothing_of_a_person(name, message, args, said):
    line = written(name, message, *args)

    assert said in line
    assert [marker for marker in (NAME, ID_NUMBER, PHONE, "@example.com", "limin") if marker in line] == []


def test_an_error_names_kinds_and_places_but_quotes_nothing():
    line = written("some.package", "stumbled over %s", NAME, error=raised())

    assert "builtins.ValueError" in line
    assert "builtins.RuntimeError" in line
    assert "tests/config/test_logs.py:" in line
    assert [marker for marker in (NAME, ID_NUMBER, PHONE) if marker in line] == []


def test_values_of_our_own_events_are_numbers_and_codes(log):
    structlog.get_logger("config.test").error(
        "event", count=3, code="minimum_living", name=NAME, about=[TOLD], by=TOLD, number=int(PHONE)
    )

    (line,) = lines(log)
    assert (line["event"], line["count"], line["code"]) == ("event", 3, "minimum_living")
    assert (line["name"], line["about"], line["by"], line["number"]) == ("…", "…", "… … …", "…")


def test_a_warning_of_python_reaches_the_log_without_its_text(log):
    logging.captureWarnings(True)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn(TOLD, RuntimeWarning, stacklevel=1)

    (line,) = lines(log)
    assert line["event"].startswith("tests/config/test_logs.py:")
    assert line["event"].endswith("RuntimeWarning")


def test_a_thread_that_dies_says_so_in_the_log_and_nowhere_else(log, capfd):
    def die():
        raise ValueError(TOLD)

    # pytest puts its own hook in front of the site's.
    hook = threading.excepthook
    threading.excepthook = sys.modules["config.logs"]._thread_died
    try:
        thread = threading.Thread(target=die)
        thread.start()
        thread.join()
    finally:
        threading.excepthook = hook

    (line,) = lines(log)
    assert line["error"][0] == "builtins.ValueError"
    assert ID_NUMBER not in log.getvalue() + capfd.readouterr().err


def test_a_process_that_dies_says_so_in_the_log_and_nowhere_else(log, capfd):
    error = raised()

    sys.modules["config.logs"]._process_died(type(error), error, error.__traceback__)

    (line,) = lines(log)
    assert (line["event"], line["error"][0]) == ("the process died", "builtins.RuntimeError")
    assert ID_NUMBER not in log.getvalue() + capfd.readouterr().err


def test_a_line_with_the_wrong_number_of_values_is_written_without_them(log, capfd):
    logging.getLogger("some.package").error("%s and %s", NAME)

    assert "… and …" in json.loads(log.getvalue())["event"]
    assert capfd.readouterr().err == ""


def test_a_readable_line_has_time_level_and_values():
    record = logging.LogRecord("config.requests", logging.INFO, "x.py", 1, {"event": "request", "ms": 34}, (), None)

    line = WithoutTexts().format(record)

    assert line.endswith(" INFO config.requests request ms=34")
    assert line[:2] == "20"


# Requests -------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_request_is_one_line_with_the_name_of_its_address(client, log):
    wang = a_client(a_social_worker())
    client.force_login(wang.caseworker)

    answer = client.get(reverse("clients:overview", args=[wang.pk]), {"q": NAME})

    (line,) = [line for line in lines(log) if line["event"] == "request"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "clients:overview", 200)
    assert line["role"] == "social_worker"
    assert line["queries"] > 0
    assert line["ms"] >= 0
    assert line["request_id"] == answer["X-Request-ID"]
    assert "user" not in line
    assert [text for text in (NAME, wang.caseworker.username, f"/{wang.pk}/") if text in log.getvalue()] == []


@pytest.mark.django_db
def test_a_visitor_has_no_role_and_a_lost_one_no_route(client, log):
    client.get("/healthz")
    client.get(f"/nowhere/{PHONE}/?q={ID_NUMBER}")

    found, lost = [line for line in lines(log) if line["event"] == "request"]
    assert (found["route"], found["status"], found["queries"]) == ("healthz", 200, 0)
    assert "role" not in found
    # The public site answers to every address that nothing else takes.
    assert (lost["route"], lost["status"]) == ("wagtail_serve", 404)
    assert PHONE not in log.getvalue()
    assert ID_NUMBER not in log.getvalue()


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [
        ("3f2b8c1d9e4a4f6b8c1d9e4a4f6b8c1d", True),
        ("3f2b8c1d-9e4a-4f6b-8c1d-9e4a4f6b8c1d", True),
        ("3F2B8C1D9E4A4F6B8C1D9E4A4F6B8C1D", True),
        ("15060219880305123415060219880305", False),
        ("wang-jian-jun", False),
        (PHONE, False),
        ("x" * 5000, False),
        ("3f2b8c1d9e4a4f6b8c1d9e4a4f6b8c1d\n", False),
        ("", False),
    ],
)
def test_a_request_keeps_the_number_that_a_proxy_drew_and_no_other(client, given, is_kept):
    answer = client.get("/healthz", headers={"X-Request-ID": given})

    assert (answer["X-Request-ID"] == given.lower()) is is_kept
    assert len(answer["X-Request-ID"]) in (32, 36)


@pytest.mark.django_db
def test_a_page_that_fails_tells_neither_the_log_nor_the_reader(client, monkeypatch, log):
    wang = a_client(a_social_worker())
    client.force_login(wang.caseworker)
    client.raise_request_exception = False

    def stumble(*_):
        raise ValueError(wang.name + wang.id_number)

    monkeypatch.setattr(case.agenda, "tasks", stumble)
    answer = client.get(reverse("clients:overview", args=[wang.pk]))

    failed, request = lines(log)[-2:]
    said = answer.content.decode() + log.getvalue()
    assert answer.status_code == request["status"] == 500
    assert failed["error"][0] == "builtins.ValueError"
    assert any("clients/desk/case.py" in where for where in failed["error"])
    assert failed["request_id"] == request["request_id"] == answer["X-Request-ID"]
    assert wang.name not in said
    assert wang.id_number not in said
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
