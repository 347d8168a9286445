"""Cutting text: what every index and every query share."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.cut import bigrams, normal, tokens, words


def test_a_compound_is_found_by_its_part():
    title = tokens("急招电焊工（有证优先）")

    assert {"电焊工", "焊工"} <= set(title)


@pytest.mark.parametrize("query", ["保洁", "普工", "焊工", "叉车", "护工"])
def test_two_characters_find_a_title_that_holds_them(query):
    title = tokens(f"诚聘{query}人员包吃住")

    assert set(bigrams(query)) <= set(title)


def test_full_width_and_upper_case_are_one_word():
    assert tokens("ＣＮＣ操作工") == tokens("cnc操作工")


def test_emoji_and_punctuation_leave_no_token():
    assert tokens("🔥！！——【】★") == []


def test_digits_and_latin_are_kept():
    assert {"c1", "5000", "c++"} <= set(words("C1驾照，5000元，会C++"))


def test_bigrams_never_cross_a_gap():
    assert bigrams("保洁、绿化 员") == ["保洁", "绿化", "员"]


def test_no_pair_counts_twice():
    found = tokens("保洁")

    assert found == ["保洁"]


def test_threads_share_one_dictionary():
    texts = [f"{i}号车间招聘数控车床操作工和质检员" for i in range(200)]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(tokens, texts))

    assert together == [tokens(text) for text in texts]


@given(st.text(max_size=60))
def test_any_text_is_cut_and_no_character_is_invented(text):
    plain = normal(text)

    assert all(token in plain for token in tokens(text))


@given(st.text(alphabet="保洁员工厂电焊叉车司机一二三", min_size=2, max_size=12), st.data())
def test_every_pair_of_neighbours_can_be_searched(text, data):
    at = data.draw(st.integers(0, len(text) - 2))

    assert text[at : at + 2] in set(tokens(text))
