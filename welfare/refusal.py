"""不予批准: which reasons cannot stand, and what the written notice must say."""

from dataclasses import dataclass

from people.errors import Refused
from welfare.plain import is_delicate
from welfare.rules.entitlement import Entitlement

ADMINISTRATIVE = (
    "不服这个决定，可以在收到告知书之日起 60 日内，向本级人民政府申请行政复议（交到当地司法局），不收费；",
    "也可以在收到告知书之日起 6 个月内，直接向人民法院提起行政诉讼。",
    "不清楚怎么写、没有钱请律师的，可以拨打 12348 或者到当地法律援助中心申请法律援助。",
)
ADMINISTRATIVE_SOURCE = "《社会救助暂行办法》第六十五条；《行政复议法》第二十条；《行政诉讼法》第四十六条"
# Where no administrative authority decides, the way is another one.
OTHER_WAYS = {
    "legal_aid": (
        (
            "不服这个决定，可以向设立该法律援助机构的司法行政部门提出异议，司法行政部门五日内审查答复；",
            "对审查结论仍不服的，可以申请行政复议或者提起行政诉讼。",
        ),
        "《法律援助法》第四十九条",
    ),
    "school_aid": (
        ("不服学校的决定，可以向学校的学生资助部门申请复核；", "仍不服的，可以向当地教育行政部门反映。"),
        "",
    ),
    "student_loan": (
        ("对办理结果有疑问，可以向县级学生资助管理中心或者经办银行询问；", "仍有异议的，可以向当地教育行政部门反映。"),
        "",
    ),
}


@dataclass(frozen=True, slots=True)
class Appeal:
    """What somebody who disagrees can do, in plain words, and where that is written; "" where no text says."""

    ways: tuple[str, ...]
    source: str


def appeal(entitlement: Entitlement) -> Appeal:
    return Appeal(*OTHER_WAYS.get(entitlement.code, (ADMINISTRATIVE, ADMINISTRATIVE_SOURCE)))


def require_lawful(reason: str) -> None:
    """Raises Refused for a reason that names drug history, treatment or custody: none of them bars anybody
    (禁毒法第五十二条, 戒毒条例第七条), and the notice is read at home and at the counter."""
    if is_delicate(reason):
        raise Refused(
            "不能以戒毒、治疗、羁押经历作为不予批准的理由，告知书里也不能出现这些字样（《禁毒法》第五十二条）。",
            "请写收入、财产等法定条件；依法不计入家庭人数的，写“不计入共同生活的家庭成员”。",
        )
