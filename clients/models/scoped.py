"""Case data cannot be read without saying who reads: a query without an actor raises.

    Client.objects.all()                       raises UnscopedQuery as soon as a row would be read
    Client.objects.visible_to(user)            the caseload of a social worker, the region of a manager, else nothing
    Client.objects.households(user)            whose household the user may see: also that of a welfare officer
    Client.objects.lookup(user)                who may be looked up in the user's region, once a purpose is stated
    Client.objects.unscoped("nightly job")     everything, for commands and jobs, with the reason in the log
    client.wishes.all()                        allowed: whoever holds the client came through one of the above
    caseworker.clients.all()                   raises; caseworker.clients.visible_to(user) does not

Writing new rows needs no actor here (the verbs check that); updating and deleting in bulk does.
Not caught: ``Exists(...)`` and ``Subquery(...)`` take the bare query out of a queryset. Scope it before.
"""

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self

from django.db import models
from django.db.models import Q

from people.models import Recorded, Role
from people.scope import code_range

logger = logging.getLogger(__name__)

# Validation of unique fields asks the default manager; it learns only that a value is taken.
_validating: ContextVar[bool] = ContextVar("clients_validating", default=False)


class UnscopedQuery(RuntimeError):
    """A query on case data that does not say who asks. A fault of the code, never of the user."""


@contextmanager
def _validation() -> Iterator[None]:
    token = _validating.set(True)
    try:
        yield
    finally:
        _validating.reset(token)


class CaseQuerySet(models.QuerySet[Any]):
    """A queryset on the client or on a record that hangs on her; raises UnscopedQuery until it is scoped."""

    _scope: str = ""
    model: Any

    # Vocabulary

    def visible_to(self, user) -> Self:
        """Records of the clients whom ``user`` may open in her acting role.

        A social worker: the clients whose caseworker she is, wherever they live. A manager: the clients who live in
        her region or below. Auditors, welfare officers, editors and employers: none. Closed cases are included.
        """
        region = user.region
        if user.role == Role.SOCIAL_WORKER:
            return self._scoped("caseload").filter(**{self._of_client("caseworker"): user})
        if user.role == Role.MANAGER and region:
            return self._scoped("region").filter(self._living_in(region.code))
        return self._scoped("nobody").none()

    def households(self, user) -> Self:
        """Records of the clients whose household and entitlements ``user`` may see in her acting role.

        As ``visible_to``; and a welfare officer: the clients who live in her acting region or below, or are registered
        there. It opens the household alone: what else is known of a client stays behind ``visible_to``.
        """
        region = user.region
        if user.role == Role.WELFARE_OFFICER and region:
            return self._scoped("households").filter(self._living_in(region.code) | self._registered_in(region.code))
        return self.visible_to(user)

    def lookup(self, user) -> Self:
        """Records of the clients whom ``user`` may look up once she has stated a purpose: those of her region.

        A social worker: everybody who lives in her acting region or below. A manager: as ``visible_to``. Everybody
        else: none. The door asks for the purpose and writes it down.
        """
        region = user.region
        if user.role == Role.SOCIAL_WORKER and region:
            return self._scoped("lookup").filter(self._living_in(region.code))
        return self.visible_to(user)

    def unscoped(self, reason: str) -> Self:
        """All records, for commands and jobs. ``reason`` goes to the log; an empty one raises ValueError."""
        if not reason.strip():
            raise ValueError("an unscoped query must say why")
        logger.info("unscoped read of %s: %s", self.model._meta.label, reason)
        return self._scoped("unscoped")

    # Mechanics

    def _of_client(self, lookup: str) -> str:
        return f"{self.model.TO_CLIENT}{lookup}"

    def _living_in(self, code: str) -> Q:
        return self._within("residence_region", code)

    def _registered_in(self, code: str) -> Q:
        return self._within("registered_region", code)

    def _within(self, field: str, code: str) -> Q:
        low, high = code_range(code)
        path = self._of_client(f"{field}__code")
        return Q(**{f"{path}__gte": low, f"{path}__lte": high})

    def _scoped(self, scope: str) -> Self:
        clone: Self = self._chain()  # type: ignore[attr-defined]
        clone._scope = scope
        return clone

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._scope = self._scope
        return clone

    def _require_scope(self) -> None:
        if not self._scope and not _validating.get():
            raise UnscopedQuery(f"{self.model._meta.label} was read without visible_to, households, lookup or unscoped")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._require_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any):
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        self._require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_scope()
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_scope()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def explain(self, *args: Any, **kwargs: Any) -> str:
        self._require_scope()
        return super().explain(*args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any):
        raise UnscopedQuery("raw SQL on case data has no scope")

    def resolve_expression(self, *args: Any, **kwargs: Any):
        # As a subquery of another query: pk__in=Client.objects.all() reads every client as well.
        self._require_scope()
        return super().resolve_expression(*args, **kwargs)

    def _merge_sanity_check(self, other: models.QuerySet) -> None:
        self._require_scope_of(other)
        super()._merge_sanity_check(other)  # type: ignore[misc]

    def _combinator_query(self, combinator: str, *other: models.QuerySet, all: bool = False) -> Self:  # noqa: A002
        self._require_scope_of(*other)
        return super()._combinator_query(combinator, *other, all=all)  # type: ignore[misc]

    def _require_scope_of(self, *others: models.QuerySet) -> None:
        for queryset in (self, *others):
            if isinstance(queryset, CaseQuerySet):
                queryset._require_scope()


_CaseManager = models.Manager.from_queryset(CaseQuerySet)


class CaseManager(_CaseManager):
    """The default manager of all case data; a related manager of a case record is scoped by that record."""

    def get_queryset(self) -> CaseQuerySet:
        queryset: Any = super().get_queryset()
        if isinstance(getattr(self, "instance", None), CaseRecord):
            return queryset._scoped("record")
        return queryset


class CaseRecord(Recorded):
    """Base of everything in the case zone: guarded queries, and who recorded it when."""

    # Lookup prefix from this model to the client's fields.
    TO_CLIENT = "client__"

    # Encrypted cells are bound to it.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = CaseManager()

    class Meta:
        abstract = True

    def validate_unique(self, exclude=None) -> None:
        with _validation():
            super().validate_unique(exclude=exclude)

    def validate_constraints(self, exclude=None) -> None:
        with _validation():
            super().validate_constraints(exclude=exclude)
