"""How long a measure lasts, from which day, and when it is over.

社区戒毒       3 years from the report-in                    禁毒法第三十三条、戒毒条例第十四条
强制隔离戒毒   2 years from the decision                     禁毒法第四十七条、戒毒条例第二十七条
社区康复       at most 3 years, as the order says            禁毒法第四十八条、戒毒条例第三十七条
自愿戒毒、药物维持治疗   as agreed, open: no clock           戒毒条例第十条、第十二条
"""

from calendar import monthrange
from datetime import date, timedelta

from law.article import Article
from law.case_clocks.clock import Clock, Kind
from law.case_clocks.facts import MeasureFacts
from law.case_clocks.pauses import moved, running_since, stood_still, suspending
from law.case_clocks.sources import of_regulation, since_law
from law.dated import Timeline
from law.terms import Measure, chinese_day

YEARS: dict[Measure, Timeline[int]] = {
    Measure.COMMUNITY_TREATMENT: Timeline("社区戒毒的期限（年）", since_law(3, "第三十三条")),
    Measure.COMPULSORY_ISOLATION: Timeline("强制隔离戒毒的期限（年）", since_law(2, "第四十七条")),
    Measure.COMMUNITY_RECOVERY: Timeline("社区康复的最长期限（年）", since_law(3, "第四十八条")),
}
COUNTED_BY: dict[Measure, Article] = {
    Measure.COMMUNITY_TREATMENT: of_regulation("第十四条"),
    Measure.COMPULSORY_ISOLATION: of_regulation("第二十七条"),
    Measure.COMMUNITY_RECOVERY: of_regulation("第三十七条"),
}


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def years_after(day: date, years: int) -> date:
    """The day on which a term of so many years from ``day`` is complete: from 2025-03-10 three years end on 2028-03-10.

    A convention. The texts name the day from which is counted, not how. This is how 民法典第二百零一条、第二百零二条
    counts years: the first day is left out, the same day of the last month is the last. With the first day counted a
    term would end one day earlier. All terms of this package come through here.
    """
    return months_after(day, 12 * years)


def term_end(measure: MeasureFacts, as_of: date) -> Clock | None:
    """When a measure is over: as recorded, else as the law lets it run out.

    None for one that was over by ``as_of`` and for those whose length is agreed or open. Without a day, with the
    question that is open: while it stands still, before the report-in, where the days served before a change are not
    known, and where it began before there was a law on it.
    """
    kind = measure.measure
    if kind not in YEARS or (measure.end is not None and measure.end <= as_of):
        return None
    if measure.end is not None:
        why = f"已经登记在{chinese_day(measure.end)}结束。"
        return Clock(Kind.TERM_END, measure.end, None, f"{kind.label}结束", why, COUNTED_BY[kind])
    return _by_law(measure, kind)


def statutory_end(measure: MeasureFacts) -> date | None:
    """The day alone: recorded, else by law; None where there is none or it cannot be named."""
    if measure.end is not None:
        return measure.end
    return clock.due_on if (clock := term_end(measure, date.min)) else None


def _by_law(measure: MeasureFacts, kind: Measure) -> Clock:
    isolation = kind is Measure.COMPULSORY_ISOLATION
    first = (measure.decided_on or measure.start) if isolation else measure.start
    article, words = COUNTED_BY[kind], _WORDS[kind]
    if first is None:
        asked = "决定日期没有登记。" if isolation else "还没有报到，报到以后才起算。"
        return Clock(Kind.TERM_END, None, None, words, "", article, open_question=asked)
    rule = YEARS[kind].at(first)
    if rule is None:
        asked = f"{chinese_day(first)}还没有施行禁毒法，期限待核实。"
        return Clock(Kind.TERM_END, None, first, words, "", article, open_question=asked)

    whole = years_after(first, rule.value)
    why = [f"{chinese_day(first)}{_BEGINS[kind]}，{_LENGTH[kind].format(years=rule.value)}"]
    if measure.served_before is None:
        asked = f"变更前已经执行的天数没有登记，要从期限里减去。不减的话到{chinese_day(whole)}。"
        return Clock(Kind.TERM_END, None, first, words, why[0] + "。", of_regulation("第三十一条"), open_question=asked)
    if measure.served_before:
        whole = max(first, whole - timedelta(days=measure.served_before))
        why.append(f"变更前已经执行{measure.served_before}天，折抵（《戒毒条例》第三十一条）")
    pauses = suspending(measure)
    due = moved(whole, pauses)
    if due is None:
        since = running_since(pauses)
        assert since is not None, "a day is lost only behind a pause that runs"
        asked = f"{chinese_day(since)}起中止，恢复以后才能算期满日。"
        return Clock(
            Kind.TERM_END, None, first, words, "；".join(why) + "。", of_regulation("第二十四条"), open_question=asked
        )
    if days := stood_still(pauses, due):
        why.append(f"中止{days}天，顺延（《戒毒条例》第二十四条）")
    if isolation and measure.pauses:
        why.append("期间被拘留、逮捕的，时间连续计算（《戒毒条例》第三十六条）")
    if undated := isolation and measure.decided_on is None:
        why.append("决定日期没有登记，先从入所那天算，决定书上的日期早，期满也早")
    why.append(f"到{chinese_day(due)}")
    return Clock(Kind.TERM_END, due, first, words, "；".join(why) + "。", article, provisional=undated)


_WORDS = {
    Measure.COMMUNITY_TREATMENT: "社区戒毒期满",
    Measure.COMPULSORY_ISOLATION: "强制隔离戒毒期满",
    Measure.COMMUNITY_RECOVERY: "社区康复最迟在这一天期满",
}
_BEGINS = {
    Measure.COMMUNITY_TREATMENT: "报到",
    Measure.COMPULSORY_ISOLATION: "决定",
    Measure.COMMUNITY_RECOVERY: "报到",
}
_LENGTH = {
    Measure.COMMUNITY_TREATMENT: "期限{years}年",
    Measure.COMPULSORY_ISOLATION: "期限{years}年，满1年经评估可以提前解除，期满前经评估最多延长1年",
    Measure.COMMUNITY_RECOVERY: "最长{years}年，决定书写得短的按决定书",
}
