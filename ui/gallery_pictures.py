"""Invented figures of a month for the gallery: a city of nine banners, and the twelve leagues and cities around it."""

from datetime import date

from ui.cells import HIDDEN
from ui.tiles import Place
from ui.trend import Point

BANNERS = [
    Place("150602", "东胜区", 109.963, 39.823, 64, "#"),
    Place("150603", "康巴什区", 109.790, 39.607, 12, "#"),
    Place("150621", "达拉特旗", 110.034, 40.412, 38, "#", behind=True),
    Place("150622", "准格尔旗", 111.240, 39.864, 41, "#"),
    Place("150623", "鄂托克前旗", 107.478, 38.182, HIDDEN),
    Place("150624", "鄂托克旗", 107.976, 39.090, 9, "#"),
    Place("150625", "杭锦旗", 108.736, 39.833, None),
    Place("150626", "乌审旗", 108.818, 38.604, 16, "#"),
    Place("150627", "伊金霍洛旗", 109.748, 39.565, 27, "#", behind=True),
    Place("150699", "未定旗区", None, None, 7, "#"),
]

FUNNEL = [
    {"label": "被推荐", "count": 186, "href": "#"},
    {"label": "面试", "count": 121, "href": "#"},
    {"label": "录用", "count": 74, "href": "#"},
    {"label": "上岗", "count": 68, "href": "#"},
    {"label": "在岗满 30 天", "count": 55, "unknown": 6, "href": "#"},
    {"label": "在岗满 90 天", "count": 34, "unknown": 19, "href": "#"},
    {"label": "在岗满 180 天", "count": 17, "unknown": 34},
    {"label": "在岗满 365 天", "count": HIDDEN},
]


def following(year: int, month: int, values: list, **later: dict[str, object]) -> list[Point]:
    """Month after month from the first; the last one still runs. ``later``: corrections by place, ``at_3=22``."""
    points = []
    for index, value in enumerate(values):
        at = month - 1 + index
        day = date(year + at // 12, at % 12 + 1, 1)
        points.append(Point(day, value, index < len(values) - 1, later.get(f"at_{index}"), "#"))
    return points


PLACED = following(2025, 11, [14, 12, 9, 6, 17, 21, 18, None, 22, 19, 24, 19, 11], at_8=20)
PLACED_YEAR_BEFORE = [11, 10, 8, HIDDEN, 13, 16, 15, 17, 14, 18, 20, 17, 15]
EARLIER = [52, 54, 51, HIDDEN, HIDDEN, 55, 57, 56, 58, 60, 59, 61, 60, 58, 55, 57, 61, 62]
LATER = [64, 63, None, 62, 65, 66, 64, 63, 60, 62, 65, 67, 66, 68, 70, 69, 71, 70]
STAYED = following(2023, 12, [*EARLIER, *LATER], at_28=64)
COLUMNS = [
    {"label": "在册", "unit": "人", "group": "服务对象"},
    {"label": "新增", "unit": "人", "group": "服务对象"},
    {"label": "在业", "unit": "人", "group": "就业"},
    {"label": "本月安置", "unit": "人", "group": "就业"},
    {"label": "满 90 天在岗", "unit": "%", "group": "就业"},
    {"label": "参加培训", "unit": "人次", "group": "就业"},
    {"label": "享受低保", "unit": "户", "group": "救助"},
    {"label": "临时救助", "unit": "户", "group": "救助"},
    {"label": "应享未享", "unit": "户", "group": "救助"},
    {"label": "家访", "unit": "次", "group": "帮扶"},
    {"label": "超期事项", "unit": "件", "group": "帮扶"},
]
REGIONS = [
    {"label": "东胜区", "href": "#", "cells": [418, 12, 231, 9, 71, 36, 96, 8, 21, 402, 5]},
    {"label": "康巴什区", "href": "#", "cells": [64, HIDDEN, 39, HIDDEN, HIDDEN, 6, 9, 0, HIDDEN, 66, 0]},
    {
        "label": "达拉特旗",
        "href": "#",
        "behind": True,
        "cells": [236, 7, 98, {"value": 6, "corrected": 5, "href": "#"}, 58, 11, 71, 5, 19, 187, 23],
    },
    {"label": "准格尔旗", "href": "#", "cells": [197, 6, 112, 7, 69, 18, 40, HIDDEN, 12, 203, 8]},
    {"label": "鄂托克前旗", "href": "#", "cells": [31, HIDDEN, 17, HIDDEN, HIDDEN, 0, 8, 0, HIDDEN, 29, 0]},
    {"label": "伊金霍洛旗", "href": "#", "cells": [142, 5, 77, 5, 64, 9, 33, None, 9, 130, 6]},
]
TOTAL = {"label": "全市", "cells": [1_088, 35, 574, 33, 66, 80, 257, None, 68, 1_017, 42]}


STREETS = [
    {"label": "全区", "href": "#"},
    {"label": "交通街道", "href": "#"},
    {"label": "公园街道", "href": "#"},
    {"label": "天骄街道", "href": "#", "behind": True},
]
FIGURES = [
    {"label": "在册", "unit": "人", "group": "服务对象", "href": "#", "cells": [418, 163, 141, 114]},
    {"label": "社区戒毒", "is_part": True, "group": "服务对象", "cells": [97, 41, 30, 26]},
    {"label": "社区康复", "is_part": True, "group": "服务对象", "cells": [321, 122, 111, 88]},
    {"label": "当月安置", "unit": "人", "group": "就业", "href": "#", "cells": [9, HIDDEN, HIDDEN, HIDDEN]},
    {"label": "满 90 天仍在岗", "unit": "%", "group": "就业", "href": "#", "cells": [71.4, 74, 70.6, 58]},
    {"label": "参加推介会", "unit": "人次", "group": "就业", "cells": [None, None, None, None]},
]


def pictures() -> dict[str, object]:
    """What the gallery's page of pictures asks for."""
    return {
        "banners": BANNERS,
        "funnel": FUNNEL,
        "placed": PLACED,
        "placed_year_before": PLACED_YEAR_BEFORE,
        "stayed": STAYED,
        "columns": COLUMNS,
        "regions": REGIONS,
        "total": TOTAL,
        "streets": STREETS,
        "street_figures": FIGURES,
        "spark": [point.value for point in PLACED],
    }
