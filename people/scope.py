"""Who sees which rows, as pure functions of codes and memberships."""

from typing import TypeVar

from django.db.models import QuerySet

Rows = TypeVar("Rows", bound=QuerySet)

CODE_LENGTH = 12


def code_range(code: str) -> tuple[str, str]:
    """The lowest and highest code at or below ``code``, both inclusive.

    A range of digits instead of a prefix match: it uses the index on every database and in every collation.
    """
    return code, code.ljust(CODE_LENGTH, "9")


def covers(upper: str, lower: str) -> bool:
    """Whether the region of code ``lower`` is that of ``upper`` or lies below it."""
    return lower.startswith(upper)


def within_scope(actor, queryset: Rows, field: str = "region") -> Rows:
    """The rows whose region ``field`` is the actor's acting region or below; none for who acts nowhere.

    ``field`` is the look-up path to the region's foreign key, e.g. ``"residence_region"``.
    """
    region = getattr(actor, "region", None)
    if region is None:
        return queryset.none()
    low, high = code_range(region.code)
    return queryset.filter(**{f"{field}__code__gte": low, f"{field}__code__lte": high})
