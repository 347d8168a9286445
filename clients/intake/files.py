"""The two spreadsheets that we hand out: the template, and the rows that were not taken."""

import io
import json
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from clients.intake.cells import Cell, said
from clients.intake.columns import COLUMNS

REASON_HEADING = "问题"
TEXT = "@"
_HEAD = PatternFill("solid", fgColor="E1EFEB")
_LISTS = {
    "sex": "男,女",
    "education": "未上学,小学,初中,高中,中专,大专,本科,研究生",
    "measure": "自愿戒毒,社区戒毒,强制隔离戒毒,社区康复,药物维持治疗",
}
LINES_READY = 2000


def template() -> bytes:
    """The empty list as .xlsx: columns as text, two example rows that are refused if left in, a page of notes."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "服务对象"
    for number, column in enumerate(COLUMNS, start=1):
        head = sheet.cell(1, number, f"{column.title}{'*' if column.required else ''}")
        head.font, head.fill = Font(bold=True), _HEAD
        head.comment = Comment(column.note, "归航")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 24 if column.field in ("id_number", "residence", "address") else 15
        sheet.column_dimensions[letter].number_format = TEXT
        for line, example in enumerate(column.examples, start=2):
            cell = sheet.cell(line, number, example or None)
            cell.number_format, cell.font = TEXT, Font(italic=True, color="808080")
        if column.field in _LISTS:
            choice = DataValidation(type="list", formula1=f'"{_LISTS[column.field]}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}{LINES_READY}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = "C2"
    _notes(workbook.create_sheet("填写说明"))
    return _bytes(workbook)


def _notes(sheet) -> None:
    lines = [
        ("列", "怎么填"),
        *((f"{column.title}{'（必填）' if column.required else ''}", column.note) for column in COLUMNS),
        ("示例行", "第 2、3 行是示例，填写前请删掉；留着也不会导入。"),
        ("身份证号", "这一列已设为“文本”。从别处粘贴时请选“只粘贴文本”，否则 Excel 会把后几位变成 0。"),
        ("重复", "已经在册的人不会重复导入，同一个文件可以放心再传一次。"),
    ]
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            cell = sheet.cell(number, place, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1 or place == 1)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 70


def left_over(stored: str) -> bytes:
    """The rows that were not taken, as they came, each with its reason in a last column; ready to be mended and sent
    again."""
    content = json.loads(stored)
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "未导入"
    _write(sheet, 1, [*content["headings"], REASON_HEADING])
    for number, (_, reason, cells) in enumerate(content["rows"], start=2):
        _write(sheet, number, [*cells, reason])
    sheet.freeze_panes = "A2"
    return _bytes(workbook)


def _write(sheet, line: int, cells: Sequence[Cell]) -> None:
    for number, value in enumerate(cells, start=1):
        cell = sheet.cell(line, number)
        # Always text: neither lost digits nor a formula that somebody smuggled in.
        cell.value, cell.number_format = said(value), TEXT
        cell.data_type = "s"


def _bytes(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
