"""How a value stands in an archive: JSON that says the same whichever engine it came from.

A moment is written in UTC, a decimal with all its places, bytes in base64. JSON columns are kept as the text that the
database holds; encrypted ones stay encrypted.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.dateparse import parse_duration
from django.utils.duration import duration_iso_string, duration_microseconds

from config.backup.tables import Table

Row = list[Any]


class _Kind(NamedTuple):
    """say: value to JSON; hear: back; store: as the engine wants it."""

    say: Callable[[Any], Any] = lambda value: value
    hear: Callable[[Any], Any] = lambda value: value
    store: Callable[[Any, Any, models.Field], Any] = lambda value, engine, field: value


_AS_IT_IS = _Kind()
_KINDS = {
    **dict.fromkeys(
        (
            "AutoField",
            "BigAutoField",
            "SmallAutoField",
            "IntegerField",
            "BigIntegerField",
            "SmallIntegerField",
            "PositiveIntegerField",
            "PositiveBigIntegerField",
            "PositiveSmallIntegerField",
            "BooleanField",
            "FloatField",
            "CharField",
            "TextField",
            "SlugField",
            "FileField",
            "FilePathField",
            "JSONField",
        ),
        _AS_IT_IS,
    ),
    "GenericIPAddressField": _Kind(store=lambda value, engine, field: engine.ops.adapt_ipaddressfield_value(value)),
    "DateTimeField": _Kind(
        lambda value: value.astimezone(UTC).isoformat(),
        datetime.fromisoformat,
        lambda value, engine, field: engine.ops.adapt_datetimefield_value(value),
    ),
    "DateField": _Kind(
        date.isoformat,
        date.fromisoformat,
        lambda value, engine, field: engine.ops.adapt_datefield_value(value),
    ),
    "TimeField": _Kind(
        time.isoformat,
        time.fromisoformat,
        lambda value, engine, field: engine.ops.adapt_timefield_value(value),
    ),
    "DurationField": _Kind(
        duration_iso_string,
        parse_duration,
        lambda value, engine, field: (
            value if engine.features.has_native_duration_field else duration_microseconds(value)
        ),
    ),
    "DecimalField": _Kind(
        str,
        Decimal,
        lambda value, engine, field: engine.ops.adapt_decimalfield_value(value, field.max_digits, field.decimal_places),
    ),
    "UUIDField": _Kind(
        str,
        UUID,
        lambda value, engine, field: value if engine.features.has_native_uuid_field else value.hex,
    ),
    "BinaryField": _Kind(
        lambda value: b64encode(value).decode(),
        b64decode,
        lambda value, engine, field: engine.Database.Binary(value),
    ),
}


class Cells:
    """Rows of one table, between an engine and an archive."""

    def __init__(self, table: Table, connection: BaseDatabaseWrapper) -> None:
        strange = {column.kind for column in table.columns} - _KINDS.keys()
        if strange:
            raise NotImplementedError(f"no backup of {table.name}: columns of {', '.join(sorted(strange))}")
        self._columns, self._connection = table.columns, connection
        self._kinds = [_KINDS[column.kind] for column in table.columns]
        self._json = [place for place, column in enumerate(table.columns) if column.kind == "JSONField"]
        self._converters = []
        for column in table.columns:
            seen = column.field.get_col(table.name)
            converters = list(connection.ops.get_db_converters(seen))
            if column.kind == "DurationField":
                converters += column.field.get_db_converters(connection)
            self._converters.append((seen, converters))

    def line(self, found: tuple) -> tuple[bytes, int]:
        """What the engine answered, as a line of the archive, and the number that stands for its content."""
        row: Row = []
        for value, kind, (seen, converters) in zip(found, self._kinds, self._converters, strict=True):
            for convert in converters:
                value = convert(value, seen, self._connection)
            row.append(None if value is None else kind.say(value))
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
        if not self._json:
            return line, _number(line)
        # Each engine writes JSON in a way of its own: what counts is what it says.
        for place in self._json:
            if row[place] is not None:
                row[place] = _plain(json.loads(row[place]))
        return line, _number(json.dumps(row, ensure_ascii=False, sort_keys=True).encode())

    def stored(self, line: bytes) -> list[Any]:
        """A line of the archive as this engine takes it."""
        return [
            None if value is None else kind.store(kind.hear(value), self._connection, column.field)
            for value, kind, column in zip(json.loads(line), self._kinds, self._columns, strict=True)
        ]


class Content:
    """What a table holds, in one number that knows no order: equal contents agree, whatever engine they lie in."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, number: int) -> None:
        self.rows += 1
        self._sum = (self._sum + number) % (1 << 256)

    def __str__(self) -> str:
        return f"{self._sum:064x}"


def _number(line: bytes) -> int:
    return int.from_bytes(sha256(line).digest(), "big")


def _plain(value: Any) -> Any:
    """1.0 and 1 are one number to PostgreSQL."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value
