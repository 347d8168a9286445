"""Who gets in: a working key with the scope of the address, and nobody else; the city's own addresses are not there for
others."""

from datetime import timedelta

import pytest
from django.db import DataError, OperationalError, connection
from django.test import Client as Browser
from django.urls import get_resolver
from django.utils import timezone

from people.api import bearer
from people.issue_token import revoke
from people.models import ApiToken, Scope
from tests.api.tokens import BOARD, Caller, a_caller, a_token, an_administrator, fault
from tests.cast import a_contact, a_social_worker
from tests.leaks.test_portal_words import telling

pytestmark = pytest.mark.django_db

NOBODY = "00000000-0000-4000-8000-000000000000"
# Every address and way of asking, with what it takes.
OPEN = {
    ("GET", "vacancies"): Scope.VACANCIES_READ,
    ("GET", f"vacancies/{NOBODY}"): Scope.VACANCIES_READ,
    ("POST", "vacancies"): Scope.VACANCIES_WRITE,
    ("GET", "vacancies/sent"): Scope.VACANCIES_WRITE,
    ("PATCH", f"vacancies/{NOBODY}"): Scope.VACANCIES_WRITE,
    ("DELETE", f"vacancies/{NOBODY}"): Scope.VACANCIES_WRITE,
    ("POST", "incentives"): Scope.INCENTIVES,
}
OF_THE_CITY = {("POST", "assessments"): Scope.ASSESSMENTS, ("POST", "match"): Scope.MATCH}


def test_the_table_names_every_address():
    served = {pattern.name for pattern in get_resolver("config.api").url_patterns}

    assert served == {
        "openapi",
        "nowhere",
        "vacancies",
        "vacancies_sent",
        "vacancy",
        "incentives",
        "assessments",
        "match",
    }


@pytest.mark.parametrize("scope", Scope)
def test_a_key_opens_the_addresses_of_its_scope_alone(scope):
    caller = a_caller(scope)

    for (method, path), wanted in (OPEN | OF_THE_CITY).items():
        answer = caller.ask(method, path, None if method in ("GET", "DELETE") else {})
        if scope == wanted:
            assert answer.status_code in (200, 422) or (answer.status_code == 404 and NOBODY in path), path
        elif (method, path) in OPEN:
            assert (answer.status_code, fault(answer)) == (403, "scope"), path
        else:
            assert (answer.status_code, fault(answer)) == (404, "not_found"), path


@pytest.mark.parametrize("caller", [Caller, lambda: Caller("jy_forged"), lambda: a_caller(*BOARD)])
def test_nobody_else_can_tell_the_citys_addresses_from_nothing(caller):
    asks = caller()

    for method in ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"):
        for path in ("assessments", "match"):
            there, nothing = asks.ask(method, path), asks.ask(method, "nowhere")
            assert there.status_code == nothing.status_code == 404
            assert there.content == nothing.content
            assert dict(there.items()).keys() == dict(nothing.items()).keys()


def test_a_key_that_works_no_more_is_told_so():
    expired, key = a_token()
    ApiToken.objects.filter(pk=expired.pk).update(
        expires_on=timezone.localdate() - timedelta(days=1), issued_on=timezone.localdate() - timedelta(days=90)
    )
    revoked, other = a_token()
    revoke(an_administrator(), revoked.pk)
    city, citys = a_token(Scope.MATCH)
    revoke(an_administrator(), city.pk)

    answers = [
        Caller(key).ask("GET", "vacancies"), Caller(other).ask("GET", "vacancies"), Caller().ask("GET", "vacancies"),
        Caller("jy_guessed").ask("GET", "vacancies"), Caller(citys).ask("POST", "match", {}),
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [401] * 5
    assert [fault(answer) for answer in answers] == [
        "token_expired", "token_revoked", "token_missing", "token_unknown", "token_revoked",
    ]  # fmt: skip
    assert {answer["WWW-Authenticate"] for answer in answers} == {"Bearer"}


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "Bearer ", "Bearer " + "x" * 5000, "bearer \u00ff", "令牌"])
def test_no_odd_header_gets_in(header):
    answer = Browser().get("/api/v1/vacancies", headers={"Authorization": header})

    assert answer.status_code == 401


