"""The wide table: every cell under its heading, every sign explained."""

import pytest

from ui.cells import HIDDEN
from ui.gallery_pictures import COLUMNS, REGIONS, TOTAL
from ui.month_table import cell, groups, lines, signs


def test_a_cell_is_a_value_or_has_one():
    assert cell(7) == (7, "", "", False, None, "")
    assert cell(None).why == "unknown"
    assert cell({"value": HIDDEN, "href": "/desk/"}).why == "hidden"
    assert cell({"value": 6, "corrected": 5})[3:] == (True, 5, "")
    assert cell({"value": 6, "corrected": HIDDEN}).corrected_why == "hidden"


def test_neighbours_of_one_group_share_a_heading():
    columns = [{"label": "在册", "group": "服务对象"}, {"label": "新增", "group": "服务对象"}, {"label": "家访"}]

    assert groups(columns) == [("服务对象", 2), ("", 1)]
    assert groups([{"label": "在册"}]) == []


def test_a_group_of_rows_is_named_once_and_the_total_has_none():
    rows = [
        {"label": "在册", "group": "服务对象", "unit": "人", "cells": [8]},
        {"label": "其中妇女", "group": "服务对象", "is_part": True, "cells": [HIDDEN]},
        {"label": "本月安置", "group": "就业", "cells": [3]},
    ]

    drawn = lines(rows, [{"label": "交通街道"}], {"label": "合计", "cells": [9]})

    assert [line.heading for line in drawn] == ["服务对象", "", "就业", ""]
    assert [line.is_part for line in drawn] == [False, True, False, False]
    assert [line.is_total for line in drawn] == [False, False, False, True]


def test_a_row_that_does_not_fit_its_headings_is_an_error():
    with pytest.raises(ValueError, match="'东胜区' has 2 cells under 1 headings"):
        lines([{"label": "东胜区", "cells": [1, 2]}], [{"label": "在册"}])


def test_only_signs_that_stand_in_the_table_are_explained():
    everything = lines(REGIONS, COLUMNS, TOTAL)
    nothing = lines([{"label": "东胜区", "cells": [8]}], [{"label": "在册"}])

    assert signs(everything) == {"hidden", "unknown", "corrected", "behind"}
    assert signs(nothing) == set()
    assert signs(nothing, [{"label": "东胜区", "behind": True}]) == {"behind"}
