"""Months that were counted, with numbers chosen for a test: nothing is counted for them."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from figures.count import Counted
from figures.models import FigureSet
from figures.schema import create_triggers, drop_triggers
from figures.stored import write_set
from people.models import User
from tests.cast import GONGYUAN, JIAOTONG, a_region

# Ids of rows that are in no table: what matters is how many there are.
_NOBODY = count(5_000_000)
# {code of a figure: {code of a region: how many, or which ids}}
Numbers = Mapping[str, Mapping[str, int | list[int]]]


def third_after(month: date) -> datetime:
    """When a month is closed by itself."""
    return datetime.combine(
        month + relativedelta(months=1, days=2), datetime.min.time(), ZoneInfo("Asia/Shanghai")
    ) + relativedelta(hours=2)


def a_month(
    month: date,
    numbers: Numbers,
    kind: FigureSet.Kind = FigureSet.Kind.CLOSED,
    *,
    by: User | None = None,
    at: datetime | None = None,
    hidden: Mapping[str, list[str]] | None = None,
) -> FigureSet:
    """One month with these figures, and the regions in them; ``hidden`` are places where a figure must not leave."""
    for place in {place for places in numbers.values() for place in places}:
        a_region(place)
    counted = {code: _counted(places) for code, places in numbers.items()}
    return write_set(month, kind, counted, at or third_after(month), by, hidden or {})


def _counted(places: Mapping[str, int | list[int]]) -> Counted:
    ids = {code: [next(_NOBODY) for _ in range(one)] if isinstance(one, int) else one for code, one in places.items()}
    return Counted({code: len(rows) for code, rows in ids.items()}, ids)


def some_months(last: date, placements: list[int]) -> None:
    """Fourteen months of a county up to ``last``, all closed, the last one corrected since: 公园街道 falls behind. The
    last month's placements are ``placements``."""
    for back in range(13, -1, -1):
        month = last - relativedelta(months=back)
        numbers = {
            "clients.open": {JIAOTONG: 60 - back, GONGYUAN: 40},
            "work.at_work": {JIAOTONG: 30 + back % 3, GONGYUAN: 14 - (13 - back) // 3},
            "work.at_work.flexible": {JIAOTONG: 10, GONGYUAN: 3},
            "work.placed": {JIAOTONG: placements if not back else 3 + back % 4},
            "referrals.sent": {JIAOTONG: 6},
            "gap.households": {JIAOTONG: 12, GONGYUAN: 9},
            "help.contacts": {JIAOTONG: 75, GONGYUAN: 51 + back},
            "staff.workers": {JIAOTONG: 2, GONGYUAN: 1},
        }
        a_month(month, numbers, hidden={"work.at_work": [GONGYUAN, JIAOTONG]})
    a_month(last, {"help.contacts": {JIAOTONG: 76, GONGYUAN: 51}}, FigureSet.Kind.RECOUNT)


def clear_months() -> None:
    """Away with all months, the closed ones too, which nobody else can: before tables are flushed."""
    drop_triggers()
    FigureSet.objects.all().delete()
    create_triggers()
