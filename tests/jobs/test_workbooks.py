"""What every import asks of a workbook before anybody looks at its cells, and what it hands out."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from jobs import read_workbook, write_workbook
from people.errors import Refused


class Column(NamedTuple):
    title: str
    note: str
    examples: tuple[str, str] = ("", "")
    required: bool = False


def test_an_archive_that_unpacks_to_too_much_is_refused_unopened(monkeypatch):
    monkeypatch.setattr(read_workbook, "LARGEST_UNPACKED", 1_000_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 1_000_001)

    with pytest.raises(Refused, match="展开后太大"):
        read_workbook.require_sound(bomb.getvalue())


def test_the_first_visible_sheet_of_use_is_taken():
    made = load_workbook(io.BytesIO(write_workbook.text_table("甲", [["岗位名称"], ["电焊工"]])))
    made.create_sheet("乙").append(["保洁员"])
    made["甲"].sheet_state = "hidden"
    file = io.BytesIO()
    made.save(file)

    assert read_workbook.first_sheet(file.getvalue(), lambda sheet: sheet.name) == "乙"
    assert read_workbook.first_sheet(file.getvalue(), lambda sheet: None) is None


def test_rows_that_are_handed_back_are_text():
    sheet = load_workbook(io.BytesIO(write_workbook.text_table("未导入", [["电话"], ["=1+1"]]))).active

    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].number_format) == ("=1+1", "s", "@")


def test_a_list_can_be_summed_and_sorted_and_its_words_are_only_words():
    lines = [("DS-1", Decimal("1068.50"), date(2026, 11, 22), "=HYPERLINK(A1)"), ("DS-2", None, None, "走访\x0b两次")]

    sheet = load_workbook(
        io.BytesIO(write_workbook.table("名单", ["编号", "金额", "日期", "说明"], lines, frozen="B2"))
    ).active

    assert [cell.value for cell in sheet[1]] == ["编号", "金额", "日期", "说明"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == (1068.5, "n")
    assert (sheet["C2"].value.date(), sheet["C2"].number_format) == (date(2026, 11, 22), 'yyyy"年"m"月"d"日"')
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=HYPERLINK(A1)", "s")
    assert [cell.value for cell in sheet[3]] == ["DS-2", None, None, "走访两次"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:D3", "B2")


def test_a_list_of_nobody_has_its_headings():
    sheet = load_workbook(io.BytesIO(write_workbook.table("名单", ["编号", "金额"], []))).active

    assert (sheet.max_row, sheet.auto_filter.ref) == (1, "A1:B1")


def test_a_template_says_how_it_is_filled():
    columns = (Column("姓名", "证件上的姓名", ("示例：张三", ""), required=True), Column("性别", "可不填"))

    book = load_workbook(
        io.BytesIO(
            write_workbook.template(
                "名单", columns, frozen="B2", choices={"性别": ("男", "女")}, remarks=[("重复", "不会重复导入。")]
            )
        )
    )

    sheet, notes = book["名单"], book["填写说明"]
    assert [cell.value for cell in sheet[1]] == ["姓名*", "性别"]
    assert [cell.value for cell in sheet[2]] == ["示例：张三", None]
    assert [choice.formula1 for choice in sheet.data_validations.dataValidation] == ['"男,女"']
    assert [cell.value for cell in notes[1]] == ["列", "怎么填"]
    assert [cell.value for cell in notes[2]] == ["姓名（必填）", "证件上的姓名"]
    assert [cell.value for cell in notes[5]] == ["重复", "不会重复导入。"]
