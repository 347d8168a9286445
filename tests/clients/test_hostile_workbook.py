"""Workbooks that are made to break something, and what we hand back of them."""

import io
import json

from openpyxl import load_workbook

from clients.intake import files
from clients.intake.cells import stored

BOOBY_TRAPS = ['=HYPERLINK("http://example.cn","点我")', "+1", "-2+3", "@SUM(A1)", "=cmd|'/c calc'!A0"]


def test_controls_and_halves_of_characters_do_not_come_in():
    assert stored("王\x00建\x07军\ud83d") == "王建军"


def test_what_is_handed_back_is_text_and_never_a_formula():
    kept = json.dumps({"headings": ["=A1"], "rows": [[2, "=1+1", BOOBY_TRAPS]]})

    sheet = load_workbook(io.BytesIO(files.left_over(kept))).active

    assert [cell.data_type for cell in sheet[2]] == ["s"] * 6
    assert [cell.value for cell in sheet[2]] == [*BOOBY_TRAPS, "=1+1"]
    assert sheet["A1"].data_type == "s"
