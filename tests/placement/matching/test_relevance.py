"""Relevance: by occupation first, by words second; explained; the same bits in any batch."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexicon.occupations import OCCUPATIONS
from placement.matching.relevance import KINSHIP, Nearness, Post, Relevance, Seeker

WELDER, FITTER, CLEANER, COOK = "6-18-02-04", "6-31-01-02", "4-09-08-01", "4-03-02-01"
POSTS = (
    Post("急聘电焊工", "二保焊、氩弧焊，有焊工证优先"),
    Post("小区保洁", "负责楼道清扫，早七点到晚五点"),
    Post("酒店招中餐厨师", "后厨炒锅，包吃住"),
    Post("诚聘叉车司机", "仓库装卸，两班倒"),
    Post("看护老人", occupation="4-10-01-05"),
    Post("招工", occupation=WELDER),
    Post("🔥🔥🔥"),
)


@pytest.fixture(scope="module")
def relevance():
    return Relevance(POSTS)


def best(relevance, seeker):
    return int(relevance.scores([seeker])[0].argmax())


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("在工地干过电焊，会氩弧焊", 0),
        ("想做保洁，年纪大了", 1),
        ("饭店后厨切配炒菜干了六年", 2),
        ("开过三年叉车，有N1证", 3),
        ("在养老院照顾过卧床老人", 4),
        ("期望岗位：中式烹调师。能从事：使用焊机焊接金属工件", 2),
    ],
)
def test_a_persons_words_find_the_post(relevance, text, post):
    scores = relevance.scores([Seeker(text=text)])[0]
    scores[5] = 0  # the second welding post

    assert int(scores.argmax()) == post


def test_a_wished_occupation_given_by_staff_is_a_full_match(relevance):
    assert relevance.scores([Seeker(wished=(WELDER,))])[0, 5] == 1.0


def test_two_wishes_both_count_in_full(relevance):
    scores = relevance.scores([Seeker(wished=(WELDER, "4-10-01-05"))])[0]

    assert scores[4] == scores[5] == 1.0


def test_a_wish_weighs_more_than_the_past(relevance):
    scores = relevance.scores([Seeker(past=(WELDER,)), Seeker(wished=(WELDER,))])[:, 5]

    assert 0 < scores[0] < scores[1]


def test_a_wished_group_stands_for_its_occupations(relevance):
    assert relevance.scores([Seeker(wished=("6-18-02-00",))])[0, 5] == 1.0


def test_what_she_does_not_want_is_not_read_as_a_wish(relevance):
    scores = relevance.scores([Seeker(text="不想做保洁，想做焊工"), Seeker(text="想做保洁")])

    assert scores[0, 1] < 0.2 < scores[1, 1]


def test_kinship_falls_with_distance():
    posts = [Post("甲", occupation=code) for code in (WELDER, "6-18-02-01", "6-18-01-01", FITTER, CLEANER)]

    scores = Relevance(posts).scores([Seeker(wished=(WELDER,))])[0]

    assert scores.tolist() == pytest.approx(np.sqrt(KINSHIP).tolist())


def test_nothing_known_scores_nothing(relevance):
    assert not relevance.scores([Seeker(), Seeker(text="身体好，能吃苦"), Seeker(wished=("9-99-99-99",))]).any()
    assert not relevance.scores([Seeker(text="电焊", wished=(COOK,))])[0, 6]


def test_empty_pools_have_empty_scores(relevance):
    assert relevance.scores([]).shape == (0, len(POSTS))
    assert Relevance([]).scores([Seeker(text="焊工")]).shape == (1, 0)


def test_reasons_name_the_occupation_and_the_words(relevance):
    evidence = relevance.explain(Seeker(text="会氩弧焊，在厂里干过电焊工"), 0)

    assert evidence.ours is not None
    assert evidence.ours.code == WELDER
    assert evidence.nearness is Nearness.SAME
    assert evidence.source == "text"
    assert set(evidence.words) == {"电焊工", "氩弧焊"}


def test_reasons_say_how_near_another_occupation_is(relevance):
    evidence = relevance.explain(Seeker(wished=("6-18-02-01",)), 5)

    assert (evidence.source, evidence.nearness, evidence.words) == ("wished", Nearness.SMALL, ())
    assert evidence.theirs is not None
    assert evidence.theirs.code == WELDER


def test_reasons_of_a_post_that_says_nothing_are_empty(relevance):
    evidence = relevance.explain(Seeker(text="电焊工"), 6)

    assert (evidence.score, evidence.ours, evidence.theirs, evidence.nearness) == (0, None, None, Nearness.NONE)


def test_an_unknown_post_cannot_be_explained(relevance):
    with pytest.raises(IndexError):
        relevance.explain(Seeker(text="电焊工"), len(POSTS))


phrases = st.sampled_from(
    ["开过货车", "电焊", "在饭店后厨帮忙", "想找看门的活", "保洁", "😀", "C1驾照", "种过菜", "，", "期望岗位：叉车司机"]
)
codes = st.sampled_from(sorted(OCCUPATIONS))
seekers = st.builds(
    Seeker,
    text=st.lists(phrases, max_size=4).map("，".join),
    wished=st.lists(codes, max_size=2).map(tuple),
    past=st.lists(codes, max_size=2).map(tuple),
    skills=st.lists(phrases, max_size=2).map(tuple),
)


@settings(deadline=None, max_examples=30)
@given(people=st.lists(seekers, min_size=1, max_size=6), size=st.integers(1, 4), data=st.data())
def test_scores_are_bounded_and_do_not_depend_on_the_batch(relevance, people, size, data):
    together = relevance.scores(people)
    one = data.draw(st.integers(0, len(people) - 1))
    in_blocks = np.concatenate([block for _, block in relevance.blocks(people, size)])

    assert together.dtype == np.float32
    assert ((together >= 0) & (together <= 1)).all()
    assert (in_blocks == together).all()
    assert (relevance.scores([people[one]])[0] == together[one]).all()
    assert all(relevance.explain(people[one], p).score == together[one, p] for p in range(len(POSTS)))


@settings(deadline=None, max_examples=20)
@given(seeker=seekers, code=codes)
def test_one_more_wish_never_lowers_a_score(relevance, seeker, code):
    more = Seeker(seeker.text, (*seeker.wished, code), seeker.past, seeker.skills)

    before, after = relevance.scores([seeker, more])

    assert (after >= before).all()


@settings(deadline=None, max_examples=20)
@given(seeker=seekers, order=st.permutations(range(len(POSTS))))
def test_the_order_of_the_pool_changes_nothing(relevance, seeker, order):
    shuffled = Relevance([POSTS[i] for i in order])

    assert (shuffled.scores([seeker])[0] == relevance.scores([seeker])[0, list(order)]).all()
