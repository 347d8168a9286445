"""The room's start-up: the triggers that keep search and matching in step with the vacancies."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PlacementConfig(AppConfig):
    name = "placement"
    verbose_name = "岗位匹配"

    def ready(self) -> None:
        pre_migrate.connect(_take_triggers_away, sender=self)
        post_migrate.connect(_put_triggers_back, sender=self)


def _take_triggers_away(**rest: object) -> None:
    from placement.search import schema

    schema.drop_triggers()


def _put_triggers_back(**rest: object) -> None:
    from placement.search import schema

    schema.create_triggers()
