"""Best vacancies of a client, best clients of a vacancy, and the pool that both read."""

import gc
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from clients.models import Client, Limit
from employers.models import State, Vacancy
from placement import pool as pools
from placement import shortlist
from placement.best_clients import for_vacancy
from placement.best_vacancies import caseload_of, for_client, news_for_caseload
from tests.cast import DONGSHENG, GONGYUAN, KANGBASHI, MONDAY, a_manager, a_social_worker
from tests.placement.builders import (
    CLEANER,
    ELECTRICIAN,
    FORKLIFT,
    a_case,
    a_vacancy,
    an_open_vacancy,
    days_before,
)

pytestmark = pytest.mark.django_db


def titles(found) -> list[str]:
    return [one.card.title for one in found]


def test_what_fits_is_ranked_and_what_does_not_is_counted():
    client = a_case()
    an_open_vacancy("维修电工(低压)")
    an_open_vacancy("物业电工", wage_min=Decimal(3300), wage_max=Decimal(3400))
    an_open_vacancy("保洁", occupation=CLEANER, text="打扫楼道。")
    an_open_vacancy("夜班电工", shifts=["night"])
    an_open_vacancy("远处的电工", region=KANGBASHI)

    matches = for_client(client, client.caseworker, MONDAY)

    assert titles(matches.ranked) == ["维修电工(低压)", "物业电工", "保洁"]
    assert dict(matches.failed) == {"班次": 1, "工作地点": 1}
    assert [matches.is_related(found.card.id) for found in matches.ranked] == [True, True, False]
    assert matches.total == 5


def test_score_is_the_sum_of_what_it_is_made_of():
    client = a_case()
    vacancy = an_open_vacancy()

    matches = for_client(client, client.caseworker, MONDAY)

    told = matches.explain(vacancy.pk)
    assert matches.ranked[0].score == pytest.approx(sum(told.contributions.values()))
    assert told.allowed
    assert any("同一职业" in sentence for sentence in told.evidence)


def test_near_miss_tells_all_that_stands_in_the_way_and_what_opens_it():
    client = a_case()
    one = an_open_vacancy("叉车电工", certificates=["forklift"])
    an_open_vacancy("夜班高级电工", shifts=["night"], certificates=["forklift"])
    an_open_vacancy("保洁", occupation=CLEANER, text="打扫楼道。", shifts=["night"])

    matches = for_client(client, client.caseworker, MONDAY)
    near = matches.near_misses(5)

    assert [matches.pool.card(told.post).title for told in near] == ["叉车电工", "夜班高级电工"]
    assert [[reason.code for reason in told.fails] for told in near] == [["certificates"], ["certificates", "shifts"]]
    assert near[0].post == str(one.pk)
    assert matches.ways_open(near[0]) == (("取得叉车证（N1）",), 0)


def test_missing_fact_that_settles_most_is_asked_first():
    client = a_case(shifts=(), wage_floor=None)
    Limit.objects.create(client=client, feature="height", answer="unknown")
    an_open_vacancy("电工")
    an_open_vacancy("高空电工", features=["height"])

    missing = {one.fact: one.vacancies for one in for_client(client, client.caseworker, MONDAY).missing}

    assert missing["client.shifts"] == missing["client.wage_floor"] == 2
    assert missing["client.limits.height"] == 1


def test_a_question_that_blocks_comes_before_all_others():
    client = a_case(shifts=(), measures=())
    an_open_vacancy("电工")
    an_open_vacancy("保安", occupation="", text="巡逻。", post_kinds=["security_guard"])

    first = for_client(client, client.caseworker, MONDAY).missing[0]

    assert first.fact.startswith("client.facts.")
    assert first.blocked == 1


def test_a_stale_vacancy_is_a_near_miss_and_a_paused_one_is_nothing():
    client = a_case()
    an_open_vacancy("旧的电工", on=days_before(31))
    an_open_vacancy("停招的电工", state=State.PAUSED)

    matches = for_client(client, client.caseworker, MONDAY)

    assert matches.ranked == []
    assert [matches.pool.card(told.post).title for told in matches.near_misses(5)] == ["旧的电工"]


def test_queries_do_not_grow_with_the_vacancies(django_assert_num_queries):
    client = a_case()
    worker = client.caseworker
    for title in ("电工一", "电工二"):
        an_open_vacancy(title)
    for_client(client, worker, MONDAY)
    opened = Client.objects.visible_to(worker).select_related("residence_region").get(pk=client.pk)

    # The token, and what is recorded of the client.
    with django_assert_num_queries(11):
        for_client(opened, worker, MONDAY)


def test_news_are_lately_published_relevant_and_not_yet_kept():
    worker = a_social_worker()
    client = a_case("王建军", worker)
    a_case("孙丽", worker, wished=(CLEANER,), skills=())
    an_open_vacancy("老电工岗", on=days_before(8))
    an_open_vacancy("新电工岗", on=days_before(6))
    kept = an_open_vacancy("收藏的电工岗")
    shortlist.add(worker, client, kept)

    news = news_for_caseload(worker, list(caseload_of(worker)), MONDAY)

    assert [(one.client.name, titles(one.found)) for one in news] == [("王建军", ["新电工岗"])]


