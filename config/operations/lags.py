"""What runs behind: screening, search, backup."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from config.operations.words import span
from jobs.models import Job, State
from placement.search.lag import search_lag
from welfare.models import Screening

BACKUP = "config.backup"
# A night and what it takes: whoever was not looked at since was left out last night.
A_NIGHT = timedelta(hours=26)
# A district in which nobody has had an open case for so long is no longer looked at.
FORGOTTEN = timedelta(days=30)


@dataclass(frozen=True)
class Screened:
    """districts  those that are looked at each night; ``behind`` of them were left out last night
    oldest        how long ago the one that waits longest was looked at; None before the first night
    """

    districts: int
    behind: int
    oldest: timedelta | None

    @property
    def oldest_words(self) -> str:
        return span(self.oldest) if self.oldest is not None else ""


def screening(now: datetime) -> Screened:
    """How far behind the screening is."""
    looked = Screening.objects.filter(finished_at__gt=now - FORGOTTEN).order_by()
    last = looked.values("region").annotate(last=Max("finished_at")).values_list("last", flat=True)
    ages = [now - moment for moment in last]
    return Screened(len(ages), sum(age > A_NIGHT for age in ages), max(ages, default=None))


@dataclass(frozen=True)
class Behind:
    """Vacancies whose words the index does not hold yet, and since when the oldest of them waits."""

    vacancies: int
    oldest: timedelta | None = None

    @property
    def oldest_words(self) -> str:
        return span(self.oldest) if self.oldest is not None else ""


def search(now: datetime) -> Behind:
    """How far the search index is behind the database. None of it without a search engine: the database cuts words
    before it answers."""
    lag = search_lag()
    return Behind(lag.rows, timedelta(seconds=lag.seconds) if lag.rows else None)


@dataclass(frozen=True)
class Backup:
    """The last backup that was finished. ``verified``: it was restored into an empty place and compared."""

    at: datetime
    bytes: int
    files: int
    verified: bool
    is_old: bool


def backup(now: datetime) -> Backup | None:
    """The last one, None if there was never any."""
    row = Job.objects.filter(kind=BACKUP, state=State.DONE).order_by("-finished_at").first()
    if row is None or row.finished_at is None:
        return None
    told = row.result or {}
    at = datetime.fromisoformat(told["at"]) if "at" in told else row.finished_at
    return Backup(at, told.get("bytes", 0), told.get("files", 0), bool(told.get("verified")), now - at > A_NIGHT)
