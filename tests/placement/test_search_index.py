"""The index of the search engine: nothing is lost or comes late, and the site does without it."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from employers.models import Vacancy
from jobs.models import Job
from jobs.worker import drain
from people.models import Region
from placement.search import checks, index, schema, versions
from placement.search.client import PAUSE_SECONDS, Breaker, alias, breaker, working
from placement.search.database import DatabaseEngine
from placement.search.engine import Asked, engine
from placement.search.lag import search_lag
from placement.search.tasks import KIND
from tests.cast import DONGSHENG, KANGBASHI, MONDAY, a_social_worker
from tests.placement.builders import a_vacancy
from tests.placement.test_search_contract import elastic

__all__ = ["elastic"]

pytestmark = pytest.mark.django_db
CLOSED = "http://127.0.0.1:9"
EVERY = Asked(city="1506", as_of=MONDAY, kept=DONGSHENG, size=100, words="保洁", sort="words")
with_engine = pytest.mark.engine("elasticsearch")


def ids(words: str = "保洁") -> list[int]:
    return list(engine().search(replace(EVERY, words=words)).ids)


@pytest.fixture
def gone(settings):
    """The engine's address answers nobody."""
    settings.ELASTICSEARCH_URL = CLOSED
    breaker.close()
    yield
    breaker.close()


# Without the engine ---------------------------------------------------------------------------------------------------


def test_while_the_engine_is_away_the_list_answers_the_same_and_says_so(enter, gone, settings):
    worker = a_social_worker()
    a_vacancy("保洁")

    away = enter(worker, "vacancies", q="保洁").content.decode()
    settings.ELASTICSEARCH_URL = ""
    without = enter(worker, "vacancies", q="保洁").content.decode()

    note = "搜索服务暂时连不上，已改用备用搜索，结果相同。"
    assert note in away
    assert note not in without
    assert "1</b> 个岗位" in away
    assert "<mark>保洁</mark>" in away


def test_a_dead_engine_is_asked_once_a_minute(gone, monkeypatch):
    asked = []
    monkeypatch.setattr("placement.search.client._client", lambda url: asked.append(url) or _refuse())

    for _ in range(3):
        assert engine().search(EVERY).fell_back
    assert len(asked) == 1


def test_after_a_minute_one_tries_again():
    clock = [100.0]
    held = Breaker(lambda: clock[0])

    held.fail()
    assert held.is_open()
    clock[0] += PAUSE_SECONDS
    assert [held.is_open(), held.is_open()] == [False, True]
    held.close()
    assert [held.is_open(), held.is_open()] == [False, False]


def _refuse():
    raise ImportError


def test_what_changes_meanwhile_waits_and_is_counted(gone, django_capture_on_commit_callbacks):
    vacancy = a_vacancy("保洁")
    Vacancy.objects.filter(pk=vacancy.pk).update(headcount=3)

    assert drain() == 1
    job = Job.objects.get(kind=KIND)
    assert job.result == {"away": True}
    assert search_lag().rows == 1


def test_many_changes_ask_for_one_job(gone):
    a_vacancy("保洁")
    a_vacancy("门卫")

    assert Job.objects.filter(kind=KIND).count() == 1


def test_without_an_address_nothing_is_asked_for(settings):
    settings.ELASTICSEARCH_URL = ""

    a_vacancy("保洁")

    assert not Job.objects.filter(kind=KIND).exists()
    assert search_lag().rows == 0
    assert isinstance(engine(), DatabaseEngine)


def test_the_command_says_that_the_engine_is_away(gone):
    with pytest.raises(CommandError, match="没有回应"):
        call_command("search_index", "check")


def test_the_start_says_what_to_install_where_the_client_is_missing(gone, monkeypatch):
    assert checks.client_is_installed() == []
    monkeypatch.setattr(checks, "find_spec", lambda name: None)

    (error,) = checks.client_is_installed()

    assert (error.id, "requirements/grown.txt" in error.hint) == ("placement.E001", True)


# With it --------------------------------------------------------------------------------------------------------------


@with_engine
def test_the_job_builds_the_index_and_the_engine_answers(elastic):
    vacancy = a_vacancy("保洁")
    assert ids() == [vacancy.pk]
    assert not engine().search(EVERY).fell_back

    drain()

    assert search_lag().rows == 0
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM placement_vacancy_words")
    assert ids() == [vacancy.pk]


@with_engine
def test_a_change_on_its_way_is_answered_by_the_database(elastic):
    vacancy = a_vacancy("保洁")
    index.catch_up()

    Vacancy.objects.filter(pk=vacancy.pk).update(title="门卫")

    assert (ids("保洁"), ids("门卫")) == ([], [vacancy.pk])
    assert not engine().search(EVERY).fell_back


