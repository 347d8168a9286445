"""The start-up of assistance: answers follow the facts, and after every migration the working days of the installed
years stand in their table."""

from django.apps import AppConfig
from django.apps import apps as installed_apps
from django.db.models.signals import post_migrate


class WelfareConfig(AppConfig):
    name = "welfare"
    verbose_name = "救助"

    def ready(self) -> None:
        # Models are not there yet where this file is loaded.
        from welfare import keep_current

        keep_current.connect()
        post_migrate.connect(_seed_calendar, sender=self)


def _seed_calendar(apps=installed_apps, **_) -> None:
    """After a fresh install all years; after an upgrade of the table the new ones. A flush names no registry."""
    from welfare.calendar import seed

    seed(apps)
