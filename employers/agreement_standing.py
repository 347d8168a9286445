"""How the agreements about a base stand on a day: of each kind the last one signed counts, those before are history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from employers.models import BaseAgreement

# So long before the end somebody has to begin to talk about the next one.
SOON = timedelta(days=60)


class Standing(models.TextChoices):
    RUNS = "runs", "有效"
    ENDS_SOON = "ends_soon", "快到期"
    ENDED = "ended", "已过期"
    REPLACED = "replaced", "已续签"

    @property
    def tone(self) -> str:
        """As ``c-status`` paints it."""
        return _TONES.get(self, "plain")


_TONES = {Standing.RUNS: "good", Standing.ENDS_SOON: "wait", Standing.ENDED: "bad"}


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreement and how it stands."""

    agreement: BaseAgreement
    standing: Standing

    @property
    def asks(self) -> bool:
        """Whether somebody has something to do about it."""
        return self.standing in (Standing.ENDS_SOON, Standing.ENDED)


def standings(agreements: Iterable[BaseAgreement], on: date) -> list[Agreed]:
    """Each with its standing, in the order given."""
    rows = list(agreements)
    last: dict[str, BaseAgreement] = {}
    for row in sorted(rows, key=lambda one: (one.signed_on, one.pk)):
        last[row.about] = row
    return [Agreed(row, _of(row, on) if last[row.about] == row else Standing.REPLACED) for row in rows]


def _of(agreement: BaseAgreement, on: date) -> Standing:
    if agreement.until is None or on + SOON < agreement.until:
        return Standing.RUNS
    return Standing.ENDS_SOON if on <= agreement.until else Standing.ENDED
