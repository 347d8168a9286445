"""Reading somebody's workbook, .xlsx or old .xls, as a table of cells. No Django here."""

import json
from dataclasses import dataclass

from python_calamine import CalamineSheet

from clients.intake.cells import Cell, stored, text_of
from jobs import read_workbook
from people.errors import Refused

MOST_COLUMNS = 60
# A title and the headings stand above the rows.
MOST_LINES_ABOVE = 10


@dataclass(frozen=True)
class Sheet:
    """The first sheet that holds anything. ``rows[i]`` is line i + 1 of the spreadsheet; all are equally long."""

    name: str
    rows: list[list[Cell]]

    def to_json(self) -> str:
        return json.dumps(vars(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Sheet":
        return cls(**json.loads(text))


def read(data: bytes) -> Sheet:
    """The sheet in these bytes. Merged cells repeat their value, dates stay dates. Raises Refused."""
    read_workbook.require_sound(data)
    if not read_workbook.is_workbook(data):
        raise Refused("这不是 Excel 文件。", "请上传 .xlsx 或 .xls；其他格式请先用 Excel 或 WPS 另存。")
    return Sheet(**read_workbook.read_aside("clients.intake.workbook", data))


def answer(data: bytes) -> bytes:
    """The child's side of ``read``."""
    return read_workbook.answer(lambda: vars(_read_here(data)))


def _read_here(data: bytes) -> Sheet:
    sheet = read_workbook.first_sheet(data, _filled)
    if sheet is None:
        raise Refused("表格是空的。", "请下载模板，填好后再上传。")
    return sheet


def _filled(sheet: CalamineSheet) -> Sheet | None:
    """The sheet's cells; None if nothing stands in them."""
    if sheet.end is None:
        return None
    height = sheet.end[0] + 1
    if height > read_workbook.MOST_ROWS + MOST_LINES_ABOVE:
        read_workbook.require_few(height)
    width = min(sheet.end[1] + 1, MOST_COLUMNS)
    rows = [[stored(value) for value in row[:width]] for row in sheet.to_python(skip_empty_area=False)]
    # Only the first cell of a merged range holds its value; people mean it for all of them.
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom < len(rows) and right < width:
            for line in range(top, bottom + 1):
                for column in range(left, right + 1):
                    rows[line][column] = rows[top][left]
    return Sheet(sheet.name, rows) if any(text_of(cell) for row in rows for cell in row) else None
