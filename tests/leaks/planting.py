"""Markers in every text, date and sum of the case zone that hangs on one client, found by introspection.

A new column is planted by itself, a new table gets a row by itself; whoever adds one has nothing to write here, unless
a constraint needs more than the first choice of everything: then ``make`` says which table.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from clients.models import Client
from clients.models.client import BlindIndexField
from clients.models.scoped import CaseRecord
from people.models import Region, User
from people.vault import EncryptedTextField

CASE_ZONE = ("clients", "welfare", "placement")
# Told to a firm by their nature: her own words, her own name, and what a consent opens.
OPEN = frozenset(
    {
        "clients.Client.name",
        "clients.Client.phone",
        "clients.Consent.credit_code",
        "clients.Consent.enterprise_name",
        "placement.Referral.code",
        "placement.Referral.interview_place",
        "placement.Referral.interview_bring",
    }
)
# Looked for as they are: another birthday would end her working life.
TRUE_DATES = frozenset({"clients.Client.birth_date"})
# What the life of a referral goes by: planted dates here would end it.
KEPT_DATES = ("clients.Consent", "clients.PersonalLink", "clients.Disclosure", "placement.")


@dataclass
class Planted:
    """What was planted where: marker → field. Texts are looked for anywhere, dates and sums between other signs."""

    texts: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def found(self, text: str) -> set[str]:
        """The fields whose marker stands in ``text``."""
        told = {where for marker, where in self.texts.items() if marker in text}
        return told | {
            where
            for marker, where in self.values.items()
            # A plain look first: most pages hold none of them, and the pattern takes forty times as long to say so.
            if marker in text and re.search(rf"(?<![0-9A-Za-z]){marker}(?![0-9A-Za-z])", text)
        }


def case_models() -> list[type[CaseRecord]]:
    """Every table of the case zone that hangs on a client, herself first."""
    found = [
        model
        for label in CASE_ZONE
        for model in apps.get_app_config(label).get_models()
        if issubclass(model, CaseRecord)
    ]
    return sorted(found, key=lambda model: model is not Client)


def rows_of(model: type[CaseRecord], client: Client) -> list[Any]:
    return list(model.objects.unscoped("planting").filter(**{f"{model.TO_CLIENT}pk": client.pk}))


class Planter:
    """Plants what stands on file of one client, and again what has come since."""

    def __init__(self, client: Client) -> None:
        self.client, self.planted = client, Planted()
        self._serial, self._seen = count(1), set()

    def plant(self) -> Planted:
        """Put a marker into each field of each row that was not there before; a table without rows gets one, unless
        the life of a referral brings it."""
        for model in case_models():
            rows = rows_of(model, self.client)
            if not rows and model._meta.label not in LIVED:
                rows = [make(model, self.client)]
            for row in rows:
                if (model, row.pk) not in self._seen:
                    self._seen.add((model, row.pk))
                    self._plant_row(row)
        return self.planted

    def without_rows(self) -> list[str]:
        """Tables of the case zone of which nothing was planted."""
        seen = {model for model, _ in self._seen}
        return [model._meta.label for model in case_models() if model not in seen]

    def _plant_row(self, row: Any) -> None:
        changed = {}
        for column in row._meta.concrete_fields:
            where = f"{row._meta.label}.{column.name}"
            if where in OPEN or column.primary_key or column.is_relation or isinstance(column, BlindIndexField):
                continue
            marker = self._marker(row, column, where)
            if marker is not None:
                changed[column.attname] = marker
        for name, marker in changed.items():
            setattr(row, name, marker)
        if changed:
            row.save(update_fields=[*changed])

    def _marker(self, row: Any, column: models.Field, where: str) -> Any:
        held = getattr(row, column.attname)
        if isinstance(column, models.CharField | models.TextField) and not column.choices:
            if (column.max_length or 99) < 6 or _is_code(row, column):
                return None
            text = f"zq{next(self._serial):03d}x"
            self.planted.texts[text] = where
            return text
        if isinstance(column, models.DecimalField) and held is not None:
            whole = next(self._serial) + 5120
            self.planted.values |= {f"{whole}": where, f"{whole:,}": where}
            return Decimal(whole)
        if type(column) is models.DateField and held is not None and not where.startswith(KEPT_DATES):
            if where in TRUE_DATES:
                self._expect_day(held, where)
                return None
            day = date(1951, 1, 1) + timedelta(days=11 * next(self._serial))
            self._expect_day(day, where)
            return day
        return None

    def _expect_day(self, day: date, where: str) -> None:
        self.planted.values |= {day.isoformat(): where, f"{day.year}年{day.month}月{day.day}日": where}


# Columns that hold a word of a vocabulary, which the code looks up: a strange one would stop the life before it leaks.
CODES = frozenset(
    """kind code occupation entitlement name source target by reason state bar move step ends_with media_type
    rule_version digest facts words value""".split()
)


def _is_code(row: Any, column: models.Field) -> bool:
    typed = f"{row._meta.label}.{column.name}" in TYPED or isinstance(column, EncryptedTextField)
    return column.name in CODES and not typed


# Rows of these come with the life of a referral itself.
LIVED = frozenset(
    {
        "clients.Consent",
        "clients.Disclosure",
        "clients.PersonalLink",
        "placement.Referral",
        "placement.ReferralEvent",
        "placement.Placement",
        "placement.PlacementEvent",
        "placement.FollowUp",
    }
)
# Named like a code, and yet what somebody typed.
TYPED = frozenset(
    {
        "clients.ClientCertificate.code",
        "clients.Consent.words",
        "clients.HouseholdMember.name",
        "clients.Paper.kind",
        "clients.Skill.name",
        "welfare.Determination.words",
        "welfare.HouseholdSnapshot.facts",
    }
)


# What the first choice of everything does not settle.
SPECIAL: dict[str, Callable[[Client], dict[str, Any]]] = {
    "clients.HandOver": lambda client: {
        "giver": client.caseworker,
        "receiver": User.objects.exclude(pk=client.caseworker_id).first(),
    },
    "clients.Transfer": lambda client: {
        "from_region": client.residence_region,
        "to_region": Region.objects.exclude(pk=client.residence_region_id).first(),
    },
    "placement.Attendance": lambda client: {"state": "absent"},
    "placement.EnrolmentEvent": lambda client: {"name": "wait", "target": "waiting"},
    "clients.PlanReview": lambda client: {"next_on": timezone.localdate() + timedelta(days=90)},
    "clients.FixedTime": lambda client: {"kind": "sign_in", "every": "week", "weekday": 2, "half_day": "am"},
}


def make(model: type[models.Model], client: Client, **given: Any) -> Any:
    """A row of this table that hangs on the client: first choices, today, and the client's own rows behind it."""
    values: dict[str, Any] = {}
    for column in model._meta.concrete_fields:
        if column.primary_key or column.name in given or column.has_default():
            continue
        if column.is_relation and (not column.null or column.related_model is Client):
            values[column.name] = _behind(column.related_model, client)
        elif column.null or (column.blank and not column.choices):
            continue
        elif column.choices:
            values[column.name] = next(value for value, _ in column.flatchoices if value != "")
        elif isinstance(column, models.DateTimeField):
            values[column.name] = timezone.now()
        elif isinstance(column, models.DateField):
            values[column.name] = timezone.localdate()
        elif isinstance(column, models.JSONField):
            values[column.name] = []
        elif isinstance(column, models.IntegerField | models.DecimalField | models.FloatField):
            values[column.name] = 1
        else:
            values[column.name] = "x"
    values |= SPECIAL.get(model._meta.label, lambda client: {})(client)
    try:
        with transaction.atomic():
            return model._default_manager.create(**{**values, **given})
    except IntegrityError as wrong:
        raise AssertionError(f"a row of {model._meta.label} needs a line in SPECIAL: {wrong}") from wrong


def _behind(related: Any, client: Client) -> Any:
    if related is Client:
        return client
    if isinstance(related, type) and issubclass(related, CaseRecord):
        return (rows_of(related, client) or [make(related, client)])[0]
    return related._default_manager.first() or make(related, client)
