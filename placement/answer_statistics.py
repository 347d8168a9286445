"""How soon a firm answers, and how often not at all: for the firm itself, and for who decides whom to propose next."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from statistics import median

from django.utils import timezone

from employers.models import Enterprise
from law.workdays import workdays_between
from placement.models import Referral
from placement.models.referral import UNANSWERED, State
from welfare.calendar import calendar

LOOKS_BACK = timedelta(days=180)
# Fewer answers than this are told one by one, not as a share.
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class AnswerStatistics:
    """Of the referrals sent within ``LOOKS_BACK``.

    answered         the firm said something, in time or not
    unanswered       the time ran out without a word
    waiting          still within their time
    median_workdays  between sending and the first answer, over those answered; 0: the same day; None: none was
    """

    sent: int = 0
    answered: int = 0
    unanswered: int = 0
    waiting: int = 0
    median_workdays: float | None = None

    @property
    def settled(self) -> int:
        return self.answered + self.unanswered

    @property
    def unanswered_share(self) -> float | None:
        """0 to 1, of those that are settled; None while there are too few to speak of a share."""
        return self.unanswered / self.settled if self.settled >= ENOUGH else None

    @property
    def share_percent(self) -> int | None:
        """The share in whole percent, for the screen."""
        return None if self.unanswered_share is None else round(self.unanswered_share * 100)


def statistics_of(firm: Enterprise, at: datetime | None = None) -> AnswerStatistics:
    """What ended on our side before an answer counts for neither side. Two queries, and the calendar's."""
    today = timezone.localdate(at)
    since = timezone.make_aware(datetime.combine(today - LOOKS_BACK, time.min))
    rows = list(
        Referral.objects.unscoped("answers of one firm, counted")
        .filter(vacancy__enterprise=firm, sent_at__gte=since)
        .values_list("state", "sent_at", "answered_at")
    )
    known = calendar()
    days = [
        workdays_between(timezone.localdate(sent_at), timezone.localdate(answered_at), known).days
        for _, sent_at, answered_at in rows
        if answered_at
    ]
    return AnswerStatistics(
        sent=len(rows),
        answered=len(days),
        unanswered=sum(state == State.LAPSED for state, _, _ in rows),
        waiting=sum(state in UNANSWERED for state, _, _ in rows),
        median_workdays=float(median(days)) if days else None,
    )
