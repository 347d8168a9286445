"""The ground floor's start-up: its settings checks."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "人员与权限"

    def ready(self) -> None:
        from people import checks, signals  # noqa: F401 - registering is their effect
