"""Bring the table of regions up to date with a newer one. Nothing is deleted: what is gone is ended."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from django.db import transaction

from people.errors import Refused
from people.models import Level, Region
from people.models.region import PLACEHOLDERS

SHIPPED = Path(__file__).parent / "data" / "regions.csv"
BATCH = 2_000
# How long the code of the level above is, by the length of a code.
UPPER = {int(below): int(above) for above, below in pairwise(Level)}

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    code: str
    name: str
    longitude: float | None = None
    latitude: float | None = None
    # The code of an ended region that lives on in this one.
    replaces: str = ""


@dataclass
class Plan:
    """What a table would change. ``ended`` and ``renamed`` hold the present regions by code."""

    as_of: date | None
    new: list[Row] = field(default_factory=list)
    ended: dict[str, Region] = field(default_factory=dict)
    renamed: list[tuple[Region, Row]] = field(default_factory=list)
    moved: list[tuple[Region, Row]] = field(default_factory=list)
    same: int = 0
    rows: dict[str, Row] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.ended or self.renamed or self.moved)


def read_table(path: Path = SHIPPED) -> Iterator[Row]:
    """The rows of a CSV with columns code, name and optionally longitude, latitude, replaces.

    Raises Refused with the line number of the first row that cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if not {"code", "name"} <= set(reader.fieldnames or ()):
            raise Refused("表头里没有 code 和 name 两列。", "请对照 people/data/regions.csv 的表头。")
        for line, cells in enumerate(reader, start=2):
            yield _row(line, cells)


def _row(line: int, cells: Mapping[str, str]) -> Row:
    code, name = (cells["code"] or "").strip(), (cells["name"] or "").strip()
    if not code.isdecimal() or len(code) not in Level.values or not name:
        raise Refused(f"第 {line} 行：区划代码或名称不对。", "代码应为 2、4、6、9 或 12 位数字，名称不能空。")
    try:
        longitude, latitude = (float(cells[key]) if cells.get(key) else None for key in ("longitude", "latitude"))
    except ValueError:
        raise Refused(f"第 {line} 行：经纬度不是数字。") from None
    return Row(code, name, longitude, latitude, (cells.get("replaces") or "").strip())


def preview(rows: Iterable[Row], as_of: date | None = None) -> Plan:
    """What importing this whole table would change; writes nothing.

    A table is complete: a region that it does not hold ends on ``as_of``. None, for the first table, means that its
    regions have been in force for longer than we know. Raises Refused for a code that occurs twice or whose upper
    level is missing.
    """
    plan = Plan(as_of)
    for row in rows:
        if row.code in plan.rows:
            raise Refused(f"区划代码 {row.code} 出现了两次。")
        plan.rows[row.code] = row
    for code in plan.rows:
        if len(code) > Level.PROVINCE and upper_code(code) not in plan.rows:
            raise Refused(f"区划代码 {code} 的上一级 {upper_code(code)} 不在表里。")
    present = {region.code: region for region in Region.objects.filter(valid_to=None)}
    for code, row in plan.rows.items():
        region = present.get(code)
        if region is None:
            plan.new.append(row)
        elif region.name != row.name:
            plan.renamed.append((region, row))
        elif row.longitude is not None and (region.longitude, region.latitude) != (row.longitude, row.latitude):
            plan.moved.append((region, row))
        else:
            plan.same += 1
    plan.ended = {code: region for code, region in present.items() if code not in plan.rows}
    if plan.ended and as_of is None:
        raise Refused(
            f"这张表里缺少 {len(plan.ended)} 个现有区划，停用它们需要日期。", "请加上新表的日期：--as-of 2026-01-01。"
        )
    return plan


@transaction.atomic
def apply(plan: Plan, tell: Tell = lambda what, done, total: None) -> None:
    """Write a plan, all of it or nothing. ``tell`` hears what is being done, how many of how many."""
    names = _full_names(plan.rows)
    by_code = {region.code: region.pk for region in Region.objects.filter(valid_to=None)}
    for level in Level:
        of_level = [row for row in plan.new if len(row.code) == level]
        for start in range(0, len(of_level), BATCH):
            made = [
                Region(
                    code=row.code,
                    name=row.name,
                    full_name=names[row.code],
                    level=level,
                    parent_id=by_code[upper_code(row.code)] if level > Level.PROVINCE else None,
                    longitude=row.longitude,
                    latitude=row.latitude,
                    valid_from=plan.as_of,
                )
                for row in of_level[start : start + BATCH]
            ]
            Region.objects.bulk_create(made)
            by_code.update((region.code, region.pk) for region in made)
            tell(level.label, start + len(made), len(of_level))
    _rename(plan)
    _end(plan, by_code)
    _name_in_full(names)


def _rename(plan: Plan) -> None:
    """A new name keeps the row, so that everything that hangs on it stays; the old name is remembered."""
    until = str(plan.as_of) if plan.as_of else None
    changed = []
    for region, row in plan.renamed:
        region.former_names = [*region.former_names, {"name": region.name, "until": until}]
        region.name = row.name
        changed.append(region)
    for region, row in (*plan.moved, *plan.renamed):
        if row.longitude is not None:
            region.longitude, region.latitude = row.longitude, row.latitude
    Region.objects.bulk_update(changed, ("name", "former_names"), BATCH)
    places = [region for region, _ in (*plan.moved, *plan.renamed)]
    Region.objects.bulk_update(places, ("longitude", "latitude"), BATCH)


def _end(plan: Plan, by_code: Mapping[str, int]) -> None:
    heirs = {row.replaces: by_code[row.code] for row in plan.rows.values() if row.replaces}
    for region in plan.ended.values():
        region.valid_to = plan.as_of
        region.successor_id = heirs.get(region.code)
    Region.objects.bulk_update(plan.ended.values(), ("valid_to", "successor"), BATCH)


def _name_in_full(names: Mapping[str, str]) -> None:
    """A city's new name is in the full name of every street below it."""
    current = Region.objects.filter(valid_to=None)
    stale = [
        Region(pk=key, full_name=names[code])
        for key, code, full_name in current.values_list("pk", "code", "full_name")
        if full_name != names[code]
    ]
    Region.objects.bulk_update(stale, ("full_name",), BATCH)


def _full_names(rows: Mapping[str, Row]) -> dict[str, str]:
    full: dict[str, str] = {}
    for code in sorted(rows, key=len):
        above = full[upper_code(code)] if len(code) > Level.PROVINCE else ""
        name = rows[code].name
        # 东莞市 stands in the table twice, as a city and as its own only county.
        full[code] = (
            above if name in PLACEHOLDERS or (len(code) == Level.COUNTY and above.endswith(name)) else above + name
        )
    return full


def upper_code(code: str) -> str:
    """The code one level up: 150602001 → 150602. Not for a province."""
    return code[: UPPER[len(code)]]
