"""How an incentive and what came of it are told to a firm: reasons, sums, local numbers. Facts in, plain values out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from employers.incentives.case import Case
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.incentive import Incentive, Parameter, Result
from employers.incentives.parameters import known
from law.article import Article
from law.findings import Finding
from law.outcome import Outcome
from law.truth import Truth
from ui.templatetags.ui import money

TONES = {Truth.YES: "good", Truth.NO: "bad", Truth.UNKNOWN: "wait"}
WORDS = {Truth.YES: "是", Truth.NO: "否", Truth.UNKNOWN: "待核实"}
_NTH = re.compile(r"第 (\d+) 名：")


class Told(NamedTuple):
    """The answer to one case in a word and a tone, and its amount as one reads it."""

    word: str
    tone: str
    amount: Decimal | None
    floor: Decimal | None
    ceiling: Decimal | None

    @property
    def is_open(self) -> bool:
        """Nobody can say the amount yet; it lies between ``floor`` and ``ceiling``."""
        return self.amount is None


def told(result: Result) -> Told:
    bounds = [result.components.get(name) for name in ("floor", "ceiling")]
    return Told(Outcome.of(result.truth).label, TONES[result.truth], result.amount, *bounds)


def why(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """As ``c-why`` shows them; what is the same for several people stands once."""
    rows: dict[Finding, list[int]] = {}
    for found in findings:
        nth = _NTH.match(found.text)
        bare = found._replace(text=found.text[nth.end() :]) if nth else found
        rows.setdefault(bare, []).extend([int(nth[1])] if nth else ())
    return [_item(found, people) for found, people in rows.items()]


def cited_once(items: list[dict[str, Any]]) -> dict[str, Any]:
    """``items`` of ``why`` without the source that most of them share, and that source ("" where none is shared): on a
    page it stands once, below them."""
    most = Counter(source for item in items for source in _sources(item)).most_common(1)
    shared = most[0][0] if most and most[0][1] > 1 else ""
    return {"why": [_uncited(item, shared) for item in items], "source": shared}


def _sources(item: dict[str, Any]) -> Iterator[str]:
    if item["source"]:
        yield item["source"]
    for part in item["parts"]:
        yield from _sources(part)


def _uncited(item: dict[str, Any], shared: str) -> dict[str, Any]:
    source = "" if item["source"] == shared else item["source"]
    return {**item, "source": source, "parts": [_uncited(part, shared) for part in item["parts"]]}


def _item(found: Finding, people: Sequence[int] = ()) -> dict[str, Any]:
    return {
        "text": f"{whom(people)}{found.text}",
        "tone": TONES[found.truth],
        "word": WORDS[found.truth],
        "detail": found.detail,
        "source": found.article.full if found.article else "",
        "open": found.truth is not Truth.YES,
        "parts": [_item(part) for part in found.parts],
    }


def whom(people: Sequence[int]) -> str:
    """第 1—3 名："""
    if not people:
        return ""
    together = len(people) > 2 and people[-1] - people[0] + 1 == len(people)
    return f"第 {f'{people[0]}—{people[-1]}' if together else '、'.join(map(str, people))} 名："


class Number(NamedTuple):
    """A number of the place: known with its source, or unknown with what the national rule allows."""

    code: str
    text: str
    unit: str
    value: Decimal | None
    floor: Decimal | None
    ceiling: Decimal | None
    source: Article | None
    review_by: date | None

    @property
    def words(self) -> str:
        return "待核实" if self.value is None else self._told(self.value)

    @property
    def bounds(self) -> str:
        """国家规定 6,000—7,800 元；empty where the national rule says nothing."""
        if self.floor is not None and self.ceiling is not None:
            if self.floor == self.ceiling:
                return f"国家规定 {self._told(self.floor)}"
            return f"国家规定 {self._told(self.floor).partition(' ')[0]}—{self._told(self.ceiling)}"
        if self.floor is not None:
            return f"国家规定不低于 {self._told(self.floor)}"
        return f"国家规定不高于 {self._told(self.ceiling)}" if self.ceiling is not None else ""

    def _told(self, value: Decimal) -> str:
        """With its unit; a number without one is a share."""
        if self.unit in ("", "%"):
            return f"{float(value * (1 if self.unit else 100)):.10g}%"
        return f"{money(value)} {self.unit}"


def numbers(incentive: Incentive, region: str, on: date) -> list[Number]:
    """The numbers that the place sets, on that day."""
    case = Case(id="", incentive=incentive.code, on=on, region=region)
    return [_number(parameter, case) for parameter in incentive.parameters]


def _number(parameter: Parameter, case: Case) -> Number:
    value, floor, ceiling, source, _ = known(parameter, case)
    review_by = _review_by(parameter, source) if source else None
    return Number(parameter.code, parameter.text, parameter.unit, value, floor, ceiling, source, review_by)


def _review_by(parameter: Parameter, source: Article) -> date | None:
    dated = [one for timeline in parameter.places.values() for one in timeline.values if one.source == source]
    return max((one.review_by for one in dated), default=None)


class Standing(NamedTuple):
    """Whether an incentive holds on a day: 执行中, 已结束, 还没开始."""

    word: str
    tone: str
    until: date | None
    ended: bool


def standing(incentive: Incentive, on: date) -> Standing:
    held = incentive.versions.at(on)
    if held is not None:
        return Standing("执行中", "good", held.valid_to, False)
    last = incentive.versions.values[-1]
    if last.valid_to is not None and last.valid_to < on:
        return Standing("已结束", "plain", last.valid_to, True)
    return Standing("还没开始", "wait", None, False)


def others(incentive: Incentive) -> list[Incentive]:
    """What cannot be had beside it."""
    return [CATALOGUE[code] for code in CATALOGUE if code in incentive.excludes]
