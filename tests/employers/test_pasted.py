"""An advertisement pasted as one piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employers.adverts.pasted import LONGEST, pasted


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("招聘叉车司机2名，工资5000元，两班倒。", "叉车司机"),
        ("蒙泰热电有限公司诚聘\n岗位：锅炉操作工 3名\n工资面议", "锅炉操作工"),
        ("职位名称：保洁员，要求男女不限", "保洁员"),
        ("维修电工\n负责厂区配电。", "维修电工"),
        ("急招普工，包吃住", "普工"),
        ("因生产需要，现招聘包装工5名", "包装工"),
        ("工资4500元，两班倒，包吃住。", ""),
        ("", ""),
    ],
)
def test_the_line_that_looks_like_a_title_is_one(text, title):
    assert pasted(text).title == title


def test_of_several_posts_the_first_is_taken_and_the_number_said():
    found = pasted("一、招普工 20名\n负责包装。\n二、电焊工 3名\n持焊工证。")

    assert (found.title, found.posts) == ("普工", 2)
    assert "电焊工" not in found.text


@given(st.text(max_size=300))
def test_any_text_is_taken(text):
    found = pasted(text)

    assert len(found.title) <= LONGEST
    assert found.posts >= 1
