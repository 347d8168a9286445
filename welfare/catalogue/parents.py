"""Whether the parents of a child can bring it up: what is known of each, told of the child or read off the household.

    stated of the child (father_state …)        wins
    the child is a 子女 of the applicant         applicant and spouse are its parents
    the child is the applicant                   members who are 父母 are its parents

One parent who is there and able settles it. 强制隔离戒毒 of six months or more counts from its first day and until the
release; 社区戒毒 and 社区康复 take no parent away.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from law.article import Article
from welfare.rules.composition import held_in
from welfare.rules.dictionary import (
    CUSTODY_DOCUMENTS,
    ISOLATION,
    PRISON,
    as_of_date,
    custody_term_months,
    disability_category,
    disability_grade,
    is_deceased,
    is_declared_missing,
    labor_capacity,
    lost_contact_months,
    relation_to_applicant,
    serious_illness_listed,
)
from welfare.rules.expressions import Condition, all_of, any_of, no
from welfare.rules.fact import Choice, Day, Flag, Quantity
from welfare.rules.members import any_member, count

OPINION_2019 = ("关于进一步加强事实无人抚养儿童保障工作的意见", "民发〔2019〕62号")
NOTICE_2020 = Article("关于进一步做好事实无人抚养儿童保障有关工作的通知", "民发〔2020〕125号")
TWO_MORE_SINCE = date(2021, 1, 1)
"""民发〔2020〕125号 adds 撤销监护资格 and 遣送（驱逐）出境; seen in force in January 2021."""

MONTHS = 6
"""期限在6个月以上, six included."""

ABLE = "能够照料"
GONE = ("死亡", "宣告失踪")
MEASURES = ("服刑在押", ISOLATION, "其他限制人身自由")
TWO_MORE = ("撤销监护资格", "遣送（驱逐）出境")
OTHER_WORDS = (
    *(("正常", ABLE), ("社区戒毒", ABLE), ("社区康复", ABLE), ("自愿戒毒", ABLE), ("离婚", ABLE)),
    *(("已故", "死亡"), ("失踪", "宣告失踪"), ("服刑", "服刑在押"), (PRISON, "服刑在押"), ("强戒", ISOLATION)),
)
PARENT_DOCUMENTS = ("死亡证明", "残疾证", "诊断书", "公安机关查询函", *CUSTODY_DOCUMENTS)


@dataclass(frozen=True)
class Parent:
    """The facts of one parent, recorded with the child."""

    state: Choice
    months: Quantity
    start: Day
    end: Day

    @property
    def gone(self) -> Condition:
        return self.state.is_one_of(*GONE)

    @property
    def absent(self) -> Condition:
        """In one of the eight conditions on the day looked at."""
        lasting = all_of(
            (self.months >= MONTHS).worded("期限或者持续时间在6个月以上"),
            any_of(no(self.start.is_recorded()), self.start.has_come()),
            no(all_of(self.end.is_recorded(), self.end.has_come())).worded("尚未解除、释放或者找到"),
        )
        return any_of(
            self.state.is_one_of("重残", "重病"),
            all_of(self.state.is_one_of(*MEASURES, "失联"), lasting),
            all_of(as_of_date.on_or_after(TWO_MORE_SINCE), self.state.is_one_of(*TWO_MORE)).under(NOTICE_2020),
        )


def _parent(code: str, term: str) -> Parent:
    """Of a parent whose state is 强制隔离戒毒 this is drug history: it can only bring the child in."""
    return Parent(
        Choice(
            f"{code}_state",
            f"{term}的情形",
            options=(ABLE, *GONE, "重残", "重病", *MEASURES, "失联", *TWO_MORE),
            also=OTHER_WORDS,
            history=True,
            documents=PARENT_DOCUMENTS,
            note="社区戒毒、社区康复、离婚都不是法定情形，填能够照料",
        ),
        Quantity(
            f"{code}_state_months",
            f"{term}措施的期限或者失联的月数",
            unit="个月",
            whole=True,
            highest=Decimal(1200),
            history=True,
            documents=(*CUSTODY_DOCUMENTS, "公安机关查询函"),
        ),
        Day(f"{code}_state_start", f"{term}措施开始日", history=True, documents=CUSTODY_DOCUMENTS),
        Day(
            f"{code}_state_end",
            f"{term}解除、释放或者找到的日子",
            history=True,
            documents=("解除强制隔离戒毒证明书", "释放证明"),
        ),
    )


father = _parent("father", "父亲")
mother = _parent("mother", "母亲")

is_stripped_of_custody = Flag("is_stripped_of_custody", "被撤销监护资格", absent=False, documents=("法院判决书",))
is_deported = Flag("is_deported", "被遣送（驱逐）出境", absent=False, documents=("公安机关决定书",))

# Of a member of the household who is the parent.
_is_gone = any_of(is_deceased, is_declared_missing).worded("已死亡或者被宣告失踪")
# Of a parent known to be able to work nobody asks for a certificate or a diagnosis; one that is recorded counts.
_is_known_able = all_of(
    labor_capacity.is_recorded(),
    labor_capacity.is_one_of("有"),
    no(disability_grade.is_recorded()),
    no(serious_illness_listed.is_recorded()),
).worded("已知有劳动能力，没有人提到残疾、重病")
_is_absent = any_of(
    all_of(
        no(_is_known_able),
        any_of(
            disability_grade.is_one_of("一级", "二级"),
            all_of(disability_grade.is_one_of("三级", "四级"), disability_category.is_one_of("智力", "精神")),
            serious_illness_listed,
        ).worded("重残或者重病"),
    ),
    all_of(held_in(PRISON, ISOLATION, "看守所"), custody_term_months >= MONTHS).worded("正在被限制人身自由6个月以上"),
    lost_contact_months >= MONTHS,
    all_of(as_of_date.on_or_after(TWO_MORE_SINCE), any_of(is_stripped_of_custody, is_deported)).worded(
        "被撤销监护资格，或者被遣送（驱逐）出境"
    ),
).worded("属于法定情形")

_is_gone_or_absent = any_of(_is_gone, _is_absent).worded("死亡、失踪或者属于法定情形")

_by_child = any_of(
    all_of(father.absent, mother.absent),
    all_of(father.gone, mother.absent),
    all_of(mother.gone, father.absent),
).worded("登记的父亲、母亲情形都属于法定情形，或者一方死亡（宣告失踪）")
_is_stated = any_of(father.state.is_recorded(), mother.state.is_recorded()).worded("登记了父亲或者母亲的情形")


def _by_household(*relations: str) -> Condition:
    """The members with these relations are the parents; where only one is a member, of the other the child's facts."""
    is_parent = relation_to_applicant.is_one_of(*relations)
    both = (count(is_parent) >= 2).worded("父母都是家庭成员")
    return all_of(
        no(any_member(all_of(is_parent, no(_is_gone), no(_is_absent)))).worded("家中没有能够照料孩子的父亲或者母亲"),
        any_of(
            all_of(
                both,
                (count(all_of(is_parent, _is_gone_or_absent)) >= 2).worded("父母双方都死亡、失踪或者属于法定情形"),
                (count(all_of(is_parent, no(_is_gone), _is_absent)) >= 1).worded(
                    "至少一方不是死亡、失踪，而属于法定情形"
                ),
            ).worded("父母都是家庭成员，按各自的情况判断"),
            all_of(no(both), _by_child).worded("父母不都是家庭成员，按孩子登记的父亲、母亲情形判断"),
        ).worded("父母双方都属于法定情形，或者一方死亡（宣告失踪）"),
    )


has_no_parent_to_rely_on = any_of(
    all_of(_is_stated, _by_child).worded("按孩子登记的父亲、母亲情形"),
    all_of(
        no(_is_stated),
        any_of(
            all_of(relation_to_applicant.is_one_of("子女"), _by_household("本人", "配偶")).worded("申请人和配偶的孩子"),
            all_of(relation_to_applicant.is_one_of("本人"), _by_household("父母")).worded("孩子本人申请"),
            all_of(no(relation_to_applicant.is_one_of("子女", "本人")), _by_child).worded("其他家庭成员的孩子"),
        ).worded("按家庭成员的情况"),
    ).worded("没有登记父母情形的，按家庭成员的情况"),
).worded("父母双方都属于法定情形，或者一方死亡（宣告失踪）而另一方属于法定情形")
