from datetime import date

import numpy as np
import pytest

from law.terms import Measure
from lexicon.features import PostKind, Shift
from placement.matching.match import best_posts, best_seekers, fitted
from placement.matching.pool import PostColumns, SeekerColumns, age, region_stem
from placement.matching.records import Post, Seeker
from placement.matching.score import contributions
from placement.matching.topk import top_k
from tests.placement.matching.pairs import HOME, TODAY, SharedWords, a_case, a_kind, electrician, wang


def ranked(seeker, *posts, k=20):
    pool = PostColumns(posts)
    return next(best_posts([seeker], pool, SharedWords(pool), k=k, as_of=TODAY))


def test_the_score_is_the_sum_of_what_is_said():
    match = ranked(wang(), electrician()).matches[0]

    # He says one of two words; 4,600 in the middle is 1.4375 times the floor; next door; insured, day shift, meals.
    assert match.contributions == {"relevance": 30.0, "wage": 13.125, "distance": 15.0, "retention": 8.5}
    assert match.score == 66.625


def test_pay_and_distance_do_not_lift_a_trade_that_is_not_hers():
    far_trade = electrician(id="会计", title="会计", text="", wage_min=9000.0, wage_max=9000.0)

    assert [match.id for match in ranked(wang(), far_trade, electrician()).matches] == ["维修电工", "会计"]
    assert ranked(wang(), far_trade).matches[0].score == 0


def test_equal_scores_come_in_order_of_id():
    posts = [electrician(id=id_) for id_ in ("丙", "甲", "乙")]

    assert [match.id for match in ranked(wang(), *posts).matches] == sorted(["丙", "甲", "乙"])


def test_thin_records_are_ranked_by_relevance_alone_and_the_list_is_full():
    posts = [Post(id=str(i), title=title) for i, title in enumerate(["保洁", "电工 学徒", "电工", "司机"])]

    ranking = ranked(Seeker(id="1", text="电工"), *posts)

    assert [match.id for match in ranking.matches] == ["2", "1", "0", "3"]
    assert ranking.failed == {}
    assert "client.wage_floor" in ranking.unknown


def test_failed_counts_every_obstacle_and_unknown_names_what_blocks():
    guard = a_kind(PostKind.SECURITY_GUARD, headcount_left=0)

    ranking = ranked(wang(case=a_case(Measure.COMMUNITY_TREATMENT)), guard, electrician())

    assert ranking.failed == {"bar.security_guard": 1, "headcount": 1}
    assert ranking.unknown == ("client.facts.intentional_crime", "client.facts.three_detentions")
    assert ranking.allowed == 1


def test_an_empty_pool_gives_empty_lists():
    assert ranked(wang()).matches == ()


@pytest.mark.parametrize(("k", "block"), [(0, 1), (1, 0)])
def test_k_and_block_must_be_positive(k, block):
    pool = PostColumns([electrician()])

    with pytest.raises(ValueError, match="at least 1"):
        list(best_posts([wang()], pool, SharedWords(pool), k=k, as_of=TODAY, block=block))
    with pytest.raises(ValueError, match="at least 1"):
        list(best_seekers(["维修电工"], [wang()], pool, SharedWords(pool), k=k, as_of=TODAY, block=block))


def test_the_other_direction_refuses_strangers_and_doubles():
    pool = PostColumns([electrician()])

    with pytest.raises(KeyError):
        list(best_seekers(["没有"], [wang()], pool, SharedWords(pool), k=1, as_of=TODAY))
    with pytest.raises(ValueError, match="same id"):
        list(best_seekers(["维修电工"], [wang(), wang()], pool, SharedWords(pool), k=1, as_of=TODAY))


def test_the_best_seekers_of_a_post():
    pool = PostColumns([electrician(), electrician(id="保洁", title="保洁", text="")])
    cleaner = wang(id="赵琴", text="保洁")

    (ranking,) = best_seekers(
        ["维修电工"], [cleaner, wang(), wang(id="刘强", shifts=frozenset({Shift.NIGHT}))], pool, SharedWords(pool),
        k=5, as_of=TODAY,
    )  # fmt: skip

    assert [match.id for match in ranking.matches] == ["王建军", "赵琴"]
    assert ranking.failed == {"shifts": 1}


def test_the_relevance_of_the_lexicon_fits_in():
    pool = PostColumns([electrician(), electrician(id="保洁", title="保洁员", text="打扫楼道")])

    ranking = next(best_posts([wang()], pool, fitted(pool), k=2, as_of=TODAY))

    assert [match.id for match in ranking.matches] == ["维修电工", "保洁"]


def test_top_k_on_a_world_known_without_computing():
    score = np.array([[5, 9, 9, 1], [0, 0, 0, 0]], np.int32)
    allowed = np.array([[True, True, True, False], [False, True, False, False]])

    column, best = top_k(score, allowed, 4)

    assert column.tolist() == [[1, 2, 0, -1], [1, -1, -1, -1]]
    assert best.tolist() == [[9, 9, 5, -1], [0, -1, -1, -1]]
    assert (column.dtype, best.dtype) == (np.int32, np.int32)


@pytest.mark.parametrize(
    ("score", "allowed", "k", "message"),
    [
        (np.zeros((1, 2), np.int32), np.ones((1, 3), bool), 1, "allowed is"),
        (np.zeros((1, 2), np.int32), np.ones((1, 2), bool), 3, "k must lie in 1..2"),
        (np.zeros((1, 2), np.int32), np.ones((1, 2), bool), 0, "k must lie in 1..2"),
        (np.full((1, 2), -1, np.int32), np.ones((1, 2), bool), 1, "negative"),
    ],
)
def test_top_k_refuses_what_it_cannot_promise(score, allowed, k, message):
    with pytest.raises(ValueError, match=message):
        top_k(score, allowed, k)


@pytest.mark.parametrize("bad", [np.float32(1.1), np.float32(-0.1), np.float32("nan")])
def test_relevance_outside_its_range_is_refused(bad):
    pool = PostColumns([electrician()])
    columns = SeekerColumns([wang()], pool, TODAY)

    with pytest.raises(ValueError, match=r"0\.\.1"):
        contributions(np.array([[bad]], np.float32), columns, pool)
    with pytest.raises(ValueError, match="the columns are"):
        contributions(np.zeros((2, 1), np.float32), columns, pool)


def test_more_than_64_certificates_need_a_second_word():
    posts = [electrician(id=f"{i:03}", certificates=frozenset({f"上岗证{i:03}"})) for i in range(70)]

    ranking = ranked(wang(certificates={"上岗证005": None, "上岗证069": None}), *posts)

    assert [match.id for match in ranking.matches] == ["005", "069"]
    assert ranking.failed == {"certificates": 68}


def test_nobody_knows_the_distance_without_both_positions():
    assert ranked(wang(longitude=None), electrician()).matches[0].contributions["distance"] == 0
    assert ranked(wang(), electrician(latitude=None)).matches[0].contributions["distance"] == 0
    half_way = electrician(text="", title="电工", latitude=HOME[1] + 12.5 / 111.195)
    assert ranked(wang(text="电工"), half_way).matches[0].contributions["distance"] == pytest.approx(7.5, abs=0.01)


def test_codes_and_birthdays():
    assert [region_stem(code) for code in ("150000", "150600", "150602", "150602003000", "15")] == [
        "15",
        "1506",
        "150602",
        "150602003",
        "15",
    ]
    assert age(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age(date(2008, 2, 29), date(2026, 3, 1)) == 18
