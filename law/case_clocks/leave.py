"""Days away from the executing county: written leave from three days on, and the thresholds that people look at.

Nothing here decides that an agreement was seriously breached: the counts stand beside the thresholds, and 街道 and 公安
decide. Time behind a granted leave that somebody came back late from is not counted by itself: enter it as an absence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from law.article import Article
from law.case_clocks.clock import Clock, Kind
from law.case_clocks.facts import Absence
from law.case_clocks.sources import of_regulation, since_regulation
from law.dated import Timeline
from law.findings import Finding, every
from law.terms import chinese_day
from law.truth import Truth

LEAVE_FROM = Timeline("离开执行地所在县要书面报告的天数", since_regulation(3, "第十九条"))
TIMES = Timeline("擅自离开的次数", since_regulation(3, "第二十条"))
MORE_DAYS_THAN = Timeline("擅自离开累计的天数", since_regulation(30, "第二十条"))
TESTS_DODGED = Timeline("逃避或者拒绝检测的次数", since_regulation(3, "第二十条"))

OUTSIDE, DAYS_AWAY = "是不是离开执行地所在的县（市、区）", "离开几天"
DECIDED_BY = "由街道和公安认定"


def days_away(since: date, until: date) -> int:
    """Calendar days from the first day away to the last, both counted: who leaves on Monday and is away until Wednesday
    is away for three days.

    A convention, on the careful side: the text says 3日以上 and not how days are counted.
    """
    if until < since:
        raise ValueError(f"the last day away, {until}, lies before the first, {since}")
    return (until - since).days + 1


def leave_needed(days: int | None, outside_county: bool | None, as_of: date | None = None) -> Finding:
    """Whether a written report is needed before she leaves: outside the county and for three days or more.

    Either fact alone can settle a NO; ``missing`` names what is still asked. ``truth`` is the answer, ``text`` the
    condition, ``detail`` the numbers of this case.
    """
    rule = LEAVE_FROM.at(as_of) if as_of else LEAVE_FROM.values[-1]
    article = of_regulation("第十九条")
    if rule is None:
        return Finding(Truth.UNKNOWN, "外出要不要书面报告", article, frozenset({"当时的规定"}))
    long = Truth.of(None if days is None else days >= rule.value)
    outside = Truth.of(outside_county)
    found = every(
        f"离开执行地所在的县（市、区）{rule.value}日以上，先书面报告",
        (
            Finding(outside, "离开执行地所在的县（市、区）", article, _asked(outside, OUTSIDE)),
            Finding(long, f"{rule.value}日以上", article, _asked(long, DAYS_AWAY)),
        ),
        rule.source,
    )
    away = "" if days is None else f"离开{days}天"
    where = "" if outside_county is None else "在县（市、区）以外" if outside_county else "在本县（市、区）以内"
    return found._replace(detail="，".join(part for part in (away, where) if part))


def leave_return(until: date) -> Clock:
    """She is to be back after the last day away that was reported."""
    why = f"书面报告的外出到{chinese_day(until)}为止。"
    return Clock(Kind.LEAVE_RETURN, until, None, "外出到期，联系本人确认返回", why, of_regulation("第十九条"))


@dataclass(frozen=True, slots=True)
class Threshold:
    """One count beside the number that the law names.

    count     what is certain; ``unclear`` what may come on top: nobody knows whether leave was given, or she was away
              too short to need it and the text does not say whether that counts as 擅自
    limit     the number of the law, ``reached`` whether it is reached: UNKNOWN where the unclear ones decide
    words     all of it in one sentence, with who decides
    """

    name: str
    count: int
    unclear: int
    limit: int
    reached: Truth
    words: str
    article: Article


def absences(spells: Iterable[Absence], as_of: date, tests_dodged: int | None = None) -> tuple[Threshold, ...]:
    """How often and how long without leave, and tests dodged, each beside its threshold. Spells that begin after
    ``as_of`` are left out, days are counted up to it, and a day in two spells counts once.

    tests_dodged  None: nobody counts them here, and nothing is said
    """
    begun = [one for one in spells if one.since <= as_of]
    unknown = [one for one in begun if one.with_leave is None]
    short = [one for one in begun if one.with_leave is False and _needs_no_leave(one, as_of)]
    without = [one for one in begun if one.with_leave is False and one not in short]
    unclear = unknown + short
    days = len(_days(without, as_of))
    all_days = len(_days(without + unclear, as_of))
    why = "、".join(
        said for said, some in (("不清楚有没有请假", unknown), ("时间短、按规定不用书面报告", short)) if some
    )
    found = []
    if rule := TIMES.at(as_of):
        found.append(_threshold("擅自离开的次数", len(without), len(unclear), why, rule.value, "次", rule.source))
    if rule := MORE_DAYS_THAN.at(as_of):
        found.append(_threshold("擅自离开的天数", days, all_days - days, why, rule.value, "天", rule.source, over=True))
    if tests_dodged is not None and (rule := TESTS_DODGED.at(as_of)):
        found.append(_threshold("逃避或者拒绝检测的次数", tests_dodged, 0, "", rule.value, "次", rule.source))
    return tuple(found)


def _needs_no_leave(one: Absence, as_of: date) -> bool:
    """Back before a written report would have been needed; whoever is still away may come to need one."""
    rule = LEAVE_FROM.at(as_of)
    return rule is not None and one.until is not None and days_away(one.since, one.until) < rule.value


def _days(spells: Iterable[Absence], as_of: date) -> set[int]:
    away: set[int] = set()
    for one in spells:
        last = as_of if one.until is None else min(one.until, as_of)
        away.update(range(one.since.toordinal(), last.toordinal() + 1))
    return away


def _threshold(
    name: str, count: int, unclear: int, why: str, limit: int, unit: str, article: Article, *, over: bool = False
) -> Threshold:
    least = limit + 1 if over else limit
    reached = Truth.YES if count >= least else Truth.UNKNOWN if count + unclear >= least else Truth.NO
    bound = f"累计超过{limit}{unit}" if over else f"{limit}{unit}以上"
    open_part = f"，另有{unclear}{unit}待核实（{why}）" if unclear else ""
    words = f"{name}：{count}{unit}{open_part}；条例写的是{bound}。是不是严重违反协议，{DECIDED_BY}。"
    return Threshold(name, count, unclear, limit, reached, words, article)


def _asked(truth: Truth, fact: str) -> frozenset[str]:
    return frozenset({fact}) if truth is Truth.UNKNOWN else frozenset()
