"""Columns and relevance that were renewed post by post are those that were built of all posts at once, bit by bit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placement.matching.match import fitted, refitted
from placement.matching.pool import PostColumns
from placement.matching.relevance import Seeker
from tests.placement.matching.worlds import POSTS

TRIES = settings(max_examples=60, deadline=None)
MORE = POSTS.map(lambda posts: [replace(post, id=f"n{post.id}") for post in posts])
DONE_IT = (Seeker(text="做过电工，也开过叉车"), Seeker(text="保洁", skills=("保安",)), Seeker())


def assert_same(renewed: PostColumns, built: PostColumns) -> None:
    for name, value in vars(built).items():
        found = getattr(renewed, name)
        if isinstance(value, np.ndarray):
            np.testing.assert_array_equal(found, value, err_msg=name, strict=True)
        else:
            assert found == value, name
    assert vars(renewed).keys() == vars(built).keys()


@TRIES
@given(POSTS, POSTS, MORE, st.data())
def test_renewed_columns_are_those_of_all_posts(posts, changed, new, data):
    """Some posts go, some come, and some are others under the same id."""
    gone = data.draw(st.sets(st.sampled_from([post.id for post in posts])))
    replaced = [post for post in changed if post.id in {one.id for one in posts} and post.id not in gone]
    stay = [post for post in posts if post.id not in gone | {one.id for one in replaced}]

    renewed, before = PostColumns(posts).renewed(gone, [*replaced, *new])

    assert_same(renewed, PostColumns([*stay, *replaced, *new]))
    was = PostColumns(posts).ids
    assert {was[place]: i for i, place in enumerate(before) if place >= 0} == {
        post.id: renewed.index[post.id] for post in stay
    }


@settings(max_examples=15, deadline=None)
@given(POSTS, MORE, st.data())
def test_renewed_relevance_scores_and_explains_as_a_fitted_one(posts, new, data):
    gone = data.draw(st.sets(st.sampled_from([post.id for post in posts])))
    pool = PostColumns(posts)

    renewed, before = pool.renewed(gone, new)
    relevance, built = refitted(renewed, fitted(pool), before), fitted(renewed)

    np.testing.assert_array_equal(relevance.scores(DONE_IT), built.scores(DONE_IT), strict=True)
    assert relevance.posts == built.posts
    for column in range(len(renewed)):
        assert relevance.explain(DONE_IT[0], column) == built.explain(DONE_IT[0], column)


def test_nothing_may_be_left():
    pool = PostColumns([])

    renewed, before = pool.renewed({"p1"}, [])

    assert (len(renewed), len(before), len(refitted(renewed, fitted(pool), before).posts)) == (0, 0, 0)


@given(POSTS)
@settings(max_examples=5, deadline=None)
def test_an_id_that_comes_twice_is_refused(posts):
    with pytest.raises(ValueError, match="two vacancies"):
        PostColumns([]).renewed(set(), [posts[0], posts[0]])
