"""Reading the database as it is at one moment, for as long as it takes, while the site goes on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from config.backup.tables import Table

BATCH = 1_000


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own that sees what was committed when it was opened, and keeps no writer waiting."""
    default = connections["default"]
    settings = deepcopy(default.settings_dict)
    settings.get("OPTIONS", {}).pop("pool", None)
    seen = type(default)(settings, alias="backup")
    try:
        seen.connect()
        with seen.cursor() as cursor:
            if seen.vendor == "sqlite":
                # Not as the site begins: that would take the lock of writers.
                cursor.execute("BEGIN DEFERRED")
                cursor.execute("SELECT count(*) FROM sqlite_master")
            else:
                seen.set_autocommit(False)
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT 1")
        yield seen
    finally:
        seen.close()


def rows(seen: BaseDatabaseWrapper, table: Table) -> Iterator[tuple]:
    """Every row of the table as the engine answers it, a thousand at a time, in no order."""
    quote = seen.ops.quote_name
    columns = ", ".join(quote(column.name) for column in table.columns)
    with seen.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quote(table.name)}")  # noqa: S608 - names of our own tables
        while found := cursor.fetchmany(BATCH):
            yield from found


def next_number(seen: BaseDatabaseWrapper, table: Table) -> int | None:
    """The number that the next row will get: numbers of deleted rows are not given twice, for the ledger names them."""
    if table.counted is None:
        return None
    with seen.cursor() as cursor:
        if seen.vendor == "sqlite":
            cursor.execute("SELECT seq + 1 FROM sqlite_sequence WHERE name = %s", [table.name])
        else:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [seen.ops.quote_name(table.name), table.counted])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM {sequence}")  # noqa: S608
        found = cursor.fetchone()
        return found[0] if found else 1


def set_next_number(connection: BaseDatabaseWrapper, table: Table, number: int) -> None:
    """The next row of ``table`` gets this number."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, number - 1])
        else:
            name = connection.ops.quote_name(table.name)
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s, false)", [name, table.counted, number])
