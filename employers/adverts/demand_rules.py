"""The kinds of personal demand, the words that betray each, and what the law says of it.

A rule has a cue and a spoiler: the same characters in another meaning (户籍不限, 品牌形象, 健康证). Where a wish is
milder than a condition (本地户口优先, 限本地户口), the rule says so.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Lawful(StrEnum):
    UNLAWFUL = "unlawful"
    NARROWING = "narrowing"
    LAWFUL = "lawful"


LAWFUL_LABELS = {Lawful.UNLAWFUL: "不合法", Lawful.NARROWING: "缩小了范围", Lawful.LAWFUL: "合法"}


class DemandKind(StrEnum):
    SEX = "sex"
    AGE = "age"
    MARRIAGE = "marriage"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    DISABILITY = "disability"
    INFECTION = "infection"
    HEALTH = "health"
    HEIGHT = "height"
    APPEARANCE = "appearance"
    BODY = "body"
    REGISTRATION = "registration"
    ORIGIN = "origin"
    RECORD = "record"
    POLITICS = "politics"
    DEPOSIT = "deposit"


KIND_LABELS = {
    DemandKind.SEX: "性别",
    DemandKind.AGE: "年龄",
    DemandKind.MARRIAGE: "婚育",
    DemandKind.ETHNICITY: "民族",
    DemandKind.RELIGION: "宗教信仰",
    DemandKind.DISABILITY: "残疾",
    DemandKind.INFECTION: "传染病携带",
    DemandKind.HEALTH: "健康",
    DemandKind.HEIGHT: "身高体重",
    DemandKind.APPEARANCE: "相貌形象",
    DemandKind.BODY: "纹身等",
    DemandKind.REGISTRATION: "户籍",
    DemandKind.ORIGIN: "籍贯地域",
    DemandKind.RECORD: "记录",
    DemandKind.POLITICS: "政治面貌",
    DemandKind.DEPOSIT: "押金担保",
}


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand as the advertisement puts it; ``offered`` is the wording staff may propose instead.

    ``firm_article`` and ``firm_offered`` are what its firm is told, where that is not the same: see ``for_firms``.
    """

    kind: DemandKind
    text: str
    lawful: Lawful
    article: str
    offered: str
    firm_article: str = ""
    firm_offered: str = ""


_INLAND = "就业促进法 第三条、第二十六条"


@dataclass(frozen=True, slots=True)
class Rule:
    kind: DemandKind
    cue: re.Pattern[str]
    spoiler: re.Pattern[str] | None
    lawful: Lawful
    article: str
    offered: str
    # Softer when it is only a wish: 本地户口优先 narrows, 限本地户口 excludes.
    wish: Lawful | None = None
    # What the firm is told instead, where the article itself would say whom the platform serves; "": the same.
    firm_article: str = ""
    firm_offered: str = ""


def _rule(
    kind: DemandKind,
    cue: str,
    spoiler: str,
    lawful: Lawful,
    article: str,
    offered: str,
    wish: Lawful | None = None,
    firm_article: str = "",
    firm_offered: str = "",
) -> Rule:
    heard, other = re.compile(cue), re.compile(spoiler) if spoiler else None
    return Rule(kind, heard, other, lawful, article, offered, wish, firm_article, firm_offered)


