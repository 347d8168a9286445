"""今日, what stands around a referral: for whom nothing moves, and who leaves a site soon."""

from datetime import date

from people.models import User
from placement import release, stalled
from placement.desk.stalled import lines_of
from placement.models.release_plan import FirstDay

# Lines of each part; the rest stands on its own page.
SHOWN = 5


def of_support(worker: User, day: date) -> dict[str, object]:
    """What the two blocks show. ``named``: everybody whom they are about, so that no other block repeats her."""
    stuck = stalled.of(worker, day)
    leaving = release.leaving(worker, day)
    return {
        "stuck": lines_of(worker, stuck[:SHOWN], day),
        "stuck_count": len(stuck),
        "stuck_days": stalled.STALLED_DAYS,
        "leaving": [(one, one.is_overdue(day)) for one in leaving[:SHOWN]],
        "leaving_count": len(leaving),
        "first_day_lines": len(FirstDay),
        "named": frozenset(one.client.pk for one in (*stuck, *leaving)),
    }
