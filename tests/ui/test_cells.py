"""A figure, or why there is none; and how it differs from an earlier one without giving away a hidden one."""

from decimal import Decimal

import pytest

from ui.cells import HIDDEN, UNKNOWN, cell, difference, groups, is_number, plain, short


@pytest.mark.parametrize(
    ("now", "before", "words", "way", "tone"),
    [
        (23, 19, "比上月多 4 人", "more", "good"),
        (19, 23, "比上月少 4 人", "less", "bad"),
        (19, 19, "和上月持平", "same", "plain"),
        (0, 6, "比上月少 6 人", "less", "bad"),
        (1_204, 2, "比上月多 1,202 人", "more", "good"),
        (19, None, "上月没有登记，比不了", "", "plain"),
        (19, UNKNOWN, "上月没有登记，比不了", "", "plain"),
        (None, 19, "", "", "plain"),
        (19, "", "", "", "plain"),
    ],
)
def test_difference_is_said_in_words(now, before, words, way, tone):
    assert difference(now, before, "上月", "人", "more") == (words, way, tone)


def test_shares_differ_by_points():
    assert difference(63.4, 66, "上月", "%").words == "比上月低 2.6 个百分点"
    assert difference(Decimal("63.4"), 58.4, "去年同月", "%", "more").words == "比去年同月高 5 个百分点"


@pytest.mark.parametrize(("now", "before"), [(HIDDEN, 23), (23, HIDDEN), (HIDDEN, HIDDEN), (None, HIDDEN)])
def test_a_hidden_number_is_compared_with_nothing(now, before):
    words = difference(now, before, "上月", "人", "less").words

    assert words == "人数太少，不和上月比"


def test_without_a_good_way_neither_is_good():
    assert difference(3, 2, "上月").tone == "plain"
    with pytest.raises(ValueError, match="more or less"):
        difference(3, 2, "上月", better="up")


def test_what_is_a_number():
    assert is_number(0)
    assert is_number(Decimal("3.5"))
    assert not any(is_number(nothing) for nothing in (None, "", HIDDEN, UNKNOWN))
    for wrong in (True, "3", [3]):
        with pytest.raises(ValueError, match="a figure is a number"):
            is_number(wrong)


def test_figures_have_one_place_after_the_point_at_most():
    assert [plain(number) for number in (0, 4200, 3.5, Decimal("3.04"), 66.6667)] == ["0", "4,200", "3.5", "3", "66.7"]


def test_drawings_count_in_ten_thousands_where_figures_grow_long():
    assert [short(number) for number in (0, 9_999, 10_000, 123_456, 2_000_000)] == [
        "0", "9,999", "1万", "12.3万", "200万",
    ]  # fmt: skip


def test_a_cell_is_a_value_or_has_one():
    assert cell(7) == (7, "", "", False, None, "")
    assert cell(None).why == "unknown"
    assert cell({"value": HIDDEN, "href": "/desk/"}).why == "hidden"
    assert cell({"value": 6, "corrected": 5})[3:] == (True, 5, "")
    assert cell({"value": 6, "corrected": HIDDEN}).corrected_why == "hidden"


def test_neighbours_of_one_group_share_a_heading():
    columns = [{"label": "在册", "group": "服务对象"}, {"label": "新增", "group": "服务对象"}, {"label": "家访"}]

    assert groups(columns) == [("服务对象", 2), ("", 1)]
    assert groups([{"label": "在册"}]) == []
