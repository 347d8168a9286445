"""Which grown engines this run stands on, by the same variables as the site; loaded with ``-p tests.engines``.

A test that needs one says so, ``@pytest.mark.engine("elasticsearch")``, and is skipped with the variable's name where
it is not set. ``GUIHANG_ALL_ENGINES=1``, the second run of ``.ci/run``, turns such a skip into a failure and leaves out
what no engine can change: the tests that reach no database. Tests that drive a browser are marked ``browser``.
"""

import os

import pytest
from django.conf import settings

VARIABLES = {
    "postgresql": ("DATABASE_URL", "postgres"),
    "rabbitmq": ("CELERY_BROKER_URL", "amqp"),
    "redis": ("REDIS_URL", "redis"),
    "elasticsearch": ("ELASTICSEARCH_URL", "http"),
}


def is_set(engine: str) -> bool:
    """Whether this run was pointed at ``engine``, one of ``VARIABLES``."""
    variable, scheme = VARIABLES[engine]
    return os.environ.get(variable, "").startswith(scheme)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "engine(*names): needs these of postgresql, rabbitmq, redis, elasticsearch")
    config.addinivalue_line("markers", "browser: drives Chromium; put on by itself")


def needs_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db", "live_server"}.isdisjoint(
        fixtures
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    if not os.environ.get("GUIHANG_ALL_ENGINES"):
        return
    pure = [item for item in items if not needs_database(item) and item.get_closest_marker("engine") is None]
    config.hook.pytest_deselected(items=pure)
    items[:] = [item for item in items if item not in set(pure)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    needed = {engine for mark in item.iter_markers("engine") for engine in mark.args}
    for engine in sorted(needed):
        if not is_set(engine):
            message = f"{engine} is not there: {VARIABLES[engine][0]} is not set"
            if os.environ.get("GUIHANG_ALL_ENGINES"):
                pytest.fail(message)
            pytest.skip(message)
    # A test's vacancies are rolled back, an index is not: only who says that she uses it, and empties it, has one.
    settings.ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "") if "elasticsearch" in needed else ""
