"""Cover, ledger and statement as workbooks. The same content gives the same bytes: nothing says when it was written."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from employers.dossier_cover import Cover
from employers.dossier_ledger import Ledger, Statement

Value = str | int | Decimal | None
EPOCH = (1980, 1, 1, 0, 0, 0)
EPOCH_TEXT = b"1980-01-01T00:00:00Z"
_WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LINE = Side(style="thin", color="999999")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def cover_sheet(cover: Cover) -> bytes:
    headings = ("序号", "材料", "属于", "状态", "页码", "页数", "文件")
    lines = [
        (line.number, line.name, line.about or "企业", line.state, line.page, line.pages or None, line.file_name)
        for line in cover.lines
    ]
    return _workbook("封面", cover.title, cover.facts, headings, lines, (20, 40, 16, 16, 8, 8, 44), ())


def ledger_sheet(ledger: Ledger) -> bytes:
    headings = ("月份", "参保人数", "本月新增（元）", ledger.amount_is, "累计已申报（元）", "余额（元）")
    lines = [
        (of.month.words, _open(of.insured), _open(of.added), _open(of.limit), of.claimed, _open(of.left))
        for of in ledger.months
    ]
    remarks = ("“待核实”表示还缺资料，没有按 0 计算。",) if any(None in of for of in ledger.months) else ()
    return _workbook("总台账", ledger.title, (), headings, lines, (14, 12, 18, 18, 18, 18), remarks)


def statement_sheet(statement: Statement) -> bytes:
    return _workbook("情况说明", statement.title, (), ("项目", "内容"), statement.lines, (40, 80), ())


def _open(value: Decimal | int | None) -> Value:
    return "待核实" if value is None else value


def _workbook(
    name: str,
    title: str,
    facts: Iterable[tuple[str, str]],
    headings: Sequence[str],
    lines: Iterable[Sequence[Value]],
    widths: Sequence[int],
    remarks: Iterable[str],
) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = name
    _write(sheet, 1, (title,), bold=True)
    at = 2
    for label, value in facts:
        _write(sheet, at, (label, value))
        at += 1
    head = at + 1 if at > 2 else at
    _write(sheet, head, headings, bold=True, filled=True)
    for at, line in enumerate(lines, start=head + 1):
        _write(sheet, at, line, grid=True)
    for number, remark in enumerate(remarks, start=max(at, head) + 2):
        _write(sheet, number, (remark,))
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    file = io.BytesIO()
    workbook.save(file)
    return _timeless(file.getvalue())


def _write(
    sheet: Worksheet, row: int, values: Sequence[Value], *, bold: bool = False, filled: bool = False, grid: bool = False
) -> None:
    for place, value in enumerate(values, start=1):
        cell = sheet.cell(row, place, value)
        if isinstance(value, str):
            # A name that begins like a formula stays a name.
            cell.data_type, cell.number_format = "s", "@"
        elif isinstance(value, Decimal):
            cell.number_format = "#,##0.00"
        cell.font = Font(bold=bold, size=14 if bold and not filled else 11)
        cell.alignment = Alignment(vertical="top", wrap_text=filled or grid)
        if filled:
            cell.fill = PatternFill("solid", fgColor="E1EFEB")
        if filled or grid:
            cell.border = _GRID


def _timeless(workbook: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as made, zipfile.ZipFile(file, "w") as archive:
        for name in made.namelist():
            data = made.read(name)
            if name == "docProps/core.xml":
                data = _WHEN.sub(rb"\g<1>" + EPOCH_TEXT, data)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return file.getvalue()
