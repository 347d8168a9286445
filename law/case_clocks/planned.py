"""The days on which somebody is to be tested or visited, planned over the whole term of a measure.

A planned day is the last of its span: monthly from the 10th means by the 10th of each month. What stands still moves
the days behind it; a change of place moves none. Days behind the end of the measure are left out.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from law.article import Article
from law.case_clocks.calendars import TESTS, VISITS, Schedule
from law.case_clocks.clock import Clock, Kind, Series
from law.case_clocks.facts import MeasureFacts
from law.case_clocks.pauses import moved, running_since, suspending
from law.case_clocks.sources import ByPlace, in_force
from law.case_clocks.terms import months_after, term_end
from law.dated import Dated
from law.terms import Measure, chinese_day

WORDS = {Kind.TEST: "到检", Kind.VISIT: "走访"}
ASKED = {
    Kind.TEST: "当地的检测日程待核实，先按派出所的通知安排。",
    Kind.VISIT: "当地的走访次数待核实，先按帮扶计划安排。",
}


# A linter and pytest take the name for that of a test: in tests call it as ``case_clocks.tests``.
def tests(measure: MeasureFacts, region_code: str, as_of: date, own: Dated[Schedule] | None = None) -> Series:  # noqa: PT028
    """The tests of the calendar that holds in this place; no result has a place here.

    own  what the place itself has entered, goes before what is declared here
    """
    return _series(Kind.TEST, TESTS, measure, region_code, as_of, own)


def visits(measure: MeasureFacts, region_code: str, as_of: date, own: Dated[Schedule] | None = None) -> Series:
    """As ``tests``. No place's calendar of visits is known, so without ``own`` it says that it is open."""
    return _series(Kind.VISIT, VISITS, measure, region_code, as_of, own)


def _series(
    kind: Kind,
    table: Mapping[Measure, ByPlace[Schedule]],
    measure: MeasureFacts,
    region_code: str,
    as_of: date,
    own: Dated[Schedule] | None,
) -> Series:
    if not measure.is_community:
        return Series(kind)
    rule = own or in_force(table[measure.measure], region_code, as_of)
    if rule is None:
        return Series(kind, open_question=ASKED[kind])
    schedule = rule.value
    known = Series(kind, (), schedule.frequency(), schedule.total, rule.source)
    if measure.start is None:
        return replace(known, open_question="还没有报到，报到以后才能排日程。")
    if measure.served_before is None:
        return replace(known, open_question="变更前已经执行的天数没有登记，还不知道排到哪一天。")
    clocks = _clocks(kind, schedule, measure, measure.start, rule.source)
    return replace(known, clocks=tuple(clocks))


def _clocks(kind: Kind, schedule: Schedule, measure: MeasureFacts, start: date, source: Article) -> list[Clock]:
    pauses = suspending(measure)
    # What stands still moves the end by as much as the days before it, so both are held together as if nothing did:
    # also while nobody knows where the end will lie.
    last = None if measure.end else _last_day(replace(measure, pauses=()))
    planned, opens = [], start
    for number, half_months in enumerate(schedule.ends(), 1):
        by_calendar = _after(start, half_months)
        due = moved(by_calendar, pauses)
        if last is not None and by_calendar > last:
            break
        if measure.end is not None and (due is None or due > measure.end):
            break
        words = f"第{number}次{WORDS[kind]}"
        article = source
        if due is None:
            since = running_since(pauses)
            assert since is not None, "a day is lost only behind a pause that runs"
            asked = f"{chinese_day(since)}起中止，恢复以后顺延。"
            planned.append(Clock(kind, None, start, words, "", article, number, schedule.total, open_question=asked))
            continue
        why = f"{chinese_day(start)}起满{half_months / 2:g}个月，这一次在{chinese_day(opens)}到{chinese_day(due)}之间。"
        if due != by_calendar:
            why += f"中止{(due - by_calendar).days}天，已经顺延。"
        planned.append(Clock(kind, due, start, words, why, article, number, schedule.total, opens_on=opens))
        opens = due + timedelta(days=1)
    return planned


def _after(start: date, half_months: int) -> date:
    """Half a month is fifteen days behind the whole ones."""
    months, half = divmod(half_months, 2)
    return months_after(start, months) + timedelta(days=15 * half)


def _last_day(measure: MeasureFacts) -> date | None:
    clock = term_end(measure, date.min)
    return clock.due_on if clock else None
