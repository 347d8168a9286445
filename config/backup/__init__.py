"""Backups: the whole site in one file, and the way back from it into an empty place.

Everything of the database is kept in words of its own, neither SQLite's nor PostgreSQL's: an archive of one engine is
restored into the other as well, which is how a site moves to the grown engine. Secrets are not in it.
"""

from config.backup.archive import Damaged
from config.backup.restore import NotHere, restore
from config.backup.take import take
from config.backup.verify import Comparison, verify

__all__ = ["Comparison", "Damaged", "NotHere", "restore", "take", "verify"]
