"""Elasticsearch breaks off in the middle of the day: lists go on and say so, and what was changed meanwhile is there
afterwards, once each."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.urls import reverse

from jobs.worker import drain
from placement.search import index
from placement.search.client import breaker
from placement.search.lag import search_lag
from placement.search.tasks import ask_to_follow
from tests.cast import a_social_worker
from tests.faults.engines import Wire
from tests.placement.builders import a_vacancy
from tests.placement.test_search_contract import elastic

__all__ = ["elastic"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine("elasticsearch")]

NOTE = "搜索服务暂时连不上，已改用备用搜索，结果相同。"


@pytest.fixture
def wire(elastic, settings):
    shared = urlsplit(site.ELASTICSEARCH_URL)
    wire = Wire(shared.hostname, shared.port or 9200)
    settings.ELASTICSEARCH_URL = f"{shared.scheme}://127.0.0.1:{wire.port}"
    yield wire
    wire.cut()
    # What the index of this test is taken away through.
    settings.ELASTICSEARCH_URL = shared.geturl()
    breaker.close()


def titles(client) -> list[str]:
    page = client.get(reverse("placement:vacancies"), {"q": "保洁", "state": "all"}).content.decode()
    read = page.replace("<mark>", "").replace("</mark>", "")
    return [title for title in ("白班保洁", "夜班保洁", "写字楼保洁", "保洁领班") if title in read]


def test_what_changed_while_it_was_away_is_there_once_afterwards(client, wire):
    client.force_login(a_social_worker())
    stays, goes = a_vacancy("白班保洁"), a_vacancy("夜班保洁")
    drain()

    before = titles(client)
    wire.cut()
    goes.delete()
    a_vacancy("写字楼保洁")
    stays.title = "保洁领班"
    stays.save()
    drain()
    meanwhile = client.get(reverse("placement:vacancies"), {"q": "保洁"}).content.decode()
    missed, found_meanwhile = search_lag().rows, titles(client)
    wire.mend()
    breaker.close()
    ask_to_follow()
    drain()
    afterwards = client.get(reverse("placement:vacancies"), {"q": "保洁"}).content.decode()

    assert before == ["白班保洁", "夜班保洁"]
    assert NOTE in meanwhile
    assert found_meanwhile == ["写字楼保洁", "保洁领班"]
    assert missed == 3
    assert NOTE not in afterwards
    assert titles(client) == ["写字楼保洁", "保洁领班"]
    assert search_lag().rows == 0
    assert not index.check()
