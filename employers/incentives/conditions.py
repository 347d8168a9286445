"""Conditions that several incentives ask, each a finding that names the missing fact by its path into the case."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from employers.incentives.case import Case, Hire, Status
from law.article import Article
from law.dated import Timeline
from law.findings import NOTHING, Finding, some
from law.terms import chinese_day
from law.truth import Truth


def finding(truth: Truth, text: str, article: Article | None = None, missing: str = "", detail: str = "") -> Finding:
    """One condition; ``missing`` names the fact that would settle it, and counts only while it is open."""
    is_open = truth is Truth.UNKNOWN and missing
    return Finding(truth, text, article, frozenset((missing,)) if is_open else NOTHING, detail=detail)


def fact(case: Case, code: str, text: str, article: Article | None = None) -> Finding:
    """A YES_NO fact of the firm; UNKNOWN where it is not there."""
    return finding(Truth.of(case.facts.get(code)), text, article, f"facts.{code}")


def not_fact(case: Case, code: str, text: str, article: Article | None = None) -> Finding:
    """The contrary of a YES_NO fact of the firm; UNKNOWN where it is not there."""
    return finding(~Truth.of(case.facts.get(code)), text, article, f"facts.{code}")


def number(case: Case, code: str) -> Decimal | None:
    """A COUNT, MONEY, BALANCE or RATIO fact of the firm as a decimal; None where it is not there."""
    value: Any = case.facts.get(code)
    return None if value is None else Decimal(value)


def has_status(
    hire: Hire, path: str, statuses: tuple[Status, ...], text: str, article: Article | None = None
) -> Finding:
    """At least one of ``statuses``, as her papers say."""
    parts = [
        finding(Truth.of(hire.statuses.get(status)), text, missing=f"{path}.statuses.{status}") for status in statuses
    ]
    return some(text, parts, article)


def in_force(versions: Timeline[str], on: date, ended: str, article: Article) -> Finding:
    """Whether the rule holds on that day, which is not before its first version; ``ended`` says what to do after it."""
    text = "政策在执行期内"
    held = versions.at(on)
    if held is not None:
        until = f"执行至{chinese_day(held.valid_to)}" if held.valid_to else f"自{chinese_day(held.valid_from)}起执行"
        return finding(Truth.YES, text, held.source, detail=until)
    return finding(Truth.NO, text, article, detail=ended)


def contract_of_a_year(hire: Hire, path: str, article: Article | None = None) -> Finding:
    """A contract for a year at least, or one without end."""
    text = "劳动合同期限在一年以上（含一年）"
    if hire.open_ended:
        return finding(Truth.YES, text, article, detail="无固定期限")
    if hire.contract_from is None:
        return finding(Truth.UNKNOWN, text, article, f"{path}.contract_from")
    if hire.contract_until is None:
        return finding(Truth.UNKNOWN, text, article, f"{path}.contract_until")
    needed = years_later(hire.contract_from, 1) - timedelta(days=1)
    return finding(
        Truth.of(hire.contract_until >= needed),
        text,
        article,
        detail=f"合同到{chinese_day(hire.contract_until)}，满一年是{chinese_day(needed)}",
    )


def contract_signed(hire: Hire, path: str, on: date, article: Article | None = None) -> Finding:
    """A contract that has begun by the day."""
    text = "已签订劳动合同"
    if hire.contract_from is None:
        return finding(Truth.UNKNOWN, text, article, f"{path}.contract_from")
    return finding(Truth.of(hire.contract_from <= on), text, article, detail=f"自{chinese_day(hire.contract_from)}起")


def years_later(day: date, years: int) -> date:
    """The same day so many years on; of 29 February 1 March, where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
