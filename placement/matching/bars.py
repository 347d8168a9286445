"""Statutory occupational bars: who may not hold which post, since when, for how long, and where it is written.

One row per role and text. Each trigger is looked at on its own as of a day; there is no such thing as one flag for
"drug history": somebody in 社区戒毒 may be a 保安员, somebody who was in 强制隔离戒毒 may not. A trigger nobody
answered blocks the post and names the question. A row whose text could not be verified never blocks: it leaves a
question (``Effect.CHECK``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from law.article import Article
from law.findings import Finding, some
from law.truth import Truth
from lexicon.features import PostKind
from placement.matching.case import Case, Fact


class Effect(Enum):
    BAR = "限制从业"
    CHECK = "待核实"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One ground of a bar: the question that settles it, and how recorded facts answer."""

    fact: Fact
    label: str
    test: Callable[[Case, date], Truth]

    def finding(self, case: Case | None, as_of: date) -> Finding:
        truth = Truth.UNKNOWN if case is None else self.test(case, as_of)
        missing = frozenset({self.fact.value}) if truth is Truth.UNKNOWN else frozenset()
        return Finding(truth, self.label, missing=missing)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the table.

    kinds      posts that it concerns
    triggers   any of them bars
    lifted_by  any of them lifts the bar again
    region     stem of the GB/T 2260 code where it holds, empty for the whole country
    in_force   first day, None where the text used does not say
    review_by  day by which somebody must have read the text again
    """

    code: str
    name: str
    rule: str
    kinds: frozenset[PostKind]
    triggers: tuple[Trigger, ...]
    duration: str
    article: Article
    in_force: date | None
    effect: Effect = Effect.BAR
    lifted_by: tuple[Trigger, ...] = ()
    region: str = ""
    review_by: date = date(2027, 6, 30)

    def finding(self, case: Case | None, as_of: date) -> Finding:
        """YES when the bar applies to this person on that day, with the facts that are missing where it is open."""
        if self.in_force is not None and as_of < self.in_force:
            return Finding(Truth.NO, f"{self.rule}（尚未施行）", self.article)
        grounds = some(self.rule, [trigger.finding(case, as_of) for trigger in self.triggers], self.article)
        if grounds.truth is Truth.NO or not self.lifted_by:
            return grounds
        relief = some("限制已解除", [trigger.finding(case, as_of) for trigger in self.lifted_by], self.article)
        truth = grounds.truth & ~relief.truth
        missing = grounds.missing | relief.missing if truth is Truth.UNKNOWN else frozenset()
        return Finding(truth, self.rule, self.article, missing, (grounds, relief))

    def __str__(self) -> str:
        """One line of the printed table."""
        grounds = "或".join(trigger.label for trigger in self.triggers)
        return f"{self.name}｜{self.effect.value}｜{grounds}｜{self.duration}｜{self.article}"


def printed(bars: "tuple[Bar, ...] | None" = None) -> str:
    """The whole table as plain text, one row a line, for people to read and check."""
    return "\n".join(["岗位｜效力｜情形｜期限｜依据", *map(str, BARS if bars is None else bars)])


def ever(fact: Fact, label: str | None = None) -> Trigger:
    """The ground that a fact holds on the day looked at."""
    return Trigger(fact, label or fact.label, lambda case, as_of: case.knows(fact, as_of))


ISOLATED = ever(Fact.COMPULSORY_ISOLATION, "曾被强制隔离戒毒")
USE_RECORD = ever(Fact.DRUG_USE_RECORD)
REGAINED = ever(Fact.LICENCE_REGAINED)
FREED_LESS_THAN_THREE_YEARS_AGO = Trigger(
    Fact.COMPULSORY_ISOLATION,
    "解除强制隔离戒毒未满三年",
    lambda case, as_of: case.isolation_ended_within_three_years(as_of),
)

LICENCE_RULES = ("机动车驾驶证申领和使用规定", "公安部令第162号")
LICENCE_SINCE = date(2022, 4, 1)
DRIVERS = frozenset(
    {PostKind.DRIVER, PostKind.HEAVY_VEHICLE_DRIVER, PostKind.TAXI, PostKind.RIDE_HAILING, PostKind.SCHOOL_BUS}
)

BARS: tuple[Bar, ...] = (
    Bar(
        "entertainment_venue",
        "娱乐场所",
        "因吸食、注射毒品曾被强制戒毒的，不得在娱乐场所内从业，包括保洁、保安和管理人员",
        frozenset({PostKind.ENTERTAINMENT_VENUE}),
        (ISOLATED,),
        "长期",
        Article("娱乐场所管理条例", "国务院令第458号", "第五条第（三）项、第五十七条"),
        date(2006, 3, 1),
    ),
    Bar(
        "security_guard",
        "保安员",
        "曾被强制隔离戒毒、三次以上行政拘留或者因故意犯罪被刑事处罚的，不得担任保安员",
        frozenset({PostKind.SECURITY_GUARD}),
        (ISOLATED, ever(Fact.THREE_DETENTIONS), ever(Fact.INTENTIONAL_CRIME)),
        "长期",
        Article("保安服务管理条例", "国务院令第564号", "第十七条"),
        date(2010, 1, 1),
    ),
    Bar(
        "armed_escort",
        "武装守护押运",
        "专职守护、押运人员须没有行政拘留、强制戒毒和刑事处罚记录",
        frozenset({PostKind.ARMED_ESCORT}),
        (ever(Fact.DETAINED), ISOLATED, ever(Fact.CRIMINAL_PENALTY)),
        "长期",
        Article("专职守护押运人员枪支使用管理条例", "国务院令第356号", "第三条第（三）项"),
        date(2002, 7, 27),
    ),
    Bar(
        "driver_licence_cancelled",
        "机动车驾驶员",
        "吸毒后驾驶被查获，或者被责令社区戒毒、社区康复、决定强制隔离戒毒的，驾驶证注销",
        DRIVERS,
        (ever(Fact.LICENCE_CANCELLED), ever(Fact.DRUG_DRIVING), ever(Fact.ORDERED_MEASURE)),
        "至重新取得驾驶证",
        Article(*LICENCE_RULES, "第七十九条第一款第（六）项"),
        LICENCE_SINCE,
        lifted_by=(REGAINED,),
    ),
    Bar(
        "driver_no_new_licence",
        "机动车驾驶员（重新申领）",
        "三年内有吸毒行为或者解除强制隔离戒毒未满三年的，不得申请驾驶证",
        DRIVERS,
        (ever(Fact.RECENT_USE), FREED_LESS_THAN_THREE_YEARS_AGO),
        "三年",
        Article(*LICENCE_RULES, "第十五条第一款第（二）项"),
        LICENCE_SINCE,
        lifted_by=(
            REGAINED,
            # Whoever never lost the licence need not apply for a new one.
            Trigger(
                Fact.ORDERED_MEASURE,
                "驾驶证未被注销",
                lambda case, day: ~(case.knows(Fact.LICENCE_CANCELLED, day) | case.knows(Fact.ORDERED_MEASURE, day)),
            ),
        ),
    ),
    Bar(
        "heavy_vehicle_driver",
        "大中型客货车驾驶员",
        "有吸毒后驾驶行为，或者有执行社区戒毒、强制隔离戒毒、社区康复措施记录的，不得申请大中型客货车准驾车型",
        frozenset({PostKind.HEAVY_VEHICLE_DRIVER}),
        (ever(Fact.DRUG_DRIVING), ever(Fact.ORDERED_MEASURE)),
        "长期",
        Article(*LICENCE_RULES, "第十八条第（四）项"),
        LICENCE_SINCE,
    ),
    Bar(
        "school_bus",
        "校车驾驶员",
        "校车驾驶人须无吸毒行为记录",
        frozenset({PostKind.SCHOOL_BUS}),
        (USE_RECORD,),
        "长期",
        Article("校车安全管理条例", "国务院令第617号", "第二十三条第（六）项"),
        date(2012, 4, 5),
    ),
    Bar(
        "taxi",
        "巡游出租车驾驶员",
        "申请出租汽车驾驶员从业资格须无吸毒记录",
        frozenset({PostKind.TAXI}),
        (USE_RECORD,),
        "长期",
        Article("出租汽车驾驶员从业资格管理规定", article="第十条"),
        None,
    ),
    Bar(
        "ride_hailing",
        "网约车驾驶员",
        "从事网约车服务的驾驶员须无吸毒记录",
        frozenset({PostKind.RIDE_HAILING}),
        (USE_RECORD,),
        "长期",
        Article("网络预约出租汽车经营服务管理暂行办法", article="第十四条第（二）项"),
        None,
    ),
    Bar(
        "bus_metro_key_post",
        "公交、地铁关键岗位",
        "驾驶、乘务、调度、值班、信号、通信等重点岗位人员须无吸毒行为记录",
        frozenset({PostKind.BUS_METRO_KEY_POST}),
        (USE_RECORD,),
        "长期",
        Article("城市公共交通条例", article="第三十一条第（三）项"),
        date(2024, 12, 1),
    ),
    Bar(
        "kindergarten",
        "幼儿园",
        "有吸毒违法犯罪记录的，幼儿园不得聘用，包括安保、厨房和其他岗位",
        frozenset({PostKind.KINDERGARTEN}),
        (USE_RECORD,),
        "长期",
        Article("学前教育法", article="第四十四条"),
        date(2025, 6, 1),
    ),
    Bar(
        "school",
        "中小学教职工",
        "因吸毒等受过处罚的，学校不得聘用：条文待核实",
        frozenset({PostKind.SCHOOL}),
        (USE_RECORD,),
        "待核实",
        Article("未成年人学校保护规定", "教育部令第50号", "第三十六条"),
        date(2021, 9, 1),
        Effect.CHECK,
    ),
    Bar(
        "drone_operator",
        "无人机操控员（小型、中型、大型）",
        "申请操控员执照须无吸毒行为记录；微型、轻型和常规农用无人机不需要执照",
        frozenset({PostKind.DRONE_OPERATOR}),
        (USE_RECORD,),
        "长期",
        Article("无人驾驶航空器飞行管理暂行条例", article="第十六条第（三）项"),
        date(2024, 1, 1),
    ),
    Bar(
        "precursor_manager",
        "第一类易制毒化学品管理、技术、销售人员",
        "企业负责人和技术、管理人员须无毒品犯罪记录；吸毒本身不在限制之列",
        frozenset({PostKind.PRECURSOR_MANAGER}),
        (ever(Fact.DRUG_CRIME),),
        "长期",
        Article("易制毒化学品管理条例", article="第七条第（四）项、第九条第（四）项"),
        date(2005, 11, 1),
    ),
    Bar(
        "narcotics_lab",
        "麻醉药品和精神药品单位",
        "单位及其人员两年内须无违反禁毒法律的行为：条文待核实",
        frozenset({PostKind.NARCOTICS_LAB}),
        (ever(Fact.RECENT_USE),),
        "待核实",
        Article("麻醉药品和精神药品管理条例", article="第十条第（三）项、第十五条"),
        date(2005, 11, 1),
        Effect.CHECK,
    ),
    Bar(
        "classified_beijing",
        "涉密岗位（北京）",
        "涉密人员须无吸毒违法记录",
        frozenset({PostKind.CLASSIFIED}),
        (USE_RECORD,),
        "长期",
        Article("北京市保守国家秘密条例", article="第二十一条"),
        None,
        region="11",
    ),
    Bar(
        "transport_chongqing",
        "交通运输工具驾驶（重庆）",
        "执行戒毒措施期间，不得从事机动车等交通运输工具驾驶，用人单位不得安排",
        DRIVERS | {PostKind.BUS_METRO_KEY_POST},
        (ever(Fact.UNDER_MEASURE),),
        "措施执行期间",
        Article("重庆市禁毒条例", article="第四十八条"),
        None,
        region="50",
    ),
    Bar(
        "transport_shanghai",
        "交通运输工具驾驶（上海）",
        "三年内有吸毒行为或者解除强制隔离戒毒未满三年的，不得驾驶交通运输工具：2023年修正后的条文序号待核实",
        DRIVERS | {PostKind.BUS_METRO_KEY_POST},
        (ever(Fact.RECENT_USE), FREED_LESS_THAN_THREE_YEARS_AGO),
        "三年",
        Article("上海市禁毒条例", article="第二十七条"),
        date(2016, 4, 1),
        Effect.CHECK,
        region="31",
    ),
    Bar(
        "transport_shandong",
        "公交、出租车驾驶（山东）",
        "有吸毒行为的驾驶员应当调离岗位，驾驶证注销后从业资格失效：适用范围待核实",
        frozenset({PostKind.BUS_METRO_KEY_POST, PostKind.TAXI}),
        (ever(Fact.RECENT_USE), ever(Fact.UNDER_MEASURE)),
        "待核实",
        Article("山东省禁毒条例", article="第三十二条、第三十三条"),
        None,
        Effect.CHECK,
        region="37",
    ),
)
"""In the order in which reasons are shown. Codes are stored with overrides and never change."""