@with_engine
def test_a_late_writer_cannot_win(elastic):
    vacancy = a_vacancy("保洁")
    index.catch_up()
    late = list(index._actions(versions.every(10)))
    Vacancy.objects.filter(pk=vacancy.pk).update(title="门卫")
    index.catch_up()
    gone = a_vacancy("保洁")
    slow = [action for action in index._actions(versions.every(10)) if action["_id"] == gone.pk]
    gone.delete()
    index.catch_up()

    with working() as client:
        (target,) = index._targets(client)
        done = index.Done()
        index._send(client, target, [*late, *slow], done, {})

    assert done.late == 2
    assert not index.check()
    assert (ids("保洁"), ids("门卫")) == ([], [vacancy.pk])


@with_engine
def test_a_rebuild_answers_all_the_while_and_loses_no_change(elastic, monkeypatch):
    kept, changed, deleted = a_vacancy("保洁一"), a_vacancy("保洁二"), a_vacancy("保洁三")
    index.catch_up()
    monkeypatch.setattr(index, "BATCH", 1)
    seen: list[list[int]] = []
    changes = iter(
        [
            lambda: Vacancy.objects.filter(pk=kept.pk).update(title="保洁甲"),
            lambda: Vacancy.objects.filter(pk=changed.pk).update(title="门卫"),
            lambda: (deleted.delete(), a_vacancy("保洁四")),
        ]
    )

    def meanwhile(written: int) -> None:
        """After each vacancy of the new index: another is changed and followed, and somebody asks."""
        next(changes, lambda: None)()
        index.catch_up()
        seen.append(sorted(elastic.engine.search(EVERY).ids))

    index.rebuild(meanwhile)

    new = Vacancy.objects.get(title="保洁四").pk
    assert all(kept.pk in answer for answer in seen)
    assert sorted(ids()) == [kept.pk, new]
    assert search_lag().rows == 0
    assert not index.check()
    with working() as client:
        assert len(index._physical(client)) == 1


@with_engine
def test_repair_mends_whatever_differs(elastic, capsys):
    made = [a_vacancy(f"保洁{sign}") for sign in "甲乙丙丁戊"]
    index.catch_up()
    with working() as client:
        (target,) = index._targets(client)
        client.delete(index=target, id=made[0].pk, refresh=True)
        client.update(index=target, id=made[1].pk, doc={"published": False}, refresh=True)
        source = client.get(index=target, id=made[2].pk)["_source"]
        client.index(index=target, id=made[2].pk, document=source, version=90, version_type="external", refresh=True)
        client.index(index=target, id=999_999, document=source, refresh=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {schema.VERSIONS} SET version = 5, indexed_version = 5 WHERE vacancy_id = %s", [made[3].pk]
        )
    schema.drop_triggers()
    Vacancy.objects.filter(pk=made[4].pk).update(title="门卫")
    schema.create_triggers()

    with pytest.raises(CommandError, match="repair"):
        call_command("search_index", "check")
    call_command("search_index", "repair")

    assert "核对 5 个岗位，缺 1，旧 1，版本超前 2，多 1，内容不同 1" in capsys.readouterr().out
    assert not index.check()
    assert search_lag().rows == 0


@with_engine
def test_after_the_database_was_put_back_its_next_change_wins_again(elastic):
    vacancy = a_vacancy("保洁")
    for title in ("门卫", "帮厨"):
        Vacancy.objects.filter(pk=vacancy.pk).update(title=title)
    index.catch_up()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {schema.VERSIONS} SET version = 1, indexed_version = 1")

    Vacancy.objects.filter(pk=vacancy.pk).update(title="保洁")
    index.catch_up()
    index.catch_up()

    assert elastic.engine.search(EVERY).ids == [vacancy.pk]


@with_engine
def test_nearer_comes_first_among_equals(elastic):
    Region.objects.filter(code=DONGSHENG).update(longitude=109.96, latitude=39.82)
    Region.objects.filter(code=KANGBASHI).update(longitude=109.79, latitude=39.60)
    far, near = a_vacancy("保洁", region=KANGBASHI, firm="康巴什水务"), a_vacancy("保洁", firm="康巴什水务")
    index.catch_up()

    found = elastic.engine.search(replace(EVERY, home=DONGSHENG))
    other = elastic.engine.search(replace(EVERY, home=KANGBASHI))

    assert (list(found.ids), list(other.ids)) == ([near.pk, far.pk], [far.pk, near.pk])


@with_engine
def test_an_engine_that_lost_everything_is_filled_again(elastic):
    vacancy = a_vacancy("保洁")
    index.catch_up()
    with working() as client:
        client.indices.delete(index=list(index._physical(client)))

    assert ids() == [vacancy.pk]
    assert not engine().search(EVERY).fell_back
    index.catch_up()

    assert elastic.engine.search(EVERY).ids == [vacancy.pk]
    with working() as client:
        assert client.indices.exists_alias(name=alias())
