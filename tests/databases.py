"""The database of one test process: a copy of one that was migrated once, on SQLite and on PostgreSQL.

Migrating takes longer than most test files, so it is done once per state of the migrations. The migrated database is
named for everything it was made from; an older one is removed. On SQLite it is a file under ``var/``, on PostgreSQL a
database beside the others, ``test_<name>_<fingerprint>``; its user must be a superuser, as in a test server's own.
"""

import fcntl
import hashlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection

from config.first_migrate import migrate
from tests.historic_classes import few_classes

HOME = Path(settings.BASE_DIR) / "var" / "test-databases"


@contextmanager
def own_copy(process: str, folder: Path) -> Iterator[None]:
    """A fresh migrated database for this process, in ``settings.DATABASES`` and under the open connection.

    ``process`` tells the processes of one run apart; a file goes to ``folder``.
    """
    connection.close()
    copy = _sqlite_copy(folder) if connection.vendor == "sqlite" else _postgres_copy(process)
    with copy as name:
        use(name)
        yield
        connection.close()


@contextmanager
def _sqlite_copy(folder: Path) -> Iterator[str]:
    copy = folder / "test.sqlite3"
    with _one_at_a_time("making"):
        template = HOME / f"{_fingerprint()}.sqlite3"
        if not template.exists():
            for old in HOME.glob("*.*"):
                old.unlink(missing_ok=True)
            making = template.with_suffix(".making")
            _migrate(str(making))
            with closing(sqlite3.connect(making)) as plain:
                plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                plain.execute("PRAGMA journal_mode=DELETE")
            making.rename(template)
    shutil.copyfile(template, copy)
    yield str(copy)


@contextmanager
def _postgres_copy(process: str) -> Iterator[str]:
    name = f"test_{connection.settings_dict['NAME']}"
    template, copy = f"{name}_{_fingerprint()}", f"{name}_{process}"
    with _one_at_a_time(f"making-{name}"):
        if template not in _databases():
            for old in _databases():
                if len(old) == len(template) and old.startswith(f"{name}_"):
                    _of_all_databases(f'DROP DATABASE "{old}"')
            making = f"{name}_making"
            _of_all_databases(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)', f'CREATE DATABASE "{making}"')
            _migrate(making)
            _of_all_databases(f'ALTER DATABASE "{making}" RENAME TO "{template}"')
        _of_all_databases(
            # Somebody who is still in it runs the same tests under the same name: let it fail.
            f'DROP DATABASE IF EXISTS "{copy}"',
            f'CREATE DATABASE "{copy}" TEMPLATE "{template}"',
            # What a crash of the whole machine would lose is no loss here.
            f'ALTER DATABASE "{copy}" SET synchronous_commit = off',
        )
    yield copy
    _of_all_databases(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _fingerprint() -> str:
    """What the migrated database depends on: every migration file of every installed app, the triggers put in place
    behind them, and the Python version."""
    digest = hashlib.sha256(sys.version.encode())
    for app in apps.get_app_configs():
        home = Path(app.path)
        for file in sorted([*home.glob("migrations/*.py"), *home.glob("*schema.py"), *home.glob("search/schema.py")]):
            digest.update(f"{app.label}/{file.name}".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _one_at_a_time(turn: str) -> Iterator[None]:
    """One process makes the migrated database while whoever else needs it waits."""
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / turn).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _migrate(name: str) -> None:
    before = connection.settings_dict["NAME"]
    use(name)
    with few_classes():
        migrate()
    use(before)


def use(name: str) -> None:
    """From now on ``connection`` means the database of this name, and nothing is remembered of the one before."""
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
    cache.clear()


def _databases() -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return [name for (name,) in cursor.fetchall()]


def _of_all_databases(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
