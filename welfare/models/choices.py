"""Which entitlement: the code of the catalogue, as tables store it."""

from django.core.exceptions import ValidationError
from django.db import models

from welfare.catalogue.table import BY_CODE
from welfare.rules.entitlement import Entitlement


def check_entitlement(code: str) -> None:
    if code not in BY_CODE:
        raise ValidationError("没有这个救助项目。")


class EntitlementField(models.CharField):
    """The code of an entitlement. No choices: a new family must not ask for a migration."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **{"max_length": 40, "verbose_name": "救助项目", **options})
        self.validators.append(check_entitlement)


class OfEntitlement:
    """Mixin for rows with a column ``entitlement``."""

    entitlement: str

    @property
    def declared(self) -> Entitlement:
        """The declaration as it stands today. Raises KeyError if the catalogue has dropped it."""
        return BY_CODE[self.entitlement]
