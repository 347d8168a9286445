"""Workbooks that we hand out: templates to fill, rows to mend, and lists."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Lines of a template whose cells offer their choices.
LINES_READY = 2000
WIDE, NARROW = 36, 16
# As dates stand on every page: 2026年11月22日.
DATE = 'yyyy"年"m"月"d"日"'
_TEXT = "@"


class Column(Protocol):
    """A column of a template; ``note`` says how to fill it."""

    @property
    def title(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def examples(self) -> tuple[str, str]: ...


def template(
    title: str,
    columns: Sequence[Column],
    *,
    frozen: str,
    wide: Iterable[str] = (),
    choices: Mapping[str, Sequence[str]] | None = None,
    remarks: Iterable[tuple[str, str]] = (),
) -> bytes:
    """An empty list as .xlsx: columns as text, two example lines, a page that says how to fill it.

    frozen   the first cell that scrolls: D2
    wide     titles of columns that need room
    choices  what a column, by its title, lets one choose from
    remarks  (name, text) below the columns' own notes
    """
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for number, column in enumerate(columns, start=1):
        head = sheet.cell(1, number, f"{column.title}{'*' if column.required else ''}")
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="E1EFEB")
        head.comment = Comment(column.note, "填写说明")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDE if column.title in wide else NARROW
        sheet.column_dimensions[letter].number_format = _TEXT
        for line, example in enumerate(column.examples, start=2):
            cell = sheet.cell(line, number, example or None)
            cell.number_format, cell.font = _TEXT, Font(italic=True, color="808080")
        if offered := (choices or {}).get(column.title):
            choice = DataValidation(type="list", formula1=f'"{",".join(offered)}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}{LINES_READY}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = frozen
    own = ((f"{column.title}{'（必填）' if column.required else ''}", column.note) for column in columns)
    examples = ("示例行", "第 2、3 行是示例，填写前请删掉；留着也不会导入。")
    _write_notes(workbook.create_sheet("填写说明"), [("列", "怎么填"), *own, examples, *remarks])
    return _bytes(workbook)


def _write_notes(sheet, lines: Iterable[tuple[str, str]]) -> None:
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            cell = sheet.cell(number, place, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1 or place == 1)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 70


def text_table(title: str, lines: Iterable[Sequence[str]]) -> bytes:
    """These lines, the headings first, as .xlsx in which every cell is text.

    Neither are digits lost nor is a formula handed on that somebody smuggled in.
    """
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line, start=1):
            cell = sheet.cell(number, place)
            cell.value, cell.number_format = value, _TEXT
            cell.data_type = "s"
    sheet.freeze_panes = "A2"
    return _bytes(workbook)


def table(
    title: str,
    headings: Sequence[str],
    lines: Iterable[Sequence[str | int | Decimal | date | None]],
    *,
    frozen: str = "A2",
    wide: Iterable[str] = (),
    notes: Iterable[tuple[str, str]] = (),
) -> bytes:
    """A list as .xlsx, written line by line: numbers and dates can be summed and sorted, words are only words.

    A text that begins like a formula stays a text. ``wide`` are headings of columns that need room; ``notes``, pairs
    of a name and a text, go on a page of their own behind the list.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = frozen
    for number, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDE if heading in wide else NARROW
    last = get_column_letter(len(headings))
    sheet.append([_heading(sheet, heading) for heading in headings])
    count = 1
    for count, line in enumerate(lines, start=2):  # noqa: B007 - the last number is what the filter spans
        sheet.append([_cell(sheet, value) for value in line])
    sheet.auto_filter.ref = f"A1:{last}{count}"
    if told := list(notes):
        page = workbook.create_sheet("说明")
        page.column_dimensions["A"].width, page.column_dimensions["B"].width = 18, 70
        for name, text in told:
            page.append([_cell(page, name), _cell(page, text)])
    return _bytes(workbook)


def _heading(sheet, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, text)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E1EFEB")
    return cell


def _cell(sheet, value: str | int | Decimal | date | None) -> WriteOnlyCell:
    # Control characters have no place in a workbook; somebody pasted them in with her text.
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", _TEXT
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    elif isinstance(value, date):
        cell.number_format = DATE
    if not isinstance(value, str):
        cell.alignment = Alignment(vertical="top")
    return cell


def _bytes(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
