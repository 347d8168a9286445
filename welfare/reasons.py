"""Why an answer came out as it did: a tree of conditions in words, as pages show it and as it is kept.

    符合  最低生活保障
    ├ 符合  月人均收入低于低保标准（《…办法》第九条）：人均 594.00 元/月；标准 950 元/月
    └ 待核实 家庭财产符合当地规定（《…办法》第十四条）
      └ 待核实 金融资产不超过当地限额   还缺：家庭金融资产合计（居民家庭经济状况核对报告）

The first level names every condition; below it stand only the parts that decide: what failed of a no, what is open of
an open one. A comparison has said its numbers and has no parts. An entitlement of persons has one branch per member, in
which conditions that do not decide are named only.
"""

import base64
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from law.article import Article
from law.findings import Finding
from law.outcome import Outcome
from law.truth import Truth
from welfare.models import Determination
from welfare.rules.assess import Assessment, Missing
from welfare.rules.fact import PERSON
from welfare.rules.household import Household


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that nobody knows: key as in ``Finding.missing``, how people call it, what proves it."""

    key: str
    term: str
    documents: tuple[str, ...] = ()

    @property
    def member(self) -> str:
        """Key of the member of whom it is asked; empty: of the household, or of no person."""
        return self.key.partition("@")[2]


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition with what came out.

    article  where it is written; None: where the condition above it is
    detail   the numbers of this case
    member   key of the member whom this branch is about, else empty
    missing  what would settle it and no part below tells
    """

    truth: Truth
    text: str
    article: Article | None = None
    detail: str = ""
    member: str = ""
    missing: tuple[Asked, ...] = ()
    parts: tuple["Reason", ...] = ()

    @property
    def outcome(self) -> Outcome:
        """In the words of outcomes: 符合, 不符合, 待核实."""
        return Outcome.of(self.truth)

    def walk(self) -> Iterator["Reason"]:
        """This one and everything below it, top down."""
        yield self
        for part in self.parts:
            yield from part.walk()


def tree(source: Determination | Assessment, household: Household | None = None) -> Reason:
    """The reasons as they were shown for a determination, or those of an assessment just made.

    household  whose assessment it is; without it the branches of an entitlement of persons name nobody
    """
    if isinstance(source, Determination):
        return read(source.words)
    return _of_assessment(source, household)


def _of_assessment(found: Assessment, household: Household | None) -> Reason:
    finding, name = found.finding, found.entitlement.name
    if found.entitlement.scope == PERSON and finding.parts:
        keys = [one.key for one in household.members] if household else [""] * len(finding.parts)
        branches = [_branch(part, key) for part, key in zip(finding.parts, keys, strict=True)]
        return _with_missing(Reason(finding.truth, name, parts=tuple(branches)), finding)
    top = _branch(finding, "")
    if finding.article is None:
        return _with_missing(Reason(finding.truth, name, missing=top.missing, parts=top.parts), finding)
    return _with_missing(Reason(finding.truth, name, parts=(top,)), finding)


def _branch(finding: Finding, member: str) -> Reason:
    """A whole condition: each of its parts is named, whatever came out."""
    while len(finding.parts) == 1 and finding.article is None and not finding.detail:
        finding = finding.parts[0]
    named = () if finding.detail else finding.parts
    if len(named) == 1 and _is_join(named[0]):
        named = named[0].parts
    # Of several persons only what decides is told in full.
    short = [member and part.truth is not finding.truth for part in named]
    parts = (
        _made(part, (), finding.article, "") if brief else _reason(part, finding.article)
        for part, brief in zip(named, short, strict=True)
    )
    return _made(finding, tuple(parts), None, member)


def _reason(finding: Finding, above: Article | None) -> Reason:
    deciding = () if finding.detail else _deciding(finding)
    own = finding.article or above
    parts = tuple(_reason(part, own) for part in deciding)
    if len(parts) == 1 and deciding[0].truth is finding.truth:
        part = parts[0]
        if finding.article in (None, above) or part.text == finding.text:
            # A join that only repeats what its part says.
            return _with_missing(replace(part, article=part.article or finding.article), finding)
    return _made(finding, parts, above, "")


def _made(finding: Finding, parts: tuple[Reason, ...], above: Article | None, member: str) -> Reason:
    article = None if finding.article == above else finding.article
    return _with_missing(Reason(finding.truth, finding.text, article, finding.detail, member, (), parts), finding)


def _with_missing(reason: Reason, finding: Finding) -> Reason:
    """What is missing is told once: here only what no part below tells, as which of two readings is meant."""
    if not finding.missing:
        return reason
    told = {one.key for below in reason.walk() for one in below.missing}
    own = tuple(_asked(key) for key in sorted(finding.missing - told))
    return replace(reason, missing=(*reason.missing, *own)) if own else reason


def _deciding(finding: Finding) -> tuple[Finding, ...]:
    """The parts with the truth of the whole; of a condition turned round those with its own, before it was turned."""
    parts = tuple(part for part in finding.parts if part.truth is finding.truth) or tuple(
        part for part in finding.parts if part.truth is ~finding.truth
    )
    return _without_join(parts) or finding.parts


def _without_join(parts: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return _deciding(parts[0]) if len(parts) == 1 and _is_join(parts[0]) else parts


def _is_join(finding: Finding) -> bool:
    """It joins conditions and has no word of its own: what it joins says as much."""
    said = finding.article is not None or finding.detail
    return bool(finding.parts) and not said and all(part.text in finding.text for part in finding.parts)


def _asked(key: str) -> Asked:
    missing = Missing.of(key)
    return Asked(key, missing.text, missing.documents)


# Kept ----------------------------------------------------------------------------------------------------------------


def write(reason: Reason) -> str:
    """As one text for ``Determination.words``, a tenth of the plain JSON."""
    plain = json.dumps(as_json(reason), ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(plain.encode(), 9)).decode()


def read(text: str) -> Reason:
    """What ``write`` wrote. Raises ValueError for anything else."""
    try:
        return of_json(json.loads(zlib.decompress(base64.b64decode(text, validate=True))))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise ValueError("these are no kept reasons") from error


def as_json(reason: Reason) -> dict[str, Any]:
    """Plain JSON; empty fields are left out."""
    said: dict[str, Any] = {"truth": reason.truth.value, "text": reason.text}
    if reason.article is not None:
        said["article"] = [reason.article.title, reason.article.number, reason.article.article]
    if reason.detail:
        said["detail"] = reason.detail
    if reason.member:
        said["member"] = reason.member
    if reason.missing:
        said["missing"] = [[one.key, one.term, list(one.documents)] for one in reason.missing]
    if reason.parts:
        said["parts"] = [as_json(part) for part in reason.parts]
    return said


def of_json(said: dict[str, Any]) -> Reason:
    """What ``as_json`` gave."""
    article = said.get("article")
    return Reason(
        Truth(said["truth"]),
        said["text"],
        None if article is None else Article(*article),
        said.get("detail", ""),
        said.get("member", ""),
        tuple(Asked(key, term, tuple(documents)) for key, term, documents in said.get("missing", ())),
        tuple(of_json(part) for part in said.get("parts", ())),
    )
