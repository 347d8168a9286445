"""How many are sought."""

import pytest

from employers.adverts.headcount import find_headcount, read_headcount


@pytest.mark.parametrize(
    ("stated", "least", "most"),
    [("5人", 5, 5), ("30", 30, 30), ("2-3名", 2, 3), ("十名", 10, 10), ("二十五人", 25, 25), ("4人人", 4, 4)],
)
def test_numbers_in_a_cell(stated, least, most):
    headcount = read_headcount(stated)

    assert (headcount.least, headcount.most) == (least, most)


@pytest.mark.parametrize("stated", ["若干", "数名", "人", "", None, "0人", "99999人"])
def test_no_number_is_unknown(stated):
    assert not read_headcount(stated).known


def test_no_limit_is_unlimited_and_not_a_number():
    headcount = read_headcount("不限人")

    assert headcount.unlimited
    assert not headcount.known


@pytest.mark.parametrize(
    ("text", "most"),
    [("现招保安员五名，要求责任心强。", 5), ("因扩大生产招聘操作工20人", 20), ("招缝纫工2-3名", 3)],
)
def test_number_in_prose(text, most):
    assert find_headcount("", text).most == most


@pytest.mark.parametrize(
    "text", ["公司现有员工300人。", "负责管理20人的团队。", "宿舍4人一间。", "集团职工10,800多名。", "五人一组轮班。"]
)
def test_other_numbers_of_people_are_not_sought(text):
    assert not find_headcount("", text).known


def test_different_numbers_for_several_posts_are_none_for_the_whole():
    headcount = find_headcount("", "招电工2名，招保洁3名。")

    assert not headcount.known
    assert "2" in headcount.stated
