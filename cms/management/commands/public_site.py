"""manage.py public_site: set up what is missing of the public site."""

from django.core.management.base import BaseCommand

from cms.set_up import set_up


class Command(BaseCommand):
    help = "建立公开网站的栏目、编辑组和政策页；已有的不改。"

    def handle(self, *args: object, **options: object) -> None:
        home = set_up()
        self.stdout.write(f"公开网站已就绪：{home.title}")
