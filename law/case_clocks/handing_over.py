"""The police of the place hand a case over to the street: a term that cities set, in working days."""

from datetime import date

from law.article import Article
from law.case_clocks.clock import Clock, Kind
from law.case_clocks.sources import ORDOS, ORDOS_SINCE, REVIEW_BY, ByPlace, in_force
from law.dated import Dated, Timeline
from law.terms import chinese_day
from law.workdays import INSTALLED, Calendar, add_workdays

WITHIN: ByPlace[int] = {
    "1506": Timeline("公安向街道移交材料（工作日）", Dated(7, ORDOS_SINCE, Article(*ORDOS, "四（二）"), REVIEW_BY)),
}


def hand_over(counted_from: date, region_code: str, calendar: Calendar = INSTALLED) -> Clock:
    """By when the street is told and has the papers, counted from the decision, the release or the change of place.

    Provisional where a day counted lies in a year whose holidays are not announced.
    """
    words = "公安机关通知街道（乡镇）并移交材料"
    rule = in_force(WITHIN, region_code, counted_from)
    if rule is None:
        asked = "几个工作日内移交，国家没有写明，当地规定待核实。"
        return Clock(Kind.HAND_OVER, None, counted_from, words, "", None, open_question=asked)
    due, provisional = add_workdays(counted_from, rule.value, calendar)
    why = f"{chinese_day(counted_from)}起{rule.value}个工作日，到{chinese_day(due)}。"
    if provisional:
        why += "节假日安排公布以后再核一次。"
    return Clock(Kind.HAND_OVER, due, counted_from, words, why, rule.source, provisional=provisional)
