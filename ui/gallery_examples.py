"""Invented content for the gallery: real-looking, nobody's."""

from types import SimpleNamespace


def link(label: str, icon: str = "", *, current: bool = False, count: int | None = None) -> SimpleNamespace:
    """A line of a menu that leads nowhere."""
    return SimpleNamespace(label=label, href="#", icon=icon, current=current, count=count)


NAVIGATION = SimpleNamespace(
    main=[
        link("今日", "sun", count=7),
        link("服务对象", "users", current=True, count=30),
        link("岗位", "briefcase", count=512),
        link("企业", "building-2"),
        link("后台任务", "list-checks"),
    ],
    search=SimpleNamespace(
        href="#", label="搜索服务对象、岗位", can=[("服务对象", "姓名、拼音首字母、编号"), ("岗位", "工种、企业、地点")]
    ),
    person="东胜区 · 禁毒社工 李敏",
    roles=[
        SimpleNamespace(label="东胜区交通街道 · 禁毒社工", value="1", current=True),
        SimpleNamespace(label="东胜区 · 禁毒办负责人", value="2", current=False),
    ],
    roles_href="#",
    inbox=link("消息", "bell", count=3),
    account=[link("我的账号")],
    sign_out_href="#",
    tabs=lambda kind, pk: [
        link("概况"),
        link("技能与意愿"),
        link("家庭"),
        link("推荐岗位", current=True, count=23),
        link("查阅记录"),
    ],
)


PORTAL_NAVIGATION = SimpleNamespace(
    portal=[link("我的岗位", current=True), link("求职者"), link("企业信息"), link("补贴材料")],
    person="蒙泰热电 周丽",
    account=[link("我的账号")],
    sign_out_href="#",
)


def good(text: str, source: str = "") -> dict[str, str]:
    return {"tone": "good", "text": text, "source": source}


def wait(text: str, source: str = "") -> dict[str, str]:
    return {"tone": "wait", "text": text, "source": source}


def bad(text: str, source: str = "") -> dict[str, str]:
    return {"tone": "bad", "text": text, "source": source}


def parts(*points: int) -> list[dict[str, object]]:
    """What a score is made of, in the order every page shows."""
    names = ("职业与技能", "工资", "距离", "稳岗")
    return [{"label": name, "value": value} for name, value in zip(names, points, strict=True)]


FIRST = SimpleNamespace(
    title="维修电工（低压）",
    score=86,
    meta=["蒙泰热电", "东胜区", "4.2 公里", "招 2 人", "3 天前更新"],
    parts=parts(44, 18, 14, 10),
    reasons=[
        good("电工证（低压）符合要求，有效期覆盖合同首年"),
        good("做过厂区线路维护 4 年，与“配电线路检修”相近"),
        good("倒班，周二上午的签到可以调休"),
        wait("是否恐高没有记录，岗位有登高作业：问清后再推荐"),
    ],
    low=4200,
    high=5000,
    people=["DS-000417", "38 岁", "东胜区交通街道", "4.2 公里"],
)
SECOND = SimpleNamespace(
    title="物业水电工",
    score=74,
    meta=["万正物业", "康巴什区", "9.8 公里", "招 1 人", "今天更新"],
    parts=parts(39, 13, 9, 13),
    reasons=[good("水电维修经验 2 年，与“物业工程维修”同类"), good("白班，公交 28 分钟")],
    low=3500,
    high=3500,
)
NEAR = SimpleNamespace(
    title="叉车司机（夜班装卸，兼仓库盘点与出入库登记，需服从临时调班安排）",
    meta=["恒源物流", "东胜区", "3.1 公里", "招 4 人"],
    reasons=[
        bad("没有叉车证（N1），岗位要求持证", "特种设备安全监察条例 第三十八条"),
        good("其余 7 项条件都符合"),
    ],
    low=5200,
    high=None,
)


def option(value: str, label: str, count: int | None, *, selected: bool = False) -> dict[str, object]:
    return {"value": value, "label": label, "count": count, "selected": selected}


FACETS = {
    "district": [
        option("150602", "东胜区", 15, selected=True),
        option("150603", "康巴什区", 8),
        option("150627", "伊金霍洛旗", 0),
    ],
    "occupation": [
        option(str(number), name, count)
        for number, (name, count) in enumerate(
            [
                ("电力、燃气", 6),
                ("机械设备修理", 5),
                ("物业服务", 4),
                ("仓储", 8),
                ("餐饮服务", 3),
                ("保洁绿化", 11),
                ("道路运输", 2),
                ("建筑施工", 7),
                ("养老护理", 1),
            ]
        )
    ],
    "wage": [option("4000", "4,000 元以上", 9), option("3200", "3,200 元以上", 23, selected=True)],
}