def test_news_of_an_empty_caseload_or_an_empty_city_is_none():
    worker = a_social_worker()
    assert news_for_caseload(worker, [], MONDAY) == []

    a_case("王建军", worker)
    assert news_for_caseload(worker, list(caseload_of(worker)), MONDAY) == []


def test_candidates_come_from_the_own_caseload_alone():
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟", GONGYUAN)
    a_case("王建军", li)
    a_case("孙丽", li, wished=(CLEANER,), skills=("保洁",))
    a_case("高娃", li, shifts=("night",))
    a_case("赵强", zhang)
    vacancy = an_open_vacancy()

    found = for_vacancy(vacancy.pk, li, MONDAY)

    assert [one.client.name for one in found.ranked] == ["王建军", "孙丽"]
    assert [one.related for one in found.ranked] == [True, False]
    assert (found.looked_at, found.failed) == (3, [("班次", 1)])
    assert found.explain(found.ranked[0]).allowed


def test_both_directions_agree():
    worker = a_social_worker()
    client = a_case("王建军", worker)
    vacancies = [an_open_vacancy(f"电工{n}", wage_min=Decimal(3000 + 400 * n)) for n in range(4)]

    matches = for_client(client, worker, MONDAY)
    by_vacancy = {v.pk: for_vacancy(v.pk, worker, MONDAY) for v in vacancies}

    assert {found.card.id: found.score for found in matches.ranked} == {
        pk: found.ranked[0].score for pk, found in by_vacancy.items() if found.ranked
    }


def test_candidates_of_a_vacancy_that_is_not_published_are_a_key_error():
    worker = a_social_worker()
    draft = a_vacancy(state=State.DRAFT)

    with pytest.raises(KeyError):
        for_vacancy(draft.pk, worker, MONDAY)


# The pool -------------------------------------------------------------------------------------------------------------


def test_pool_is_kept_until_something_changes():
    worker = a_social_worker()
    vacancy = an_open_vacancy()
    first = pools.of_actor(worker)
    assert pools.of_actor(worker) is first

    Vacancy.objects.filter(pk=vacancy.pk).update(filled=2)

    second = pools.of_actor(worker)
    assert second is not first
    assert second.cards[vacancy.pk].places == 0


def test_what_was_rolled_back_leaves_no_trace_in_the_pool():
    worker = a_social_worker()
    vacancy = an_open_vacancy()
    with transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(title="改了名")
        assert pools.of_actor(worker).cards[vacancy.pk].title == "改了名"
        transaction.set_rollback(True)
    with transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(title="又改了名")
        assert pools.of_actor(worker).cards[vacancy.pk].title == "又改了名"
        transaction.set_rollback(True)

    assert pools.of_actor(worker).cards[vacancy.pk].title == vacancy.title


@pytest.fixture
def _same_garbage_collection():
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("_same_garbage_collection")
def test_warming_up_asks_nothing_through_the_connection_of_the_first_request(django_assert_num_queries):
    with django_assert_num_queries(0):
        loading = pools.warm_up()
        loading.join(timeout=60)

    assert not loading.is_alive()


def test_a_kept_pool_costs_one_query(django_assert_num_queries):
    worker = a_social_worker()
    an_open_vacancy()
    pools.of_actor(worker)

    with django_assert_num_queries(1):
        pools.of_actor(worker)


def test_pool_holds_the_city_and_matching_sees_what_is_published():
    worker = a_manager("苏日娜", "1506")
    here, draft = an_open_vacancy(), a_vacancy("草稿", state=State.DRAFT)
    a_vacancy("外地电工", firm="外地公司", region="150102")

    pool = pools.of_actor(worker)

    assert set(pool.cards) == {here.pk, draft.pk}
    assert pool.posts.ids == (str(here.pk),)
    assert pool.counties == {DONGSHENG: "东胜区"}


def test_a_day_makes_a_vacancy_stale_without_any_change():
    client = a_case()
    an_open_vacancy(on=days_before(30))

    today = for_client(client, client.caseworker, MONDAY)
    tomorrow = for_client(client, client.caseworker, MONDAY + timedelta(days=1))

    assert (len(today.ranked), len(tomorrow.ranked)) == (1, 0)


def test_adding_a_certificate_never_loses_a_vacancy():
    client = a_case(wished=(ELECTRICIAN, FORKLIFT))
    for papers in ([], ["forklift"], ["electrician"], ["electrician", "forklift"]):
        an_open_vacancy("工" + "、".join(papers), certificates=papers)
    before = set(titles(for_client(client, client.caseworker, MONDAY).ranked))

    client.certificates.create(code="electrician_low")
    after = set(titles(for_client(client, client.caseworker, MONDAY).ranked))

    assert before < after
