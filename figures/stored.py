"""How a figure lies in the database: numbers as JSON, the ids behind them as zlib of JSON; and writing a whole set."""

import json
import zlib
from collections.abc import Mapping
from datetime import date, datetime

from figures.count import Counted
from figures.models import FigureSet, StoredFigure
from people.models import User

# What a set to be closed is while it is written: nothing can be added to a closed one. No other transaction sees it.
WRITING = "writing"


def pack(rows: Mapping[str, list[int]]) -> bytes:
    """The ids by region, each list in order, as differences: small, and the same for the same rows."""
    steps = {region: _steps(sorted(rows[region])) for region in sorted(rows)}
    return zlib.compress(json.dumps(steps, separators=(",", ":")).encode())


def unpack(packed: bytes | memoryview) -> dict[str, list[int]]:
    """What ``pack`` was given, each list in order."""
    if not packed:
        return {}
    return {region: _sums(steps) for region, steps in json.loads(zlib.decompress(bytes(packed))).items()}


def _steps(ids: list[int]) -> list[int]:
    return [one - before for one, before in zip(ids, [0, *ids], strict=False)]


def _sums(steps: list[int]) -> list[int]:
    total, ids = 0, []
    for step in steps:
        total += step
        ids.append(total)
    return ids


def read_counted(stored: StoredFigure) -> Counted:
    """What was written, to be written again elsewhere."""
    return Counted(dict(stored.counts), unpack(stored.rows))


def write_set(
    month: date,
    kind: FigureSet.Kind,
    counted: Mapping[str, Counted],
    at: datetime,
    by: User | None = None,
    hidden: Mapping[str, list[str]] | None = None,
) -> FigureSet:
    """A new set with its figures, in the caller's transaction. IntegrityError where there is one already."""
    mask = hidden or {}
    is_closing = kind == FigureSet.Kind.CLOSED
    made = FigureSet.objects.create(month=month, kind=WRITING if is_closing else kind, counted_at=at, closed_by=by)
    StoredFigure.objects.bulk_create(
        StoredFigure(figure_set=made, code=code, counts=one.counts, rows=pack(one.rows), hidden=mask.get(code, []))
        for code, one in counted.items()
    )
    if is_closing:
        made.kind = kind
        made.save(update_fields=["kind"])
    return made
