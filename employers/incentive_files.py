"""Computing a file of cases, without a database: one line in, one line out, in the same order, one at a time.

What a line may hold and what comes out: docs/incentives.md. Files may be gzipped. A line that cannot be read gets a
line too, so that no case is lost unseen:

    {"id": …, "line": 3, "outcome": null, "errors": [{"field": "hires[1].contract_from", "message": "没有这一天"}]}

``id`` is null where it could not be read. A line whose id came before is an error, and the first one counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from employers.incentives.fields import FieldError, Unreadable
from employers.incentives.read import line_id, read_case
from employers.incentives.say import answer
from employers.incentives.values import Wrong, shown
from jobs.json_lines import NotAnObject, Problem, WrittenTwice, completed, last_number, line_of, lines, read_object
from people.place_names import is_known_code, place_codes

WHOLE_LINE = "整行"


@dataclass(slots=True)
class Summary:
    """How many lines were computed and how many were not."""

    computed: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Listener:
    """How a run speaks while it runs: problems as they come, and how many lines are done."""

    problem: Callable[[Problem], None]
    progress: Callable[[int, int], None]


def compute_file(cases: Path, out: Path, listener: Listener) -> Summary:
    """Write one line for each line of ``cases`` to ``out``, which appears when it is complete.

    Raises OSError where a file cannot be read or written, EOFError or zlib.error where it is cut off.
    """
    summary = Summary()
    seen: dict[int, int] = {}
    total = last_number(cases)
    with completed(out) as target:
        for number, raw in lines(cases):
            row, errors = answer_line(raw, number, seen)
            for error in errors:
                listener.problem(Problem(cases.name, number, error.field, error.message))
            summary.left_out += bool(errors)
            summary.computed += not errors
            target.write(line_of(row))
            listener.progress(number, total)
    return summary


def answer_line(raw: bytes, number: int, seen: dict[int, int]) -> tuple[dict[str, Any], list[FieldError]]:
    """The line to write, and what was wrong. ``seen`` holds hashes of the ids that came before and takes this one."""
    try:
        row = read_object(raw, strict=True)
    except WrittenTwice as twice:
        errors = [FieldError(shown(twice.name), str(twice))]
    except NotAnObject as problem:
        errors = [FieldError(WHOLE_LINE, str(problem))]
    else:
        return answer_row(row, number, seen)
    return _errors(None, number, errors), errors


def answer_row(row: dict[str, Any], number: int, seen: dict[int, int]) -> tuple[dict[str, Any], list[FieldError]]:
    """As ``answer_line``, for an object that was read already, its fractions as decimals."""
    given: str | int | None = None
    try:
        given = _id_of(row)
        if given is not None and (first := seen.setdefault(hash(str(given)), number)) != number:
            raise Unreadable([FieldError("id", f"编号重复，第 {first} 行已经用过")])
        return answer(read_case(row, known_places)) | {"id": given}, []
    except Unreadable as unreadable:
        errors = unreadable.errors
    except Exception as fault:
        # A fault of ours must not cost the other cases their answer; it is told like any error.
        told = f"程序出错（{type(fault).__name__}），没有计算，请把这一行交给维护人员"
        errors = [FieldError(WHOLE_LINE, told)]
    return _errors(given, number, errors), errors


def _errors(given: str | int | None, number: int, errors: list[FieldError]) -> dict[str, Any]:
    said = [{"field": error.field, "message": error.message} for error in errors]
    return {"id": given, "line": number, "outcome": None, "errors": said}


@lru_cache(maxsize=4096)
def known_places(text: str) -> tuple[str, ...]:
    """The codes of the places that a code or a name may mean, of those that there are."""
    return tuple(sorted(code for code in place_codes(text) if is_known_code(code)))


def _id_of(row: dict[str, Any]) -> str | int | None:
    """As it was written; None where it cannot be read, which ``read_case`` tells."""
    given = row.get("id", row.get("编号"))
    try:
        line_id(given)
    except Wrong:
        return None
    return given
