"""Rows of the demo city again and again, in the form in which the database holds them, encrypted anew for each copy.

A copy keeps what its original says and points to the copies of what that pointed to: its id is the original's plus a
whole number of strides. Each cell of the vault is opened once and sealed for every copy, for it opens in its own row
alone. Reading and writing are the database's bulk ways: ``COPY`` on PostgreSQL, ``executemany`` on SQLite.
"""

import random
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, models, transaction

from people.vault import EncryptedTextField, decrypt, encrypt

Row = list[Any]
# Of a row of one table, by column, in copy ``k``: what differs from the original besides ids. Text, or None.
Change = Callable[[dict[str, Any], int], dict[str, Any]]


class Sqlite:
    """Raw rows of the SQLite database that the settings name."""

    @staticmethod
    def read(table: str, columns: Sequence[str]) -> list[Row]:
        # A connection of its own: Django's turns text into days and back, which nobody needs here.
        plain = sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True)
        try:
            return [list(row) for row in plain.execute(f"SELECT {_names(columns)} FROM {table} ORDER BY id")]
        finally:
            plain.close()

    @staticmethod
    def write(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        marks = ", ".join(["?"] * len(columns))
        connection.ensure_connection()
        connection.connection.executemany(f"INSERT INTO {table} ({_names(columns)}) VALUES ({marks})", rows)

    @staticmethod
    def uid(value: uuid.UUID) -> str:
        return value.hex

    @staticmethod
    @contextmanager
    def in_bulk() -> Iterator[None]:
        """One transaction; foreign keys unchecked, for each points to a copy that is made in the same go."""
        with connection.constraint_checks_disabled(), transaction.atomic():
            yield

    @staticmethod
    @contextmanager
    def trusted() -> Iterator[None]:
        """Nothing more to do."""
        yield


class Postgresql:
    """Raw rows of the PostgreSQL database that the settings name, as the text of its ``COPY``."""

    NULL = r"\N"

    def read(self, table: str, columns: Sequence[str]) -> list[Row]:
        connection.ensure_connection()
        text = bytearray()
        statement = f"COPY (SELECT {_names(columns)} FROM {table} ORDER BY id) TO STDOUT"
        with connection.connection.cursor() as cursor, cursor.copy(statement) as told:
            for block in told:
                text += block
        lines = text.decode().split("\n")[:-1]
        return [[None if cell == self.NULL else cell for cell in line.split("\t")] for line in lines]

    def write(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        connection.ensure_connection()
        statement = f"COPY {table} ({_names(columns)}) FROM STDIN"
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write("\t".join(self.NULL if cell is None else str(cell) for cell in row) + "\n")

    @staticmethod
    def uid(value: uuid.UUID) -> str:
        return str(value)

    @staticmethod
    @contextmanager
    def in_bulk() -> Iterator[None]:
        """One transaction."""
        with transaction.atomic():
            yield

    @staticmethod
    @contextmanager
    def trusted() -> Iterator[None]:
        """Foreign keys unchecked and triggers silent meanwhile; needs a superuser, like any database of a benchmark."""
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = DEFAULT")


def store() -> Any:
    return Postgresql() if connection.vendor == "postgresql" else Sqlite()


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


@dataclass(frozen=True)
class Sizes:
    """How often there is each of the two: people with their staff, and firms with theirs; the original counts."""

    people: int
    firms: int


class Copied:
    """One table and how its rows are copied.

    of_firms  ids of the rows that belong to a firm, True: all; the others belong to people
    only      ids of the rows that are copied; None: all
    points    column of a foreign key → the table it points to
    """

    def __init__(
        self, model: type[models.Model], of_firms: set[int] | bool = False, only: set[int] | None = None
    ) -> None:
        self.model, self.of_firms, self.only = model, of_firms, only
        self.table = model._meta.db_table
        self.fields = list(model._meta.concrete_fields)
        self.columns = [field.column for field in self.fields]
        self.sealed = {f.column: f for f in self.fields if isinstance(f, EncryptedTextField)}
        self.points = {f.column: f.related_model for f in self.fields if f.is_relation}
        self.has_uid = "uid" in self.columns
        self.rows: list[Row] = []
        self.plain: list[dict[str, str]] = []

    def is_of_firm(self, number: int) -> bool:
        return self.of_firms is True or (self.of_firms is not False and number in self.of_firms)

    def load(self, base: Any) -> "Copied":
        """Read the originals and open their cells."""
        numbers = [self.columns.index(column) for column in ("id", *self.points)]
        for row in base.read(self.table, self.columns):
            for place in numbers:
                row[place] = None if row[place] is None else int(row[place])
            if self.only is None or row[self.columns.index("id")] in self.only:
                self.rows.append(row)
        for row in self.rows:
            self.plain.append(dict(self._opened(row)))
        return self

    def _opened(self, row: Row) -> Iterator[tuple[str, str]]:
        if self.sealed:
            own = uuid.UUID(row[self.columns.index("uid")])
            for column, field in self.sealed.items():
                cell = row[self.columns.index(column)]
                if cell is not None:
                    yield column, decrypt(cell, field.place_of(own))


class Copier:
    """Writes the copies of all tables given, one copy after the other."""

    def __init__(self, tables: Sequence[Copied], sizes: Sizes, stride: int, seed: int) -> None:
        self.tables, self.sizes, self.stride = tables, sizes, stride
        self._base = store()
        self._of_model = {one.model: one for one in tables}
        self._chance, self._users = random.Random(seed), get_user_model()
        self._moved = {one.model: {row[one.columns.index("id")] for row in one.rows} for one in tables}

    def write(self, table: Copied, copy: int, change: Change | None, kept: dict[Any, set[int]] | None = None) -> int:
        """Copy ``copy`` of one table; returns how many rows.

        kept  None: all rows. Else ids of originals by model: of a model in it those alone are copied, and of any other
              the rows that point to nobody who was left out; what was copied is noted under its own model.
        """
        count = 0

        def counted() -> Iterator[Row]:
            nonlocal count
            for made in self._copies(table, copy, change, kept):
                count += 1
                yield made

        self._base.write(table.table, table.columns, counted())
        return count

    def _copies(
        self, table: Copied, copy: int, change: Change | None, kept: dict[Any, set[int]] | None
    ) -> Iterator[Row]:
        at = {column: i for i, column in enumerate(table.columns)}
        links = [
            (at[column], self._moved[model], self._of_model[model], model)
            for column, model in table.points.items()
            if model in self._of_model
        ]
        wanted = None if kept is None else kept.get(table.model)
        taken: set[int] = set()
        for row, plain in zip(table.rows, table.plain, strict=True):
            number = row[at["id"]]
            if copy >= (self.sizes.firms if table.is_of_firm(number) else self.sizes.people):
                continue
            if wanted is not None and number not in wanted:
                continue
            left_out = [
                place
                for place, moved, _, model in links
                if kept is not None and model in kept and row[place] in moved and row[place] not in kept[model]
            ]
            # Who only wrote something down may be the original; whatever it belongs to must be there.
            if any(table.points[table.columns[place]] is not self._users or table.columns[place] == "user_id"
                   for place in left_out):  # fmt: skip
                continue
            taken.add(number)
            made = list(row)
            made[at["id"]] = number + copy * self.stride
            for place, moved, there, _ in links:
                if row[place] not in moved or place in left_out:
                    continue
                if there.is_of_firm(row[place]):
                    # There may be fewer firms than people: then some firms serve several copies of the people.
                    made[place] = row[place] + copy % self.sizes.firms * self.stride
                elif not table.is_of_firm(number):
                    made[place] = row[place] + copy * self.stride
            told = plain
            if change is not None:
                differing = change({**dict(zip(table.columns, made, strict=True)), **plain}, copy)
                told = plain | {column: differing[column] for column in table.sealed if column in differing}
                for column, value in differing.items():
                    if column not in table.sealed:
                        made[at[column]] = value
            if table.has_uid:
                uid = uuid.UUID(int=self._chance.getrandbits(128), version=4)
                made[at["uid"]] = self._base.uid(uid)
                for column, text in told.items():
                    made[at[column]] = encrypt(text, table.sealed[column].place_of(uid))
            yield made
        if kept is not None:
            kept[table.model] = taken
