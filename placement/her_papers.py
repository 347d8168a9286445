"""本人交给企业的证明: which paper of her own shows what, and what she had better keep to herself."""

from collections.abc import Iterable
from typing import NamedTuple

from employers.incentives.case import Status


class HerPaper(NamedTuple):
    """``name`` what to hand over, ``where`` it comes from, ``rather_not`` the sheet that says more than is asked."""

    name: str
    where: str
    rather_not: str = ""


IDENTITY = HerPaper("身份证复印件", "原件给企业看一下，复印件上写“只用于办理用工扶持”")
CARD = HerPaper(
    "就业创业证（失业登记那一页）",
    "公共就业服务机构；电子证照打印出来也行",
    "失业登记申请表、个人情况登记表",
)
OF: dict[Status, HerPaper] = {
    Status.REGISTERED_UNEMPLOYED: CARD,
    Status.UNEMPLOYED_HALF_YEAR: CARD,
    Status.YOUNG_UNEMPLOYED: CARD,
    Status.HARD_TO_EMPLOY: HerPaper(
        "就业创业证上“就业困难人员”的认定记载",
        "社区、街道公共就业服务窗口",
        "认定申请表、认定审批表：上面写着按哪一类认定，企业用不着",
    ),
    Status.OUT_OF_POVERTY: HerPaper(
        "脱贫人口（含监测对象）身份证明", "户籍地农业农村部门", "建档立卡手册里的家庭情况页"
    ),
    Status.DISABLED: HerPaper("残疾人证", "县级残疾人联合会", "病历、残疾评定表"),
    Status.GRADUATING: HerPaper("学生证或者毕业证书", "学校"),
    Status.RECENT_GRADUATE: HerPaper("毕业证书", "学校"),
}


def her_papers(statuses: Iterable[Status]) -> list[HerPaper]:
    """What she hands to the firm herself for these, each paper once."""
    return list(dict.fromkeys([IDENTITY, *(OF[status] for status in statuses if status in OF)]))
