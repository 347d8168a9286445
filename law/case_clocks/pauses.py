"""中止: days on which a community measure stands still are not counted, and what was planned moves back by as many.

社区戒毒 stands still while somebody is detained or arrested (戒毒条例第二十四条), 社区康复 like it (禁毒法第四十八条).
强制隔离戒毒 runs on (戒毒条例第三十六条), and so does everything over a change of place (戒毒条例第二十二条).
"""

from collections.abc import Iterable
from datetime import date

from law.case_clocks.facts import MeasureFacts, Pause


def suspending(measure: MeasureFacts) -> tuple[Pause, ...]:
    """What makes this measure stand still: joined where it overlaps, oldest first, nothing from before its start."""
    return _joined(measure.pauses, measure.start) if measure.is_community and measure.start else ()


def is_paused(measure: MeasureFacts, day: date) -> bool:
    """Whether it stands still on that day. The day on which it goes on again is not paused."""
    return any(one.start <= day and (one.end is None or day < one.end) for one in suspending(measure))


def moved(day: date, pauses: Iterable[Pause]) -> date | None:
    """Where a planned day comes to lie behind ``pauses`` (from ``suspending``); None while one before it still runs.

    A pause that begins on the day itself or later no longer moves it.
    """
    for pause in pauses:
        if pause.start >= day:
            break
        if pause.end is None:
            return None
        day += pause.end - pause.start
    return day


def stood_still(pauses: Iterable[Pause], before: date) -> int:
    """Days on which it stood still in pauses that began before that day and are over."""
    return sum((one.end - one.start).days for one in pauses if one.end and one.start < before)


def running_since(pauses: Iterable[Pause]) -> date | None:
    """Since when it stands still; None while it runs."""
    return next((one.start for one in pauses if one.end is None), None)


def _joined(pauses: Iterable[Pause], first: date) -> tuple[Pause, ...]:
    joined: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.start):
        start = max(pause.start, first)
        if pause.end is not None and pause.end <= start:
            continue
        last = joined[-1] if joined else None
        if last and (last.end is None or start <= last.end):
            end = None if last.end is None or pause.end is None else max(last.end, pause.end)
            joined[-1] = Pause(last.start, end)
        else:
            joined.append(Pause(start, pause.end))
    return tuple(joined)
