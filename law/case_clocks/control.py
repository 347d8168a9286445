"""动态管控: from when on somebody who has not used again for three years is no longer under it.

The country says three years and not from which day (戒毒条例第七条). Two places say from which:

    not found addicted                                  caught                 no measure of ours, no clock
    社区戒毒, 社区康复                                   start of execution
    强制隔离戒毒                                         release
    changed from 强制隔离戒毒 to 社区戒毒                release                上海 alone says so

Who refused or seriously breached is excepted, in 上海 from all of it, in 山东 from the second. Whether somebody used,
refused or breached is not recorded here: the clock names the first day on which it is worth asking, and 公安 decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from law.article import Article
from law.case_clocks.clock import Clock, Kind
from law.case_clocks.facts import MeasureFacts
from law.case_clocks.sources import (
    REVIEW_BY,
    SHANDONG,
    SHANDONG_SINCE,
    SHANGHAI,
    SHANGHAI_SINCE,
    ByPlace,
    in_force,
    since_regulation,
)
from law.case_clocks.terms import years_after
from law.dated import Dated, Timeline
from law.terms import Measure, chinese_day

CLEAN_YEARS = Timeline("戒断未复吸的年数", since_regulation(3, "第七条"))


@dataclass(frozen=True, slots=True)
class Start:
    """From which day a place counts.

    changed_by_release  a change from 强制隔离戒毒 counts from the release; None: the text does not say
    excepted            whom it does not hold for, as people read it
    """

    changed_by_release: bool | None
    excepted: str


STARTS: ByPlace[Start] = {
    "31": Timeline(
        "动态管控的起算日（上海）",
        Dated(
            Start(True, "拒绝接受或者严重违反协议的除外"),
            SHANGHAI_SINCE,
            Article(*SHANGHAI, "第二十九条"),
            REVIEW_BY,
        ),
    ),
    "37": Timeline(
        "动态管控的起算日（山东）",
        Dated(
            Start(None, "按社区戒毒、社区康复起算的，拒绝接受或者严重违反协议的除外"),
            SHANDONG_SINCE,
            Article(*SHANDONG, "第三十六条"),
            REVIEW_BY,
        ),
    ),
}
WORDS = "请公安机关核实是否不再动态管控"


def control_end(measures: Iterable[MeasureFacts], region_code: str, as_of: date) -> Clock | None:
    """From when on the police can be asked, counted from the latest measure; None where no such measure has begun.

    ``measures`` are all of one person's, in any order.
    """
    counted = sorted((one for one in measures if _counts(one, as_of)), key=lambda one: one.start or date.max)
    clean = CLEAN_YEARS.at(as_of)
    if not counted or clean is None:
        return None
    rule = in_force(STARTS, region_code, as_of)
    if rule is None:
        asked = f"戒断{clean.value}年从哪一天起算，国家没有写明，当地规定待核实。"
        return Clock(Kind.CONTROL_END, None, None, WORDS, "", clean.source, open_question=asked)
    first, what = _first_day(counted, rule.value)
    if first is None:
        return Clock(Kind.CONTROL_END, None, None, WORDS, "", rule.source, open_question=what)
    due = years_after(first, clean.value)
    why = (
        f"{chinese_day(first)}{what}，{clean.value}年没有吸毒行为的，从{chinese_day(due)}起不再动态管控；"
        f"{rule.value.excepted}。由公安机关认定。"
    )
    return Clock(Kind.CONTROL_END, due, first, WORDS, why, rule.source)


def _counts(measure: MeasureFacts, as_of: date) -> bool:
    wanted = measure.is_community or measure.measure is Measure.COMPULSORY_ISOLATION
    return wanted and (measure.start is None or measure.start <= as_of)


def _first_day(counted: list[MeasureFacts], rule: Start) -> tuple[date | None, str]:
    """The day and what happened on it, else None and the question."""
    latest = counted[-1]
    inside = [one for one in counted if one.measure is Measure.COMPULSORY_ISOLATION]
    if latest.measure is Measure.COMPULSORY_ISOLATION:
        return (latest.end, "解除强制隔离戒毒") if latest.end else (None, "还没有解除强制隔离戒毒，解除以后才起算。")
    if latest.start is None:
        return None, "还没有报到，起算日待核实。"
    if latest.measure is Measure.COMMUNITY_RECOVERY:
        # Each case holds by itself, so the earlier day is enough.
        release = inside[-1].end if inside else None
        if release is not None and release <= latest.start:
            return release, "解除强制隔离戒毒"
        return latest.start, "开始执行社区康复"
    if latest.carried_days == 0:
        return latest.start, "开始执行社区戒毒"
    if latest.carried_days is None:
        return None, "是不是由强制隔离戒毒变更来的，没有登记；起算日待核实。"
    if rule.changed_by_release is None:
        return None, "由强制隔离戒毒变更为社区戒毒的，从哪一天起算，当地没有写明，待核实。"
    if not inside or inside[-1].end is None:
        return None, "由强制隔离戒毒变更来的，解除强制隔离戒毒的日期没有登记。"
    return inside[-1].end, "解除强制隔离戒毒"
