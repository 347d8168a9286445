"""What of the database is in a backup: every table of a model, column by column, and who is left out and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

LEFT_OUT = {
    "django_session": "who is signed in: a copied session would be a way in, so everybody signs in again",
    "django_migrations": "written by migrating; the manifest names them",
    "placement_vacancy_words": "made from the vacancies",
    "placement_vacancy_version": "made from the vacancies",
    "placement_pool_version": "made from the vacancies",
    # Other columns on each engine, and no rows: the editors search without it.
    "wagtailsearch_indexentry": "made from the pages",
    "wagtailsearch_indexentry_fts": "made from the pages",
}
# What a virtual table of SQLite keeps its rows in.
_SHADOWS = ("_data", "_idx", "_content", "_docsize", "_config")


@dataclass(frozen=True)
class Column:
    """``field`` is what the column holds; of a foreign key, what its target holds."""

    name: str
    field: models.Field

    @property
    def kind(self) -> str:
        return self.field.get_internal_type()


@dataclass(frozen=True)
class Table:
    """A table of the database and its columns, in the order of the model."""

    name: str
    columns: tuple[Column, ...]
    model: type[models.Model]

    @property
    def counted(self) -> str | None:
        """The column whose next number the database itself gives out, if there is one."""
        key = self.model._meta.pk
        return key.column if isinstance(key, models.AutoField | models.BigAutoField | models.SmallAutoField) else None


def tables(registry: Apps) -> list[Table]:
    """Every table with rows to keep; who is pointed to comes before who points, as far as there are no circles."""
    found = {
        model._meta.db_table: model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    }
    points_to = {
        name: {
            field.related_model._meta.db_table
            for field in model._meta.local_concrete_fields
            if field.remote_field and not field.null
        }
        - {name}
        for name, model in found.items()
    }
    try:
        order: Iterable[str] = TopologicalSorter(points_to).static_order()
    except CycleError:
        order = sorted(found)
    return [_table(found[name]) for name in order if name in found]


def unknown(connection: BaseDatabaseWrapper, registry: Apps) -> list[str]:
    """Tables of the database that belong to no model and are not known to be made from others: nobody keeps them."""
    known = {table.name for table in tables(registry)} | LEFT_OUT.keys()
    there = {name for name in connection.introspection.table_names() if not name.startswith("sqlite_")}
    virtual = {name + end for name in LEFT_OUT for end in _SHADOWS}
    return sorted(there - known - virtual)


def _table(model: type[models.Model]) -> Table:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    return Table(model._meta.db_table, tuple(Column(field.column, _held(field)) for field in fields), model)


def _held(field: models.Field) -> models.Field:
    while field.remote_field:
        field = field.target_field
    return field
