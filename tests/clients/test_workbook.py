"""What stands in a spreadsheet, and what was meant by it."""

import contextlib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.intake import workbook
from clients.intake.cells import Unreadable, amount_of, date_of, id_number_text, stored, text_of, words_of
from clients.intake.columns import COLUMNS, heading_line, missing, recognise
from people.errors import Refused
from tests.clients.workbooks import HEADINGS, an_xlsx

OLD_FILE = Path(__file__).parent / "data" / "caseload-97-2003.xls"


def test_an_xlsx_is_read_as_it_was_typed():
    sheet = workbook.read(an_xlsx([["王建军", "150602198803050457", 13847712345, date(2025, 6, 2)]]))

    assert sheet.rows[0] == list(HEADINGS)
    assert sheet.rows[1] == ["王建军", "150602198803050457", 13847712345, ["date", "2025-06-02"]]


def test_an_old_xls_is_read_too():
    sheet = workbook.read(OLD_FILE.read_bytes())

    assert [text_of(cell) for cell in sheet.rows[0]] == ["姓名", "身份证号码", "手机", "出生日期", "所属街道"]
    assert [text_of(cell) for cell in sheet.rows[1]] == [
        "王建军",
        "150602198803050457",
        "13847712345",
        "1988-03-05",
        "东胜区交通街道",
    ]
    with pytest.raises(Unreadable, match="后几位已经丢失"):
        id_number_text(sheet.rows[2][1])


def test_a_merged_cell_counts_for_all_its_lines():
    sheet = workbook.read(an_xlsx([["王建军", "1", "", "交通街道"], ["赵志强", "2", "", None]], merge="D2:D3"))

    assert [row[3] for row in sheet.rows] == ["居住地", "交通街道", "交通街道"]


def test_a_sheet_survives_being_put_away():
    sheet = workbook.read(an_xlsx([["王建军", "x", 1.5, date(2025, 6, 2)]]))

    assert workbook.Sheet.from_json(sheet.to_json()) == sheet


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"),
        ("姓名,身份证号\n王建军,1".encode(), "不是 Excel 文件"),
        (b"PK\x03\x04 broken", "没有传完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "可能已损坏"),
        (an_xlsx([], headings=[]), "表格是空的"),
        (b"PK" * (6 * 1024 * 1024), "超过 10 MB"),
    ],
    ids=["empty", "csv", "broken zip", "broken xls", "no cells", "too large"],
)
def test_what_is_no_list_is_refused_with_what_to_do(data, message):
    with pytest.raises(Refused, match=message):
        workbook.read(data)


@pytest.mark.parametrize("place", [1730, 1733, 1737])
def test_a_damaged_file_that_kills_its_reader_is_only_refused(place):
    """One wrong byte here makes the reader ask for 50 GB of memory and abort."""
    sound = OLD_FILE.read_bytes()

    with pytest.raises(Refused, match="可能已损坏"):
        workbook.read(sound[:place] + b"\x7f" + sound[place + 1 :])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, OLD_FILE.stat().st_size - 1), st.binary(min_size=1, max_size=40))
def test_whatever_is_damaged_the_answer_is_a_sheet_or_a_refusal(place, noise):
    sound = OLD_FILE.read_bytes()

    with contextlib.suppress(Refused):
        assert workbook.read(sound[:place] + noise + sound[place + len(noise) :]).rows


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (13847712345.0, "13847712345"),
        (3.5, "3.5"),
        ("　王 建军\u200b ", "王 建军"),
        (["date", "1988-03-05"], "1988-03-05"),
        (stored(datetime(1988, 3, 5, 10, 30)), "1988-03-05"),
        (stored(None), ""),
        (stored(True), "是"),
    ],
)
def test_a_cell_reads_as_a_person_would_read_it(cell, text):
    assert text_of(cell) == text


@pytest.mark.parametrize("number", [1.50602198803050e17, 150602198803050457, 10**15])
def test_a_numeric_id_number_has_lost_its_end(number):
    with pytest.raises(Unreadable, match="文本"):
        id_number_text(number)


@pytest.mark.parametrize(
    "typed",
    [
        ["date", "1986-03-05"],
        "1986年3月5日",
        "1986-3-5",
        "1986/03/05",
        "1986.3.5",
        "19860305",
        19860305.0,
        "１９８６年３月５日",
        "1986 年 3 月 5 日",
    ],
)
def test_one_day_in_all_its_spellings(typed):
    assert date_of(typed) == date(1986, 3, 5)


@pytest.mark.parametrize(
    ("typed", "message"),
    [("八六年三月", "没有看懂"), ("1986-13-05", "没有这一天"), ("1986年3月", "缺少“日”"), (31476.0, "没有看懂")],
)
def test_what_is_no_day_is_refused(typed, message):
    with pytest.raises(Unreadable, match=message):
        date_of(typed)


def test_a_month_alone_is_its_first_day_where_that_is_enough():
    assert date_of("1986年3月", whole=False) == date(1986, 3, 1)
    assert date_of("") is None


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        (3500.0, 3500),
        ("3,500", 3500),
        ("3500元", 3500),
        ("3500元/月以上", 3500),
        ("3.5千", 3500),
        ("￥4200", 4200),
        ("面议", None),
        ("", None),
    ],
)
def test_a_wage_is_yuan_a_month(typed, amount):
    assert amount_of(typed) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize("typed", ["随便", "3000-4000", "200元/天", "350000"])
def test_a_wage_that_is_not_understood_is_not_guessed(typed):
    with pytest.raises(Unreadable):
        amount_of(typed)


def test_a_list_in_one_cell_is_taken_apart():
    assert words_of("电工、焊工，会开车;砌墙 / 电工") == ("电工", "焊工", "会开车", "砌墙")


def test_headings_are_known_by_many_names():
    assert recognise(["序号", "*姓名", "身份证号码（18位）", "手 机", "街道", "备注", "联系电话"]) == {
        1: "name",
        2: "id_number",
        3: "phone",
        4: "residence",
    }


def test_no_heading_means_two_things():
    headings = [heading for column in COLUMNS for heading in (column.title, *column.also.split())]

    assert len(headings) == len(set(headings))


def test_a_title_may_stand_above_the_headings():
    rows = workbook.read(an_xlsx([["王建军", "1", "", ""]], title="交通街道服务对象名单（2026年11月）")).rows

    assert heading_line(rows) == 1
    assert heading_line([["随便", "写的"]]) is None


def test_required_columns_are_missed():
    assert [column.title for column in missing({0: "name"})] == ["身份证号"]
