"""The arithmetic of a wide table: regions by figures, or figures by regions, with groups of either and a total."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from ui.cells import why_none
from ui.charts import part


class Cell(NamedTuple):
    """One figure in a table. ``why``: hidden or unknown where there is no number; ``href``: the rows behind it."""

    value: object
    why: str
    href: str
    is_corrected: bool
    corrected: object
    corrected_why: str


class Group(NamedTuple):
    """A heading over several columns."""

    label: str
    span: int


def cell(given: object) -> Cell:
    """A number, ``HIDDEN`` or None as it is; or something with ``value`` and perhaps ``href`` and ``corrected``."""
    has_parts = isinstance(given, Mapping) or hasattr(given, "value")
    value = part(given, "value") if has_parts else given
    corrected = part(given, "corrected") if has_parts else None
    return Cell(
        value=value,
        why=why_none(value),
        href=(part(given, "href", "") or "") if has_parts else "",
        is_corrected=corrected is not None,
        corrected=corrected,
        corrected_why=why_none(corrected) if corrected is not None else "",
    )


def groups(columns: Sequence[object]) -> list[Group]:
    """Neighbouring columns with the same ``group`` under one heading; empty when no column has one."""
    names = [str(part(column, "group", "") or "") for column in columns]
    if not any(names):
        return []
    return [Group(name, len(list(run))) for name, run in groupby(names)]


class Line(NamedTuple):
    """One row. ``heading``: the group that begins with it; ``is_part``: it belongs under the row before."""

    heading: str
    label: str
    unit: str
    href: str
    is_part: bool
    behind: bool
    is_total: bool
    cells: list[Cell]


def lines(rows: Sequence[object], columns: Sequence[object], total: object = None) -> list[Line]:
    """The rows in order: ``label``, ``cells``, perhaps ``group``, ``unit``, ``href``, ``is_part``, ``behind`` each.

    Raises ValueError for a row that has more or fewer cells than there are columns.
    """
    drawn = []
    group = ""
    for row in [*rows, total] if total else rows:
        own = str(part(row, "group", "") or "")
        cells = [cell(given) for given in part(row, "cells", None) or ()]
        label = str(part(row, "label"))
        if len(cells) != len(columns):
            raise ValueError(f"{label!r} has {len(cells)} cells under {len(columns)} headings")
        drawn.append(
            Line(
                heading=own if own != group else "",
                label=label,
                unit=str(part(row, "unit", "") or ""),
                href=part(row, "href", "") or "",
                is_part=bool(part(row, "is_part", False)),
                behind=bool(part(row, "behind", False)),
                is_total=row is total,
                cells=cells,
            )
        )
        group = own
    return drawn


def signs(drawn: Sequence[Line], columns: Sequence[object] = ()) -> set[str]:
    """Which signs stand in the table and want to be explained: hidden, unknown, corrected, behind."""
    cells = [one for line in drawn for one in line.cells]
    found = {why for one in cells for why in (one.why, one.corrected_why) if why}
    if any(one.is_corrected for one in cells):
        found.add("corrected")
    if any(line.behind for line in drawn) or any(part(column, "behind", False) for column in columns):
        found.add("behind")
    return found
