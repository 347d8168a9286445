"""Reading a title or a person's words as occupations."""

import pytest

from lexicon.suggest import characters, occupation_index, plain_title, wanted


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("诚聘叉车司机", "叉车司机"),
        ("急招保安", "保安"),
        ("招缝纫工", "缝纫工"),
        ("招聘专员", "招聘专员"),
        ("急招聘主管", "急招聘主管"),
        ("招商经理", "招商经理"),
        ("招聘", "招聘"),
    ],
)
def test_calling_for_somebody_is_not_a_trade(title, plain):
    assert plain_title(title) == plain


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("不想做保安，想开叉车", "，想开叉车"),
        ("初中文化，身体好，会电焊", "，，会电焊"),
        ("什么活都能干", ""),
    ],
)
def test_what_names_no_wanted_work_is_left_out(text, left):
    assert wanted(text) == left


def test_characters_are_singles_and_neighbours():
    assert characters("叉车 CNC") == ["叉", "车", "叉车", "cnc"]


def test_shares_of_a_title_sum_to_one():
    index = occupation_index()
    titles = ["叉车司机", "保洁", "☆"]

    sums = index.of_posts(titles, index.words(titles)).sum(axis=1).A1

    assert sums.tolist() == pytest.approx([1, 1, 0], abs=1e-5)


def test_several_trades_in_one_text_are_all_found():
    index = occupation_index()
    text = ["当过货车司机，也做过保安"]

    read = index.of_texts(text, index.words(text))

    codes = [index.occupations[row].code for row, weight in zip(read.indices, read.data, strict=True) if weight > 0.5]
    assert {"4-02-02-02", "4-07-05-01"} <= set(codes)


def test_a_text_that_names_no_work_says_nothing():
    index = occupation_index()
    text = [wanted("身体好，能吃苦，离家近")]

    assert index.of_texts(text, index.words(text)).nnz == 0


def test_more_than_one_block_reads_like_one(monkeypatch):
    index = occupation_index()
    titles = ["电焊工", "保洁", "货车司机", "中餐厨师", "月嫂"]
    whole = index.of_posts(titles, index.words(titles))

    monkeypatch.setattr("lexicon.suggest.BLOCK", 2)

    assert (index.of_posts(titles, index.words(titles)) != whole).nnz == 0
