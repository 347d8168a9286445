"""A notice is pasted as it was published; what it says twice must agree."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.workdays import INSTALLED
from welfare.holiday_notice import OFF, WORKED, Arranged, doubts, read

NOTICE_OF_2026 = """
国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
"""


def test_the_notice_of_2026_gives_the_installed_calendar():
    days, problems = read(NOTICE_OF_2026, 2026)

    assert problems == []
    assert {one.day for one in days if one.kind == OFF} == {day for day in INSTALLED.off if day.year == 2026}
    assert {one.day for one in days if one.kind == WORKED} == {day for day in INSTALLED.worked if day.year == 2026}
    assert doubts(days, 2026) == []


def test_names_of_the_festivals_are_kept():
    days, _ = read(NOTICE_OF_2026, 2026)

    assert Arranged(date(2026, 2, 14), WORKED, "春节") in days
    assert Arranged(date(2026, 10, 7), OFF, "国庆节") in days


def test_the_notice_of_another_year_does_not_fit():
    _, problems = read(NOTICE_OF_2026, 2027)

    assert problems[0] == "第 4 行：1月1日是周五，写的是周四，请核对年份和日期。"


def test_a_count_that_does_not_fit_is_a_problem_with_its_line():
    days, problems = read("元旦：1月1日（周五）至3日（周日）放假，共4天。", 2027)

    assert problems == ["第 1 行：“元旦”写的是共 4 天，列出的是 3 天。"]
    assert days == []


def test_a_stretch_may_begin_in_the_year_before():
    days, problems = read("元旦：2022年12月31日（周六）至2023年1月2日（周一）放假调休，共3天。", 2023)

    assert problems == []
    assert [one.day for one in days] == [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)]


def test_lines_of_a_table_are_read_too():
    days, problems = read("2027-01-01\t放假\t元旦\n2027/1/9，上班，元旦\n2027年2月6日 放假调休 春节", 2027)

    assert problems == []
    assert days == [
        Arranged(date(2027, 1, 1), OFF, "元旦"),
        Arranged(date(2027, 1, 9), WORKED, "元旦"),
        Arranged(date(2027, 2, 6), OFF, "春节"),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("2027-02-30 放假", "没有 2027年2月30日 这一天"),
        ("2027-01-01 元旦", "没有写“放假”或者“上班”"),
        ("元旦：放假一天。", "“元旦”没有写清是哪几天"),
        ("元旦：3日放假。", "第一个日期没有写月份"),
        ("元旦：1月3日至1日放假。", "01-03 至 01-01 先后颠倒"),
    ],
)
def test_an_unclear_line_is_named(line, problem):
    assert read(line, 2027) == ([], [f"第 1 行：{problem}。"])


def test_the_same_day_cannot_be_both():
    _, problems = read("2027-01-02 放假\n2027-01-02 上班", 2027)

    assert problems == ["第 2 行：2027-01-02 又写放假又写上班。"]


def test_doubts_name_what_is_missing_and_what_cannot_be():
    days, _ = read("2027-01-01 放假 元旦\n2027-01-04 上班 元旦", 2027)

    said = doubts(days, 2027)

    assert "10月1日是法定节日，却没有列为放假。" in said
    assert "2027-01-04 本来就是工作日，却列为调休上班。" in said
    assert "没有看到春节的安排。" in said


@given(
    st.text(alphabet="0123456789年月日-/至到、。：:（）周一二三放假上班元旦 \t\n", max_size=80), st.integers(1, 9999)
)
def test_whatever_is_pasted_is_read_or_refused_in_words(text, year):
    days, problems = read(text, year)

    assert all(problem.startswith("第 ") for problem in problems)
    assert len({one.day for one in days}) == len(days)
