"""What must hold for every world: nobody lost, nobody smuggled in, and nothing depends on how it is computed."""

import random
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from placement.matching.match import best_posts, best_seekers
from placement.matching.pool import PostColumns
from tests.placement.matching import oracle
from tests.placement.matching.pairs import TODAY, SharedWords
from tests.placement.matching.worlds import PAPERS, POSTS, SEEKERS

TRIES = settings(max_examples=60, deadline=None)


def rankings(seekers, posts, k=3, block=256):
    pool = PostColumns(posts)
    return list(best_posts(seekers, pool, SharedWords(pool), k=k, as_of=TODAY, block=block))


def share(seeker, post):
    return float(np.float32(SharedWords.share(seeker, set(f"{post.title} {post.text}".split()))))


@TRIES
@given(SEEKERS, POSTS, st.integers(1, 9))
def test_the_same_as_three_nested_loops(seekers, posts, k):
    expected = oracle.best(seekers, posts, share, k, TODAY)

    for ranking in rankings(seekers, posts, k):
        assert [(match.id, round(match.score * 10_000)) for match in ranking.matches] == expected[ranking.id]


@TRIES
@given(SEEKERS, POSTS)
def test_no_constraint_is_violated_and_none_is_invented(seekers, posts):
    for seeker, ranking in zip(seekers, rankings(seekers, posts, k=len(posts)), strict=True):
        obstacles = {post.id: oracle.obstacles(seeker, post, TODAY) for post in posts}

        assert {match.id for match in ranking.matches} == {id_ for id_, found in obstacles.items() if not found}
        counts = {code: sum(code in found for found in obstacles.values()) for code in ranking.failed}
        assert dict(ranking.failed) == counts
        assert sum(ranking.failed.values()) == sum(map(len, obstacles.values()))
        assert ranking.allowed == len(ranking.matches)


@TRIES
@given(SEEKERS, POSTS, st.integers(1, 5))
def test_block_size_changes_no_bit(seekers, posts, block):
    assert rankings(seekers, posts, block=block) == rankings(seekers, posts, block=256)


@TRIES
@given(SEEKERS, POSTS, st.randoms(use_true_random=False))
def test_order_of_records_changes_nothing(seekers, posts, shuffler: random.Random):
    mixed_seekers, mixed_posts = list(seekers), list(posts)
    shuffler.shuffle(mixed_seekers)
    shuffler.shuffle(mixed_posts)

    mixed = {ranking.id: ranking for ranking in rankings(mixed_seekers, mixed_posts)}

    assert mixed == {ranking.id: ranking for ranking in rankings(seekers, posts)}


@TRIES
@given(SEEKERS, POSTS)
def test_renaming_changes_only_how_ties_are_ordered(seekers, posts):
    seekers = [replace(seeker, overrides=()) for seeker in seekers]
    names = {post.id: f"z{len(posts) - i}" for i, post in enumerate(posts)}
    renamed = [replace(post, id=names[post.id]) for post in posts]

    for before, after in zip(rankings(seekers, posts, 99), rankings(seekers, renamed, 99), strict=True):
        assert [match.score for match in before.matches] == [match.score for match in after.matches]
        assert {(names[m.id], m.score) for m in before.matches} == {(m.id, m.score) for m in after.matches}
        assert (before.failed, before.unknown) == (after.failed, after.unknown)


@TRIES
@given(SEEKERS, POSTS, st.sampled_from(PAPERS))
def test_a_certificate_more_never_loses_a_vacancy(seekers, posts, code):
    richer = [replace(s, certificates={**s.certificates, code: None}) for s in seekers]

    for before, after in zip(rankings(seekers, posts, 99), rankings(richer, posts, 99), strict=True):
        assert {match.id for match in before.matches} <= {match.id for match in after.matches}


@TRIES
@given(SEEKERS, POSTS, st.integers(1, 4), st.integers(1, 3))
def test_both_directions_see_the_same_pairs(seekers, posts, k, block):
    pool = PostColumns(posts)
    forward = {
        (ranking.id, match.id): match.score for ranking in rankings(seekers, posts, 99) for match in ranking.matches
    }

    back = best_seekers(pool.ids, seekers, pool, SharedWords(pool), k=k, as_of=TODAY, block=block)

    for ranking in back:
        pairs = sorted((-score, seeker) for (seeker, post), score in forward.items() if post == ranking.id)
        assert [(-match.score, match.id) for match in ranking.matches] == pairs[:k]
        assert ranking.allowed == len(pairs)
        assert sum(ranking.failed.values()) >= len(seekers) - ranking.allowed


@TRIES
@given(SEEKERS, POSTS)
def test_contributions_add_up_to_the_score_shown(seekers, posts):
    for ranking in rankings(seekers, posts, 99):
        for match in ranking.matches:
            assert round(sum(match.contributions.values()) * 10_000) == round(match.score * 10_000)
            assert 0 <= match.score <= 100
