"""Work features: what a post asks of the body, from its prose and its title.

Every feature comes with the clause it was read from. Denials are heard (无夜班, 不用出差, 非高空) and benefits are not
mistaken for conditions (高温补贴 is no heat, 户外拓展 no outdoor work). A title may imply a feature where the trade
leaves no choice: 司机 drives, 井下 is underground. What is usual but not certain (a cook's heat, a welder's fumes) is
left to the person who knows the workplace.
"""

import re
from typing import NamedTuple

from employers.adverts.clauses import clauses, denied, excerpt, plain, preferred
from employers.adverts.found import Found
from lexicon.features import WorkFeature

_F = WorkFeature


class _Cue(NamedTuple):
    """``cue`` in prose, ``spoiler`` for the same characters in another meaning, ``title`` for trades that imply it."""

    feature: WorkFeature
    cue: re.Pattern[str]
    spoiler: re.Pattern[str] | None
    title: re.Pattern[str] | None


def _cue(feature: WorkFeature, cue: str, spoiler: str = "", title: str = "") -> _Cue:
    return _Cue(
        feature,
        re.compile(cue),
        re.compile(spoiler) if spoiler else None,
        re.compile(title) if title else None,
    )


_CUES: tuple[_Cue, ...] = (
    _cue(
        _F.HEIGHT,
        r"高空|高处作业|登高(?!证)|攀爬|爬[杆塔]|蜘蛛人|外墙清洗|吊篮",
        r"高空(?:抛物|紧急|救援)",
        r"高空|架子工|蜘蛛人|外墙清洗|塔吊|幕墙安装",
    ),
    _cue(
        _F.NIGHT,
        r"夜班|晚班|大夜|小夜|夜间|通宵|凌晨|[两二三23]班倒|三班制|两班制|昼夜|白夜|四班三|"
        r"24小时(?:轮|值|倒|工作制|制)|守夜|早中晚",
        r"夜间(?:消费|经济)|24小时(?:服务|热线|在线|内)|"
        r"晚班[:：]?\s*\d{1,2}[:点]?\d*\s*-\s*(?:1\d|2[0-2])(?:[:点]\d*)?",
        r"夜班|晚班|夜间|更夫|守夜",
    ),
    _cue(
        _F.HEAVY,
        r"重体力|体力(?:活|劳动|工作|好|要求)|搬运|装卸|搬货|卸货|"
        r"(?<![改组安涂总包])装车(?!间|底|身)|卸车|扛|重物|负重|搬抬|搬家|搬得动",
        r"搬运(?:车|机)|物料搬运(?:设备|系统)|体力要求不高|内容的?搬运",
        r"搬运|装卸|搬家|码垛|重体力|(?<!动)力工(?!程)",
    ),
    _cue(
        _F.DUST,
        r"粉尘|灰尘|扬尘|打磨|抛光|喷砂|破碎|煤灰|水泥灰",
        r"无尘|防尘",
        r"打磨|抛光|喷砂|破碎|水泥工|石材加工",
    ),
    _cue(
        _F.HEAT,
        r"高温(?:作业|环境|岗|车间|炉)|炉前|炼钢|窑炉|锅炉房|闷热|(?:环境|车间|工作)[^,，]{0,4}高温",
        r"高温(?:补|津|费|假|慰)",
        r"炉前|铸造工|炼钢|锻造|司炉|烧结",
    ),
    _cue(_F.COLD, r"冷库|冷冻(?:库|车间)|低温(?:作业|环境|车间|库)|冷藏(?:库|间)|速冻", r"低温补", r"冷库|速冻"),
    _cue(_F.NOISE, r"噪[音声]|轰鸣|声音(?:较|比较|很)大", r"降噪|噪[音声]治理|无噪"),
    _cue(
        _F.CHEMICALS,
        r"化学品|有毒|有害|油漆|喷漆|喷涂|调漆|酸洗|电镀|溶剂|农药|甲醛|危化|化工操作|异味|脱脂|丝印",
        r"有[毒害](?:有害)?(?:检测|处理)|农药(?:销售|市场)|化工(?:销售|贸易)|无毒",
        r"油漆|喷漆|喷涂|电镀|酸洗|化工操作|涂装工|丝印",
    ),
    _cue(_F.STANDING, r"久站|站立|站着|站岗|站班|长时间站|需站|走动(?:工作|多)"),
    _cue(
        _F.DRIVING,
        r"驾驶(?!证|能|舱)|驾龄|(?<!公)司机|开车(?!床|间)|代驾|开叉车|驾车|出车|挪车|移车|"
        r"^动车$|骑(?:电动|摩托|电瓶|手|行)|驾[照驶]证?|(?<![A-Za-z])[A-Ca-c][1-3]?照|送餐",
        r"(?:联系|配合|安排|对接|协调|调度|管理|接听|专车|免费|班车|与|给|为|向|和|运输|"
        r"办理)[^,，;；]{0,6}(?:司机|驾驶员?|驾照)|"
        r"司机(?:管理|招募|之间|端|培训)|专职司机|配有?司机|文字驾驭|驾驭|试乘?试?驾|自动驾驶|驾驶舱|驾驶证(?:年审|办理)|护照",
        r"(?<!公)司机|驾驶员|驾驶人|代驾|骑手|送餐|外卖(?:员|配送|小哥|骑手)|快递员|送货员|配送员|"
        r"叉车(?:工|司机|员)|铲车|挖掘机|装载机",
    ),
    _cue(_F.UNDERGROUND, r"井下|下井|矿井|采煤|掘进|巷道", "", r"井下|采煤|掘进|矿工|瓦检|支护工"),
    _cue(
        _F.OUTDOOR,
        r"户外|室外|野外|露天|风吹日晒|外勤|跑外|地推|工地|田间|大棚|(?:园林|绿化|苗木|"
        r"花草)(?:养护|施工)|苗圃|巡线|扫街|派发?传单|扫马路|清扫路面",
        r"(?:户外|室外|野外)[^,，]{0,3}(?:拓展|活动|旅游|素质|运动|用品|广告|团建|装备|旅行|"
        r"休闲|媒体|家具)|室内外|室内",
        r"骑手|送餐|外卖(?:员|配送|小哥|骑手)|快递员|环卫|园林(?:绿化)?(?:工|养护)|绿化(?:工|养护)|"
        r"户外|外勤|巡线|地推|牧民|放牧|植保|种植工",
    ),
    _cue(
        _F.ELECTRICITY,
        r"带电(?!脑|动|话|子|商|车|瓶|热)|强电|电气(?:维修|检修|作业|安装)|配电(?:房|室|箱|"
        r"柜)?(?:维护|检修|值班|操作|安装)|"
        r"高低压|接线|电路(?:维修|检修|安装)|水电(?:维修|安装|工)|强弱电|[低高]压电工|电工证|电器维修",
        r"总机接线|接线(?:类|客服|员|生|热线)|[宽携自]带电|不带电",
        r"电工(?!程)|水电工|强电|配电|电气维修|强弱电",
    ),
    _cue(_F.CONFINED, r"有限空间|密闭空间|受限空间|下罐|罐内|窨井|清淤|化粪池|管廊", "", r"有限空间|清淤|化粪池"),
    _cue(
        _F.TRAVEL,
        r"出差|跑外地|跑长途|跟车",
        r"出差(?:管理|表单|申请|订票|预订|报销|补贴|补助|费用)|旅游出差|(?:为|在|安排|"
        r"协助)[^,，]{0,8}出差|出差(?:人员|员工)的",
        r"出差|跟车",
    ),
    _cue(
        _F.OVERNIGHT,
        r"驻外|外派|住外|常驻(?!地)|驻[场厂点]|随车过夜|长途(?:货运|运输|司机|$)|住家|外宿",
        r"外派(?:学习|培训|劳务)|驻外补|留驻",
        r"驻外|住家|长途|外派",
    ),
    _cue(
        _F.FOOD,
        r"健康证|食品(?:加工|包装车间|分拣|生产车间)|(?<!密)切配(?!合)|配菜|帮厨|传菜|端菜|"
        r"面点|凉菜|炒菜|烹饪|备餐|打菜|洗菜|摘菜|出餐|餐具",
        r"餐饮补|健康证(?:办理|费)",
        r"厨师|主厨|帮厨|厨工|切配|配菜|面点|传菜|洗碗|凉菜|炒锅|餐厅服务|食堂|后厨|烘焙|裱花|"
        r"糕点|奶茶|送餐|外卖(?:员|配送|小哥|骑手)",
    ),
    _cue(
        _F.SCREEN,
        r"电脑(?:前|录入)|数据[^,，]{0,4}录入|打字|久坐|盯屏|看屏幕|屏幕前|看监控|监控[室值]|"
        r"网络(?:聊天|客服)|在线客服|线上客服",
        "",
        r"录入|打字|监控(?:员|值机)|在线客服|网络客服|[淘网][宝店]客服|美工|程序员|CAD|绘图员|"
        r"平面设计|软件(?:工程|开发)",
    ),
)
# A title that names the trade only to sell to it, to manage or to repair.
_NOT_BY_TITLE = re.compile(
    r"(?:司机|驾驶员|骑手|配送员)(?:管理|招募|招聘|调度|运营|客服)|[机车](?:维修|销售)|工程师|经理|主管|销售|顾问"
)
# 有驾照优先 and the like: a wish about papers is no part of the work.
_NAMED_BY_PAPERS = frozenset({_F.DRIVING, _F.ELECTRICITY, _F.FOOD})


def find_features(title: str, text: str) -> tuple[Found, ...]:
    """The work features of a post, each once, in the order of WorkFeature."""
    name, parts = plain(title), clauses(text)
    found: dict[WorkFeature, str] = {}
    by_title = not _NOT_BY_TITLE.search(name)
    for feature, cue, spoiler, trade in _CUES:
        heard = [(part, spoiler.sub("", part) if spoiler else part) for part in parts]
        denials = any(denied(plainly, cue) for _, plainly in heard) or denied(name, cue)
        if trade and by_title and trade.search(name) and not denials:
            found[feature] = excerpt(name)
            continue
        for part, plainly in heard:
            if not cue.search(plainly) or denied(plainly, cue):
                continue
            if feature in _NAMED_BY_PAPERS and preferred(part):
                continue
            found[feature] = excerpt(part)
            break
    return tuple(Found(feature.value, found[feature]) for feature in WorkFeature if feature in found)
