"""The room's start-up: the triggers that keep search and matching in step with the vacancies and referrals to their
steps, and what ends a referral or an enrolment when something happens on a lower floor."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PlacementConfig(AppConfig):
    name = "placement"
    verbose_name = "岗位匹配"

    def ready(self) -> None:
        pre_migrate.connect(_take_triggers_away, sender=self)
        post_migrate.connect(_put_triggers_back, sender=self)
        # Models are not there yet where this file is loaded.
        from placement import class_changes, disclose_hire, referral_ends
        from placement.search import checks, tasks  # noqa: F401 - loading the checks registers them

        referral_ends.connect()
        disclose_hire.connect()
        class_changes.connect()
        tasks.connect()


def _take_triggers_away(**rest: object) -> None:
    from placement import enrolment_schema, referral_schema
    from placement.search import schema

    schema.drop_triggers()
    referral_schema.drop_triggers()
    enrolment_schema.drop_triggers()


def _put_triggers_back(**rest: object) -> None:
    from placement import enrolment_schema, referral_schema
    from placement.search import schema

    schema.create_triggers()
    referral_schema.create_triggers()
    enrolment_schema.create_triggers()
