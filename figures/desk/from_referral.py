"""从推荐到稳岗: of the referrals sent in a year, how many came how far; those whose day has not come are told apart.

Each referral is followed by its id through the stored months, so the steps are of the same people: dividing the month's
interviews by the month's referrals would compare different ones.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import takewhile

from figures.close_month import months_from
from figures.models import FigureSet, StoredFigure
from figures.period import WHY
from figures.stored import unpack
from people.models import Region
from people.scope import covers
from placement.models import Placement

SENT = "referrals.sent"
STEPS = (
    (SENT, "推荐给企业"),
    ("referrals.interview", "约到面试"),
    ("referrals.offer", "企业录用"),
    ("referrals.started", "上岗"),
)
MARKS = (30, 90, 180)
Ids = dict[str, set[int]]


def window(last: date, sets: dict[date, FigureSet]) -> list[date]:
    """The months up to ``last`` that were counted without a gap, a year of them at most."""
    year = months_from(last.replace(year=last.year - 1), last)[1:]
    counted = takewhile(sets.__contains__, reversed(year))
    return sorted(counted)


def steps(region: Region, months: Sequence[date], sets: dict[date, FigureSet]) -> list[dict[str, object]]:
    """The steps as ``c-funnel`` draws them. Two queries; numbers alone, whoever looks."""
    codes = [code for code, _ in STEPS] + [
        f"work.mark{days}{end}" for days in MARKS for end in ("", ".working", ".left")
    ]
    rows = _rows(region, [sets[month] for month in months], codes)
    sent = rows[SENT]
    reached = _reached(sent, rows)
    jobs = _jobs(reached[-1])
    found = [{"label": label, "count": len(ids), "unknown": 0} for (_, label), ids in zip(STEPS, reached, strict=True)]
    for days in MARKS:
        there, gone = jobs & rows[f"work.mark{days}.working"], jobs & rows[f"work.mark{days}.left"]
        found.append({"label": f"{days} 天还在岗", "count": len(there), "unknown": len(jobs - there - gone)})
        # Who had left by then cannot be there later, whether or not that day has come.
        jobs = jobs - gone
    return found


def _reached(sent: set[int], rows: Ids) -> list[set[int]]:
    """Of those sent, who came to each step or to a later one: some firms hire without an interview."""
    found: list[set[int]] = []
    later: set[int] = set()
    for code, _ in reversed(STEPS):
        later = later | (rows[code] & sent)
        found.insert(0, later)
    return found


def _jobs(referrals: set[int]) -> set[int]:
    """The placements that came of these referrals."""
    if not referrals:
        return set()
    pairs = Placement.objects.unscoped(WHY).filter(referral__isnull=False).order_by().values_list("referral", "pk")
    if len(referrals) <= 500:
        pairs = pairs.filter(referral__in=referrals)
    return {pk for referral, pk in pairs if referral in referrals}


def _rows(region: Region, sets: Iterable[FigureSet], codes: list[str]) -> Ids:
    """The ids behind each of these figures over all months: those sent in this region, and whatever came of them
    wherever she lived by then."""
    found: Ids = {code: set() for code in codes}
    stored = StoredFigure.objects.filter(figure_set__in=list(sets), code__in=codes).values_list("code", "rows")
    for code, packed in stored:
        for place, ids in unpack(packed).items():
            if code != SENT or covers(region.code, place):
                found[code].update(ids)
    return found
