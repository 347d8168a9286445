"""Making a backup while the site runs."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from config.backup import keys
from config.backup.archive import Manifest, TableEntry, Writer, written
from config.backup.cells import Cells, Content
from config.backup.files import Collected, Owed
from config.backup.snapshot import next_number, rows, snapshot
from config.backup.tables import LEFT_OUT, Table, tables, unknown
from config.first_migrate import outstanding
from people.vault import EncryptedTextField, key_id_of

Tell = Callable[[str], object]
"""Hears a few words about what was just done, at least every second or so of work."""
EVERY = 5_000
_SECRET_IN_JSON = re.compile(r'"([a-z0-9][a-z0-9_-]{0,15})\.[A-Za-z0-9+/]{16}')


class NotReady(Exception):
    """The database is not as this version of the code knows it; the text says what to do."""


@dataclass(frozen=True)
class Taken:
    path: Path
    at: datetime
    bytes: int
    files: int
    rows: int
    missing: int


def file_name(at: datetime) -> str:
    """Of an archive in a folder: sorted by name is sorted by time."""
    return f"guihang-{timezone.localtime(at):%Y%m%d-%H%M%S}.tar"


def take(target: Path, tell: Tell = lambda words: None) -> Taken:
    """Write the database and the folders of papers and media to one new archive of mode 600.

    target  a folder, where the archive is named by the time, or the archive's own path

    Raises NotReady, FileExistsError, and OSError when the disk is full or not writable; then nothing is left behind.
    """
    at = timezone.now()
    path = target / file_name(at) if target.is_dir() else target
    _require_known()
    with written(path) as writer:
        collected = Collected(writer)
        for name in collected.look():
            tell(name.partition("/")[0])
        with snapshot() as seen:
            for name in collected.look():
                tell(name.partition("/")[0])
            manifest = Manifest(at.isoformat(), _version(), seen.vendor, _applied(seen), {}, left_out=LEFT_OUT)
            used = set(collected.key_ids)
            for table in tables(apps):
                manifest.tables[table.name], missing = _add(writer, table, seen, collected, used, tell)
                manifest.missing += missing
        manifest.files = collected.entries
        manifest.keys = keys.fingerprints(used)
        writer.seal(manifest)
    held = sum(entry.rows for entry in manifest.tables.values())
    return Taken(path, at, path.stat().st_size, len(manifest.files), held, manifest.missing)


def _add(
    writer: Writer, table: Table, seen: BaseDatabaseWrapper, collected: Collected, used: set[str], tell: Tell
) -> tuple[TableEntry, int]:
    cells, content, owed, sealed = Cells(table, seen), Content(), Owed(table, collected, seen), _sealed(table)

    def lines() -> Iterator[bytes]:
        for row in rows(seen, table):
            owed.look(row)
            for place, ids in sealed:
                if row[place] is not None:
                    used.update(ids(row[place]))
            line, number = cells.line(row)
            content.add(number)
            if content.rows % EVERY == 0:
                tell(table.name)
            yield line

    digest = writer.add_lines(f"tables/{table.name}.jsonl.gz", lines())
    tell(table.name)
    names = [column.name for column in table.columns]
    return TableEntry(names, content.rows, str(content), next_number(seen, table), digest), owed.missing


def _sealed(table: Table) -> list[tuple[int, Callable[[str], list[str]]]]:
    """The columns that stand under keys of the vault, and how to tell under which."""
    found: list[tuple[int, Callable[[str], list[str]]]] = []
    for place, column in enumerate(table.columns):
        if isinstance(column.field, EncryptedTextField):
            found.append((place, lambda cell: [key_id_of(cell)]))
        elif table.name == "mfa_authenticator" and column.kind == "JSONField":
            found.append((place, _SECRET_IN_JSON.findall))
    return found


def _applied(seen: BaseDatabaseWrapper) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with seen.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        for app, name in cursor.fetchall():
            found.setdefault(app, []).append(name)
    return found


def _require_known() -> None:
    if outstanding():
        raise NotReady("the database is older than this code: back it up with the version that it was used with")
    if strange := unknown(connection, apps):
        raise NotReady(f"no installed app knows these tables, so nobody would keep them: {', '.join(strange)}")


def _version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]
