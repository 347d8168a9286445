"""The way back: an archive into an empty place, made ready beside it and moved there when it was found right."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps as present
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from config.backup import keys
from config.backup.archive import Damaged, Manifest, Reader
from config.backup.load import Comparison, compare, in_its_order, load
from config.backup.put_files import Staged, in_the_way
from config.backup.tables import LEFT_OUT, tables
from config.backup.take import Tell
from config.first_migrate import migrate
from people import ledger
from placement.search.database import rebuild

# Whose rows show that somebody works here; a database that was only migrated has none.
LIVED_IN = (
    "people_user", "people_region", "people_accessevent", "employers_registration", "employers_enterprise",
    "clients_client", "jobs_job",
)  # fmt: skip


class NotHere(Exception):
    """The archive cannot be restored here; nothing was written. The text says why and what to do."""


@dataclass(frozen=True)
class Restored:
    """``upgraded``: the archive was made by an older version, and its tables were brought up to this one."""

    tables: list[Comparison]
    files: int
    upgraded: bool


def restore(path: Path, tell: Tell = lambda words: None) -> Restored:
    """Put the site of an archive into an empty database, of either engine, and into empty folders.

    Raises NotHere before anything is written. Raises Damaged when the archive is not what was written or came to stand
    here otherwise, and OSError when the disk is full: no file of it is left then, and nothing in SQLite. In PostgreSQL
    there are empty tables left, or, of an archive of an older version, its tables as far as they came.
    """
    with Reader(path) as reader:
        if lacking := keys.lacking(reader.manifest.keys):
            raise NotHere(
                f"{'; '.join(lacking)}. Start with the keys that the site had when the backup was made: without them "
                "nobody can read what it keeps encrypted"
            )
        reader.require_seal()
        older = _is_older(reader.manifest)
        _require_empty(reader.manifest, older)
        with Staged.of(reader, tell) as files, _database_beside(without_tables=older):
            # Files first: one without its row does no harm.
            found = (_restore_older if older else _restore_same)(reader, files.move, tell)
        return Restored(found, len(reader.manifest.files), older)


def _restore_same(reader: Reader, move_files: Callable[[], None], tell: Tell) -> list[Comparison]:
    migrate(tell)
    known = in_its_order(reader, tables(present))
    with transaction.atomic():
        # Triggers stand aside for it as they do for migrating: what they guard was guarded when it was written.
        emit_pre_migrate_signal(0, False, connection.alias)
        with connection.cursor() as cursor:
            for table in reversed(known):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")  # noqa: S608 - our own table
        found = _filled(reader, known, tell)
        emit_post_migrate_signal(0, False, connection.alias)
        _follow_up(tell)
        move_files()
    return found


def _restore_older(reader: Reader, move_files: Callable[[], None], tell: Tell) -> list[Comparison]:
    """Tables as they were then, their rows, and from there to the present as any upgrade goes."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    applied = _applied(reader.manifest) & graph.nodes.keys()
    then = [key for key in applied if not any(child.key in applied for child in graph.node_map[key].children)]
    executor.migrate(then)
    known = in_its_order(reader, tables(executor.loader.project_state(then).apps))
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in reversed(known):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")  # noqa: S608 - our own table
        found = _filled(reader, known, tell)
    migrate(tell)
    with transaction.atomic():
        _follow_up(tell)
        move_files()
    return found


def _filled(reader: Reader, known: list, tell: Tell) -> list[Comparison]:
    load(reader, known, connection, tell)
    found = compare(reader, known, connection, tell)
    if different := [table for table in found if not table.same]:
        names = ", ".join(f"{table.table} ({table.here:,} of {table.rows:,} rows)" for table in different[:5])
        raise Damaged(f"what came to stand here differs from the archive: {names}")
    return found


def _follow_up(tell: Tell) -> None:
    """What is made from other rows, and what can be checked only now."""
    rebuild()
    tell("search")
    for year in ledger.years():
        if broken := ledger.verify(year, lambda done: tell("ledger")):
            raise Damaged(f"the ledger does not hold: {broken.year}-{broken.number}: {broken.reason}")


# The place ------------------------------------------------------------------------------------------------------------


def _is_older(manifest: Manifest) -> bool:
    """Whether the archive lacks migrations that are here; NotHere if it has some that are not."""
    loader = MigrationExecutor(connection).loader
    # Of what was put together into one migration, both names are on record.
    known = {*loader.disk_migrations, *(key for one in loader.disk_migrations.values() for key in one.replaces)}
    applied = _applied(manifest)
    if newer := sorted(f"{app}.{name}" for app, name in applied - known):
        raise NotHere(
            f"the archive was made by a newer version than this, {manifest.version} or later, with tables that it does "
            f"not know ({', '.join(newer[:3])}): install that version and restore with it"
        )
    return bool(loader.graph.nodes.keys() - applied)


def _applied(manifest: Manifest) -> set[tuple[str, str]]:
    return {(app, name) for app, names in manifest.migrations.items() for name in names}


def _require_empty(manifest: Manifest, without_tables: bool) -> None:
    if full := in_the_way():
        raise NotHere(f"there are files in {', '.join(full)}: a backup is restored into an empty place only")
    there = set(connection.introspection.table_names())
    if not there:
        return
    if without_tables:
        raise NotHere("the archive is of an older version: give a database without tables")
    with connection.cursor() as cursor:
        for table in there.intersection(LIVED_IN):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 - our own table
            if cursor.fetchone():
                raise NotHere(
                    f"the database is in use, {table} holds rows: a backup is restored into an empty one only"
                )
    ours = manifest.tables.keys() | LEFT_OUT.keys()
    if not there & ours:
        raise NotHere("the database holds tables of something else: give one of its own")


@contextmanager
def _database_beside(*, without_tables: bool) -> Iterator[None]:
    """On SQLite everything happens in a file beside the database's place, which takes it when the block ends well."""
    if connection.vendor != "sqlite":
        yield
        return
    place = Path(connection.settings_dict["NAME"])
    beside = place.with_name(f".{place.name}.restoring")
    _remove(beside)
    connection.close()
    if place.exists() and not without_tables:
        # Migrated already, and nobody has lived there.
        with closing(sqlite3.connect(place)) as was, closing(sqlite3.connect(beside)) as copy:
            was.backup(copy)
    os.close(os.open(beside, os.O_RDWR | os.O_CREAT, 0o600))
    try:
        connection.settings_dict["NAME"] = str(beside)
        yield
        connection.close()
        with closing(sqlite3.connect(beside)) as plain:
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        # A log of the file that stood there would be taken for one of the new file's.
        for end in ("-wal", "-shm"):
            place.with_name(place.name + end).unlink(missing_ok=True)
        beside.replace(place)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(place)
        _remove(beside)


def _remove(database: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + end).unlink(missing_ok=True)
