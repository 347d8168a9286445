"""Who lives there and whether each counts: the rules' own answer, in one line for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from law.terms import chinese_day
from law.truth import Truth
from welfare.rules import composition
from welfare.rules.assess import Missing
from welfare.rules.composition import belongs, is_counted, is_deceased, is_imprisoned, is_isolated, is_minor, is_missing
from welfare.rules.dictionary import custody_end, enrolled_fulltime_level, lives_together, relation_to_applicant
from welfare.rules.find import Case
from welfare.rules.household import Answer, Member

PLEA = "期满回家以后重新计入"


@dataclass(frozen=True, slots=True)
class Person:
    """
    counted  计入共同生活的家庭成员, as the rules find it
    why      one line: what makes her count or not, or what is not known yet
    source   where it is written, empty for what is only unknown
    delicate the line tells of custody: not for a paper that others read
    """

    key: str
    counted: Truth
    why: str
    source: str
    delicate: bool = False
    missing: tuple[Missing, ...] = ()


def people(case: Case) -> list[Person]:
    """Each member of the household, in its order."""
    return [_person(case, member) for member in case.household.members]


def _person(case: Case, member: Member) -> Person:
    found = case.find(is_counted, member)
    if found.truth is Truth.UNKNOWN:
        missing = tuple(Missing.of(key) for key in sorted(found.missing))
        return Person(member.key, found.truth, f"还不知道：{'、'.join(_terms(missing))}", "", missing=missing)
    if found.truth is Truth.YES:
        return Person(member.key, found.truth, _why_counted(case, member), str(composition.ART_7))
    return _left_out(case, member)


def _terms(missing: tuple[Missing, ...]) -> list[str]:
    return list(dict.fromkeys(one.text for one in missing))


def _why_counted(case: Case, member: Member) -> str:
    relation = _said(member, relation_to_applicant.code)
    if relation == "本人":
        return "申请人本人"
    if relation != "子女":
        return "共同居住" if relation in ("配偶", "父母") else "共同居住，有法定赡养、扶养义务"
    if case.find(is_minor, member).truth is Truth.YES:
        return "未成年，共同居住"
    stage = _said(member, enrolled_fulltime_level.code)
    return f"在读{stage}，共同居住" if stage not in (None, "无") else "不能独立生活，共同居住"


def _left_out(case: Case, member: Member) -> Person:
    def out(why: str, source: object, delicate: bool = False) -> Person:
        return Person(member.key, Truth.NO, why, str(source), delicate)

    if case.find(is_deceased, member).truth is Truth.YES:
        return out("已经去世", composition.ART_7)
    if case.find(is_isolated, member).truth is Truth.YES:
        return out(f"正在强制隔离戒毒{_until(member.facts)}，{PLEA}", composition.ART_7_OUT_2, True)
    if case.find(is_imprisoned, member).truth is Truth.YES:
        return out(f"正在服刑{_until(member.facts)}，{PLEA}", composition.ART_7_OUT_2, True)
    if case.find(is_missing, member).truth is Truth.YES:
        return out("被宣告失踪", composition.ART_7_OUT_2)
    if case.find(belongs, member).truth is Truth.YES:
        return out("宗教教职人员，连续三年以上不在家生活", composition.ART_7_OUT_1)
    if _said(member, lives_together.code) is False:
        return out("不共同居住", composition.ART_7)
    if _said(member, relation_to_applicant.code) == "子女":
        return out("成年子女，能够独立生活，不在本科及以下就读", composition.ART_7)
    return out("没有法定的赡养、扶养义务", composition.ART_7)


def _said(member: Member, code: str) -> Answer:
    return member.facts.get(code)


def _until(facts: Mapping[str, Answer]) -> str:
    end = facts.get(custody_end.code)
    return f"到{chinese_day(end)}" if isinstance(end, date) else ""
