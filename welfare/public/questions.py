"""What the self-check may ask, in plain words. Nobody's name, nobody's number, nothing of anybody's drugs.

Each question answers one or more facts of the rules, of the household or of everybody in it. What is left blank or
ticked 不清楚 is written down as unknown, which settles nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from welfare.public.options import (
    GRADES,
    HAS,
    INCIDENTS,
    KINDS,
    LEVELS,
    LIFTED,
    MATTERS,
    NO,
    PARENT_STATES,
    STANDINGS,
    YES,
    YES_NO,
    Pair,
    shown,
)
from welfare.public.people import RELATIONS, UNKNOWN, Person


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. ``options`` empty: a number with ``unit``. ``must``: blank is an error, else 不清楚."""

    name: str
    label: str
    options: tuple[Pair, ...] = ()
    unit: str = ""
    must: bool = False
    whole: bool = False
    highest: Decimal = Decimal(100_000_000)


@dataclass(frozen=True, slots=True)
class Question:
    """
    key       in forms
    step      one of STEPS
    text      what is asked; ``help`` how to find out
    about     what it is about, as the rest of 要弄清楚：…
    fields    asked once
    each      asked of everybody for whom ``of`` is true; names get the person's key before them
    gate      a first field (GATE) that decides whether ``each`` is looked at: everybody not chosen is a 没有
    settles   codes of the facts that it answers
    after     questions that come first where they are asked at all: they may make this one needless
    needs     standards of the place without which no answer could make anything likely: then it is not asked
    """

    key: str
    step: str
    text: str
    settles: tuple[str, ...]
    help: str = ""
    fields: tuple[Field, ...] = ()
    each: tuple[Field, ...] = ()
    of: Callable[[Person], bool] = lambda one: True
    gate: bool = False
    after: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    about: str = ""


STEPS: Mapping[str, str] = {
    "home": "家里有谁",
    "means": "家里的钱",
    "needs": "身体和上学",
    "now": "眼下的难处",
}

AGE = Field("age", "几岁", unit="岁", whole=True, highest=Decimal(120))


def may_study(one: Person) -> bool:
    """Somebody who may be at school, or whose age nobody told."""
    return one.age is None or 3 <= one.age < 30


def may_be_child(one: Person) -> bool:
    """A minor, or somebody whose age nobody told."""
    return one.age is None or one.is_child


def _is_grown_child(one: Person) -> bool:
    return one.relation == "child" and not one.is_child


def _is_other(one: Person) -> bool:
    return not one.is_applicant and RELATIONS[one.relation][1] == "其他"


URBAN = Question(
    "urban",
    "home",
    "您家算城镇的，还是农村的？",
    ("is_urban_household",),
    "看户口簿上写的，或者家里有没有分到承包地。",
    (Field("urban", "", (("town", "城镇"), ("country", "农村"), (UNKNOWN, "不清楚")), must=True),),
    about="您家算城镇的还是农村的",
)
PEOPLE = Question(
    "people",
    "home",
    "一家人有谁？",
    ("members", "relation_to_applicant", "birth_date", "lives_together", "custody_status", "lost_contact_months"),
    "不用写名字。第一行是您自己，下面一行写一个人，没有就空着。丈夫、妻子、没成年的孩子，不在家也要写。",
    about="家里人的年龄，是不是一起过日子",
)

