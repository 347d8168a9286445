"""The room's start-up: a month that is closed stays as it is, whoever writes."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class FiguresConfig(AppConfig):
    name = "figures"
    verbose_name = "统计"

    def ready(self) -> None:
        pre_migrate.connect(_take_triggers_away, sender=self)
        post_migrate.connect(_put_triggers_back, sender=self)


def _take_triggers_away(**rest: object) -> None:
    from figures import schema

    schema.drop_triggers()


def _put_triggers_back(**rest: object) -> None:
    from figures import schema

    schema.create_triggers()
