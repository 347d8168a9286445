"""Assessing a file of households, without a database: one line in, one line out, in the same order.

What a line may hold is said in ``welfare.assess_lines``, what comes out in ``welfare.assess_answers``. Files may be
gzipped. A line that cannot be read gets a line too, so that no household is lost unseen:

    {"id": …, "line": 7, "errors": [{"field": "members[1].birth_date", "message": "“出生日期”不能晚于核定日"}]}

``id`` is null where it could not be read. A line whose id came before is an error, and the first one counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jobs.json_lines import NotAnObject, Problem, WrittenTwice, completed, last_number, line_of, lines, read_object
from welfare.assess_answers import answer
from welfare.assess_lines import line_id, read_line, shown
from welfare.rules.read import FieldError, Unreadable

WHOLE_LINE = "整行"


@dataclass(slots=True)
class Summary:
    """How many lines were answered and how many were not."""

    assessed: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Listener:
    """How a run speaks while it runs: problems as they come, and how many lines are done."""

    problem: Callable[[Problem], None]
    progress: Callable[[int, int], None]


def assess_file(cases: Path, out: Path, *, today: date, listener: Listener, ask: bool = False) -> Summary:
    """Write one line for each line of ``cases`` to ``out``, which appears when it is complete; ``ask``: with the next
    best question.

    Raises OSError where a file cannot be read or written, EOFError or zlib.error where it is cut off.
    """
    summary = Summary()
    seen: dict[str, int] = {}
    total = last_number(cases)
    with completed(out) as target:
        for number, raw in lines(cases):
            try:
                row, errors = answer_line(raw, number, seen, today, ask=ask)
            except Exception as fault:
                # A fault of ours must not cost the other households their answer; it is told like any error.
                row, errors = _not_answered(raw, number, fault)
            for error in errors:
                listener.problem(Problem(cases.name, number, error.field, error.message))
            summary.left_out += bool(errors)
            summary.assessed += not errors
            target.write(line_of(row))
            listener.progress(number, total)
    return summary


def answer_line(
    raw: bytes, number: int, seen: dict[str, int], today: date, *, ask: bool = False
) -> tuple[dict[str, Any], list[FieldError]]:
    """The line to write, and what was wrong. ``seen`` holds the ids that came before and takes this one."""
    try:
        row = read_object(raw, strict=True)
    except WrittenTwice as twice:
        errors = [FieldError(shown(twice.name), str(twice))]
    except NotAnObject as problem:
        errors = [FieldError(WHOLE_LINE, str(problem))]
    else:
        return answer_row(row, number, seen, today, ask=ask)
    return _errors(None, number, errors), errors


def answer_row(
    row: Mapping[str, Any], number: int, seen: dict[str, int], today: date, *, ask: bool = False
) -> tuple[dict[str, Any], list[FieldError]]:
    """As ``answer_line``, for an object that was read already, its fractions as decimals."""
    given: str | int | None = None
    try:
        given = line_id(row)
        first = seen.setdefault(str(given), number)
        if first != number:
            raise Unreadable([FieldError("id", f"编号重复，第 {first} 行已经用过")])
        return {"id": given, **answer(read_line(row, today), ask=ask)}, []
    except Unreadable as unreadable:
        return _errors(given, number, unreadable.errors), unreadable.errors


def _not_answered(raw: bytes, number: int, fault: Exception) -> tuple[dict[str, Any], list[FieldError]]:
    errors = [FieldError(WHOLE_LINE, f"程序出错（{type(fault).__name__}），没有判断，请把这一行交给维护人员")]
    return _errors(line_id(read_object(raw)), number, errors), errors


def _errors(given: str | int | None, number: int, errors: list[FieldError]) -> dict[str, Any]:
    said = [{"field": error.field, "message": error.message} for error in errors]
    return {"id": given, "line": number, "errors": said}
