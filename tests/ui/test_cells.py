"""A figure, or why there is none; and how it differs from an earlier one without giving away a hidden one."""

from decimal import Decimal

import pytest

from ui.cells import HIDDEN, UNKNOWN, difference, is_number, plain, short, why_none


@pytest.mark.parametrize(
    ("now", "before", "words", "way", "tone"),
    [
        (23, 19, "比上月多 4 人", "more", "good"),
        (19, 23, "比上月少 4 人", "less", "bad"),
        (19, 19, "和上月持平", "same", "plain"),
        (0, 6, "比上月少 6 人", "less", "bad"),
        (1_204, 2, "比上月多 1,202 人", "more", "good"),
        (19, None, "上月未登记，不作比较", "", "plain"),
        (19, UNKNOWN, "上月未登记，不作比较", "", "plain"),
        (None, 19, "", "", "plain"),
        (19, "", "", "", "plain"),
    ],
)
def test_difference_is_said_in_words(now, before, words, way, tone):
    assert difference(now, before, "上月", "人", "more") == (words, way, tone)


def test_shares_differ_by_points():
    assert difference(63.4, 66, "上月", "%").words == "比上月低 2.6 个百分点"
    assert difference(Decimal("63.4"), 58.4, "去年同月", "%", "more").words == "比去年同月高 5 个百分点"


def test_a_hidden_number_is_compared_with_nothing():
    assert difference(23, HIDDEN, "上月", "人", "less") == ("上月的数不显示，不作比较", "", "plain")
    assert difference(HIDDEN, 23, "上月", "人", "less").words == ""
    assert difference(HIDDEN, HIDDEN, "上月", "人", "less").words == ""


def test_without_a_good_way_neither_is_good():
    assert difference(3, 2, "上月").tone == "plain"
    with pytest.raises(ValueError, match="more or less"):
        difference(3, 2, "上月", better="up")


def test_what_is_a_number():
    assert is_number(0)
    assert is_number(Decimal("3.5"))
    assert not any(is_number(nothing) for nothing in (None, "", HIDDEN, UNKNOWN))
    assert [why_none(value) for value in (0, None, "", UNKNOWN, HIDDEN)] == ["", *["unknown"] * 3, "hidden"]
    for wrong in (True, "3", [3]):
        with pytest.raises(ValueError, match="a figure is a number"):
            is_number(wrong)


def test_figures_have_one_place_after_the_point_at_most():
    assert [plain(number) for number in (0, 4200, 3.5, Decimal("3.04"), 66.6667)] == ["0", "4,200", "3.5", "3", "66.7"]


def test_drawings_count_in_ten_thousands_where_figures_grow_long():
    assert [short(number) for number in (0, 9_999, 10_000, 123_456, 2_000_000)] == [
        "0", "9,999", "1万", "12.3万", "200万",
    ]  # fmt: skip
