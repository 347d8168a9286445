"""Putting the rows of an archive into empty tables, and looking whether they stand there as they did."""

from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from config.backup.archive import Damaged, Reader
from config.backup.cells import Cells, Content
from config.backup.snapshot import BATCH, rows, set_next_number
from config.backup.tables import Table
from config.backup.take import EVERY, Tell


class Comparison(NamedTuple):
    """One table: how many rows the archive holds, how many came to stand here, and whether they say the same."""

    table: str
    rows: int
    here: int
    same: bool


def in_its_order(reader: Reader, known: list[Table]) -> list[Table]:
    """The tables with their columns in the order of the archive's lines: models of then may have had another.

    Raises Damaged unless the archive holds exactly these tables with these columns.
    """
    told = {name: entry.columns for name, entry in reader.manifest.tables.items()}
    here = {table.name: {column.name: column for column in table.columns} for table in known}
    wrong = [name for name in told.keys() | here.keys() if sorted(told.get(name, ())) != sorted(here.get(name, ()))]
    if wrong:
        raise Damaged(f"its tables are not those of its migrations: {', '.join(sorted(wrong)[:5])}")
    return [replace(table, columns=tuple(here[table.name][name] for name in told[table.name])) for table in known]


def load(reader: Reader, known: list[Table], connection: BaseDatabaseWrapper, tell: Tell) -> None:
    """Insert every row, within the caller's transaction, and check each reference.

    Raises Damaged; its text names table and error and never what a row holds.
    """
    for table in known:
        try:
            _fill(table, reader, connection, tell)
        except (DatabaseError, ValueError) as error:
            raise Damaged(f"{table.name} does not take a row: {_kind(error)}") from None
        tell(table.name)
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise Damaged(f"a row points to one that is not there: {_kind(error)}") from None


def compare(reader: Reader, known: list[Table], connection: BaseDatabaseWrapper, tell: Tell) -> list[Comparison]:
    """Read every table again and hold it against the archive."""
    found = []
    for table in known:
        told, cells, content = reader.manifest.tables[table.name], Cells(table, connection), Content()
        for row in rows(connection, table):
            content.add(cells.line(row)[1])
            if content.rows % EVERY == 0:
                tell(table.name)
        same = content.rows == told.rows and str(content) == told.content
        found.append(Comparison(table.name, told.rows, content.rows, same))
        tell(table.name)
    return found


def _fill(table: Table, reader: Reader, connection: BaseDatabaseWrapper, tell: Tell) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column.name) for column in table.columns)
    places = ", ".join(["%s"] * len(table.columns))
    insert = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({places})"  # noqa: S608 - names of our own tables
    cells, lines = Cells(table, connection), reader.lines(table.name)
    with connection.cursor() as cursor:
        while batch := [cells.stored(line) for line in islice(lines, BATCH)]:
            cursor.executemany(insert, batch)
            tell(table.name)
    following = reader.manifest.tables[table.name].next
    if table.counted is not None and following is not None:
        set_next_number(connection, table, following)


def _kind(error: Exception) -> str:
    """What went wrong without the values, which the texts of both engines quote."""
    cause = error.__cause__ or error
    told = getattr(cause, "diag", None)
    parts = [type(error).__name__, getattr(cause, "sqlite_errorname", None)]
    if told is not None:
        parts += [told.sqlstate, told.column_name, told.constraint_name]
    return " ".join(part for part in parts if part)
