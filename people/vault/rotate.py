"""Bringing every cell and every file under the newest key. May be stopped at any time and started again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Cast, Left

from people.sign_in import MFA_PLACE
from people.vault.cells import VaultError, decrypt, encrypt, key_id_of, newest_key_id
from people.vault.field import EncryptedTextField, Sealed
from people.vault.files import SealedFiles

Tell = Callable[[int], object]


@dataclass
class Outcome:
    """``raced``: cells that somebody else saved, and files that somebody deleted, meanwhile; the next run sees to them
    if need be."""

    rotated: int = 0
    raced: int = 0
    # "table.column row": cells that no key of the settings opens.
    unreadable: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """One encrypted column of one table."""

    model: type[models.Model]
    field: EncryptedTextField

    def __str__(self) -> str:
        return f"{self.model._meta.db_table}.{self.field.column}"

    def outdated(self) -> models.QuerySet:
        """Rows whose cell stands under another key than the newest, by primary key."""
        mark = f"{newest_key_id()}."
        # The base manager: keys are changed for every row, whoever may see it.
        rows = self.model._base_manager.annotate(cell=Cast(models.F(self.field.name), models.TextField()))
        return rows.annotate(mark=Left("cell", len(mark))).exclude(mark=mark).exclude(cell=None).order_by("pk")


def columns() -> Iterator[Column]:
    """Every encrypted column of the installed apps."""
    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed:
            continue
        for candidate in model._meta.local_concrete_fields:
            if isinstance(candidate, EncryptedTextField):
                yield Column(model, candidate)


def rotate(column: Column, batch: int = 500, tell: Tell = lambda count: None) -> Outcome:
    """Re-encrypt a column's outdated cells; ``tell`` hears after each batch how many rows it walked.

    Each batch is one transaction. A cell is replaced only if it is still the one that was read, so that a save by
    somebody else is never undone.
    """
    outcome = Outcome()
    after = None
    while True:
        rows = column.outdated() if after is None else column.outdated().filter(pk__gt=after)
        found = list(rows.values_list("pk", column.field.row_id_field, "cell")[:batch])
        if not found:
            return outcome
        with transaction.atomic():
            for pk, row_id, cell in found:
                place = column.field.place_of(row_id)
                try:
                    fresh = Sealed(encrypt(decrypt(cell, place), place))
                except VaultError:
                    outcome.unreadable.append(f"{column} {pk}")
                    continue
                changed = column.outdated().filter(pk=pk, cell=cell).update(**{column.field.name: fresh})
                outcome.rotated += changed
                outcome.raced += not changed
        after = found[-1][0]
        tell(len(found))


def outdated_files(files: SealedFiles) -> list[UUID]:
    """The files under another key than the newest."""
    return [uid for uid in files.uids() if files.is_outdated(uid)]


def rotate_files(files: SealedFiles, uids: Iterable[UUID], tell: Tell = lambda count: None) -> Outcome:
    """Re-encrypt these files one by one; each is whole at every moment. ``tell`` hears 1 after each."""
    outcome = Outcome()
    for uid in uids:
        try:
            rotated = files.rotate(uid)
            outcome.rotated += rotated
            outcome.raced += not rotated
        except VaultError:
            outcome.unreadable.append(f"{files} {uid}")
        tell(1)
    return outcome


def rotate_second_factors() -> Outcome:
    """The same for the secrets of the second factor, which django-allauth keeps inside a JSON column."""
    outcome = Outcome()
    for pk, data in Authenticator.objects.order_by("pk").values_list("pk", "data"):
        try:
            fresh = {key: _fresh_secret(value) for key, value in data.items()}
        except VaultError:
            outcome.unreadable.append(f"{Authenticator._meta.db_table}.data {pk}")
            continue
        if fresh == data:
            continue
        changed = Authenticator.objects.filter(pk=pk, data=data).update(data=fresh)
        outcome.rotated += changed
        outcome.raced += not changed
    return outcome


def _fresh_secret(value: object) -> object:
    if isinstance(value, list):
        return [_fresh_secret(part) for part in value]
    if not isinstance(value, str) or key_id_of(value) == newest_key_id():
        return value
    return encrypt(decrypt(value, MFA_PLACE), MFA_PLACE)
