"""更正: where a closed month reads differently today, because something was put right since."""

from dataclasses import dataclass
from datetime import date, datetime

from figures.add_up import merged, nothing, rolled_up, value_of
from figures.catalogue.table import BY_CODE, FIGURES
from figures.cell import Value
from figures.figure import Figure
from figures.models import FigureSet, StoredFigure
from figures.period import last_day
from figures.read import require_scope
from figures.rows import visible
from figures.stored import unpack
from people.models import Region, User
from people.scope import covers

Kind = FigureSet.Kind


@dataclass(frozen=True, slots=True)
class Correction:
    """One figure of the region: as closed, as counted again, and what the reader may see of the rows between them.

    came, went  ids that only the recount has, and that only the closed month has. Both are empty where an amount
                changed and no row did
    beyond      rows between them that the reader may not see
    """

    figure: Figure
    closed: Value
    recount: Value
    came: tuple[int, ...]
    went: tuple[int, ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class Corrections:
    """``counted_at`` None: the month has not been counted again, so nothing is known of corrections."""

    counted_at: datetime | None
    lines: tuple[Correction, ...]


def corrections(user: User, month: date, region: Region) -> Corrections:
    """The figures of the closed month that have changed in this region since, in the order of the catalogue.

    A figure is listed when its number or its rows differ: one that came and one that went leave the number as it was.
    Raises Region.DoesNotExist beyond the reader's region.
    """
    require_scope(user, region)
    again = FigureSet.objects.filter(month=month, kind=Kind.RECOUNT).first()
    if again is None:
        return Corrections(None, ())
    closed = _stored(month, Kind.CLOSED)
    recounted = _stored(month, Kind.RECOUNT)
    codes = [one.code for one in FIGURES if one.code in closed and one.code in recounted]
    found = (_correction(user, BY_CODE[code], closed[code], recounted[code], month, region) for code in codes)
    return Corrections(again.counted_at, tuple(one for one in found if one is not None))


def _stored(month: date, kind: FigureSet.Kind) -> dict[str, StoredFigure]:
    rows = StoredFigure.objects.filter(figure_set__month=month, figure_set__kind=kind).defer("hidden")
    return {figure.code: figure for figure in rows}


def _correction(
    user: User, figure: Figure, closed: StoredFigure, again: StoredFigure, month: date, region: Region
) -> Correction | None:
    if closed.counts == again.counts and bytes(closed.rows) == bytes(again.rows):
        return None
    before, after = _ids(closed, region), _ids(again, region)
    was, is_now = (_value(figure, one, month, region) for one in (closed, again))
    came, went = after - before, before - after
    if was == is_now and not came and not went:
        return None
    seen = visible(user, figure.table, sorted(came | went))
    beyond = len(came | went) - len(seen)
    return Correction(figure, was, is_now, tuple(sorted(came & seen)), tuple(sorted(went & seen)), beyond)


def _ids(stored: StoredFigure, region: Region) -> set[int]:
    rows = unpack(stored.rows)
    return {pk for place, ids in rows.items() if covers(region.code, place) for pk in ids}


def _value(figure: Figure, stored: StoredFigure, month: date, region: Region) -> Value:
    cells = rolled_up(figure, merged(figure, [stored.counts]), region.code, (), "")
    return value_of(figure, [cells.get(region.code, nothing(figure))], region.code, last_day(month))
