"""Rows of several tables as one sequence: keys first, records for the part that is looked at."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, overload

from django.db.models import QuerySet


class Part(NamedTuple):
    """Records of one table; ``by`` are the fields that place them among the others, comparable part by part."""

    rows: QuerySet[Any]
    by: tuple[str, ...]


class Merged(Sequence[Any]):
    """The records of all parts, in the order of their ``by``; within the same key by part, then by id.

    One query per part for the order, one more per part for each slice.
    """

    def __init__(self, *parts: Part) -> None:
        self._parts = parts
        self._order = sorted(
            (tuple(key), number, pk)
            for number, part in enumerate(parts)
            for pk, *key in part.rows.order_by().values_list("pk", *part.by)
        )

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        return self._load(self._order[index]) if isinstance(index, slice) else self._load([self._order[index]])[0]

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def _load(self, order: list[tuple[tuple[Any, ...], int, int]]) -> list[Any]:
        wanted: dict[int, list[int]] = defaultdict(list)
        for _, number, pk in order:
            wanted[number].append(pk)
        found = {}
        for number, pks in wanted.items():
            rows = self._parts[number].rows
            # The whole is read as a whole: no database takes any number of ids.
            rows = rows if len(order) == len(self._order) else rows.filter(pk__in=pks)
            found.update({(number, row.pk): row for row in rows})
        return [found[number, pk] for _, number, pk in order if (number, pk) in found]
