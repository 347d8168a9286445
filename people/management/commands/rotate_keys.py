"""``manage.py rotate_keys``: re-encrypt everything that is not under the newest key."""

import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from people.vault import SealedFiles
from people.vault.rotate import columns, outdated_files, rotate, rotate_files, rotate_second_factors


class Command(BaseCommand):
    help = (
        "Re-encrypt what stands under an older key of GUIHANG_VAULT_KEYS. Put the new key first in every process's "
        "environment and restart them, then run this; stop and start it as you like. When a run finds nothing left, "
        "the old key may go."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=500, help="rows per transaction")

    def handle(self, *args: object, **options) -> None:
        unreadable: list[str] = []
        rotated = raced = 0
        try:
            for column in columns():
                total = column.outdated().count()
                with tqdm(total=total, desc=str(column), unit="row", file=sys.stderr, disable=not total) as bar:
                    outcome = rotate(column, options["batch"], bar.update)
                rotated, raced = rotated + outcome.rotated, raced + outcome.raced
                unreadable += outcome.unreadable
            for files in SealedFiles.every:
                old = outdated_files(files)
                with tqdm(total=len(old), desc=str(files), unit="file", file=sys.stderr, disable=not old) as bar:
                    outcome = rotate_files(files, old, bar.update)
                rotated, raced = rotated + outcome.rotated, raced + outcome.raced
                unreadable += outcome.unreadable
            outcome = rotate_second_factors()
        except KeyboardInterrupt:
            raise CommandError(f"stopped after {rotated:,} cells and files; run it again", returncode=130) from None
        rotated, raced = rotated + outcome.rotated, raced + outcome.raced
        unreadable += outcome.unreadable
        self.stdout.write(f"{rotated:,} cells and files rotated, {raced:,} changed by somebody else meanwhile")
        if unreadable:
            raise CommandError("no key opens: " + ", ".join(unreadable[:20]) + (" …" if len(unreadable) > 20 else ""))