QUESTIONS: tuple[Question, ...] = (
    URBAN,
    PEOPLE,
    Question(
        "grown",
        "home",
        "成年的孩子，能不能自己养活自己？",
        ("can_live_independently",),
        "有工作、能挣钱的，选“能”。还在上学的，后面会问。",
        each=(Field("grown", "", ((YES, "能"), (NO, "不能"), (UNKNOWN, "不清楚")), must=True),),
        of=_is_grown_child,
        about="成年的孩子能不能养活自己",
    ),
    Question(
        "support",
        "home",
        "这些亲人，是不是长期和您一起过，靠您家养，或者养着您家？",
        ("has_support_duty",),
        "比如爸妈不在了，您带大的孙子、弟弟、妹妹。",
        each=(Field("support", "", YES_NO, must=True),),
        of=_is_other,
        about="这位亲人是不是靠您家养，或者养着您家",
    ),
    Question(
        "standing",
        "means",
        "您家现在有下面哪一种身份？",
        (
            "aid_class", "receives_minimum_living", "was_on_minimum_living", "is_minimum_living_recipient",
            "child_status",
        ),
        "看看家里有没有低保证、认定书。",
        (
            Field("standing", "", shown(STANDINGS), must=True),
            Field("child", "家里有没有孩子，已经认定为孤儿、事实无人抚养儿童？", HAS, must=True),
        ),
        about="家里现在有没有低保这类身份",
    ),
    Question(
        "income",
        "means",
        "每个人每个月挣多少钱？",
        ("wage_income_month", "business_income_month", "property_income_month", "transfer_income_month"),
        "没有就写 0，不清楚就空着。低保金、救助金、奖学金、优待抚恤金不用算。",
        each=(
            Field("work", "干活、种地、做生意", unit="元/月"),
            Field("other", "退休金、养老金、房租、亲戚给的", unit="元/月"),
        ),
        about="每个月挣多少钱（没有的那一格，写 0）",
    ),
    Question(
        "pension",
        "means",
        "老人的养老金里，有多少是城乡居民基础养老金？",
        ("basic_pension_month",),
        "没有单位退休金的老人，满60岁每月领的那一笔。没有就写 0，不清楚就空着。",
        each=(Field("pension", "", unit="元/月"),),
        of=lambda one: one.age is None or one.age >= 60,
        about="养老金里有多少是城乡居民基础养老金",
    ),
    Question(
        "lifted",
        "means",
        "家里的收入，是什么时候超过低保标准的？",
        ("lifted_above_line_on",),
        "一般是上班拿到第一个月工资的时候。",
        (Field("lifted", "", LIFTED, must=True),),
        about="收入是什么时候超过低保标准的",
    ),
    Question(
        "assets",
        "means",
        "家里有没有这些东西？",
        (
            "financial_assets_total", "dwellings_count", "owns_dwelling", "has_nonres_property", "has_motor_vehicle",
            "has_business_registration",
        ),
        "没有就写 0。不清楚的空着，或者选“不清楚”。",
        (
            Field("savings", "存款、理财，一共", unit="元"),
            Field("dwellings", "房子（自己的，农村的也算）", unit="套", whole=True, highest=Decimal(100)),
            Field("shops", "商铺、车位、办公房", HAS),
            Field("car", "汽车（残疾人代步车、普通摩托车、电动车不算）", HAS),
            Field("business", "营业执照（公司、小店）", HAS),
        ),
        about="家里的存款、房子、车",
    ),
    Question(
        "disability",
        "needs",
        "谁有残疾证？",
        ("disability_grade", "disability_category"),
        each=(
            Field("grade", "几级", (*shown(GRADES), (UNKNOWN, "有证，不清楚几级"))),
            Field("kind", "哪一类", (*((kind, kind) for kind in KINDS), (UNKNOWN, "不清楚"))),
        ),
        gate=True,
        about="有没有残疾证，是哪一类、几级",
    ),
    Question(
        "illness",
        "needs",
        "谁得了大病？",
        ("serious_illness_listed",),
        "比如癌症、尿毒症、白血病。算不算，以当地的大病名单为准；拿不准就选“不清楚”。",
        each=(Field("ill", "", ((NO, "没有"), (YES, "得了大病"), (UNKNOWN, "不清楚"))),),
        gate=True,
        about="得的病在不在当地的大病名单里",
    ),
    Question(
        "school",
        "needs",
        "谁在上学？",
        ("enrolled_fulltime_level", "school_confirmed_poor"),
        "学校认定困难：向老师交过“家庭经济困难学生认定申请表”，学校同意了的。",
        each=(
            Field("level", "上什么", (*shown(LEVELS), (UNKNOWN, "不清楚"))),
            Field("school_poor", "学校认定家里困难了吗", HAS),
        ),
        of=may_study,
        gate=True,
        about="上什么学，学校有没有认定困难",
    ),
    Question(
        "parents",
        "needs",
        "孩子的爸爸、妈妈，现在怎么样？",
        (
            "father_state", "father_state_months", "father_state_start", "father_state_end",
            "mother_state", "mother_state_months", "mother_state_start", "mother_state_end",
        ),
        "一方能照顾，就选“能照顾孩子”，离了婚的也一样。",
        each=(
            Field("father", "爸爸", shown(PARENT_STATES), must=True),
            Field("mother", "妈妈", shown(PARENT_STATES), must=True),
        ),
        of=may_be_child,
        after=("disability", "illness"),
        about="爸爸、妈妈现在的情况",
    ),
    Question(
        "hardship",
        "now",
        "最近家里出了什么急事？",
        ("incident_type", "basic_living_severe_hardship"),
        fields=(
            Field("incident", "", shown(INCIDENTS), must=True),
            Field("severe", "因为这件事，吃饭、穿衣、看病一时过不下去了吗", YES_NO),
        ),
        about="最近出的急事，是不是让生活过不下去了",
    ),
    Question(
        "bills",
        "now",
        "今年看病，医保报销以后，自己还付了多少钱？",
        ("medical_self_paid", "medical_bill_in_scope", "insurance_paid", "major_paid"),
        "看结算单上“个人自付”那一格，加起来。没看病的写 0，不清楚就空着。",
        each=(Field("bill", "", unit="元"),),
        about="今年看病，报销以后自己付了多少",
    ),
    Question(
        "danger",
        "now",
        "家里的房子，是不是鉴定过的危房？",
        ("dwelling_is_dangerous",),
        fields=(Field("danger", "", YES_NO, must=True),),
        about="房子是不是鉴定过的危房",
    ),
    Question(
        "supporter",
        "now",
        "除了上面写的人，您还有没有别的儿女、父母、丈夫或者妻子能养您？",
        ("has_other_able_supporter",),
        fields=(Field("supporter", "", HAS, must=True),),
        about="还有没有别的儿女、父母可以靠",
    ),
    Question(
        "law",
        "now",
        "家里有没有事要打官司、要律师？",
        ("legal_matter",),
        fields=(Field("matter", "", shown(MATTERS), must=True),),
        about="有没有事要打官司、要律师",
    ),
    Question(
        "spend",
        "now",
        "这一年（12个月），全家大概收入多少、花了多少？",
        ("total_income_12m", "living_spend_12m", "medical_spend_12m", "education_spend_12m"),
        "不清楚的空着。",
        (
            Field("year_income", "全家一年的收入", unit="元"),
            Field("year_living", "吃、穿、住、出门必须花的", unit="元"),
            Field("year_medical", "看病自己付的（报销以后）", unit="元"),
            Field("year_school", "孩子上学的学费、住宿费（按公办学校算）", unit="元"),
        ),
        needs=("disposable_income_last_year", "rigid_expense_ratio"),
        about="这一年全家的收入和花费",
    ),
)  # fmt: skip

BY_KEY: dict[str, Question] = {question.key: question for question in QUESTIONS}
OF_FACT: dict[str, Question] = {code: question for question in QUESTIONS for code in question.settles}


def people_asked(question: Question, people: Sequence[Person]) -> tuple[Person, ...]:
    """Of whom the question is asked."""
    return tuple(one for one in people if question.of(one)) if question.each else ()
