"""The encrypted model field."""

from typing import Any, NoReturn

from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import IsNull
from django.db.models.query_utils import DeferredAttribute

from people.vault.cells import VaultError, decrypt, encrypt, key_id_of, newest_key_id


class Sealed:
    """A cell as it stands in the database. It opens only through the row that it belongs to."""

    __slots__ = ("_opened", "cell")

    def __init__(self, cell: str) -> None:
        self.cell = cell
        # (place, text) once read: the place shows whether the row has become another one since.
        self._opened: tuple[str, str] | None = None

    def __repr__(self) -> str:
        return f"<Sealed under {key_id_of(self.cell)}>"

    def __reduce__(self) -> tuple[type, tuple[str]]:
        # A pickled or deep-copied row takes the ciphertext along, not what was read.
        return Sealed, (self.cell,)

    def open(self, place: str) -> str:
        """The text; VaultError if the cell does not belong to ``place``."""
        if self._opened is None:
            self._opened = (place, decrypt(self.cell, place))
        return self._opened[1]

    def is_current(self, place: str) -> bool:
        """Whether the cell may be stored at ``place`` as it is: opened there, under the newest key."""
        self.open(place)
        return self._opened is not None and self._opened[0] == place and self.is_newest

    @property
    def is_newest(self) -> bool:
        return key_id_of(self.cell) == newest_key_id()


class _OpenOnRead(DeferredAttribute):
    """Reading the attribute decrypts, once; assigning stores the text as it is until the row is saved."""

    field: "EncryptedTextField"

    def __get__(self, instance: Any, cls: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            # Deferred: fetch the row id along, the cell opens only with it.
            instance.refresh_from_db(fields=[name, self.field.row_id_field])
        value = instance.__dict__[name]
        return value.open(self.field.place(instance)) if isinstance(value, Sealed) else value

    # With it the attribute is a data descriptor, so that reading always passes __get__.
    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):
    """Text that is stored encrypted and bound to its row by ``row_id_field``, a unique field set before saving.

    None stays NULL, and ``isnull`` is the only look-up: search through a ``blind_index`` column. Works with ``save``,
    ``create``, ``bulk_create``, forms, ``only`` and ``defer``. ``update()`` and ``bulk_update()`` refuse plain text,
    for they do not know the row. ``values()`` gives ``Sealed`` cells.
    """

    descriptor_class = _OpenOnRead

    def __init__(self, *args: Any, row_id_field: str = "uid", **options: Any) -> None:
        self.row_id_field = row_id_field
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _, args, options = super().deconstruct()
        if self.row_id_field != "uid":
            options["row_id_field"] = self.row_id_field
        return name, "people.vault.EncryptedTextField", args, options

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        found = super().check(**options)
        if self.unique or self.db_index:  # type: ignore[attr-defined]
            found.append(checks.Error("An encrypted column cannot be unique or indexed.", obj=self, id="people.E101"))
        names = {field.name for field in self.model._meta.concrete_fields if field.unique and not field.primary_key}
        if self.row_id_field not in names:
            hint = "Name a unique field of this model that is set before the row is saved."
            found.append(
                checks.Error(f"row_id_field {self.row_id_field!r} will not do.", hint=hint, obj=self, id="people.E102")
            )
        return found

    def place(self, instance: models.Model) -> str:
        """What a cell of this row is bound to."""
        return self.place_of(getattr(instance, self.row_id_field))

    def place_of(self, row_id: object) -> str:
        """As ``place``, by the row's id alone."""
        if row_id is None:
            raise VaultError(f"{self} needs {self.row_id_field} before it can be encrypted")
        return f"{self.model._meta.db_table}|{self.column}|{row_id}"

    # Between the row and the database ---------------------------------------------------------------------------------

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, instance: models.Model, add: bool) -> Sealed | None:
        """The cell to store. An untouched one is kept, unless an older key or another row stands in it."""
        place = self.place(instance)
        held = instance.__dict__.get(self.attname)
        if isinstance(held, Sealed) and held.is_current(place):
            return held
        text = getattr(instance, self.attname)
        return None if text is None else Sealed(encrypt(str(text), place))

    def get_prep_value(self, value: Any) -> str | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        if not isinstance(value, Sealed):
            raise VaultError(f"{self} cannot be written without its row: use save() or bulk_create()")
        return value.cell

    def get_lookup(self, name: str) -> Any:
        if name == "isnull":
            return IsNull
        raise FieldError(f"{self} is encrypted: {name!r} cannot see it, use its blind index")

    def get_transform(self, name: str) -> NoReturn:
        raise FieldError(f"{self} is encrypted: {name!r} cannot see it")

    # Between the row and the rest -------------------------------------------------------------------------------------

    def value_to_string(self, instance: models.Model) -> NoReturn:
        raise VaultError(f"{self} is not dumped: a fixture would hold it in the clear")

    def formfield(self, **options: Any) -> forms.Field | None:
        return super().formfield(**{"widget": forms.TextInput, **options})
