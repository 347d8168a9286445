"""``manage.py backup``: database and files in one archive."""

import errno
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from config.backup import Damaged, take, verify
from config.backup.record import record
from config.backup.take import NotReady

SECRETS = (
    "The archive holds NO KEYS. Keep GUIHANG_VAULT_KEYS, GUIHANG_VAULT_INDEX_KEY, GUIHANG_LEDGER_KEY and "
    "GUIHANG_SECRET_KEY somewhere else, apart from it: without them nobody, you neither, can read what it keeps "
    "encrypted."
)


class Command(BaseCommand):
    help = (
        "Write the database and the folders of papers and media to one archive (mode 600), while the site runs, with "
        "either engine. TARGET is a new file, or a folder in which it is named by the time. Keys are not in it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path)
        parser.add_argument(
            "--verify", action="store_true", help="restore it into an empty place beside it, compare, throw that away"
        )

    def handle(self, *args: object, target: Path, verify: bool, **options: object) -> None:
        try:
            with tqdm(desc="backup", unit="step", file=sys.stderr, disable=None) as bar:
                taken = take(target, lambda words: bar.update())
        except NotReady as error:
            raise CommandError(str(error)) from None
        except FileExistsError:
            raise CommandError(f"{target} is there already: no backup replaces another") from None
        except OSError as error:
            raise CommandError(f"{_reason(error)}: nothing was left behind") from None
        self.stdout.write(f"{taken.path}: {taken.rows:,} rows, {taken.files:,} files, {taken.bytes:,} bytes")
        if taken.missing:
            self.stderr.write(f"{taken.missing:,} rows name a file that is not there, and was not before this backup")
        if verify:
            self._verify(taken.path)
        record(taken, verified=verify)
        self.stdout.write(SECRETS)

    def _verify(self, path: Path) -> None:
        try:
            with tqdm(desc="verify", unit="step", file=sys.stderr, disable=None) as bar:
                tables = verify(path, lambda words: bar.update())
        except Damaged as error:
            raise CommandError(f"{path} cannot be restored: {error}") from None
        except OSError as error:
            raise CommandError(f"{_reason(error)} while trying {path} out: the archive itself is kept") from None
        if different := [table.table for table in tables if not table.same]:
            raise CommandError(f"{path} holds something else than the database did: {', '.join(different)}")
        self.stdout.write(f"restored into an empty place and compared: all {len(tables)} tables and all files agree")


def _reason(error: OSError) -> str:
    return "the disk is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else error.strerror or str(error)
