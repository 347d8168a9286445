"""One JSON object while it is read: no unknown name, none twice, and each wrong value told by its path."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from employers.incentives.values import Wrong, is_unknown, nearest, shown

Value = TypeVar("Value")
Names = Mapping[str, tuple[str, ...]]

# For people: not looked at, as little as what begins with _.
REMARKS = frozenset("note notes comment description expected 备注 说明".split())


class FieldError(NamedTuple):
    """One field that cannot be read, by its path in the line as written there, and what to do."""

    field: str
    message: str


class Unreadable(ValueError):
    """The line cannot be read; ``errors`` names every wrong field. Values are not repeated: they may be personal."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = list(errors)
        super().__init__("；".join(f"{field}：{message}" for field, message in self.errors))


class Fields:
    """The fields of ``row`` by code; ``names`` lists each code with the other names it goes by.

    Fields are taken with a reader, which gets the bare value and raises Wrong. What is wrong, and every name that is
    not known or stands twice, is added to ``errors``.
    """

    def __init__(self, row: object, where: str, names: Names, errors: list[FieldError]) -> None:
        self.errors = errors
        self.where = where
        self._values: dict[str, Any] = {}
        self._written: dict[str, str] = {}
        if not isinstance(row, Mapping):
            self.wrong("", "应为一个对象 {…}")
            return
        codes = {name: code for code, others in names.items() for name in (code, *others)}
        for name, value in row.items():
            if name in REMARKS or name.startswith("_"):
                continue
            code = codes.get(name) or codes.get(name.strip().lower())
            if code is None:
                errors.append(FieldError(self.path(shown(name)), f"不认识的字段{nearest(name, codes)}"))
            elif code in self._values:
                message = f"与 {self._written[code]} 是同一项，只写一次"
                errors.append(FieldError(self.path(shown(name)), message))
            else:
                self._values[code], self._written[code] = value, shown(name)

    def __contains__(self, code: str) -> bool:
        return code in self._values

    def path(self, name: str) -> str:
        return ".".join(part for part in (self.where, name) if part)

    def written(self, code: str) -> str:
        """The path of a field as the line calls it."""
        return self.path(self._written.get(code, code))

    def wrong(self, code: str, message: str) -> None:
        self.errors.append(FieldError(self.written(code) or "整行", message))

    def raw(self, code: str) -> Any:
        """The value as written; None where it is not there or written down as unknown."""
        value = self._values.get(code)
        return None if is_unknown(value) else value

    def take(self, code: str, read: Callable[[Any], Value]) -> Value | None:
        """What ``read`` makes of the field; None where it is unknown, not there, or wrong."""
        value = self.raw(code)
        if value is None:
            return None
        try:
            return read(value)
        except Wrong as wrong:
            self.wrong(code, str(wrong))
            return None

    def need(self, code: str, read: Callable[[Any], Value], example: str) -> Value | None:
        """As ``take``, for a field that has to be there."""
        if self.raw(code) is None:
            self.wrong(code, f"必填，例如 {example}")
            return None
        return self.take(code, read)

    def table(self, code: str, key: Callable[[Any], Any], read: Callable[[Any], Value]) -> dict[Any, Value | None]:
        """An object with a value for each of its keys; unknown values stay as None. Empty where nothing is there."""
        rows = self.raw(code)
        found: dict[Any, Value | None] = {}
        if rows is None:
            return found
        if not isinstance(rows, Mapping):
            self.wrong(code, "应为一个对象 {…}")
            return found
        where = self.written(code)
        for name, value in rows.items():
            if name.startswith("_"):
                continue
            try:
                one = key(name)
                if one in found:
                    raise Wrong("同一项写了两次")
                found[one] = None
                found[one] = None if is_unknown(value) else read(value)
            except Wrong as wrong:
                self.errors.append(FieldError(f"{where}.{shown(name)}", str(wrong)))
        return found

    def rows(self, code: str) -> list[tuple[str, Any]]:
        """The elements of a list, each with its path."""
        found = self.raw(code)
        if found is not None and not isinstance(found, list):
            self.wrong(code, "应为列表 […]")
            return []
        return [(f"{self.written(code)}[{index}]", one) for index, one in enumerate(found or ())]
