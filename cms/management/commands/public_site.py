"""manage.py public_site: set up what is missing of the public site, and write down anew what its search finds."""

from django.core.management.base import BaseCommand

from cms.mentions import note_all
from cms.search import keep_all
from cms.set_up import set_up


class Command(BaseCommand):
    help = "建立公开网站的栏目、编辑组和政策页，已有的不改；重新整理站内搜索。"

    def handle(self, *args: object, **options: object) -> None:
        home = set_up()
        many = keep_all()
        note_all()
        self.stdout.write(f"公开网站已就绪：{home.title}，{many} 页可以搜到。")
