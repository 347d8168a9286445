"""Results as objects of JSON. What each field means: docs/incentives.md.

{"id": "a1", "incentive": "key_group_hire", "outcome": "eligible", "applies": "yes", "amount": "7800.00",
 "components": {"limit": "7800.00", …},
 "reasons": [{"text": …, "holds": "yes", "source": "《…》（…）…", "detail": …}, …],
 "missing": []}
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from employers.incentives.case import Case
from employers.incentives.evaluate import choose, evaluate
from employers.incentives.incentive import Result
from employers.incentives.months import Month, Period
from employers.incentives.read import Question
from law.findings import Finding
from law.money import round_yuan
from law.outcome import Outcome
from law.truth import Truth

Json = dict[str, Any]

TRUTHS = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}


def answer(question: Question) -> Json:
    """The case computed and, where others are to be compared, what each of them brings and which brings more."""
    case = question.case
    if not question.compare_with:
        return said(case, evaluate(case))
    choice = choose(case, (case.incentive, *question.compare_with))
    alternatives = {
        code: {"outcome": outcome_of(result).value, "amount": _amount(result)}
        for code, result in choice.results.items()
    }
    return said(case, choice.results[case.incentive]) | {"alternatives": alternatives, "better": choice.better}


def said(case: Case, result: Result) -> Json:
    """The result of ``case``; amounts are texts with two places, so that no reader makes floats of them."""
    return {
        "id": case.id,
        "incentive": case.incentive,
        "outcome": outcome_of(result).value,
        "applies": TRUTHS[result.truth],
        "amount": _amount(result),
        "components": plain(result.components),
        "reasons": [_reason(finding) for finding in result.reasons],
        "missing": list(result.missing),
    }


def outcome_of(result: Result) -> Outcome:
    """待核实 also where every condition holds and the amount is open: a number nobody has set decides nothing."""
    amount_is_open = result.truth is Truth.YES and result.amount is None
    return Outcome.UNDETERMINED if amount_is_open else Outcome.of(result.truth)


def plain(value: Any) -> Any:
    """A component as JSON holds it. Decimals have at least two places, and more only where they say something."""
    match value:
        case None | bool():
            return value
        case Truth():
            return TRUTHS[value]
        case Enum():
            return value.value
        case Decimal():
            return _decimal(value)
        case Month() | Period():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(plain(name)): plain(one) for name, one in value.items()}
        case frozenset() | set():
            return [plain(one) for one in sorted(value)]
        case list() | tuple():
            return [plain(one) for one in value]
        case int() | str():
            return value
    raise TypeError(f"a component cannot be a {type(value).__name__}")


def _amount(result: Result) -> str | None:
    return None if result.amount is None else str(round_yuan(result.amount))


def _decimal(value: Decimal) -> str:
    short = value.normalize()
    return f"{short:f}" if -int(short.as_tuple().exponent) > 2 else f"{value:.2f}"


def _reason(finding: Finding) -> Json:
    """A condition with those that it is made of, where these are written out."""
    one: Json = {
        "text": finding.text,
        "holds": TRUTHS[finding.truth],
        "source": finding.article.full if finding.article else None,
        "detail": finding.detail,
    }
    if finding.parts:
        one["parts"] = [_reason(part) for part in finding.parts]
    return one
