"""Values in a line as people and programs write them. Each function converts or raises ValueError with a Chinese
sentence that says what was expected, never what was found: a line may hold what a log must not."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite
from typing import Any, TypeVar

from employers.adverts.features import find_features
from employers.adverts.wage import read_wage
from law.terms import Measure
from lexicon.features import CERTIFICATES, Education, PostKind, Shift, WorkFeature, recognise
from placement.matching.records import Appointment

Word = TypeVar("Word", WorkFeature, Shift, Education, PostKind, Measure)

TEST = "到检"
HALF_DAYS = {"am": (8 * 60 + 30, 12 * 60), "pm": (14 * 60, 17 * 60 + 30)}
_HALVES = {"上午": "am", "早上": "am", "morning": "am", "am": "am", "下午": "pm", "afternoon": "pm", "pm": "pm"}
_WEEKDAYS = {name: day for day, names in enumerate(
    ("一 mon monday", "二 tue tuesday", "三 wed wednesday", "四 thu thursday", "五 fri friday", "六 sat saturday",
     "日 sun sunday 天")
) for name in names.split()}  # fmt: skip
_RANGE = re.compile(r"(\d{1,2})[:：点](\d{2})?\s*[-–—~～至到]+\s*(\d{1,2})[:：点](\d{2})?")
_YES = frozenset({True, "true", "yes", "can", "是", "能", "可以", "可", "有", "行"})
_NO = frozenset({False, "false", "no", "cannot", "否", "不能", "不可以", "不可", "不行", "无", "没有"})
_SCHOOLING = {
    "未上学": Education.NONE, "文盲": Education.NONE, "高中": Education.SENIOR, "中专": Education.SENIOR,
    "职高": Education.SENIOR, "技校": Education.SENIOR, "中技": Education.SENIOR, "专科": Education.COLLEGE,
    "大学": Education.BACHELOR, "硕士": Education.MASTER, "博士": Education.MASTER,
}  # fmt: skip


class LineError(ValueError):
    """A field of a line that could not be understood."""

    def __init__(self, field: str, said: str) -> None:
        super().__init__(said)
        self.field, self.said = field, said


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("应为文字")
    return value.strip()


def items(value: Any) -> list[Any]:
    """A list as it is, one thing as a list of one."""
    return list(value) if isinstance(value, list) else [value]


def words(value: Any) -> list[str]:
    """A list of words, or one text with 、 , ; between them."""
    found = re.split(r"[、，,；;]", value) if isinstance(value, str) else items(value)
    if not all(isinstance(word, str | int) and not isinstance(word, bool) for word in found):
        raise ValueError("应为文字或文字的列表")
    return [str(word).strip() for word in found if str(word).strip()]


def number(value: Any) -> float:
    """A number, or a text that begins with one."""
    if isinstance(value, str):
        found = re.match(r"\s*(\d+(?:\.\d+)?)", value)
        value = float(found[1]) if found else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value < 0:
        raise ValueError("应为不小于 0 的数")
    return float(value)


def count(value: Any) -> int:
    found = number(value)
    if found != int(found) or found > 100_000:
        raise ValueError("应为整数")
    return int(found)


def kilometres(value: Any) -> float:
    return number(value)


def longitude(value: Any) -> float:
    return _degrees(value, 180, "经度")


def latitude(value: Any) -> float:
    return _degrees(value, 90, "纬度")


def _degrees(value: Any, most: int, name: str) -> float:
    try:
        found = float(value)
    except (TypeError, ValueError):
        found = float("nan")
    if isinstance(value, bool) or not abs(found) <= most:
        raise ValueError(f"{name}应为 -{most} 到 {most} 之间的度数")
    return found


def wage(value: Any) -> float:
    """元/月, from a number or from words: 3200, "3200元/月", "150元/天", "4千以上"; of a range the lower end."""
    if isinstance(value, str):
        plain = value.strip()
        if re.fullmatch(r"[\d,，]+(?:\.\d+)?", plain):
            return number(re.sub(r"[,，]", "", plain))
        found = read_wage(plain)
        ends = [float(end) for end in (found.least, found.most) if end is not None]
        if not ends:
            raise ValueError("应为每月工资，如 3200 或“3200元/月”")
        return min(ends)
    return number(value)


def day(value: Any) -> date:
    """2026-11-22, 2026/11/22, 2026年11月22日; a time after it is left aside."""
    found = re.match(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)", value) if isinstance(value, str) else None
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise ValueError("应为日期，如 2026-11-22")


def yes_or_no(value: Any) -> bool:
    plain = value.strip().lower() if isinstance(value, str) else value
    if isinstance(plain, bool | int | str):
        if plain in _YES:
            return True
        if plain in _NO:
            return False
    raise ValueError("应为 true 或 false")


def code(kind: type[Word]) -> Callable[[Any], Word]:
    """A parser for one code of an enumeration or its Chinese label."""

    def parse(value: Any) -> Word:
        plain = str(value).strip()
        for member in kind:
            if plain in (member.value, member.label):
                return member
        raise ValueError(f"应为：{'、'.join(member.label for member in kind)}")

    return parse


def codes(kind: type[Word]) -> Callable[[Any], frozenset[Word]]:
    """A parser for a list of them, or one text with 、 between."""
    one = code(kind)
    return lambda value: frozenset(one(word) for word in words(value))


def education(value: Any) -> Education:
    plain = str(value).strip()
    if plain in _SCHOOLING:
        return _SCHOOLING[plain]
    for word, level in _SCHOOLING.items():
        if plain.startswith(word):
            return level
    return code(Education)(plain.removesuffix("学历").removesuffix("及以上").removesuffix("以上"))


def certificates(value: Any) -> dict[str, date | None]:
    """Codes with their last day. A name that the lexicon does not know is kept as its own code."""
    papers: dict[str, date | None] = {}
    for item in value if isinstance(value, list) else words(value):
        given: Mapping[str, Any] = item if isinstance(item, dict) else {"name": item}
        name = text(given.get("code") or given.get("name"))
        last = day(given["expires_on"]) if given.get("expires_on") else None
        for found in [name] if name in CERTIFICATES else recognise(name) or [name]:
            papers[found] = last
    return papers


def limits(value: Any) -> dict[WorkFeature, bool | None]:
    """A mapping feature → can or cannot, a list of what cannot be done, or a text that names it."""
    feature = code(WorkFeature)
    if isinstance(value, dict):
        return {
            feature(name): None if answer in (None, "unknown", "未知", "不清楚") else yes_or_no(answer)
            for name, answer in value.items()
        }
    if isinstance(value, str):
        # An advertisement denies what a person cannot do: without the 不 the same words name the feature.
        named = find_features("", re.sub(r"不能|不可以|不可|不宜|不上|不适合|不接受|无法|怕|恐(?=高)|忌", "需", value))
        found: dict[WorkFeature, bool | None] = {WorkFeature(cue.code): False for cue in named}
        found |= {member: False for member in WorkFeature if member.label in value}
        if not found and value.strip():
            raise ValueError('没有看出不能做什么；可写成列表，如 ["高空", "夜班"]')
        return found
    return {feature(name): False for name in words(value)}


def hours(value: Any) -> list[tuple[int, int]]:
    """Spans in minutes after midnight: "08:30-17:30", {"from": "8:00", "to": "10:00"}, or a list of them."""
    spans = []
    for item in items(value):
        given = f"{item.get('from')}-{item.get('to')}" if isinstance(item, dict) else str(item)
        found = _RANGE.search(given)
        start, end = (int(found[i]) * 60 + int(found[i + 1] or 0) for i in (1, 3)) if found else (0, 0)
        if not 0 <= start < end <= 24 * 60:
            raise ValueError("应为时间段，如 08:00-10:00")
        spans.append((start, end))
    return spans


def weekday(value: Any) -> int:
    """Monday 0, from 1 to 7, 周二, 星期天, tue."""
    plain = re.sub(r"^(?:每)?(?:周|星期|礼拜)", "", str(value).strip().lower())
    if plain in _WEEKDAYS:
        return _WEEKDAYS[plain]
    if re.fullmatch(r"[1-7]", plain):
        return int(plain) - 1
    raise ValueError("应为星期几，如 周二 或 2")


def weekdays(value: Any) -> frozenset[int]:
    return frozenset(weekday(word) for word in words(value))


def sign_ins(value: Any) -> tuple[Appointment, ...]:
    return _appointments(value, "签到")


def test_days(value: Any) -> tuple[Appointment, ...] | None:
    """As ``sign_ins``; None for true: there are such days, and nobody wrote them down."""
    return None if value is True else _appointments(value, TEST)


def _appointments(value: Any, label: str) -> tuple[Appointment, ...]:
    """{"weekday": "周二", "half": "上午"} or with "from" and "to"; "周二上午"; or a list of them."""
    found = []
    for item in items(value):
        if isinstance(item, dict):
            given, on = item, frozenset({weekday(item.get("weekday"))})
        else:
            named = re.search(r"(?:周|星期|礼拜)[一二三四五六日天]", str(item))
            if not named:
                raise ValueError("应写明星期几，如 周二上午")
            half = next((word for word in _HALVES if word in str(item)), None)
            given, on = {"half": half, "hours": str(item)}, frozenset({weekday(named.group())})
        if given.get("half"):
            start, end = HALF_DAYS[_HALVES[str(given["half"]).lower()]]
        else:
            ((start, end),) = hours(given if "from" in given else given.get("hours"))
        found.append(Appointment(label, on, start, end))
    return tuple(found)
