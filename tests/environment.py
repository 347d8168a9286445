"""The environment of every test run; loaded before the settings are (``-p tests.environment``)."""

import base64
import os
import tempfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.update(
    GUIHANG_SECRET_KEY="tests-only-" + "k" * 50,
    GUIHANG_VAULT_KEYS="test1:" + base64.b64encode(b"1" * 32).decode(),
    GUIHANG_VAULT_INDEX_KEY=base64.b64encode(b"2" * 32).decode(),
    GUIHANG_LEDGER_KEY=base64.b64encode(b"3" * 32).decode(),
    GUIHANG_VAR=tempfile.mkdtemp(prefix="guihang-tests-"),
    GUIHANG_HTTPS="off",
    GUIHANG_SECOND_FACTOR="off",
    GUIHANG_WORKER_IN_SITE="off",
    # Browser tests drive Chromium through an event loop while Django speaks to the database in the same thread.
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
    EMAIL_URL="memorymail://",
    # A line for each request would cost more than it tells; tests of the lines ask for them.
    GUIHANG_LOG_LEVEL="WARNING",
    GUIHANG_METRICS_TOKEN="tests-only-" + "m" * 30,
)
