"""Files with one JSON object per line, plain or gzip: read line by line, written whole or not at all."""

import gzip
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

GZIP = b"\x1f\x8b"
LONGEST_LINE = 4 * 1024 * 1024
LONGEST_NUMBER = 40


class Problem(NamedTuple):
    """Something wrong with one field of one line. ``said`` never repeats what the line holds."""

    file: str
    line: int
    field: str
    said: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行，{self.field}：{self.said}"


class NotAnObject(ValueError):
    """The line is no JSON object; the text says why, in Chinese."""


class WrittenTwice(NotAnObject):
    """One name stands twice in one object: nobody can tell which is meant."""

    def __init__(self, name: str) -> None:
        super().__init__("同一个对象里写了两次")
        self.name = name


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, numbered from 1, one at a time; gzip is recognised by its first bytes.

    Of a line above ``LONGEST_LINE`` only the beginning is read into memory; ``read_object`` refuses it.
    """
    with path.open("rb") as raw:
        zipped = raw.peek(2)[:2] == GZIP
        source: BinaryIO = gzip.GzipFile(fileobj=raw) if zipped else raw  # type: ignore[assignment]
        number = 0
        while line := source.readline(LONGEST_LINE + 1):
            number += 1
            rest = line
            while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
                rest = source.readline(LONGEST_LINE + 1)
            if line.strip():
                yield number, line


def last_number(path: Path) -> int:
    """The number of the last line, for the progress shown: one quick pass before the slow one."""
    return max((number for number, _ in lines(path)), default=0)


def read_object(raw: bytes, *, strict: bool = False) -> dict[str, Any]:
    """The object of a line. Raises NotAnObject.

    strict  fractions are the decimals that were written, not the nearest floats, and no name may stand twice
    """
    if len(raw) > LONGEST_LINE:
        raise NotAnObject(f"一行不能超过 {LONGEST_LINE // 1024 // 1024} MB")
    hooks: dict[str, Any] = {"parse_float": _fraction, "object_pairs_hook": _without_repeats} if strict else {}
    try:
        row = json.loads(raw.decode("utf-8-sig"), parse_int=_whole, **hooks)
    except UnicodeDecodeError:
        raise NotAnObject("不是 UTF-8 文字") from None
    except (json.JSONDecodeError, RecursionError):
        raise NotAnObject("不是 JSON") from None
    if not isinstance(row, dict):
        raise NotAnObject("应为一个 JSON 对象 {…}")
    return row


def line_of(row: dict[str, Any]) -> bytes:
    """The line to write. Half a surrogate pair, which UTF-8 cannot hold, goes back as the escape it came as."""
    return json.dumps(row, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace") + b"\n"


@contextmanager
def completed(out: Path) -> Iterator[BinaryIO]:
    """A file beside ``out`` that takes its place when the block ends well, and is removed when it does not."""
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("wb") as target:
            yield target
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _fraction(text: str) -> Decimal | float:
    try:
        return Decimal(text)
    except InvalidOperation:
        return float("inf")


def _whole(text: str) -> int | Decimal:
    # int() of thousands of digits is refused by Python itself, with an error of its own.
    return int(text) if len(text) <= LONGEST_NUMBER else Decimal(text)


def _without_repeats(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, value in pairs:
        if name in row:
            raise WrittenTwice(name)
        row[name] = value
    return row
