"""``manage.py restore``: the site of an archive into an empty place."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from config.backup import Damaged, NotHere, restore


class Command(BaseCommand):
    help = (
        "Put the site of an archive into an empty database (SQLite or PostgreSQL, wherever it came from) and empty "
        "folders, with the keys that the site had. Nothing that is there is ever replaced: point GUIHANG_VAR and "
        "DATABASE_URL to a new place. Stop the site first, and start it afterwards."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)

    def handle(self, *args: object, archive: Path, **options: object) -> None:
        try:
            with tqdm(desc="restore", unit="step", file=sys.stderr, disable=None) as bar:
                restored = restore(archive, lambda words: bar.update())
        except (NotHere, Damaged) as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.strerror or error}: begin again with an empty place") from None
        for table in restored.tables:
            if table.rows:
                self.stdout.write(f"  {table.table:<45} {table.here:>12,} of {table.rows:,}")
        held = sum(table.here for table in restored.tables)
        self.stdout.write(
            f"{held:,} rows of {len(restored.tables)} tables and {restored.files:,} files agree with the archive;"
        )
        self.stdout.write("the words of the search are made anew, and the ledger holds.")
        if restored.upgraded:
            self.stdout.write("It was made by an older version; its tables are those of this version now.")
        self.stdout.write(
            "Everybody signs in again. With ELASTICSEARCH_URL, fill the index: manage.py search_index rebuild"
        )
