"""``manage.py search_index``."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from placement.search import database, index, schema
from placement.search.engine import Away, NotBuilt


class Command(BaseCommand):
    """Compares what search holds with the vacancies, mends it, or makes it anew. Pages answer all the while."""

    help = "Check, repair or rebuild the search of vacancies: the database's words, and the index of Elasticsearch."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=("check", "repair", "rebuild"))

    def handle(self, what, **options):
        try:
            {"check": self._check, "repair": self._repair, "rebuild": self._rebuild}[what]()
        except Away:
            raise CommandError("Elasticsearch 没有回应，或者没有安装它的客户端；数据库里的检索照常。") from None

    def _rebuild(self) -> None:
        schema.create_triggers()
        self.stdout.write(f"已重建 {database.rebuild():,} 个岗位的检索词。")
        if settings.ELASTICSEARCH_URL:
            self.stdout.write(f"已把 {index.rebuild().written:,} 个岗位写入新的索引。")

    def _check(self) -> None:
        self._words()
        found = self._difference()
        if found:
            raise CommandError("索引和数据库不一致，请运行：manage.py search_index repair")

    def _repair(self) -> None:
        schema.create_triggers()
        self._words()
        database.mend()
        found = self._difference()
        if settings.ELASTICSEARCH_URL and found is None:
            self.stdout.write(f"已把 {index.rebuild().written:,} 个岗位写入新的索引。")
        elif found:
            done = index.repair(found)
            self.stdout.write(f"已改正：写入 {done.written:,} 个，删去 {done.removed:,} 个。")

    def _words(self) -> None:
        """What the database's own full text lacks."""
        lacking, strange = database.differences()
        self.stdout.write(f"检索词：缺 {lacking:,} 个岗位，多 {strange:,} 个。")

    def _difference(self) -> index.Difference | None:
        """What the index has otherwise, None where there is no index, or no engine."""
        if not settings.ELASTICSEARCH_URL:
            return None
        try:
            found = index.check()
        except NotBuilt:
            self.stdout.write("还没有索引。")
            return None
        self.stdout.write(
            f"索引：核对 {found.compared:,} 个岗位，缺 {len(found.missing):,}，旧 {len(found.behind):,}，"
            f"版本超前 {len(found.ahead):,}，多 {len(found.strange):,}，内容不同 {len(found.other):,}。"
        )
        return found
