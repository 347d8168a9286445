"""The database of the tests as it stands, kept and put back: what takes seconds to build is there again in no time.

For tests that commit: inside a transaction nothing can be put back.
"""

import sqlite3
from dataclasses import dataclass
from typing import Protocol

from django.db import connection, transaction

# Triggers and foreign keys look away: what is put back was sound when it was kept. And better to fail than to wait for
# ever for what a test left open elsewhere.
_LOOK_AWAY = "SET LOCAL session_replication_role = replica; SET LOCAL lock_timeout = '20s'"
_TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
_NEXT_KEYS = "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = current_schema()"


class Kept(Protocol):
    """A database as it was when it was kept."""

    def put_back(self) -> None:
        """Make the database of the tests what it was then, the next free keys included."""


def keep() -> Kept:
    """The whole database of the tests as it stands."""
    connection.ensure_connection()
    return _KeptRows.as_they_are() if connection.vendor == "postgresql" else _KeptPages.as_they_are()


@dataclass(frozen=True)
class _KeptPages:
    """SQLite copies a database page by page, whatever is in it."""

    pages: sqlite3.Connection

    @classmethod
    def as_they_are(cls) -> "_KeptPages":
        kept = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(kept)
        return cls(kept)

    def put_back(self) -> None:
        connection.ensure_connection()
        self.pages.backup(connection.connection)


@dataclass(frozen=True)
class _KeptRows:
    """PostgreSQL: what each table holds, in its own words, and where each sequence stands.

    Only tables that differ are written again. Copying the database as a whole, or emptying tables by TRUNCATE, makes
    new files for each of them and their indexes, and takes seconds where the disk is slow.
    """

    rows: dict[str, bytes]
    last_keys: dict[str, int | None]

    @classmethod
    def as_they_are(cls) -> "_KeptRows":
        with connection.cursor() as cursor:
            return cls({table: _rows(cursor, table) for table in _with_rows(cursor)}, _last_keys(cursor))

    def put_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_LOOK_AWAY)
            for table in {*_with_rows(cursor), *self.rows}:
                kept = self.rows.get(table, b"")
                if kept and _rows(cursor, table) == kept:
                    continue
                cursor.execute(f"DELETE FROM {table}")
                if kept:
                    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                        copy.write(kept)
            for sequence, key in self.last_keys.items() - _last_keys(cursor).items():
                cursor.execute("SELECT setval(%s, %s, %s)", [sequence, key or 1, key is not None])


def _with_rows(cursor) -> list[str]:
    cursor.execute(_TABLES)
    one_each = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for (table,) in cursor.fetchall()
    )
    cursor.execute(one_each)
    return [table for (table,) in cursor.fetchall()]


def _rows(cursor, table: str) -> bytes:
    with cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(copy)


def _last_keys(cursor) -> dict[str, int | None]:
    cursor.execute(_NEXT_KEYS)
    return dict(cursor.fetchall())
