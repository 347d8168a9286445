"""Title to occupation and to the kinds of post that a statute names.

clean_title("急聘！叉车司机（包吃住）6K+")     叉车司机
post_kinds("夜场保安", "金碧辉煌KTV", "")      security_guard, entertainment_venue
"""

import re

from employers.adverts.clauses import plain
from employers.adverts.posts import TRADE
from lexicon.features import PostKind

_BRACKETS = re.compile(r"[(（\[【<《{][^)）\]】>》}]*[)）\]】>》}]")
_FIGURE = r"[\d.\-~kKwW千万元起过以上+\s]*(?:左右)?"
_SALES_TALK = re.compile(
    rf"(?:税后|税前)?(?:稳定)?(?:月入|月薪|年薪|日薪|底薪|薪资|薪酬|月均|保底|工资|无责底?薪?|综合|年入|日结){_FIGURE}(?:待遇好)?|"
    rf"\d+(?:\.\d+)?[-~]?\d*(?:\.\d+)?[kKwW千万元]{_FIGURE}|"
    r"(?:急|高薪|诚|直|热|自|旺季|长期|大量|现|火热|站点)*(?:招聘|诚聘|急聘|高聘|直聘|"
    r"招募|急招|直招|招人)|高薪|急需|急聘|^急[:：]?|^聘|^招(?!商|投|标|聘)|"
    r"包吃包?住?|包食宿|包住宿?|有?吃住|免费(?:住宿|入职|培训|班车)?|提供(?:住宿|车辆|"
    r"食宿|吃住|车)?[^\s,，、+]{0,4}|"
    r"周末双休|双休|单休|[五六]险[一二]金|五险|社保|做[一五六]休[一二]|上[一二]休[一二]|"
    r"周末|无需经验|可?学徒工?可?|零基础|提成|上不封顶|"
    r"带薪\S{0,4}|年终\S{0,4}|奖金|补贴|补助|绩效|旅游|福利好?|交金|年底双薪|13薪|朝九晚[五六]|下午茶|无夜班|[+!★]"
)
_SEPARATORS = re.compile(r"\s*[-—|_·~]\s*|\s+")
_LETTER = re.compile(r"[^\W\d_]")


def clean_title(title: object) -> str:
    """The title without sales talk; the plain title where fewer than two letters would be left: 员 is no trade."""
    raw = plain(title)
    bare = _SALES_TALK.sub(" ", _BRACKETS.sub(" ", raw))
    parts = [re.sub(r"^[聘请]+", "", part.strip("、,，/.:：")) for part in _SEPARATORS.split(bare)]
    trades = [part for part in parts if re.search(TRADE, part)]
    kept = " ".join(trades or [part for part in parts if part])
    return kept if len(_LETTER.findall(kept)) >= 2 else raw


_WHEEL = r"(?<!公)司机|驾驶员|驾驶人|驾驶岗|开车"


def _kind(kind: PostKind, title: str, firm: str = "") -> tuple[PostKind, re.Pattern[str], re.Pattern[str] | None]:
    """Words of the title, and words of firm or industry; either is enough."""
    return kind, re.compile(title), re.compile(firm) if firm else None


