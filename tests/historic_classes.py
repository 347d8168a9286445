"""Migrating without making the classes of all models anew at every step.

Django makes the classes of a model's neighbours anew with its own, and those of their neighbours, at nearly every step
of every migration: nine tenths of what migrating takes. What a step says to the database needs only the class of the
model it is about; what it does with rows needs them all to fit each other, and gets them from Django as always.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db.migrations.state import ModelState, ProjectState

_reload_model = ProjectState.reload_model


@contextmanager
def few_classes() -> Iterator[None]:
    """What is migrated in here leaves the same database behind as without, several times quicker."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ProjectState, "reload_model", _alone)
        yield


def _alone(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
    """Make anew the class of this model and of those that inherit from it; all of them before rows are worked with.

    Others may still point to its old class: from there, a step reads the table's name and the column they refer to.
    """
    if "apps" not in state.__dict__:
        return
    old = state.apps.all_models[app_label].get(model_name)
    if old is not None and _pointed_to(ModelState.from_model(old)) != _pointed_to(state.models[app_label, model_name]):
        _reload_model(state, app_label, model_name, delay)
        return
    state.is_delayed = True
    state._reload(_heirs(state, {(app_label, model_name)}))


def _pointed_to(model: ModelState) -> tuple:
    """Of a model, what others' columns are made from."""
    table = model.options.get("db_table") or f"{model.app_label}_{model.name_lower}"
    keys = {name: field.deconstruct()[1:] for name, field in model.fields.items() if field.unique}
    return table, keys


def _heirs(state: ProjectState, models: set[tuple[str, str]]) -> set[tuple[str, str]]:
    names = {f"{app_label}.{model_name}" for app_label, model_name in models}
    more = {key for key, model in state.models.items() if not names.isdisjoint(map(_lower, model.bases))}
    return models if more <= models else _heirs(state, models | more)


def _lower(base: type | str) -> str:
    return base.lower() if isinstance(base, str) else ""
