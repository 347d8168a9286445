"""What offices are asked for, and which words about it may leave the case zone.

Only the police know of a measure by their own office. What the others read says nothing of it: not the item, not the
legal source, not the reason for which something came back (禁毒法第五十二条、戒毒条例第七条).
"""

import re
from dataclasses import dataclass

from clients.models import Department, Duty

# Whatever tells why somebody is assisted. 残疾人基本康复 and 康复费用 are of disabled people and stay.
TELLING = re.compile(
    r"毒|(?<!基本)康复(?!费用|自付)|社戒|社康|强戒|强制隔离|尿检|吸食|成瘾|羁押|服刑|刑满|监狱|看守所|拘留|美沙酮|丁丙诺啡|维持治疗|艾滋|HIV|感染者",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DutyKind:
    """One sort of thing that offices are asked for.

    code         as stored
    label        what it is called; on a sheet also instead of words that would tell too much
    departments  who may be asked
    source       the kind of record that brings it and settles it, "" where a worker enters it by hand
    """

    code: str
    label: str
    departments: tuple[Department, ...]
    source: str = ""


P, C, L, H, S, T = (
    Department.POLICE,
    Department.CIVIL,
    Department.LABOUR,
    Department.HEALTH,
    Department.SCHOOL,
    Department.STREET,
)
APPLICATION = DutyKind("application", "救助申请", (T, C, H, S), source="application")
POLICE_FILE = DutyKind("police_file", "通知街道并移交材料", (P,), source="report_in")
REGISTRATION = DutyKind("registration", "失业登记", (L,), source="service")
BY_CODE: dict[str, DutyKind] = {
    kind.code: kind
    for kind in (
        APPLICATION,
        POLICE_FILE,
        REGISTRATION,
        DutyKind("recognition", "就业困难人员认定", (L,)),
        DutyKind("training", "职业技能培训", (L,)),
        DutyKind("household", "户口、身份证办理", (P,)),
        DutyKind("visit", "入户核实", (T,)),
        DutyKind("schooling", "入学、转学、复学", (S,)),
        DutyKind("treatment", "就医、住院", (H,)),
        DutyKind("insurance", "参加居民医保", (H,)),
        DutyKind("other", "其他事项", tuple(Department)),
    )
}


def by_hand(department: str) -> list[DutyKind]:
    """What a worker may ask this office for: whatever no other record brings."""
    return [kind for kind in BY_CODE.values() if department in kind.departments and not kind.source]


def tells(text: str) -> bool:
    """Whether it says, or lets one guess, why somebody is assisted."""
    return bool(TELLING.search(text))


def knows_measures(department: str) -> bool:
    return department == Department.POLICE


def label_of(duty: Duty) -> str:
    kind = BY_CODE.get(duty.kind)
    return kind.label if kind else BY_CODE["other"].label


def outward(duty: Duty) -> str:
    """What it is about, in words that its office may read: the label alone where the words would tell too much."""
    if knows_measures(duty.department) or not tells(duty.what):
        return duty.what
    return label_of(duty)


def outward_source(duty: Duty) -> str:
    """The legal source, left out where its very name would tell."""
    return duty.article if knows_measures(duty.department) or not tells(duty.article) else ""
