"""Shifts: named ones (两班倒, 常白班), patterns of days (做一休一) and plain hours (9:00-18:00 is a day shift)."""

import re
from collections.abc import Iterator

from employers.adverts.clauses import clauses, denied, excerpt, plain
from employers.adverts.found import Found
from lexicon.features import Shift


def _named(shift: Shift, cue: str) -> tuple[Shift, re.Pattern[str]]:
    return shift, re.compile(cue)


_NAMED = (
    _named(Shift.THREE, r"[三3]班(?:倒|制|轮)|四班三|三班两运|三运转|三八制|四班[二两]运|早中晚"),
    _named(
        Shift.TWO,
        r"[两二2]班(?:倒|制|$|轮|两运)|白夜班|白班[和、/]夜班|做二休二(?=.*夜)|两运转|早晚班倒|12小时倒",
    ),
    _named(
        Shift.NIGHT,
        r"(?:上|常|纯|专|长|只|固定)[夜晚]班|夜班(?:保安|保洁|人员|工作|员)|通宵班|上大夜|夜间(?:值班|工作)",
    ),
    _named(
        Shift.DAY,
        r"白班|长日班|常日班|日班|朝九晚[五六]|正常班|行政班|早[八九]晚[五六]|无夜班|不上夜班|不倒班|没有夜班|"
        r"不用倒班|不用上夜班|早\d+[:点]?[^,，]{0,6}晚[5-7]",
    ),
    _named(
        Shift.FLEXIBLE,
        r"弹性(?:工作|时间|上班)|时间自由|工作自由|自由安排|兼职(?!较多|经历)|灵活(?:上班|安排)|时间灵活",
    ),
    _named(
        Shift.ROTATING,
        r"倒班|轮班|翻班|排班制|排班工作|适应排班|早[、/和]?晚班|早班.{0,30}[中晚]班|中班|轮值|"
        r"上[一二三四12]天?休[一二三四12]|做[一二12]休[一二三123]|夜班|晚班",
    ),
)
# Whoever draws up the rota of others does not therefore work by one.
_ROTA_OF_OTHERS = re.compile(
    r"(?:安排|负责|协助|做好|管理|跟进)[^,，;；]{0,16}排班|排班(?:安排|表|管理)|"
    r"晚班[:：]?\s*\d{1,2}[:点]?\d*\s*-\s*1\d[:点]?\d*"
)
_TIME = re.compile(
    r"(?P<half>上午|早上?|下午|晚上?|中午|pm|"
    r"am)?\s*[:：]?\s*(?P<hour>\d{1,2})\s*(?:[:：点时]\s*(?:\d{2}|半)?)\s*(?P<after>am|"
    r"pm)?",
    re.IGNORECASE,
)
_GAP = re.compile(r"^[\s\-至到,，、;；/()（）和中午休息一二两小时分钟半0-9.为]*$")
# Shorter runs are interview hours or lunch.
_FULL_DAY = 7
_MORNING = range(6, 11)
_EVENING = range(15, 21)


def find_shifts(title: str, text: str) -> tuple[Found, ...]:
    """The shifts stated, each once, in the order of Shift. 弹性工作 among the benefits counts as flexible."""
    found: dict[Shift, str] = {}
    for part in [*clauses(plain(title)), *clauses(text)]:
        heard = _ROTA_OF_OTHERS.sub("", part)
        for shift, cue in _NAMED:
            if shift not in found and cue.search(heard) and (shift is Shift.DAY or not denied(heard, cue)):
                found[shift] = excerpt(part)
    hours = list(_hours(f"{plain(title)}\n{plain(text)}"))
    starts = {start for start, end, _ in hours if end - start >= _FULL_DAY}
    if not found.keys() & {Shift.TWO, Shift.THREE, Shift.NIGHT, Shift.ROTATING}:
        days = [said for start, end, said in hours if start in _MORNING and end in _EVENING]
        if days and starts and max(starts) - min(starts) >= 2:
            found[Shift.ROTATING] = excerpt(days[0])
        elif days:
            found.setdefault(Shift.DAY, excerpt(days[0]))
    if found.keys() & {Shift.TWO, Shift.THREE, Shift.NIGHT}:
        found.pop(Shift.ROTATING, None)
    if found.keys() & {Shift.TWO, Shift.THREE}:
        found.pop(Shift.NIGHT, None)
    return tuple(Found(shift.value, found[shift]) for shift in Shift if shift in found)


def _hours(text: str) -> Iterator[tuple[int, int, str]]:
    """(first hour, last hour, wording) of each run of clock times: 9:00-12:00，13:30-18:00 is one run from 9 to 18."""
    run: list[int] = []
    began = ended = 0
    for hit in _TIME.finditer(text):
        hour = int(hit["hour"])
        if hour > 24:
            continue
        half = f"{hit['half'] or ''}{hit['after'] or ''}".lower()
        if hour < 12 and re.search(r"下午|晚|pm", half):
            hour += 12
        joined = bool(run) and len(text[ended : hit.start()]) <= 16 and bool(_GAP.match(text[ended : hit.start()]))
        if joined and hour < run[-1] and hour <= 9 and run[-1] <= 13:
            hour += 12
        if joined and hour >= run[-1]:
            run.append(hour)
        else:
            if len(run) > 1:
                yield run[0], run[-1], text[began:ended]
            run, began = [hour], hit.start()
        ended = hit.end()
    if len(run) > 1:
        yield run[0], run[-1], text[began:ended]
