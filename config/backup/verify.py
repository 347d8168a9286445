"""Trying an archive out: everything is restored into an empty place beside it, compared, and thrown away."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper

from config.backup import keys
from config.backup.archive import Damaged, Reader
from config.backup.load import Comparison, compare, in_its_order, load
from config.backup.tables import LEFT_OUT, tables
from config.backup.take import Tell

__all__ = ["Comparison", "verify"]


def verify(path: Path, tell: Tell = lambda words: None) -> list[Comparison]:
    """Restore an archive of this version into a database of its own with all its constraints, and read every file.

    The place lies in the archive's folder, needs about the size of the database, and is gone afterwards.
    Raises Damaged, and OSError.
    """
    with Reader(path) as reader:
        if lacking := keys.lacking(reader.manifest.keys):
            raise Damaged("; ".join(lacking))
        reader.require_seal()
        for name in reader.manifest.files:
            reader.copy(name, _Nowhere())
            tell(name.partition("/")[0])
        known = in_its_order(reader, tables(apps))
        with empty_place(path.parent) as place:
            with place.cursor() as cursor:
                cursor.execute("BEGIN")
                load(reader, known, place, tell)
                cursor.execute("COMMIT")
            return compare(reader, known, place, tell)


@contextmanager
def empty_place(folder: Path) -> Iterator[BaseDatabaseWrapper]:
    """A database with all tables and no row, made from the models in a moment; SQLite, whichever the site has."""
    with tempfile.TemporaryDirectory(prefix=".verify-", dir=folder) as home:
        settings = connections["default"].settings_dict | {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(Path(home) / "verify.sqlite3"),
            "OPTIONS": {"init_command": "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000;"},
        }
        place = DatabaseWrapper(settings, alias="verify")
        try:
            with place.schema_editor(atomic=False) as editor:
                for model in apps.get_models():
                    if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT:
                        editor.create_model(model)
            yield place
        finally:
            place.close()


class _Nowhere(io.RawIOBase):
    def write(self, data: object) -> int:
        return len(data)  # type: ignore[arg-type]
