"""The monthly form as .xlsx: the form, every figure, and what each of them means."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from figures.cell import HIDDEN, UNKNOWN, Value
from figures.figure import Figure
from figures.form import HIDDEN_MARK, HOW_IT_ADDS_UP, LEGEND, UNKNOWN_MARK, Form, Group

HEAD = PatternFill("solid", fgColor="E1EFEB")
SUB = PatternFill("solid", fgColor="F4F6F5")
EDGE = Border(*[Side("thin", color="B8C4C0")] * 4)
RIGHT, TOP = Alignment(horizontal="right"), Alignment(wrap_text=True, vertical="top")
NAME, UNIT, PLACE = 30, 8, 13


def workbook(form: Form, made_on: date) -> bytes:
    """Numbers are numbers, what is not shown is a sign; the third page says which sign means what."""
    book = Workbook()
    first = book.active
    first.title = "月报"
    _page(first, form, form.groups, made_on, ruled=True)
    # Ruling two thousand cells takes as long as all the rest.
    _page(book.create_sheet("全部指标"), form, form.every, made_on, ruled=False)
    _definitions(book.create_sheet("指标说明"), form)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _page(sheet: Worksheet, form: Form, groups: Sequence[Group], made_on: date, *, ruled: bool) -> None:
    last = 2 + len(form.columns)
    closed = timezone.localdate(form.closed_at)
    about = f"{form.region}　{form.span}　已结账（{_said(closed)}）　制表 {_said(made_on)}"
    for number, (text, font) in enumerate(((form.title, Font(bold=True, size=16)), (about, Font())), start=1):
        cell = _write(sheet, number, 1, text)
        cell.font, cell.alignment = font, Alignment(horizontal="center")
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=last)
    for place, heading in enumerate(("指标", "单位", *(column.name for column in form.columns)), start=1):
        cell = _write(sheet, 3, place, heading)
        cell.font, cell.fill, cell.border = Font(bold=True), HEAD, EDGE
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    row = 4
    for group in groups:
        cell = _write(sheet, row, 1, group.name)
        cell.font, cell.fill = Font(bold=True), SUB
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        for row, line in enumerate(group.lines, start=row + 1):  # noqa: B020 - goes on from the heading
            cells = [_write(sheet, row, 1, line.figure.label), _write(sheet, row, 2, line.figure.unit)]
            cells += [
                _number(sheet, row, place, line.cells[column.code])
                for place, column in enumerate(form.columns, start=3)
            ]
            for cell in cells if ruled else ():
                cell.border = EDGE
        row += 1
    _write(sheet, row + 1, 1, LEGEND)
    sheet.merge_cells(start_row=row + 1, end_row=row + 1, start_column=1, end_column=last)
    sheet.cell(row + 1, 1).alignment = TOP
    sheet.row_dimensions[row + 1].height = 32
    for place, width in enumerate((NAME, UNIT, *(PLACE for _ in form.columns)), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "C4"
    _fit_paper(sheet, wide=len(form.columns) > 7)


def _fit_paper(sheet: Worksheet, *, wide: bool) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "3:3"


def _definitions(sheet: Worksheet, form: Form) -> None:
    lines = [("指标", "单位", "怎么算的", "几个月合并时")]
    lines += [(one.label, one.unit, one.definition, HOW_IT_ADDS_UP[one.kind]) for one in _once(form.figures)]
    lines += [("", "", "", ""), ("记号", "", LEGEND, "")]
    for row, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            cell = _write(sheet, row, place, text)
            cell.alignment = TOP
            if row == 1:
                cell.font, cell.fill = Font(bold=True), HEAD
    for letter, width in zip("ABCD", (NAME, UNIT, 80, 34), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    _fit_paper(sheet, wide=True)


def _once(figures: Sequence[Figure]) -> list[Figure]:
    return list(dict.fromkeys(figures))


def _number(sheet: Worksheet, row: int, place: int, value: Value) -> Cell:
    if value in (HIDDEN, UNKNOWN):
        cell = _write(sheet, row, place, HIDDEN_MARK if value == HIDDEN else UNKNOWN_MARK)
        cell.alignment = RIGHT
    else:
        cell = sheet.cell(row, place, value)
        whole = not isinstance(value, float | Decimal)
        cell.number_format = "#,##0" if whole else "#,##0.00" if isinstance(value, Decimal) else "#,##0.0"
    return cell


def _write(sheet: Worksheet, row: int, place: int, text: str) -> Cell:
    """A text that stays a text, whatever it begins with."""
    cell = sheet.cell(row, place)
    cell.value = text
    cell.data_type = "s"
    return cell


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
