"""结账: a month is over, its figures are counted once and stay. What is put right later shows beside them (复算)."""

from collections.abc import Mapping
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.utils import timezone

from figures.catalogue.table import FIGURES
from figures.count import Counted, count_month
from figures.mask import mask_of
from figures.models import FigureSet, StoredFigure
from figures.period import last_day, month_of
from figures.stored import read_counted, write_set
from people import ledger
from people.errors import Refused
from people.models import Action, Level, Purpose, Role, User

LEDGER_KIND = "figures"
RECOUNTED_MONTHS = 12
AS_THEY_STAND = frozenset(figure.code for figure in FIGURES if figure.as_it_stands)
Kind = FigureSet.Kind


def close(actor: User | None, month: date, *, at: datetime | None = None) -> FigureSet:
    """Close the month whose first day is ``month``: count it, and write it down for good. ``actor`` None: the schedule.

    Raises Refused for a month that is not over or is closed already, and for an actor who is no manager of a city: the
    figures are those of all its districts. Of two at once the slower is refused.
    """
    now = at or timezone.now()
    require_closable(actor, month, now)
    # Counting takes long and writes nothing: no one waits for it.
    counted = _as_of_its_end(month, now)
    hidden = mask_of(counted, month, _hidden_in(month - relativedelta(months=1)))
    try:
        with transaction.atomic():
            made = write_set(month, Kind.CLOSED, counted, now, actor, hidden)
            FigureSet.objects.filter(month=month, kind=Kind.RUNNING).delete()
            ledger.record(actor, Action.CREATE, LEDGER_KIND, f"{month:%Y-%m}", Purpose.STATISTICS)
    except IntegrityError:
        raise Refused(*CLOSED_ALREADY) from None
    return made


def require_closable(actor: User | None, month: date, now: datetime) -> None:
    """Raises what ``close`` would raise at this moment, before anything is counted."""
    if actor is not None and not may_close(actor):
        raise Refused("结账由全市的负责人办理。", "每月3日系统也会自动结账，不用另外操作。")
    _require_over(month, now)
    if FigureSet.objects.filter(month=month, kind=Kind.CLOSED).exists():
        raise Refused(*CLOSED_ALREADY)


def may_close(actor: User) -> bool:
    """A manager of a city or of what lies above: the figures are those of all its districts."""
    return actor.role == Role.MANAGER and actor.region is not None and actor.region.level <= Level.CITY


def count_running(month: date, *, at: datetime | None = None) -> FigureSet | None:
    """Count a month that is not closed, in the place of what was counted before; None if it has been closed."""
    now = at or timezone.now()
    counted = _as_of_its_end(month, now)
    return _replace(month, Kind.RUNNING, counted, now)


def recount(month: date, *, at: datetime | None = None) -> FigureSet | None:
    """Count a closed month again, as its records read now; None if it is not closed. The closed figures stay.

    What is counted by how things stand has no past that could be read again: it is left out.
    """
    now = at or timezone.now()
    counted = count_month(month, last_day(month), only=frozenset(one.code for one in FIGURES) - AS_THEY_STAND)
    return _replace(month, Kind.RECOUNT, counted, now)


def months_to_close(as_of: date) -> list[date]:
    """The months that are over and not closed, in order: from the first that was ever counted, else the last one."""
    latest = month_of(as_of) - relativedelta(months=1)
    first = FigureSet.objects.order_by("month").values_list("month", flat=True).first() or latest
    closed = set(FigureSet.objects.filter(kind=Kind.CLOSED).values_list("month", flat=True))
    return [month for month in months_from(first, latest) if month not in closed]


def months_to_recount(as_of: date) -> list[date]:
    """The closed months of the last twelve."""
    since = month_of(as_of) - relativedelta(months=RECOUNTED_MONTHS)
    closed = FigureSet.objects.filter(kind=Kind.CLOSED, month__gte=since)
    return list(closed.order_by("month").values_list("month", flat=True))


def months_from(first: date, last: date) -> list[date]:
    """The first days of the months from ``first`` to ``last``, both inclusive."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [first + relativedelta(months=index) for index in range(count)]


# Mechanics ------------------------------------------------------------------------------------------------------------

CLOSED_ALREADY = "这个月已经结账，数字不再变动。", "以后的更正在月报里另外列出。"


def _require_over(month: date, now: datetime) -> None:
    if month != month_of(month):
        raise ValueError(f"{month} is not the first day of a month")
    if timezone.localdate(now) <= last_day(month):
        raise Refused("这个月还没有过完，不能结账。", "请到下个月再结，每月3日系统也会自动结账。")


def _hidden_in(month: date) -> dict[str, list[str]]:
    """What was hidden of a closed month; nothing of one that is not closed."""
    closed = StoredFigure.objects.filter(figure_set__month=month, figure_set__kind=Kind.CLOSED)
    return dict(closed.values_list("code", "hidden"))


def _as_of_its_end(month: date, now: datetime) -> Mapping[str, Counted]:
    """The month counted now. What is counted by how things stand is taken from the first counting after its end."""
    counted = count_month(month, timezone.localdate(now))
    standing = FigureSet.objects.filter(month=month, kind=Kind.RUNNING).first()
    if standing is not None and timezone.localdate(standing.counted_at) > last_day(month):
        earlier = StoredFigure.objects.filter(figure_set=standing, code__in=AS_THEY_STAND)
        counted |= {figure.code: read_counted(figure) for figure in earlier}
    return counted


def _replace(month: date, kind: Kind, counted: Mapping[str, Counted], at: datetime) -> FigureSet | None:
    with transaction.atomic():
        is_closed = FigureSet.objects.filter(month=month, kind=Kind.CLOSED).exists()
        if is_closed != (kind == Kind.RECOUNT):
            return None
        FigureSet.objects.filter(month=month, kind=kind).delete()
        return write_set(month, kind, counted, at)
