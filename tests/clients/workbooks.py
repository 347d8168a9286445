"""Workbooks as people send them, made for the intake's tests."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

HEADINGS = ("姓名", "身份证号", "联系电话", "居住地")


def an_xlsx(
    rows: Sequence[Sequence[object]], headings: Sequence[object] = HEADINGS, *, title: str = "", merge: str = ""
) -> bytes:
    """An .xlsx with these rows under headings; with ``title``, a line above them; ``merge`` is a range like D2:D3."""
    workbook = Workbook()
    sheet = workbook.active
    if title:
        sheet.append([title])
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    for cell in (cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"):
        # Text that looks like a formula: as a person types it with an apostrophe before.
        cell.data_type = "s"
    if merge:
        sheet.merge_cells(merge)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
