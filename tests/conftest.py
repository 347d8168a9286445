"""What all tests share: their database, their browser, and the order they run in."""

import gc
import os

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

# One browser for the whole run: two of them cannot share a process.
from tests.browser import browser, page, phone
from tests.databases import own_copy
from tests.kept_database import keep

__all__ = ["browser", "page", "phone"]

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


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, tmp_path_factory):
    """A migrated database of this process's own; after a test that commits, it is again as migrating leaves it."""
    process = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with (
        django_db_blocker.unblock(),
        own_copy(process, tmp_path_factory.mktemp("db")),
        pytest.MonkeyPatch.context() as patch,
    ):
        migrated = keep()
        # Instead of emptying each table and telling every app.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: migrated.put_back())
        with django_db_blocker.block():
            yield
        connections.close_all()
