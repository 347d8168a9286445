"""A database as it stands, kept as a file and put back: what takes a second to build is there again in no time.

SQLite alone, and for tests that commit: inside a transaction nothing can be put back.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection


def can_keep() -> bool:
    return connection.vendor == "sqlite"


def keep(target: Path) -> Path:
    """Write the whole database of the tests to a new file, and return its path."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as kept:
        connection.connection.backup(kept)
    return target


def put_back(source: Path) -> None:
    """Make the database of the tests what it was when it was kept, the next free keys included."""
    connection.ensure_connection()
    with closing(sqlite3.connect(source)) as kept:
        kept.backup(connection.connection)
