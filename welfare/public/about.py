"""What a public page says of an entitlement beside its declaration: what it is, what it helps with, which numbers of a
place show how much it is.

The numbers are declared ones, read from the book of standards; ``reviewed`` is the version of the declaration for which
the sentences were written, and a test asks for them to be read again when it changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from welfare.catalogue.bounds import bounded
from welfare.catalogue.destitute_support import basic_living, care_able, care_partial, care_total
from welfare.catalogue.disability_allowance import (
    care_highest,
    care_lowest,
    care_rate,
    living_highest,
    living_lowest,
    living_rate,
)
from welfare.catalogue.grace_period import grace_months
from welfare.catalogue.housing_aid import area_a_head, area_of_one, housing_area_line, rebuilding_sum, rent_price
from welfare.catalogue.insurance_premium_aid import minimum_premium_mode, resident_premium
from welfare.catalogue.legal_aid import legal_aid_income_line
from welfare.catalogue.means import disposable_income_last_year
from welfare.catalogue.medical_aid import CLASSES, caps, deductibles, ratios
from welfare.catalogue.minimum_living_numbers import minimum_living_mode, minimum_living_standard, near_minimum_line
from welfare.catalogue.rigid_expense import rigid_ratio
from welfare.catalogue.school_aid import (
    college_highest,
    college_loan_limit,
    college_lowest,
    day_pupil_share,
    graduate_loan_limit,
    junior_boarder,
    preschool_aid_standard,
    primary_boarder,
    senior_highest,
    senior_lowest,
)
from welfare.catalogue.temporary_relief import most_months, small_limit
from welfare.catalogue.unattended_child import standard as unattended_child
from welfare.rules.expressions import Number
from welfare.rules.standards import Mode


class Situation(Enum):
    """What brings a family here, in the order in which the index shows it."""

    def __new__(cls, value: str, title: str, text: str) -> "Situation":
        member = object.__new__(cls)
        member._value_, member.title, member.text = value, title, text
        return member

    title: str
    text: str

    INCOME = "income", "家里没有收入，或者收入很低", "没活干、挣得少，一家人过不下去"
    ILLNESS = "illness", "看不起病", "药费、住院费太贵，或者交不起医保"
    SCHOOL = "school", "孩子上学要花钱", "学费、生活费不够"
    CHILD = "child", "孩子没有大人照顾", "爸爸妈妈都不在，或者照顾不了"
    HOUSE = "house", "没有房子，或者房子不安全", "租房太贵、房子太挤、房子危险"
    DISABLED = "disabled", "家里有残疾人", "生活、护理要花钱"
    OLD = "old", "老人没有人养", "没有儿女，或者儿女也养不了"
    SUDDEN = "sudden", "突然出了事", "着火、车祸、急病，一时过不去"
    WORK = "work", "刚找到工作，怕低保停了", "有工作以后，低保还能再发几个月"
    LAW = "law", "要打官司，请不起律师", "要工资、要赔偿、被家里人打"


@dataclass(frozen=True, slots=True)
class Shown:
    """A number of a place as the page names it. ``per`` completes the unit: a share is printed as 百分之."""

    label: str
    number: Number | Mode
    unit: str = "元/月"


@dataclass(frozen=True, slots=True)
class About:
    """
    short     as people call it
    what      in one sentence
    how_much  how the sum is found, in one or two sentences
    numbers   of a place; empty where no number says how much
    reviewed  version of the declaration when these sentences were last read
    """

    short: str
    what: str
    how_much: str
    situations: tuple[Situation, ...]
    reviewed: str
    numbers: tuple[Shown, ...] = ()


def _medical() -> Iterator[Shown]:
    for of, name in CLASSES.items():
        yield Shown(f"{name}：起付线", deductibles[of], "元")
        yield Shown(f"{name}：报销比例", ratios[of], "")
        yield Shown(f"{name}：一年最多", caps[of], "元")


ABOUT: dict[str, About] = {
    "minimum_living": About(
        "低保",
        "家里收入太低，国家每月补一笔钱，让一家人吃得上饭。",
        "每人每月的收入比当地低保标准少多少，就补多少，一家人一起补。有的地方分几档发。",
        (Situation.INCOME,),
        "c1cffa03582d",
        (Shown("低保标准（每人）", minimum_living_standard), Shown("怎么发", minimum_living_mode, "")),
    ),
    "grace_period": About(
        "低保渐退",
        "找到工作以后，低保不马上停，可以再发一段时间。",
        "在几个月里，照以前的低保金继续发，或者慢慢减少。每个月发多少，由当地规定。",
        (Situation.WORK,),
        "b729fad5b634",
        (Shown("最多再发", grace_months, "个月"),),
    ),
    "near_minimum": About(
        "低保边缘",
        "收入比低保标准高一点，也可以有一个身份，看病、上学、住房能得到帮助。",
        "这是一种身份，不直接发钱。有了它，别的帮助更容易办。",
        (Situation.INCOME, Situation.ILLNESS),
        "29505e805b4d",
        (Shown("每人每月的收入要低于", near_minimum_line),),
    ),
    "rigid_expense": About(
        "刚性支出困难家庭",
        "收入不算最低，但是看病、上学、照顾残疾人把钱花光了，也能得到帮助。",
        "这是一种身份，不直接发钱，一般不超过一年，到期再申请。有了它，看病、上学、住房能得到帮助。",
        (Situation.ILLNESS, Situation.SCHOOL, Situation.DISABLED),
        "49c275dbda20",
        (
            Shown("省不下来的钱要占全家收入的", rigid_ratio, ""),
            Shown("当地人去年平均每人的收入", disposable_income_last_year, "元/年"),
        ),
    ),
    "destitute_support": About(
        "特困供养",
        "老人、残疾人、孩子，没有能力干活，没有收入，也没有家人可以靠，由国家养。",
        "每月发基本生活费。要人照顾的，再加一份护理费。",
        (Situation.OLD, Situation.DISABLED),
        "a07aefc4ea64",
        (
            Shown("基本生活费", basic_living),
            Shown("护理费：自己能照顾自己", care_able),
            Shown("护理费：有些事自己做不了", care_partial),
            Shown("护理费：全要人照顾", care_total),
        ),
    ),
    "temporary_relief": About(
        "临时救助",
        "家里突然出了大事，一时过不下去，先给一笔钱救急。",
        "一次发一笔钱。给多少，由街道和民政部门看您家的难处决定。",
        (Situation.SUDDEN, Situation.ILLNESS, Situation.INCOME),
        "7ea0cda21844",
        (Shown("街道自己就能先给，最多", small_limit, "元"), Shown("最多按几个月的低保标准给", most_months, "个月")),
    ),
    "medical_aid": About(
        "医疗救助",
        "看病的钱，医保报销以后还剩很多，再帮您付一部分。",
        "医保报销以后，自己付的钱超过“起付线”的部分，按比例再报。",
        (Situation.ILLNESS,),
        "9d9338d311a4",
        tuple(_medical()),
    ),
    "unattended_child": About(
        "事实无人抚养儿童补贴",
        "爸爸妈妈都没法照顾的孩子，每月发一笔生活费，帮奶奶、姥姥这些带孩子的人。",
        "每月发给孩子，和孤儿一样多。孩子已经拿低保的，补上差的部分。",
        (Situation.CHILD,),
        "6454b48804fe",
        (Shown("每个孩子", unattended_child),),
    ),
    "insurance_premium_aid": About(
        "参保资助",
        "困难家庭交居民医保，国家帮着交。",
        "有的全部替您交，有的替您交一部分，差的自己补上。",
        (Situation.ILLNESS,),
        "535753b65a37",
        (Shown("居民医保一年要交", resident_premium, "元/年"), Shown("低保家庭怎么资助", minimum_premium_mode, "")),
    ),
    "school_aid": About(
        "上学资助",
        "困难家庭的孩子上学，从幼儿园到大学，可以领补助。",
        "上小学、初中的，发生活补助；上高中、中专、大学的，由学校评助学金。",
        (Situation.SCHOOL,),
        "b4959e73db49",
        (
            Shown("小学，住校", primary_boarder, "元/年"),
            Shown("初中，住校", junior_boarder, "元/年"),
            Shown("小学、初中，不住校：是住校的", day_pupil_share, ""),
            Shown("高中、中专，最少", senior_lowest, "元/年"),
            Shown("高中、中专，最多", senior_highest, "元/年"),
            Shown("大专、本科，最少", college_lowest, "元/年"),
            Shown("大专、本科，最多", college_highest, "元/年"),
            Shown("幼儿园", preschool_aid_standard, "元/年"),
        ),
    ),
    "student_loan": About(
        "助学贷款",
        "孩子上大学，可以向银行借钱交学费、住宿费和生活费。",
        "这是借的钱，以后要还。借多少看一年要花多少，不能超过下面的数。",
        (Situation.SCHOOL,),
        "285db2dc68b5",
        (
            Shown("大专、本科，一年最多借", college_loan_limit, "元/年"),
            Shown("研究生，一年最多借", graduate_loan_limit, "元/年"),
        ),
    ),
    "housing_aid": About(
        "住房救助",
        "困难家庭没有房子、房子太挤或者是危房，可以租公租房、领房租补贴，农村的可以改造危房。",
        "租房的，每月补一部分房租，不会比房租多；农村改造危房的，一次补一笔钱。",
        (Situation.HOUSE,),
        "258f765a4cdc",
        (
            Shown("房租补贴，每平方米", rent_price, "元/平方米·月"),
            Shown("一个人住，按多少平方米补", area_of_one, "平方米"),
            Shown("两个人以上，每人按多少平方米补", area_a_head, "平方米"),
            Shown("每人不到多少平方米算太挤", housing_area_line, "平方米"),
            Shown("农村改造危房，每户", rebuilding_sum, "元"),
        ),
    ),
    "disability_allowance": About(
        "残疾人两项补贴",
        "困难的残疾人每月有生活补贴，残疾重的每月有护理补贴，两样都符合可以都拿。",
        "每个残疾人每月发。两样都符合的，加在一起。",
        (Situation.DISABLED,),
        "6f37d0982b38",
        (
            Shown("生活补贴", bounded(living_rate, living_lowest, living_highest)),
            Shown("护理补贴", bounded(care_rate, care_lowest, care_highest)),
        ),
    ),
    "legal_aid": About(
        "法律援助",
        "打官司请不起律师，国家给您安排律师，不收钱。",
        "不发钱。律师费由国家出。",
        (Situation.LAW,),
        "339e8e8c71c3",
        (Shown("家里每人每月的收入要低于", legal_aid_income_line),),
    ),
}
