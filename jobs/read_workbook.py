"""Reading workbooks that people send in, whatever stands in their cells. No Django here.

A file may be damaged or made to break something: ``require_sound`` looks at it unopened, ``read_aside`` has it opened
in a process of its own.
"""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from jobs.aside import Crashed, run_aside
from people.errors import Refused

LARGEST_FILE = 10 * 1024 * 1024
# An .xlsx is a zip: a small one may unpack to anything.
LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_ROWS = 10_000
_XLSX, _XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = ("文件打不开，可能已损坏。", "请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")

Taken = TypeVar("Taken")


def is_workbook(data: bytes) -> bool:
    """Whether it begins like an .xlsx or an old .xls."""
    return data.startswith((_XLSX, _XLS))


def require_sound(data: bytes) -> None:
    """Raises Refused for nothing, for too much, and for an archive that is cut off or would unpack to too much."""
    if not data:
        raise Refused("文件是空的。", "请重新选择文件。")
    if len(data) > LARGEST_FILE:
        raise Refused(f"文件超过 {LARGEST_FILE // 1024 // 1024} MB。", "请删去图片，或分成几个文件上传。")
    if not data.startswith(_XLSX):
        return
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except zipfile.BadZipFile:
        raise Refused("文件打不开，可能没有传完整。", "请重新上传。") from None
    if unpacked > LARGEST_UNPACKED:
        raise Refused("文件展开后太大。", "请把内容复制到新的空白表格里再上传。")


def require_few(rows: int) -> None:
    """Raises Refused for more than ``MOST_ROWS``."""
    if rows > MOST_ROWS:
        raise Refused(f"一次最多导入 {MOST_ROWS} 行，这个文件有 {rows} 行。", "请分成几个文件。")


def read_aside(module: str, data: bytes) -> dict[str, Any]:
    """What ``module`` reads in ``data``, in a process of its own. Raises Refused, also when the reader dies.

    ``module.answer(data)`` has to be ``answer(lambda: …)`` of here. A damaged .xls can make the reader ask for 50 GB of
    memory, which ends its process.
    """
    try:
        answered = json.loads(run_aside(module, data))
    except Crashed:
        raise Refused(*_DAMAGED) from None
    if "refused" in answered:
        raise Refused(*answered["refused"])
    return answered


def answer(read: Callable[[], Mapping[str, Any]]) -> bytes:
    """The child's side of ``read_aside``: what was read as JSON, or under ``refused`` the two texts of the refusal."""
    try:
        return json.dumps(read()).encode()
    except Refused as no:
        return json.dumps({"refused": [no.message, no.next_step]}).encode()


def first_sheet(data: bytes, take: Callable[[CalamineSheet], Taken | None]) -> Taken | None:
    """What ``take`` makes of the first visible sheet of which it makes anything. Raises Refused for a damaged file."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in workbook.sheets_metadata:
            if meta.visible == SheetVisibleEnum.Visible:
                taken = take(workbook.get_sheet_by_name(meta.name))
                if taken is not None:
                    return taken
    except PasswordError:
        raise Refused("文件设了打开密码。", "请在 Excel 里去掉密码，另存后再上传。") from None
    except (CalamineError, OSError, ValueError):
        raise Refused(*_DAMAGED) from None
    return None
