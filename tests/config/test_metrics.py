"""What Prometheus reads, and who may."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from config.operations import standing
from jobs.models import Job, State
from tests.cast import a_client, a_social_worker

BEARER = "tests-only-" + "m" * 30


@pytest.fixture
def may(settings):
    """The token of this run, as a program sends it."""
    settings.METRICS_TOKEN = BEARER
    return {"Authorization": f"Bearer {BEARER}"}


def value_of(answer, line: str) -> float:
    """The figure behind exactly these words."""
    (found,) = re.findall(rf"^{re.escape(line)} (\S+)$", answer.content.decode(), re.MULTILINE)
    return float(found)


# Who may --------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("given", [None, "", "Bearer ", "Bearer wrong", BEARER, f"Basic {BEARER}", f"Bearer {BEARER}x"])
def test_without_the_token_nobody_finds_anything(client, may, given):
    answer = client.get("/metrics", headers={"Authorization": given} if given is not None else {})

    assert answer.status_code == 404


@pytest.mark.django_db
def test_a_session_opens_nothing(client, may):
    client.force_login(a_social_worker())

    assert client.get("/metrics").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.7", {}, 404),
        ("", {}, 404),
        # A proxy on this machine hands on what comes from anywhere.
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.7"}, 404),
        ("127.0.0.1", {"Forwarded": "for=10.0.0.7"}, 404),
        ("127.0.0.1", {"Authorization": "Bearer "}, 200),
    ],
)
def test_without_a_token_only_this_machine_may_ask(client, settings, address, headers, status):
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", REMOTE_ADDR=address, headers=headers).status_code == status


@pytest.mark.django_db
def test_behind_a_proxy_this_machine_is_everybody(client, settings):
    settings.METRICS_TOKEN, settings.SECURE_PROXY_SSL_HEADER = "", ("HTTP_X_FORWARDED_PROTO", "https")

    assert client.get("/metrics").status_code == 404


def test_a_made_up_token_may_be_any_text(client, may):
    from config.metrics import may_scrape

    request = client.get("/healthz", headers={"Authorization": "Bearer 令牌"}).wsgi_request

    assert may_scrape(request) is False


# What it says ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_requests_are_counted_by_the_name_of_their_address(client, may):
    # The first request of a process is counted when it is answered: it does not find itself.
    client.get("/metrics", headers=may)
    before = value_of(
        client.get("/metrics", headers=may), 'guihang_requests_total{method="GET",route="metrics",status="2xx"}'
    )

    client.get("/metrics", headers=may)
    answer = client.get("/metrics", headers=may)

    assert value_of(answer, 'guihang_requests_total{method="GET",route="metrics",status="2xx"}') == before + 2
    assert value_of(answer, 'guihang_request_seconds_count{route="metrics"}') >= 3


@pytest.mark.django_db
def test_the_queue_is_read_from_the_database(client, may):
    now = timezone.now()
    Job.objects.create(kind="notices.mail", key="1", not_before=now - timedelta(minutes=5))
    Job.objects.create(kind="notices.mail", key="2", not_before=now + timedelta(hours=1))
    Job.objects.create(
        kind="welfare.screen", key="3", state=State.RUNNING, attempts=1, lease_until=now - timedelta(minutes=9)
    )
    for key, hours in (("4", 1), ("5", 30)):
        Job.objects.create(
            kind="figures.count", key=key, state=State.GIVEN_UP, finished_at=now - timedelta(hours=hours)
        )

    answer = client.get("/metrics", headers=may)

    assert value_of(answer, "guihang_database_up") == 1
    assert value_of(answer, 'guihang_jobs{kind="notices.mail",state="waiting"}') == 2
    assert value_of(answer, 'guihang_jobs{kind="figures.count",state="given_up"}') == 1
    # A worker that vanished leaves a job that may be taken since its lease ran out.
    assert value_of(answer, "guihang_jobs_ready") == 2
    assert 540 <= value_of(answer, "guihang_jobs_oldest_ready_seconds") < 600
    assert value_of(answer, "guihang_jobs_given_up_24h") == 1
    assert value_of(answer, "guihang_search_lag_vacancies") == 0


@pytest.mark.django_db
def test_a_backup_that_never_was_has_no_age(client, may):
    now = timezone.now()
    before = client.get("/metrics", headers=may).content.decode()
    told = {"at": (now - timedelta(hours=3)).isoformat(), "bytes": 1, "files": 1, "verified": True}
    Job.objects.create(kind="config.backup", key="1", state=State.DONE, finished_at=now, result=told)

    after = client.get("/metrics", headers=may)

    assert "guihang_backup_age_seconds " not in re.sub("# .*", "", before)
    assert 3 * 3600 <= value_of(after, "guihang_backup_age_seconds") < 3 * 3600 + 60
    assert value_of(after, "guihang_backup_verified") == 1


@pytest.mark.django_db
def test_a_database_that_is_away_is_a_figure_too(client, may, monkeypatch):
    def away(now):
        raise DatabaseError

    monkeypatch.setattr(standing.work, "line", away)

    answer = client.get("/metrics", headers=may)

    assert answer.status_code == 200
    assert value_of(answer, "guihang_database_up") == 0
    assert "guihang_jobs_ready" not in answer.content.decode()


@pytest.mark.django_db
def test_no_label_is_about_anybody(client, may):
    wang = a_client(a_social_worker("李敏"))
    client.force_login(wang.caseworker)
    client.get(f"/desk/clients/{wang.pk}/")
    client.get("/me/kQ3vN8xT2mB7pL5wR9sD/")
    client.generic("王建军", "/healthz")

    said = client.get("/metrics", headers=may).content.decode()

    labels = set(re.findall(r'(\w+)="', said))
    values = set(re.findall(r'="([^"]*)"', said))
    assert labels <= {"route", "method", "status", "le", "kind", "state", "generation"}
    assert [value for value in values if not re.fullmatch(r"[A-Za-z0-9_.:+<>/^$?()\\\[\]*-]*", value)] == []
    assert "kQ3vN8" not in said
    assert "OTHER" in values
    # What is counted are requests, jobs and districts: no figure is about clients.
    assert re.findall(r"^# HELP \S*(?:client|household|case)\S*", said, re.MULTILINE) == []


@pytest.mark.django_db
def test_a_scrape_asks_the_database_a_handful_of_questions(client, may, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        client.get("/metrics", headers=may)
