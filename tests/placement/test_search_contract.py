"""One promise, two engines: the same vacancies and the same counts for the same question, through every change."""

import os
import uuid
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from employers.models import State, Vacancy
from lexicon.features import Shift, WorkFeature
from placement import pool as pools
from placement.search import index
from placement.search.client import breaker, working
from placement.search.database import DatabaseEngine, find
from placement.search.engine import SORTS, Asked, Found, facets_on
from placement.search.marks import pieces
from tests.cast import DONGSHENG, KANGBASHI, MONDAY
from tests.placement.builders import CLEANER, ELECTRICIAN, WELDER, a_vacancy
from ui.facets import sift

pytestmark = pytest.mark.django_db
ALL = 1000
EVERY = Asked(city="1506", as_of=MONDAY, kept=DONGSHENG, size=ALL, chosen={"state": frozenset({"all"})})


class Database:
    """How the tests speak to the one engine."""

    engine = DatabaseEngine()

    def follow(self) -> None:
        """Nothing to do: it cuts words before it answers."""


class Elastic:
    """How they speak to the other."""

    def __init__(self) -> None:
        from placement.search.elastic import ElasticEngine

        self.engine = ElasticEngine()

    def follow(self) -> None:
        index.catch_up()


@pytest.fixture
def elastic(settings, monkeypatch):
    """An index of its own, taken away afterwards; and patience, for a machine that does much else."""
    monkeypatch.setattr("placement.search.client.PAGE_SECONDS", 30)
    settings.ELASTICSEARCH_URL = os.environ["ELASTICSEARCH_URL"]
    settings.SEARCH_INDEX = f"test-{uuid.uuid4().hex}"
    breaker.close()
    yield Elastic()
    with working() as client:
        for name in client.indices.get_alias(index=f"{settings.SEARCH_INDEX}-vacancies.*"):
            client.indices.delete(index=name)


@pytest.fixture(params=[pytest.param("elastic", marks=pytest.mark.engine("elasticsearch")), "database"])
def one(request):
    return request.getfixturevalue("elastic") if request.param == "elastic" else Database()


TITLES = [
    "电焊工（二保焊）",
    "焊工学徒",
    "写字楼保洁员",
    "夜班保洁",
    "帮厨",
    "叉车司机 N1",
    "c++ 维护",
    "水电工 3.5 级",
    "ＣＮＣ操作工",
]
TEXTS = [
    "",
    "负责厂区配电线路巡检，两班倒。",
    "打扫楼道，兼做绿化。",
    "持 N1 证，看护锅炉。工资4200元/月",
    "会做面食优先",
]
QUERIES = [
    "",
    "焊工",
    "电焊工",
    "保洁 夜班",
    "厨",
    "n1",
    "想找保洁的工作",
    "东胜",
    "恒源",
    "4200",
    "宇航员",
    "，。",
    "工",
    "班",
]
PLACES = (DONGSHENG, KANGBASHI, "150621", "1506")
wages = st.none() | st.sampled_from([Decimal(yuan) for yuan in (2400, 3000, 3999, 4000, 5500, 9000)])
vacancies = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TITLES),
        "text": st.sampled_from(TEXTS),
        "occupation": st.sampled_from(["", ELECTRICIAN, WELDER, CLEANER]),
        "place": st.sampled_from(PLACES[:2]),
        "firm": st.sampled_from(["蒙泰热电", "恒源物流"]),
        "wage_min": wages,
        "headcount": st.none() | st.integers(1, 3),
        "shifts": st.lists(st.sampled_from([shift.value for shift in Shift]), max_size=2, unique=True),
        "features": st.lists(st.sampled_from([feature.value for feature in WorkFeature]), max_size=3, unique=True),
        "board": st.sampled_from([True, False, None]),
        "insurance": st.sampled_from([True, None]),
        "state": st.sampled_from([State.PUBLISHED] * 3 + [State.DRAFT, State.PAUSED]),
        "days": st.sampled_from([0, 1, 30, 31, 40]),
    }
)


@st.composite
def questions(draw):
    """A question with choices among values that may occur, and one that does not."""
    chosen = {}
    for facet in draw(st.lists(st.sampled_from(facets_on(MONDAY)), max_size=3, unique_by=lambda one: one.name)):
        values = [*facet.labels, DONGSHENG, "unknown", "nowhere", "6-18-00-00"]
        chosen[facet.name] = frozenset(draw(st.lists(st.sampled_from(values), min_size=1, max_size=2)))
    return Asked(
        city=draw(st.sampled_from(["1506", DONGSHENG, "-"])),
        kept=draw(st.sampled_from(["", DONGSHENG])),
        as_of=MONDAY,
        home=draw(st.sampled_from(["", DONGSHENG])),
        words=draw(st.sampled_from(QUERIES)),
        chosen=chosen,
        sort=draw(st.sampled_from(SORTS)),
        size=ALL,
    )


