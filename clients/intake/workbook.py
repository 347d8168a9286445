"""Reading somebody's workbook, .xlsx or old .xls, as a table of cells. No Django here."""

import io
import json
import zipfile
from dataclasses import dataclass

import python_calamine

from clients.intake.cells import Cell, stored, text_of
from jobs.aside import Crashed, run_aside

LARGEST_FILE = 10 * 1024 * 1024
# An .xlsx is a zip: a small one may unpack to anything.
LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_ROWS = 10_000
DAMAGED = "文件打不开，可能已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"
MOST_COLUMNS = 60
# A title and the headings stand above the rows.
MOST_LINES_ABOVE = 10


class NotAWorkbook(ValueError):
    """The file cannot be read as a list of people; ``str()`` says in Chinese why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """The first sheet that holds anything. ``rows[i]`` is line i + 1 of the spreadsheet; all are equally long."""

    name: str
    rows: list[list[Cell]]

    def to_json(self) -> str:
        return json.dumps({"name": self.name, "rows": self.rows}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Sheet":
        return cls(**json.loads(text))


def read(data: bytes) -> Sheet:
    """The sheet in these bytes. Merged cells repeat their value, dates stay dates. Raises NotAWorkbook.

    The reader runs in a process of its own: a damaged .xls can make it ask for 50 GB, which ends the process.
    """
    _require_readable(data)
    try:
        answered = json.loads(run_aside("clients.intake.workbook", data))
    except Crashed:
        raise NotAWorkbook(DAMAGED) from None
    if "refused" in answered:
        raise NotAWorkbook(answered["refused"])
    return Sheet(**answered)


def answer(data: bytes) -> bytes:
    """The child's side of ``read``: the sheet as JSON, or the text of the refusal under ``refused``."""
    try:
        return read_here(data).to_json().encode()
    except NotAWorkbook as no:
        return json.dumps({"refused": str(no)}).encode()


def read_here(data: bytes) -> Sheet:
    """As ``read``, in this process, for files that are known to be sound."""
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in workbook.sheets_metadata:
            if meta.visible != python_calamine.SheetVisibleEnum.Visible:
                continue
            sheet = _filled(workbook.get_sheet_by_name(meta.name))
            if any(text_of(cell) for row in sheet.rows for cell in row):
                return sheet
    except python_calamine.PasswordError:
        raise NotAWorkbook("文件设了打开密码。请在 Excel 里去掉密码，另存后再上传。") from None
    except (python_calamine.CalamineError, OSError) as error:
        raise NotAWorkbook(DAMAGED) from error
    raise NotAWorkbook("表格是空的。请下载模板，填好后再上传。")


def _require_readable(data: bytes) -> None:
    if not data:
        raise NotAWorkbook("文件是空的，请重新选择。")
    if len(data) > LARGEST_FILE:
        raise NotAWorkbook(f"文件超过 {LARGEST_FILE // 1024 // 1024} MB。请删去图片，或分成几个文件上传。")
    if data[:4] == b"PK\x03\x04":
        try:
            unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist())
        except zipfile.BadZipFile:
            raise NotAWorkbook("文件打不开，可能没有传完整。请重新上传。") from None
        if unpacked > LARGEST_UNPACKED:
            raise NotAWorkbook("文件展开后太大。请把名单复制到新的空白表格里再上传。")
    elif data[:8] != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise NotAWorkbook("这不是 Excel 文件。请上传 .xlsx 或 .xls；其他格式请先用 Excel 或 WPS 另存。")


def _filled(sheet: python_calamine.CalamineSheet) -> Sheet:
    if sheet.end is None:
        return Sheet(sheet.name, [])
    height = sheet.end[0] + 1
    if height > MOST_ROWS + MOST_LINES_ABOVE:
        raise NotAWorkbook(f"一次最多导入 {MOST_ROWS} 行，这个文件有 {height} 行。请分成几个文件。")
    width = min(sheet.end[1] + 1, MOST_COLUMNS)
    rows = [[stored(value) for value in row[:width]] for row in sheet.to_python(skip_empty_area=False)]
    # Only the first cell of a merged range holds its value; people mean it for all of them.
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom < len(rows) and right < width:
            for line in range(top, bottom + 1):
                for column in range(left, right + 1):
                    rows[line][column] = rows[top][left]
    return Sheet(sheet.name, rows)
