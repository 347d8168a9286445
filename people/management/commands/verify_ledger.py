"""``manage.py verify_ledger``: walk the chains and name the first row that does not hold."""

import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from people import ledger
from people.models import AccessEvent, LedgerHead


class Command(BaseCommand):
    help = (
        "Verify the ledger, all years or one. Prints each year's last number and hash: note them elsewhere, for a "
        "chain that was cut off at its end together with its head row can only be told by them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, help="only this year")

    def handle(self, *args: object, **options) -> None:
        years = [options["year"]] if options["year"] else ledger.years()
        for year in years:
            count = AccessEvent.objects.filter(year=year).count()
            with tqdm(total=count, desc=str(year), unit="row", file=sys.stderr, disable=count < ledger.BATCH) as bar:
                broken = ledger.verify(year, lambda done, bar=bar: bar.update(done - bar.n))
            if broken:
                raise CommandError(f"{broken.year}-{broken.number}: {broken.reason}")
            head = LedgerHead.objects.filter(year=year).first()
            self.stdout.write(
                f"{year}: {count:,} rows hold, last {head.number if head else 0} {head.hash if head else ''}"
            )
