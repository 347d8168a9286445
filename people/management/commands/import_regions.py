"""``manage.py import_regions``: load the shipped table of regions, or a newer one."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people import import_regions
from people.errors import Refused


class Command(BaseCommand):
    help = "Load the shipped table of regions, or bring a newer one (CSV: code, name, longitude, latitude, replaces)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=import_regions.SHIPPED)
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day from which the newer table holds")
        parser.add_argument("--preview", action="store_true", help="only say what would change")

    def handle(self, *args: object, **options) -> None:
        try:
            plan = import_regions.preview(import_regions.read_table(options["file"]), options["as_of"])
            self.stdout.write(
                f"{len(plan.rows):,} rows: {len(plan.new):,} new, {len(plan.renamed):,} renamed, "
                f"{len(plan.ended):,} ended, {len(plan.moved):,} with another point, {plan.same:,} as before"
            )
            if options["preview"] or plan.is_empty:
                return
            import_regions.apply(plan, self._tell)
        except FileNotFoundError:
            raise CommandError(f"there is no file {options['file']}") from None
        except Refused as no:
            raise CommandError(str(no)) from None
        self.stdout.write(self.style.SUCCESS("done"))

    def _tell(self, what: str, done: int, total: int) -> None:
        self.stdout.write(f"\r{what} {done:,}/{total:,}", ending="" if done < total else "\n")
        self.stdout.flush()
