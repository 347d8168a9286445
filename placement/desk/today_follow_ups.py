"""The follow-ups of 今日: whom to ask whether she is still at work."""

from datetime import date

from people.models import User
from placement.models import FollowUp
from placement.to_ask import When, filled, waiting

# Lines before the rest is only counted.
SHOWN = 6


def of_today(worker: User, today: date) -> dict[str, object]:
    """The jobs whose day has come, longest due first. Two queries."""
    mine = FollowUp.objects.visible_to(worker)
    due = [row for row in waiting(mine, today) if row.when == When.DUE]
    return {"to_ask": filled(mine, due[:SHOWN]), "to_ask_count": len(due), "to_ask_more": len(due) - SHOWN}