def write(fields: dict) -> Vacancy:
    on, place = MONDAY - timedelta(days=fields["days"]), fields["place"]
    rest = {name: value for name, value in fields.items() if name not in ("days", "place", "title", "firm")}
    if rest["wage_min"] is None:
        rest.pop("wage_min")
    return a_vacancy(fields["title"], fields["firm"], place, on=on, **rest)


def by_hand(asked: Asked) -> Found:
    """The slow twin: every card is looked at, by the one pass that lists elsewhere use."""
    pool = pools.of_city(asked.city)
    worded = find(asked.words)
    cards = [
        card
        for card in pool.cards.values()
        if (card.is_published or (asked.kept and card.kept.startswith(asked.kept)))
        and (worded is None or card.id in worded)
    ]
    sifted = sift(cards, asked.chosen, facets_on(MONDAY))
    ids = sorted(card.id for card in sifted.kept)
    return Found(ids=ids, total=len(ids), counts=sifted.counts, without=sifted.without, all=sifted.all)


def same(found: Found, expected: Found) -> None:
    assert sorted(found.ids) == sorted(expected.ids)
    assert found.total == expected.total
    assert {name: +counter for name, counter in found.counts.items()} == _plain(expected.counts)
    assert {name: +counter for name, counter in found.all.items()} == _plain(expected.all)
    assert dict(found.without) == dict(expected.without)


def _plain(counts):
    return {name: Counter({str(value): count for value, count in one.items()}) for name, one in counts.items()}


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(vacancies, min_size=4, max_size=8), asked=st.lists(questions(), min_size=8, max_size=8))
def test_the_same_vacancies_and_counts_as_by_hand(one, rows, asked):
    Vacancy.objects.all().delete()
    for row in rows:
        write(row)
    one.follow()

    for question in asked:
        same(one.engine.search(question), by_hand(question))


def test_the_order_is_the_same_where_no_word_decides_it(one):
    made = [
        a_vacancy("旧岗位", on=MONDAY - timedelta(days=5), wage_min=Decimal(9000)),
        a_vacancy("新岗位", wage_min=Decimal(4000)),
        a_vacancy("也是新岗位", wage_min=Decimal(4000)),
        a_vacancy("面议岗位", on=MONDAY - timedelta(days=1)),
        a_vacancy("草稿岗位", state=State.DRAFT),
    ]
    one.follow()

    def order(**asked) -> list[int]:
        return [[vacancy.pk for vacancy in made].index(pk) for pk in one.engine.search(replace(EVERY, **asked)).ids]

    assert order(sort="new") == order(sort="words") == [2, 1, 3, 0, 4]
    assert order(sort="wage") == [0, 1, 2, 3, 4]
    assert order(sort="new", start=1, size=2) == [1, 3]
    assert order(start=40) == []


def test_the_title_counts_more_and_who_takes_nobody_comes_last(one):
    text = a_vacancy("仓库管理员", text="兼做保洁。")
    stale = a_vacancy("写字楼保洁", on=MONDAY - timedelta(days=31))
    title = a_vacancy("保洁", text="打扫楼道。")
    one.follow()

    best = one.engine.search(replace(EVERY, words="保洁", sort="words")).ids
    taking = one.engine.search(replace(EVERY, words="保洁", sort="open"))

    assert best.index(title.pk) < best.index(text.pk)
    assert list(taking.ids) == [title.pk, text.pk, stale.pk]
    assert taking.total == 3
    assert one.engine.search(replace(EVERY, words="保洁", sort="open", start=2, size=1)).ids == [stale.pk]


def test_marks_are_the_words_that_answered(one):
    vacancy = a_vacancy("帮厨", text="会做面食，夜班。")
    one.follow()

    marks = one.engine.search(replace(EVERY, words="厨 夜班")).marks[vacancy.pk]

    assert pieces("帮厨（夜班）", marks) == [("帮", False), ("厨", True), ("（", False), ("夜班", True), ("）", False)]


def test_every_change_is_followed(one):
    vacancy = a_vacancy("保洁", firm="蒙泰热电")
    held = a_vacancy("门卫", firm="恒源物流")

    def titles(words: str) -> list[str]:
        one.follow()
        ids = one.engine.search(replace(EVERY, words=words)).ids
        return [Vacancy.objects.get(pk=pk).title for pk in ids]

    assert titles("保洁") == ["保洁"]
    Vacancy.objects.filter(pk=vacancy.pk).update(title="绿化工")
    assert (titles("保洁"), titles("绿化")) == ([], ["绿化工"])
    vacancy.enterprise.name = "万正物业"
    vacancy.enterprise.save()
    assert titles("万正") == ["绿化工"]
    Vacancy.objects.filter(pk=held.pk).delete()
    assert titles("门卫") == []
    Vacancy.objects.bulk_create(
        [Vacancy(pk=held.pk, title="门卫", enterprise=held.enterprise, region=held.region, state=State.DRAFT)]
    )
    assert titles("门卫") == ["门卫"]
