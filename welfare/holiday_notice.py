"""The State Council's holiday notice, pasted as it was published, or as lines of a table: which days are meant.

Both ways may be mixed. Of the notice a paragraph counts if it names a festival before a colon:

    春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。

Of a table a line: a date, 放假 or 上班, perhaps the name:

    2027-01-01	放假	元旦

What a paragraph says twice (the day of the week, how many days) is compared: a slip of the pen is a problem with its
place, never a wrong day.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

OFF, WORKED = "holiday", "make_up"
WEEKDAYS = "一二三四五六日"
# The fixed days of 全国年节及纪念日放假办法; the others follow the lunar calendar.
ALWAYS_OFF = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
FESTIVALS = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")

_PARAGRAPH = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]+[）)]?[、.．\s]*)?(?P<name>[^：:\d]{2,20})[：:](?P<text>.+)$"
)
_DAY = re.compile(r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:[（(](?P<about>[^）)]*)[）)])?")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])")
_COUNT = re.compile(r"共\s*(\d+)\s*天")
_LINE = re.compile(r"^(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?[\s,，]+(?P<rest>.+)$")


class Arranged(NamedTuple):
    """One day that differs from the week. ``kind``: OFF or WORKED."""

    day: date
    kind: str
    name: str


class Reading(NamedTuple):
    """What was understood, by day, and what could not be: Chinese sentences for who pasted it."""

    days: list[Arranged]
    problems: list[str]


def read(text: str, year: int) -> Reading:
    """The days of a notice for ``year``. Nothing understood and nothing wrong gives two empty lists."""
    found: dict[date, Arranged] = {}
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.strip().replace("\u3000", " ")
        try:
            for one in _read_line(plain, year):
                before = found.setdefault(one.day, one)
                if before.kind != one.kind:
                    raise _Unclear(f"{one.day:%Y-%m-%d} 又写放假又写上班")
        except _Unclear as unclear:
            problems.append(f"第 {number} 行：{unclear}。")
    return Reading(sorted(found.values()), problems)


def doubts(days: list[Arranged], year: int) -> list[str]:
    """What speaks against these days being the whole arrangement of ``year``, as Chinese sentences."""
    off = {one.day for one in days if one.kind == OFF}
    said = []
    for month, day in ALWAYS_OFF:
        if date(year, month, day) not in off:
            said.append(f"{month}月{day}日是法定节日，却没有列为放假。")
    for one in days:
        if one.kind == WORKED and one.day.weekday() < 5:
            said.append(f"{one.day:%Y-%m-%d} 本来就是工作日，却列为调休上班。")
        if not date(year - 1, 12, 1) <= one.day <= date(year, 12, 31):
            said.append(f"{one.day:%Y-%m-%d} 不在 {year} 年的安排里。")
    names = "".join(one.name for one in days)
    said += [f"没有看到{festival}的安排。" for festival in FESTIVALS if festival not in names]
    return said


class _Unclear(ValueError):
    """A line that means to say something and does not."""


def _read_line(line: str, year: int) -> Iterator[Arranged]:
    if row := _LINE.match(line):
        rest = row["rest"]
        kind = _kind(rest)
        if kind is None:
            raise _Unclear("没有写“放假”或者“上班”")
        name = re.sub(r"放假|调休|上班|补班|[\s,，()（）]", "", rest)
        yield Arranged(_date(int(row["year"]), int(row["month"]), int(row["day"])), kind, name[:20])
    elif (paragraph := _PARAGRAPH.match(line)) and _kind(paragraph["text"]):
        yield from _read_paragraph(paragraph["name"].strip(), paragraph["text"], year)


def _read_paragraph(name: str, text: str, year: int) -> Iterator[Arranged]:
    for sentence in re.split(r"[。；;]", text):
        kind = _kind(sentence)
        if kind is None:
            continue
        days = list(_days(sentence.split("共")[0], year))
        if not days:
            raise _Unclear(f"“{name}”没有写清是哪几天")
        counted = _COUNT.search(sentence)
        if counted and kind == OFF and int(counted[1]) != len(days):
            raise _Unclear(f"“{name}”写的是共 {counted[1]} 天，列出的是 {len(days)} 天")
        yield from (Arranged(day, kind, name) for day in days)


def _days(sentence: str, year: int) -> Iterator[date]:
    """The days that a sentence names, a stretch day by day; what it leaves out (the month) is as before."""
    last: date | None = None
    end_of_before = 0
    for match in _DAY.finditer(sentence):
        in_year = int(match["year"]) if match["year"] else year
        if match["month"] is None and last is None:
            raise _Unclear("第一个日期没有写月份")
        month = int(match["month"]) if match["month"] else last.month if last else 0
        day = _date(in_year if match["month"] or match["year"] or not last else last.year, month, int(match["day"]))
        _compare_weekday(day, match["about"])
        joined = re.sub(r"\s", "", sentence[end_of_before : match.start()])
        if last is not None and joined in ("至", "到", "—", "-", "~", "～"):
            if day <= last:
                raise _Unclear(f"{last:%m-%d} 至 {day:%m-%d} 先后颠倒")
            yield from (last + timedelta(days=after) for after in range(1, (day - last).days))
        yield day
        last, end_of_before = day, match.end()


def _compare_weekday(day: date, about: str | None) -> None:
    said = _WEEKDAY.search(about or "")
    if said and WEEKDAYS.index(said["weekday"].replace("天", "日")) != day.weekday():
        actual = WEEKDAYS[day.weekday()]
        raise _Unclear(f"{day.month}月{day.day}日是周{actual}，写的是周{said['weekday']}，请核对年份和日期")


def _kind(text: str) -> str | None:
    if "上班" in text or "补班" in text:
        return WORKED if "放假" not in text else OFF
    return OFF if "放假" in text or "休息" in text else None


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _Unclear(f"没有 {year}年{month}月{day}日 这一天") from None
