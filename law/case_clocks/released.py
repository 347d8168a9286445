"""Around the release from 强制隔离戒毒, and the notice at the end of a community measure.

half a year before       the social worker makes contact                     贵州 alone
3 days before            the site tells who decided (上海: 7 working days)   戒毒条例第三十四条
3 working days after     the site sends the papers to the street             上海 alone
7 days after the end     the police tell the street                          戒毒条例第二十三条、第四十条
"""

from datetime import date, timedelta

from law.article import Article
from law.case_clocks.clock import Clock, Kind
from law.case_clocks.facts import MeasureFacts
from law.case_clocks.sources import (
    GUIZHOU_ISOLATION,
    GUIZHOU_ISOLATION_SINCE,
    REVIEW_BY,
    SHANGHAI,
    SHANGHAI_SINCE,
    ByPlace,
    in_force,
    since_regulation,
)
from law.case_clocks.terms import months_after, statutory_end
from law.dated import Dated, Timeline
from law.terms import Measure, chinese_day
from law.workdays import INSTALLED, Calendar, Workday, add_workdays

CONTACT_MONTHS: ByPlace[int] = {
    "52": Timeline("社工在出所前对接（提前几个月）", Dated(6, GUIZHOU_ISOLATION_SINCE, GUIZHOU_ISOLATION, REVIEW_BY)),
}
NOTICE_DAYS: ByPlace[int] = {"": Timeline("出所前通知决定机关（提前几日）", since_regulation(3, "第三十四条"))}
NOTICE_WORKDAYS: ByPlace[int] = {
    "31": Timeline(
        "出所前告知决定机关（提前几个工作日）",
        Dated(7, SHANGHAI_SINCE, Article(*SHANGHAI, "第三十六条"), REVIEW_BY),
    ),
}
PAPERS_WORKDAYS: ByPlace[int] = {
    "31": Timeline(
        "出所后向街道移交材料（工作日）", Dated(3, SHANGHAI_SINCE, Article(*SHANGHAI, "第三十六条"), REVIEW_BY)
    ),
}
END_NOTICE_DAYS = {
    Measure.COMMUNITY_TREATMENT: Timeline("社区戒毒解除后通知街道（日）", since_regulation(7, "第二十三条")),
    Measure.COMMUNITY_RECOVERY: Timeline("社区康复解除后通知街道（日）", since_regulation(7, "第四十条")),
}


def release_contact(
    measure: MeasureFacts,
    region_code: str,
    as_of: date,
    announced_on: date | None = None,
    calendar: Calendar = INSTALLED,
) -> tuple[Clock, ...]:
    """What is due around the release: contact, notice and, where the place asks for it, papers; in order of the day.

    announced_on  the day that the site has named; without it the end recorded, else by law

    Nothing for other measures and where no day of release can be named. Provisional while the day is only the one by
    law, and where a working day counted is not announced.
    """
    if measure.measure is not Measure.COMPULSORY_ISOLATION:
        return ()
    day = measure.end or announced_on or statutory_end(measure)
    if day is None:
        return ()
    by_law = measure.end is None and announced_on is None
    clocks = [_contact(day, region_code, as_of, by_law), _notice(day, region_code, as_of, by_law, calendar)]
    if rule := in_force(PAPERS_WORKDAYS, region_code, as_of):
        due = add_workdays(day, rule.value, calendar)
        why = f"{chinese_day(day)}出所，{rule.value}个工作日内，到{chinese_day(due.day)}。"
        words = "所里向街道移交法律文书和诊断评估结果"
        clocks.append(
            Clock(Kind.RELEASE_PAPERS, due.day, day, words, why, rule.source, provisional=by_law or due.provisional)
        )
    return tuple(clocks)


def end_notice(measure: MeasureFacts) -> Clock | None:
    """By when the police have told the street that a community measure was lifted (解除); None while it runs and for
    other measures. Whether it was lifted or ended otherwise is for the caller to know."""
    rule = END_NOTICE_DAYS[measure.measure].at(measure.end) if measure.is_community and measure.end else None
    if rule is None or measure.end is None:
        return None
    due = measure.end + timedelta(days=rule.value)
    why = f"{chinese_day(measure.end)}解除，{rule.value}日内，到{chinese_day(due)}。"
    words = f"公安机关把解除{measure.measure.label}通知街道（乡镇）"
    return Clock(Kind.END_NOTICE, due, measure.end, words, why, rule.source)


def _contact(day: date, region_code: str, as_of: date, by_law: bool) -> Clock:
    words = "社工和所里、本人对接，准备出所"
    rule = in_force(CONTACT_MONTHS, region_code, as_of)
    if rule is None:
        asked = "提前多久对接，当地规定待核实。"
        return Clock(Kind.RELEASE_CONTACT, None, day, words, "", None, open_question=asked)
    due = months_after(day, -rule.value)
    why = f"{_release(day, by_law)}，提前{rule.value}个月，从{chinese_day(due)}起。"
    return Clock(Kind.RELEASE_CONTACT, due, day, words, why, rule.source, provisional=by_law)


def _notice(day: date, region_code: str, as_of: date, by_law: bool, calendar: Calendar) -> Clock:
    words = "所里通知决定机关，并通知家属和派出所来接"
    local = in_force(NOTICE_WORKDAYS, region_code, as_of)
    if local:
        due, open_year = _workdays_before(day, local.value, calendar)
        why = f"{_release(day, by_law)}，提前{local.value}个工作日，到{chinese_day(due)}。"
        return Clock(Kind.RELEASE_NOTICE, due, day, words, why, local.source, provisional=by_law or open_year)
    rule = in_force(NOTICE_DAYS, region_code, as_of)
    if rule is None:
        return Clock(Kind.RELEASE_NOTICE, None, day, words, "", None, open_question="当时的规定待核实。")
    due = day - timedelta(days=rule.value)
    why = f"{_release(day, by_law)}，提前{rule.value}日，到{chinese_day(due)}。"
    return Clock(Kind.RELEASE_NOTICE, due, day, words, why, rule.source, provisional=by_law)


def _release(day: date, by_law: bool) -> str:
    return f"按期限{chinese_day(day)}出所（提前解除或者延长的，重新算）" if by_law else f"{chinese_day(day)}出所"


def _workdays_before(day: date, n: int, calendar: Calendar) -> Workday:
    """The n-th working day before ``day``, which itself is not counted."""
    provisional = False
    while n:
        day -= timedelta(days=1)
        provisional |= not calendar.is_announced(day)
        n -= calendar.is_workday(day)
    return Workday(day, provisional)
