"""One migrated database for all tests: made once per state of the migrations, then copied.

Migrating takes longer than most test files. The copy lies beside the code, under ``var/``, and is named for
everything it was made from; an older one is removed.
"""

import fcntl
import gc
import hashlib
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase

# One browser for the whole run: two of them cannot share a process.
from tests.browser import browser, page, phone
from tests.kept_database import put_back

__all__ = ["browser", "page", "phone"]

TEMPLATES = Path(settings.BASE_DIR) / "var" / "test-databases"
FIRST_MIGRATED = ("wagtailcore", "wagtailimages", "wagtaildocs", "wagtailusers")
# A third of a second for each password that somebody sets or types is meant for those who guess.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Every client of a test stands up the whole site, and looking through all static files was half of what it costs.
settings.WHITENOISE_AUTOREFRESH = True


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One test that needs the database, then all that need none, then the rest: while the first process migrates the
    database, the second one has something to do.
    """
    first = next((item for item in items if _needs_database(item)), None)
    items.sort(key=lambda item: 0 if item is first else 1 + _needs_database(item))


def _needs_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db", "live_server"}.isdisjoint(
        fixtures
    )


def pytest_collection_finish() -> None:
    """What is loaded by now stays for the whole run: without this, the collector looks through all of it, again and
    again, for a tenth of the run's time and a fifth of what the demo city takes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _fingerprint() -> str:
    """What the template depends on: every migration file of every installed app, the triggers put in place behind
    them, and the Python version."""
    digest = hashlib.sha256(sys.version.encode())
    for app in apps.get_app_configs():
        home = Path(app.path)
        for file in sorted([*home.glob("migrations/*.py"), *home.glob("*schema.py"), *home.glob("search/schema.py")]):
            digest.update(f"{app.label}/{file.name}".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _template() -> Path:
    """The migrated database file; one process makes it while whoever else needs it waits."""
    path = TEMPLATES / f"{_fingerprint()}.sqlite3"
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with (TEMPLATES / "making").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not path.exists():
            for old in TEMPLATES.glob("*.*"):
                old.unlink(missing_ok=True)
            _make(path)
    return path


def _make(path: Path) -> None:
    making = path.with_suffix(".making")
    connection = connections["default"]
    connection.close()
    connection.settings_dict["NAME"] = str(making)
    # The pages' framework first: each of its many steps is dearer with every model that is there already.
    for app in FIRST_MIGRATED:
        call_command("migrate", app, verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    with sqlite3.connect(making) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        plain.execute("PRAGMA journal_mode=DELETE")
    plain.close()
    making.rename(path)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, tmp_path_factory, django_db_modify_db_settings):
    """On SQLite: a fresh copy of the template for this process. Elsewhere: Django's own test database."""
    from django.test.utils import setup_databases, teardown_databases

    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        with django_db_blocker.unblock():
            made = setup_databases(verbosity=0, interactive=False)
            yield
            teardown_databases(made, verbosity=0)
        return
    with django_db_blocker.unblock():
        copy = tmp_path_factory.mktemp("db") / "test.sqlite3"
        template = _template()
        shutil.copyfile(template, copy)
        connection = connections["default"]
        connection.close()
        connection.settings_dict["NAME"] = str(copy)
    # After a test that commits: all tables as migrating leaves them, instead of emptying each and telling every app.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: put_back(template))
        yield
    with django_db_blocker.unblock():
        connections.close_all()