_KINDS = (
    _kind(
        PostKind.ENTERTAINMENT_VENUE,
        r"KTV|ktv|夜场|夜总会|酒吧|歌厅|歌舞厅|迪厅|舞厅|娱乐会所|游艺|电玩城",
        r"KTV|ktv|夜总会|歌厅|歌舞|迪厅|舞厅|娱乐会所|娱乐城|游艺|电玩|量贩|音乐会所|酒吧",
    ),
    _kind(
        PostKind.SECURITY_GUARD,
        r"(?:保安|安保)(?!设备|器材|系统|产品|用品|服装|亭)|护卫员|秩序维护|巡逻(?:队?员|岗|人员)|门卫|安管员|护校|"
        # 部门岗位 and 室内保洁 hold the letters, not the word.
        r"(?<![部专热])门岗(?![位亭机])|内保(?=员|队|岗|人员|领班|主管|经理|$|[^\u4e00-\u9fff])",
    ),
    _kind(
        PostKind.ARMED_ESCORT,
        r"武装押运|守押|护卫押运|(?:现金|银行|金库|货币)押运|运钞",
        r"武装护卫|武装押运|守护押运",
    ),
    _kind(PostKind.KINDERGARTEN, r"幼儿园|托儿所|(?<!婴)幼师|幼儿(?:教|老)师", r"幼儿园|托儿所|托育"),
    _kind(
        PostKind.SCHOOL,
        r"中学|小学|学校(?:保安|保洁|食堂|宿管|教师)",
        r"(?<!大)(?:中学|小学|职业学校|高级中学|实验学校|学校)$",
    ),
    _kind(PostKind.TAXI, r"出租车(?:司机|驾驶)|的士司机|巡游出租"),
    _kind(PostKind.RIDE_HAILING, r"网约车(?!汽车|车管)|滴滴司机|专车司机|快车司机"),
    _kind(PostKind.SCHOOL_BUS, r"校车"),
    _kind(PostKind.DRONE_OPERATOR, r"无人机(?:飞手|操控|驾驶|操作|飞行)|飞手"),
    _kind(PostKind.PRECURSOR_MANAGER, r"易制毒"),
    _kind(PostKind.NARCOTICS_LAB, r"麻醉药品|精神药品|麻精药品"),
    _kind(PostKind.CLASSIFIED, r"涉密|保密(?:员|岗)|机要"),
)
_HEAVY = re.compile(
    r"(?<!小)(?<!型)货车|大货|大车|半挂|重卡|牵引|拖挂|拖头|挂车|大巴|客车|中巴|公交|渣土|"
    r"自卸|罐车|泥头车|A[123]|B[12]|[1-9]\d?米\d?"
)
_DRIVES = re.compile(rf"{_WHEEL}|代驾|送货员|骑手(?=.*汽车)")
_NO_DRIVER = re.compile(
    rf"(?:{_WHEEL})(?:管理|招募|招聘|调度|运营|客服|助理)|叉车|铲车|挖掘机|装载机|起重|行车司机|塔吊|天车|压路机|吊车司机"
)
_BESIDE_THE_WHEEL = re.compile(r"销售|资产|管理|车管|顾问|客服|招募")
_TRANSIT = re.compile(r"公交|地铁|轨道交通|轻轨")
_KEY_POST = re.compile(r"司机|驾驶|乘务|调度|值班|信号|通信")
# 保育员 also look after patients and pigs, 押运员 after petrol and parcels: the word alone does not say where.
_NURSE = re.compile(r"保育(?:员|老师|阿姨)")
_CHILDREN = re.compile(r"幼儿|托儿所|托育|小朋友")
_ESCORT = re.compile(r"押运[员岗]")
_FREIGHT = re.compile(
    r"危险|危货|危化|危运|油|罐|槽车|液[化体氧氮]|燃气|天然气|化工|爆破|民爆|物流|货(?!币)|冷链|快递|随车"
)


def post_kinds(title: object, firm: object = "", industry: object = "", text: str = "") -> tuple[PostKind, ...]:
    """The statutory kinds of post that title, firm and industry suggest. A guess for staff to confirm, never more."""
    name = plain(title)
    house = f"{plain(firm)} {plain(industry)}".strip()
    found = {kind for kind, cue, firm_cue in _KINDS if cue.search(name) or (firm_cue and firm_cue.search(house))}
    if _DRIVES.search(name) and not _NO_DRIVER.search(name):
        licence = re.search(r"[AB][123]\s*(?:驾|照|证|本)|[大中]型(?:货车|客车)", plain(text))
        found.add(PostKind.DRIVER)
        if _HEAVY.search(name) or licence:
            found.add(PostKind.HEAVY_VEHICLE_DRIVER)
    if (_TRANSIT.search(name) or _TRANSIT.search(house)) and _KEY_POST.search(name):
        found.add(PostKind.BUS_METRO_KEY_POST)
    about = f"{name} {house} {plain(text)}"
    if _NURSE.search(name) and _CHILDREN.search(about):
        found.add(PostKind.KINDERGARTEN)
    if _ESCORT.search(name) and not _FREIGHT.search(about):
        found.add(PostKind.ARMED_ESCORT)
    if _BESIDE_THE_WHEEL.search(name):
        found -= {PostKind.RIDE_HAILING, PostKind.TAXI}
    return tuple(kind for kind in PostKind if kind in found)
