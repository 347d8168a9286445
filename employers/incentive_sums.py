"""The numbers of a sum by name, as a page shows them: single ones in rows, those of periods or people in tables."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from employers.incentive_words import WORDS
from employers.incentives.case import Insurance, Status, Tax
from employers.incentives.components import is_named, name_of
from law.terms import chinese_day
from law.truth import Truth
from ui.templatetags.ui import money

ELSEWHERE = ("remarks", "floor", "ceiling")
"""Told in another place of the page."""
OPEN = "待核实"
# What names add for readers of files, where codes and blanks stand for the words that a page shows.
_FOR_FILES = re.compile("：yes.*|，[^，]*空着.*")
_LABELS = {member.value: member.label for kind in (Tax, Insurance, Status) for member in kind}
_WORDS = {truth.name.lower(): words for truth, words in WORDS.items()}
_MONTH, _YEAR, _PART = re.compile(r"(\d{4})-(\d{2})"), re.compile(r"\d{4}"), re.compile(r"(\d{4})-([QH])(\d)")


class Row(NamedTuple):
    """``counts``: it is known and not nothing, so that it belongs among what one reads first."""

    name: str
    value: str
    parts: tuple[tuple[str, str], ...] = ()
    counts: bool = False


class Table(NamedTuple):
    """One entry each; of one entry alone ``rows`` tell more than columns would."""

    name: str
    head: tuple[str, ...]
    entries: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...] = ()


def rows(incentive: str, components: Mapping[str, Any]) -> list[Row]:
    """The single numbers, and maps with their parts; None reads 待核实."""
    return [
        _row(incentive, name, value)
        for name, value in components.items()
        if name not in ELSEWHERE and not _is_table(value)
    ]


def tables(incentive: str, components: Mapping[str, Any]) -> list[Table]:
    """The lists of periods, people or years."""
    found = []
    for name, entries in components.items():
        if name in ELSEWHERE or not _is_table(entries) or not entries:
            continue
        columns = list(dict.fromkeys(key for entry in entries for key in entry))
        head = tuple(_name(incentive, key) for key in columns)
        cells = tuple(tuple(_cell(entry.get(key)) for key in columns) for entry in entries)
        single = tuple(_row(incentive, key, entries[0].get(key)) for key in columns) if len(entries) == 1 else ()
        found.append(Table(_name(incentive, name), head, cells, single))
    return found


def _is_table(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(entry, Mapping) for entry in value)


def _row(incentive: str, name: str, value: Any) -> Row:
    if isinstance(value, Mapping):
        parts = tuple((_key(incentive, key), _cell(one)) for key, one in value.items())
        return Row(_name(incentive, name), "" if parts else "没有", parts, any(map(_counts, value.values())))
    return Row(_name(incentive, name), _cell(value), counts=_counts(value))


def _counts(value: Any) -> bool:
    return bool(value)


def _name(incentive: str, component: str) -> str:
    name = name_of(incentive, component) if is_named(incentive, component) else _key(incentive, component)
    return _FOR_FILES.sub("", name)


def _key(incentive: str, key: object) -> str:
    text = str(key)
    if is_named(incentive, text):
        return name_of(incentive, text)
    return _LABELS.get(text) or _time(text) or text


def _time(text: str) -> str:
    if found := _MONTH.fullmatch(text):
        return f"{int(found[1])} 年 {int(found[2])} 月"
    if found := _PART.fullmatch(text):
        return (
            f"{found[1]} 年第 {found[3]} 季度" if found[2] == "Q" else f"{found[1]} 年{'上下'[int(found[3]) - 1]}半年"
        )
    return f"{text} 年" if _YEAR.fullmatch(text) else ""


def _cell(value: Any) -> str:
    match value:
        case None:
            return OPEN
        case bool():
            return "是" if value else "否"
        case Truth():
            return WORDS[value]
        case Decimal() | int():
            return money(value)
        case date():
            return chinese_day(value)
        case Mapping():
            return "；".join(f"{_key('', key)} {_cell(one)}" for key, one in value.items()) or "没有"
        case str():
            return _WORDS.get(value) or _LABELS.get(value) or _time(value) or value
        case Sequence():
            return "、".join(_cell(one) for one in value) or "没有"
    return str(value)
