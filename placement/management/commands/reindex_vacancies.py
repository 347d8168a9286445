"""``manage.py reindex_vacancies``."""

from django.core.management import BaseCommand

from placement.search import database, schema


class Command(BaseCommand):
    """Cuts the words of every vacancy anew and puts the triggers in place."""

    help = "Rebuild the full-text index of the vacancies"

    def handle(self, **options):
        schema.create_triggers()
        self.stdout.write(f"已重建 {database.rebuild():,} 个岗位的检索词。")
