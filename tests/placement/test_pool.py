"""The pool that a process keeps: renewed where something has changed, it is what reading everything would give."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from employers.models import Enterprise, State, Vacancy
from placement import pool as pools
from placement.pool import Pool
from tests.cast import DONGSHENG, a_social_worker, a_vacancy
from tests.placement.builders import an_open_vacancy
from tests.placement.matching.test_renewed import assert_same

CITY = "1506"


def assert_as_read_anew(pool: Pool) -> None:
    anew = pools.read(CITY, pool.token)
    assert list(pool.cards.items()) == list(anew.cards.items())
    assert (pool.counties, pool.tokens) == (anew.counties, anew.tokens)
    assert_same(pool.posts, anew.posts)
    assert (pool.relevance.posts, pool.token) == (anew.relevance.posts, pools.version())


def _closed(one, two) -> None:
    Vacancy.objects.filter(pk=one.pk).update(state=State.PAUSED)


def _deleted(one, two) -> None:
    Vacancy.objects.filter(pk=one.pk).delete()


def _published(one, two) -> None:
    Vacancy.objects.filter(pk=two.pk).update(
        state=State.PUBLISHED, published_at=timezone.now(), refreshed_at=timezone.now()
    )


def _reworded(one, two) -> None:
    Vacancy.objects.filter(pk=one.pk).update(title="高压电工", certificates=["electrician_high"], shifts=["night"])


def _entered(one, two) -> None:
    an_open_vacancy("叉车司机", firm="天骄物流")


def _moved_away(one, two) -> None:
    elsewhere = a_vacancy("外地电工", firm="外地公司", region="150102")
    Vacancy.objects.filter(pk=one.pk).update(region=elsewhere.region)


def _firm_verified_and_renamed(one, two) -> None:
    Enterprise.objects.filter(pk=one.enterprise_id).update(name="蒙泰新热电", industry="4430")


def _confirmed(one, two) -> None:
    Vacancy.objects.filter(pk=one.pk).update(refreshed_at=timezone.now() + timedelta(days=1))


CHANGES = (_closed, _deleted, _published, _reworded, _entered, _moved_away, _firm_verified_and_renamed, _confirmed)


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_a_renewed_pool_is_what_reading_everything_gives(change):
    worker = a_social_worker()
    one, two = an_open_vacancy(), a_vacancy("保洁员", firm="恒晟物业", state=State.DRAFT)
    _ = pools.of_actor(worker).relevance

    change(one, two)

    assert_as_read_anew(pools.of_actor(worker))


@pytest.mark.django_db
def test_change_upon_change_adds_up():
    worker = a_social_worker()
    one, two = an_open_vacancy(), a_vacancy("保洁员", firm="恒晟物业", state=State.DRAFT)
    _ = pools.of_actor(worker).relevance

    for change in (_reworded, _published, _entered, _closed, _deleted):
        change(one, two)
        pools.of_actor(worker)

    assert_as_read_anew(pools.of_actor(worker))


@pytest.mark.django_db
def test_what_was_closed_is_out_of_matching_with_the_next_question():
    worker = a_social_worker()
    vacancy = an_open_vacancy()
    pools.of_actor(worker)

    Vacancy.objects.filter(pk=vacancy.pk).update(state=State.PAUSED)

    assert pools.of_actor(worker).posts.ids == ()
    assert pools.of_actor(worker).counties == {DONGSHENG: "东胜区"}


@pytest.mark.django_db
def test_a_change_reads_the_changed_vacancy_alone(django_assert_num_queries):
    worker = a_social_worker()
    vacancy, other = an_open_vacancy(), an_open_vacancy("叉车司机", firm="天骄物流")
    before = pools.of_actor(worker)
    Vacancy.objects.filter(pk=vacancy.pk).update(filled=2)

    # The token twice, the tokens, and of the one vacancy: itself, its firm, its places and what lies above them.
    with django_assert_num_queries(7):
        after = pools.of_actor(worker)

    assert after.cards[other.pk] is before.cards[other.pk]
    assert after.cards[vacancy.pk].places == 0


@pytest.mark.django_db
def test_a_thousand_and_more_firms_are_no_trouble():
    """``prefetch_related`` asks for them in an expression that SQLite takes for too deep from the thousandth on."""
    worker = a_social_worker()
    first = an_open_vacancy()
    Enterprise.objects.bulk_create(
        Enterprise(credit_code=f"T{number:017}", name=f"第{number}家", region=first.enterprise.region)
        for number in range(1_050)
    )
    Vacancy.objects.bulk_create(
        Vacancy(enterprise=firm, title="保洁员", region=first.region)
        for firm in Enterprise.objects.exclude(pk=first.enterprise_id)
    )

    assert len(pools.of_actor(worker).cards) == 1_051


def test_warming_up_goes_on_without_a_database_that_answers(caplog, monkeypatch):
    monkeypatch.setattr(pools, "_load_words", lambda: None)

    with caplog.at_level(logging.WARNING):
        pools.warm_up().join(timeout=60)

    assert "beforehand" in caplog.text
