"""Bringing a database to the present, in the order that costs least."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

# The pages' framework first: each of its many steps is dearer with every model that is there already.
FIRST = ("wagtailcore", "wagtailimages", "wagtaildocs", "wagtailusers")


def migrate(tell: Callable[[str], object] = lambda words: None) -> None:
    """Apply what is not applied; ``tell`` hears the name of each migration after it."""
    if not outstanding():
        return
    stream = _Told(tell)
    if FIRST[0] not in {app for app, _ in MigrationRecorder(connection).applied_migrations()}:
        for app in FIRST:
            call_command("migrate", app, verbosity=1, interactive=False, stdout=stream)
    call_command("migrate", verbosity=1, interactive=False, stdout=stream)


def outstanding() -> int:
    """How many migrations are not applied yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class _Told:
    """What ``migrate`` prints, migration by migration: the name first, OK when it is done."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell, self._name = tell, ""

    def write(self, text: str) -> None:
        if text.strip().startswith("Applying "):
            self._name = text.strip().removeprefix("Applying ").rstrip(".")
        if " OK" in text:
            self._tell(self._name)

    def flush(self) -> None:
        """Nothing is held back."""