_U, _N = Lawful.UNLAWFUL, Lawful.NARROWING
RULES: tuple[Rule, ...] = (
    _rule(
        DemandKind.MARRIAGE,
        r"已婚|未婚|已育|未育|婚育|婚否|婚姻状况|怀孕|孕检|妊娠|[一二]胎|孕妇勿|无生育|有无孩子|单身(?!公寓|宿舍)",
        r"婚育(?:假|礼|津贴)|婚假|已婚(?:员工|职工)(?:宿舍|房)|婚姻状况不限|婚育不限|婚否不限|"
        r"夫妻(?:房|间)|未婚及夫妻",
        _U,
        "妇女权益保障法 第四十三条第二至四项；就业促进法 第二十七条",
        "删去婚育要求；不问婚育，不要求孕检。",
    ),
    _rule(
        DemandKind.ETHNICITY,
        r"汉族|民族[:：]?(?:要求|限|为)|少数民族[^,，;；]{0,6}(?:勿|不|谢绝|除外|勿扰)|(?:回|"
        r"维吾尔|藏|蒙古|朝鲜|彝)族",
        r"民族(?:不限|舞|风|餐|品牌|企业|特色|工业|医药)|不限民族|少数民族(?:优先|均可|不限)|各民族",
        _U,
        "就业促进法 第三条、第二十八条；劳动法 第十二条",
        "删去民族要求；确需语言的，写“会说蒙古语”等实际能力。",
    ),
    _rule(
        DemandKind.RELIGION,
        r"宗教信仰|信教|无信仰|佛教徒|基督徒|无宗教",
        r"信仰自由|尊重宗教|不限宗教",
        _U,
        "就业促进法 第三条；劳动法 第十二条",
        "删去宗教信仰要求。",
    ),
    _rule(
        DemandKind.DISABILITY,
        r"残疾[^,，;；]{0,6}(?:勿|不收|谢绝|除外|不予|不招|不要)|无残疾|非残疾|肢体(?:健全|"
        r"健康|无残)|四肢健全|非聋哑",
        r"残疾(?:人)?(?:优先|均可|也可|可)|可接收[^,，;；]*残疾",
        _U,
        "就业促进法 第二十九条；残疾人保障法 第三十八条",
        "删去对残疾人的排除，写明岗位实际动作，如“需上下楼梯搬运 20 公斤”。",
    ),
    _rule(
        DemandKind.INFECTION,
        r"乙肝|两对半|肝功能?(?:正常|检查|合格)|表面抗原|传染(?:性)?(?:疾?病)|艾滋|HIV|大三阳|小三阳|肺结核",
        r"乙肝(?:不限|携带者(?:均可|可))|传染病(?:医院|防治|科)",
        _U,
        "就业促进法 第三十条；就业服务与就业管理规定 第十九条",
        "删去；直接接触食品、公共场所服务等法定岗位改写“需有效健康证”。",
    ),
    _rule(
        DemandKind.RECORD,
        r"吸毒|涉毒|毒品(?:史|记录)|无毒史",
        r"反?缉毒|禁毒",
        _U,
        "禁毒法 第五十二条（法律、行政法规规定的岗位除外）",
        "删去；法律对该岗位从业资格另有规定的，写“符合国家规定的从业条件”。",
        firm_article=_INLAND,
        firm_offered="删去与工作没有直接关系的个人经历；法律对从业资格有规定的，写“符合国家规定的从业条件”。",
    ),
    _rule(
        DemandKind.RECORD,
        r"(?:无|没有|未有过?|有)[^,，;；、]{0,6}(?:犯罪|前科|违法|案底|刑事|劣迹|不良记录|"
        r"不良行为|不良嗜好)|政审|(?:接受|通过|配合|需|须|做)[^,，;；]{0,4}(?:背景调查|背调)|"
        r"黑名单|"
        r"无[、/]?烟疤[^,，;；]{0,4}不良记录|征信(?:良好|记录|要求|无)|无[^,，;；]{0,4}征信|失信|无\*{2,}",
        r"(?:从事|开展|负责|协助|做好)[^,，;；]{0,8}背景调查|打击违法|查处|不良(?:驾驶|交通|"
        r"执业|产品|品)|个人征信业务|征信(?:报告|业务|查询)|无不良(?:的)?执业",
        _N,
        "劳动合同法 第八条（只能了解与劳动合同直接相关的情况）",
        "法律对该岗位从业资格有规定的写明法条，其余删去。",
    ),
    _rule(
        DemandKind.REGISTRATION,
        r"(?:本地|本市|当地|本省|城镇|城市|市区|非农|农村|农业|外地|外省|"
        r"[\u4e00-\u9fff]{2,4}(?:本地)?)(?:户籍|户口)|(?:户籍|户口)[:：]?(?:在|为|要求|须|限|"
        r"本)|[招限要](?:[\u4e00-\u9fff]{2,3})(?:户口|户籍)",
        r"(?:户籍|户口)(?:[^,，;；]{0,4})?(?:不限|同样不是问题|不是问题)|不限(?:户籍|户口|"
        r"地域)|办理[^,，;；]{0,12}户口|上户口|落户|居住证积分|解决[^,，;；]{0,6}户口|"
        r"性别[、/]户籍|客户口|户籍(?:所在地|窗口|管理|民警)|男女户籍",
        _U,
        "就业促进法 第二十六条、第三十一条",
        "删去户籍要求；担心通勤的写明班次和是否提供住宿。",
        _N,
    ),
    _rule(
        DemandKind.ORIGIN,
        r"(?:本地人|当地人|[\u4e00-\u9fff]{2}本地人|外地人?(?:勿|不|谢绝|优先)|(?:不招|不要|"
        r"谢绝|拒绝)[\u4e00-\u9fff]{2,3}(?:人|籍)(?!员)|限[\u4e00-\u9fff]{2,3}籍|家住|居住在|"
        r"(?<!居)住(?![宿所])[在于]?[^,，;；]{0,10}附近|居住[^,，;；]{0,6}(?:附近|周边|优先)|"
        r"附近(?:居民|居住|人员)|籍贯)",
        r"地域不限|不限地域|本地人均可|居住证|居住(?:环境|区|条件|小区)|提供居住|可?安排居住",
        _N,
        _INLAND,
        "删去地域要求；写明上班时间和地点，由求职者自己判断能否到岗。",
    ),
    _rule(
        DemandKind.HEALTH,
        r"身体(?:健康|素质|好|状况|健壮|强壮|条件)|(?:身心|体格|心理)[^,，;；]{0,4}健康|"
        r"健康(?:状况|良好)|^(?:要求[:：]?)?健康$|体健|身体[^,，;；]{0,4}(?:健康|良好)|心脏病|"
        r"高血压|癫痫|精神(?:病|类|疾病)|"
        r"慢性病|重大疾病|病史|(?:裸眼|矫正)?视力[^,，;；]{0,6}(?:正常|要求|好|良好|\d|以上|"
        r"必须)|色盲|色弱|近视|入职体检|体检合格|体检标准|参加体检|孔武|体格|体力好|无疾病",
        r"健康(?:体检|检查|养生|管理|行业|保险|险|卫生习惯|证|食品|咨询|产业|医疗|的?食品|"
        r"成长|发展|知识|监护|档案|讲座|生活|顾问|平台|领域|事业)|(?:植|木|阳光|用户|客户|"
        r"女性|大|关注|绿色|树木的?)健康|(?:员工|客户|会员|业主)的?(?:身体|身心)健康|"
        r"重大疾病(?:险|保险|营养|医疗)|重疾险|"
        r"(?:定期|免费|年度|每年|享受|福利|带薪)[^,，;；]{0,8}体检|体检(?:中心|机构|福利)|"
        r"近视(?:防控|手术)|视力(?:保护|矫正中心)|保障[^,，;；]{0,6}身体|员工身体",
        _N,
        "就业促进法 第二十六条；就业服务与就业管理规定 第二十条",
        "写明岗位实际强度，如“需站立 8 小时”“需辨别颜色”，不写“身体健康”。",
    ),
    _rule(
        DemandKind.HEIGHT,
        r"身高|体重|净身高|1\.[5-8]\d?\s*米|1[5-9]\d\s*(?:cm|CM|厘米|公分)|"
        r"[男女][^,，;；]{0,3}(?:1[5-9]\d|1\.[5-8]\d)",
        r"身高(?:不限|无要求)|身高体重不限|货物(?:身高|高)|(?:姓名|年龄)[加+、][^,，;；]*",
        _N,
        _INLAND,
        "删去；确需的写明动作，如“需够到 1.9 米货架”。",
    ),
    _rule(
        DemandKind.APPEARANCE,
        r"形象|五官|相貌|容貌|品貌|外貌|长相|气质|仪表(?:堂堂|端|大方|形象|良好)|仪态|仪容|"
        r"颜值|上镜|身材|声音甜美|甜美|貌端|端庄|外表|外形",
        r"(?:无形象要求|不看重?颜值|艺术气质)|保持[^,，;；]{0,14}(?:形象|仪表)|(?:物业|企业|"
        r"公司|品牌|店铺|企业的?|产品|职业|平台|集团|维护|宣传|对外|餐厅|酒店|商家|网站|展示|"
        r"团队|树立|行业)[^,，;；]{0,6}形象|形象(?:宣传|设计|推广|建设|展示|店|管理|策划|墙|"
        r"代言|工程|维护|岗|大使)|仪器仪表|(?:职业|对我)形象(?!气质)|(?:园林|植物|景观|产品|"
        r"包装)[^,，;；]{0,4}(?:外形|造型|外表)|外形设计|气质(?:培训|培养)",
        _N,
        _INLAND,
        "删去相貌要求；写明着装或服务礼仪要求。",
    ),
    _rule(
        DemandKind.BODY,
        r"纹身|文身|烟疤|刺青|疤痕|染发|O型腿|X型腿|血型|星座|属相|生肖|口吃|口臭|狐臭|左撇子",
        r"纹身(?:师|店)|(?:血型|星座|属相)不限|[烫洗剪][^,，;；]*染发|染发(?:的?技术|师)",
        _N,
        _INLAND,
        "删去；与工作无关的身体特征不作录用条件。",
    ),
    _rule(
        DemandKind.POLITICS,
        r"(?:中共)?党员|政治面貌|团员(?!工)",
        r"党员(?:活动|教育|管理|之家|发展|服务|先锋)|(?:接待|协助|组织|"
        r"发展)[^,，;；]{0,6}党员|团员建设|政治面貌不限|代理团员",
        _N,
        _INLAND,
        "党务岗位可保留，其余删去。",
    ),
    _rule(
        DemandKind.DEPOSIT,
        r"(?:交|收|扣|缴|付)[^,，;；]{0,8}(?:服装费|工装费)|押金|保证金|(?:交纳?|收取?|"
        r"缴纳?)[^,，;；]{0,6}(?:培训费|报名费|体检费|入职费|工装费|住宿押金)|扣押?(?:身份证|"
        r"证件)|(?:提供|需|有)[^,，;；]{0,6}担保",
        r"(?:不|无|免|无需|不用|没有|零|拒绝)[^,，;；]{0,8}(?:押金|保证金|费|担保)|"
        r"担保(?:公司|业务|行业|金融|贷款|等)|租房押金|(?:投标|履约|客户|招标|"
        r"农民工)[^,，;；]{0,4}保证金|保证金(?:管理|支付)|交易保证金|免费",
        _U,
        "劳动合同法 第九条、第八十四条",
        "删去；不得收取押金、要求担保或扣押证件。",
    ),
)