@pytest.mark.parametrize("somebody", [a_social_worker, an_administrator, lambda: a_contact().user])
def test_a_session_is_no_key(client, somebody):
    client.force_login(somebody(), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/api/v1/vacancies").status_code == 401
    assert client.post("/api/v1/match").status_code == 404
    assert client.get("/api/v1/openapi.json").status_code == 200


def test_a_key_asks_so_much_in_a_minute_and_then_waits(monkeypatch, time_machine):
    time_machine.move_to("2026-11-23T02:00:10Z", tick=False)
    monkeypatch.setattr(bearer, "PER_MINUTE", 3)
    caller, mate = a_caller(), a_caller()

    answers = [caller.ask("GET", "vacancies") for _ in range(4)]
    others = mate.ask("GET", "vacancies")
    time_machine.move_to("2026-11-23T02:01:00Z", tick=False)
    later = caller.ask("GET", "vacancies")

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert fault(answers[-1]) == "too_many"
    assert 0 < int(answers[-1]["Retry-After"]) <= 51
    assert (others.status_code, later.status_code) == (200, 200)


def test_dear_addresses_count_for_several(monkeypatch):
    monkeypatch.setattr(bearer, "PER_MINUTE", 7)
    caller = a_caller()

    first, second = (caller.ask("POST", "incentives", {"cases": [{"id": "a"}]}) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 429)


def test_what_is_too_large_is_not_read():
    caller = a_caller()
    body = b'{"cases": [{"id": "' + b"x" * bearer.MOST_BYTES + b'"}]}'

    answer = caller.ask("POST", "incentives", body)
    beyond = Browser().post("/api/v1/incentives", b"", content_type="application/json", CONTENT_LENGTH="99999999")

    assert (answer.status_code, fault(answer)) == (413, "too_large")
    assert (beyond.status_code, fault(beyond)) == (413, "too_large")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422), (b"[]", 400), (b"{", 400), (b"\xff", 400), (b'{"cases": [], "cases": []}', 400),
        (b'{"cases": [{"id": "\\ud800"}]}', 400), (b'{"cases": [{"id": "a\\u0000b"}]}', 400),
        (b'{"cases": [{"id": NaN}]}', 400), (b'{"cases": [{"id": 1e999}]}', 200), (b'{"cases": []}', 422),
        (b'{"cases":' + b"[" * 5000 + b"]" * 5000 + b"}", 400), (b'{"cases": "x"}', 422), (b"{}", 422),
    ],
)  # fmt: skip
def test_what_is_no_sound_json_is_refused_in_the_same_shape(body, status):
    answer = a_caller().ask("POST", "incentives", body)

    assert answer.status_code == status
    if status != 200:
        fault(answer)


def test_other_contents_than_json_are_refused():
    _, key = a_token()

    answer = Browser().post("/api/v1/incentives", {"a": 1}, headers={"Authorization": f"Bearer {key}"})

    assert (answer.status_code, fault(answer)) == (415, "not_json")


def test_every_no_has_one_shape_and_nothing_is_kept_by_a_browser():
    caller = a_caller()

    answers = [
        caller.ask("PUT", "vacancies", {}), caller.ask("GET", "vacancies", cursor="x"),
        caller.ask("GET", "vacancies", limit="0"), caller.ask("GET", "vacancies", slip="1"),
        caller.ask("GET", "vacancies/nonsense"), caller.ask("GET", ""), caller.ask("GET", "vacancies/"),
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [405, 422, 422, 422, 404, 404, 404]
    assert [fault(answer) for answer in answers][:2] == ["method", "invalid"]
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}
    assert all(not answer.cookies for answer in answers)


def test_a_fault_of_ours_tells_nothing_and_logs_no_texts(monkeypatch, caplog):
    def breaks(*args, **options):
        raise RuntimeError("慕容标记 13987650123")

    monkeypatch.setattr("employers.api.incentives.answer_row", breaks)

    answer = a_caller().ask("POST", "incentives", {"cases": [{"id": "慕容标记"}]})

    assert (answer.status_code, fault(answer)) == (500, "fault")
    assert "标记" not in answer.content.decode()
    assert [record.getMessage() for record in caplog.records if record.name.startswith("people.api")] == [
        "api: RuntimeError"
    ]


# What the description says -------------------------------------------------------------------------------------------


def paths(caller) -> set[str]:
    return set(caller.ask("GET", "openapi.json").json()["paths"])


def test_the_description_shows_the_citys_addresses_to_their_keys_alone():
    shown = {"/api/v1/vacancies", "/api/v1/vacancies/sent", "/api/v1/vacancies/{uid}", "/api/v1/incentives"}
    revoked, key = a_token(Scope.MATCH)
    revoke(an_administrator(), revoked.pk)

    assert paths(Caller()) == paths(a_caller(*BOARD)) == paths(Caller("jy_forged")) == paths(Caller(key)) == shown
    assert paths(a_caller(Scope.MATCH)) == shown | {"/api/v1/match"}
    assert paths(a_caller(Scope.ASSESSMENTS)) == shown | {"/api/v1/assessments"}


def test_nothing_outside_the_citys_own_names_whom_the_platform_serves():
    caller, stranger = a_caller(*BOARD), Caller()
    asked = [("GET", "openapi.json"), *OPEN, *OF_THE_CITY, ("GET", "nowhere"), ("PUT", "vacancies")]
    wrong = {
        "vacancies": [{"reference": 1, "shifts": ["x"], "features": ["x"]}],
        "cases": [{"id": "a", "incentive": "x"}],
    }

    answers = [who.ask(method, path, wrong) for who in (caller, stranger) for method, path in asked]

    assert [telling(answer) for answer in answers] == [[]] * len(answers)


def test_the_search_would_find_it():
    """What the city's own systems read shows that the words are looked for in earnest."""
    answer = a_caller(Scope.ASSESSMENTS).ask("POST", "assessments", {"cases": [{"id": "h", "entitlements": ["无"]}]})

    assert telling(answer)


@pytest.mark.parametrize(
    ("method", "path", "trouble", "status", "code"),
    [
        ("GET", "vacancies", OperationalError("no server"), 503, "away"),
        ("GET", "vacancies", DataError("too long"), 400, "value"),
        ("POST", "match", OperationalError("no server"), 503, "away"),
        ("GET", "openapi.json", OperationalError("no server"), 503, "away"),
    ],
)
def test_a_database_that_is_away_or_refuses_a_value_is_told_in_the_one_shape(method, path, trouble, status, code):
    caller = a_caller()

    def breaks(execute, *args):
        raise trouble

    with connection.execute_wrapper(breaks):
        answer = caller.ask(method, path)

    assert (answer.status_code, fault(answer)) == (status, code)
    assert ("Retry-After" in answer.headers) is (status == 503)
