"""明细: the rows behind one number, for those who may see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from clients.models import Cadre, Client, Duty, HandOver, HelpEvent, Pairing, Plan, ReportIn, Transfer
from employers.models import Enterprise, Fair, FairGuest, LetterOfIntent, PlacementBase, Vacancy
from figures.catalogue.table import BY_CODE
from figures.figure import Table
from figures.models import FigureSet, StoredFigure
from figures.read import needed, require_scope, sets_of
from figures.stored import unpack
from people.models import Membership, Region, User
from people.scope import covers, within_scope
from placement.models import Enrolment, FollowUp, Placement, Referral
from welfare.models import Application, Benefit, Deadline, TakeUpGap

# Whatever knows who may see it.
_RECORDS: dict[Table, Any] = {
    Table.CLIENT: Client,
    Table.PLACEMENT: Placement,
    Table.REFERRAL: Referral,
    Table.ENROLMENT: Enrolment,
    Table.BENEFIT: Benefit,
    Table.GAP: TakeUpGap,
    Table.APPLICATION: Application,
    Table.DEADLINE: Deadline,
    Table.HELP: HelpEvent,
    Table.HAND_OVER: HandOver,
    Table.REPORT_IN: ReportIn,
    Table.FOLLOW_UP: FollowUp,
    Table.DUTY: Duty,
    Table.PLAN: Plan,
    Table.PAIRING: Pairing,
    Table.ENTERPRISE: Enterprise,
    Table.VACANCY: Vacancy,
    Table.BASE: PlacementBase,
    Table.FAIR: Fair,
    Table.FAIR_GUEST: FairGuest,
    Table.LETTER: LetterOfIntent,
}
_PLACED: dict[Table, tuple[Callable[[], Any], str]] = {
    Table.CADRE: (Cadre.objects.all, "region"),
    Table.MEMBERSHIP: (Membership.objects.all, "region"),
}


@dataclass(frozen=True, slots=True)
class Behind:
    """What was counted. ``beyond``: rows of the number that the reader may not see today: moved away since, or gone."""

    table: Table
    ids: tuple[int, ...]
    beyond: int


def rows_behind(user: User, code: str, month: date, region: Region, *, kind: FigureSet.Kind | None = None) -> Behind:
    """The rows of one figure of one month that lie in the region, of which ``user`` may see those she may see anyway.

    Of a share the rows of its numerator. ``kind`` asks for one set, by default the one that stands for the month.
    Whoever shows them writes it down. Raises Region.DoesNotExist beyond the reader's region and
    StoredFigure.DoesNotExist where nothing was counted.
    """
    require_scope(user, region)
    figure = BY_CODE[needed(BY_CODE[code])[0]]
    ids = stored_rows(figure.code, month, region.code, kind)
    seen = visible(user, figure.table, ids)
    return Behind(figure.table, tuple(sorted(seen)), len(ids) - len(seen))


def stored_rows(code: str, month: date, region: str, kind: FigureSet.Kind | None = None) -> list[int]:
    """The ids of a stored figure that lie in this region or below."""
    if kind is None:
        standing = sets_of([month]).get(month)
        stored = StoredFigure.objects.get(figure_set=standing, code=code)
    else:
        stored = StoredFigure.objects.get(figure_set__month=month, figure_set__kind=kind, code=code)
    return [pk for place, ids in unpack(stored.rows).items() if covers(region, place) for pk in ids]


def visible(user: User, table: Table, ids: list[int]) -> set[int]:
    """Those of the ids that ``user`` may see. Of what nobody may open, none."""
    rows = queryset(user, table)
    if rows is None:
        return set(ids) if table == Table.REGION else set()
    wanted = set(ids)
    # All that she may see: a list of ids as long as a city's would not fit into a query.
    return (
        wanted & set(rows.order_by().values_list("pk", flat=True))
        if len(wanted) > 500
        else set(rows.filter(pk__in=wanted).values_list("pk", flat=True))
    )


def queryset(user: User, table: Table) -> Any:
    """The rows of a table that ``user`` may see; None for a table without rows of its own to open."""
    if table == Table.TRANSFER:
        # Both sides know of it; of the case itself only the side that has it.
        return Transfer.objects.involving(user)
    if table in _RECORDS:
        return _RECORDS[table].objects.visible_to(user)
    if table in _PLACED:
        rows, field = _PLACED[table]
        return within_scope(user, rows(), field)
    return None
