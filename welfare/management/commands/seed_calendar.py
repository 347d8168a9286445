"""``manage.py seed_calendar``: add the years of the installed table that are not there, and count open terms again."""

from django.core.management.base import BaseCommand

from welfare.calendar import recount, seed


class Command(BaseCommand):
    help = (
        "Write the announced years of the installed working-day table into the calendar and count open terms again. "
        "Every migrate adds the years too; run this after an upgrade so that open terms follow."
    )

    def handle(self, *args: object, **options) -> None:
        years = seed()
        moved = recount()
        self.stdout.write(f"years added: {', '.join(map(str, years)) or 'none'}; open terms moved: {len(moved)}")