COMPARED = {
    "columns": [{"label": "维修电工（低压）", "href": "#"}, {"label": "物业水电工", "href": "#"}],
    "rows": [
        {"label": "企业", "cells": [{"text": "蒙泰热电"}, {"text": "万正物业"}]},
        {"label": "月工资", "cells": [{"text": "4,200–5,000 元", "best": True}, {"text": "3,500 元"}]},
        {"label": "通勤", "cells": [{"text": "4.2 公里", "best": True}, {"text": "9.8 公里"}]},
        {"label": "班次", "cells": [{"text": "三班倒"}, {"text": "白班"}]},
        {"label": "还要问清", "cells": [{"text": "是否能登高", "tone": "wait"}, {"text": "无", "tone": "good"}]},
    ],
}

CLIENTS = [
    {"number": "DS-000417", "name": "王建军", "place": "交通街道", "state": "在找工作", "tone": "wait", "jobs": 23},
    {"number": "DS-000932", "name": "高秀兰", "place": "天骄街道", "state": "已上岗", "tone": "good", "jobs": 0},
    {
        "number": "DS-001108",
        "name": "斯琴图雅",
        "place": "罕台镇撖家塔村",
        "state": "暂不能工作",
        "tone": "plain",
        "jobs": 4,
    },
    {"number": "DS-000265", "name": "赵永强", "place": "林荫街道", "state": "失去联系", "tone": "bad", "jobs": 11},
]

MONTHS = {
    "labels": ["12月", "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月"],
    "placed": [
        {"label": "签劳动合同", "values": [12, 8, 5, 14, 18, 16, 15, 19, 17, 21, 20, 14]},
        {"label": "灵活就业", "values": [6, 5, 7, 8, 6, 9, 11, 8, 7, 9, 12, 8]},
        {"label": "公益岗位", "values": [2, 1, 1, 3, 2, 2, 4, 3, 2, 2, 3, 1]},
    ],
    "stay": [
        {"label": "上岗满 30 天", "values": [88, 86, None, 84, 87, 89, 90, 91, 88, 92, 93, None]},
        {"label": "上岗满 180 天", "values": [61, 63, 60, 62, 64, 66, None, None, None, None, None, None]},
    ],
}
DISTRICTS = [
    {"label": "东胜区", "value": 418, "href": "#"},
    {"label": "达拉特旗", "value": 236, "href": "#"},
    {"label": "准格尔旗", "value": 197, "href": "#"},
    {"label": "康巴什区", "value": 64, "href": "#"},
    {"label": "鄂托克前旗", "value": None},
]


def _take_up(label: str, received: int, lacking: int) -> dict[str, object]:
    parts = [{"label": "正在享受", "value": received}, {"label": "应享未享", "value": lacking}]
    return {"label": label, "parts": parts, "share": round(100 * received / (received + lacking)), "href": "#"}


TAKE_UP = [_take_up("最低生活保障", 31, 31), _take_up("医疗救助", 27, 9), _take_up("残疾人两项补贴", 4, 0)]

WHY = [
    good("有计入的共同生活的家庭成员", "《最低生活保障审核确认办法》第七条") | {"word": "符合", "detail": "2 人"},
    good("家庭月人均收入低于最低生活保障标准", "《社会救助暂行办法》第九条")
    | {
        "word": "符合",
        "detail": "人均 594 元，标准 950 元",
        "parts": [
            good("王建军：计入") | {"word": "符合"},
            bad("妻子：暂不计入") | {"word": "不符合", "parts": [bad("共同居住") | {"word": "不符合"}]},
        ],
    },
    wait("家庭财产符合当地规定", "《最低生活保障审核确认办法》第十四条") | {"word": "待核实"},
]


# One month of a family: 低保 fills up to 2,344 until 2,180 are earned, and then it stops.
CURVE = {
    "month_pieces": [
        {"x1": 0, "y1": 2344, "x2": 2180, "y2": 2344, "open_end": True},
        {"x1": 2180, "y1": 2180, "x2": 8000, "y2": 8000},
    ],
    "month_marks": [{"label": "现在 1,200", "x": 1200, "y": 2344}, {"label": "这份工作 3,200", "x": 3200, "y": 3200}],
    "month_bands": [{"x1": 2180, "x2": 2343, "level": 2344}],
}


def examples() -> dict[str, object]:
    """Everything the gallery's templates ask for, apart from forms and days."""
    return {
        "first": FIRST,
        "second": SECOND,
        "near": NEAR,
        "facets": FACETS,
        "compared": COMPARED,
        "clients": CLIENTS,
        "months": MONTHS,
        "districts": DISTRICTS,
        "take_up": TAKE_UP,
        "trend": [6, 5, 7, 8, 6, 9, None, 8, 10, 9, 12, 11],
        "chosen": [
            {"name": "district", "value": "150602", "label": "东胜区"},
            {"name": "wage", "value": "3200", "label": "3,200 元以上"},
        ],
        "purposes": [("case_work", "日常服务"), ("matching", "岗位匹配"), ("handover", "移交"), ("lookup", "临时查询")],
        "income_lines": [{"label": "低保标准", "value": 950}, {"label": "低保边缘", "value": 1425}],
        **CURVE,
        "why": WHY,
        "replies": [{"value": "yes", "label": "是"}, {"value": "no", "label": "否"}],
        "steps": ["上传", "核对", "导入", "结果"],
    }
