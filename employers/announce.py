"""公告: brings the feed of public vacancies up to date, and reads on in it.

What stands on the public site depends on much: states, days that pass, the firm's word, its verification, the words of
the advertisement. So nothing is hooked to each of these: what stands is compared with what stood, at most every
``EVERY`` seconds and only when somebody reads. What is handed out is looked at once more at that moment, so that
nothing is told that the site would not show.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from employers.models import Announced, AnnouncedHead, Vacancy
from employers.public.vacancies import PublicVacancy, among

EVERY = 15
STEP = 500
# To be raised when what is shown of a vacancy changes: readers then get each once more.
EDITION = "1"

Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the feed, as far as it is compared."""

    pk: int
    number: int | None
    stands: bool
    stamp: str


def catch_up(now: datetime, *, every: int | None = None) -> None:
    """Write down what has changed since somebody last looked; nothing within ``every`` seconds of that (``EVERY``)."""
    seconds = EVERY if every is None else every
    if AnnouncedHead.current().is_fresh(now, seconds):
        return
    with transaction.atomic():
        head = AnnouncedHead.current(lock=True)
        if head.is_fresh(now, seconds):
            return
        today = timezone.localdate(now)
        known = {
            (row.vacancy_id, row.region_code): Known(row.pk, row.number, row.stands, row.stamp)
            for row in Announced.objects.only("vacancy_id", "region_code", "number", "stands", "stamp")
        }
        stamps = dict(_stamps(today))
        # What has to be taken down first: a vacancy that moved is gone in one place before it stands in another.
        gone = [one for place, one in known.items() if one.stands and place not in stamps]
        _move([(one.pk, False, one.stamp) for one in gone], head, now)
        changed = [place for place, stamp in stamps.items() if place not in known or _differs(known[place], stamp)]
        for first in range(0, len(changed), STEP):
            _settle(changed[first : first + STEP], known, stamps, head, now, today)
        head.looked_at = now
        head.save()


def _stamps(today: date) -> Iterator[tuple[Place, str]]:
    """Each vacancy that may stand, and what it is made from. Each change of its facts or state writes an event."""
    rows = Vacancy.objects.for_visitors(today).annotate(last=Max("events__pk"))
    told = rows.order_by("pk").values_list("pk", "region__code", "enterprise__name", "refreshed_at", "last")
    for pk, region, firm, refreshed, last in told:
        parts = f"{EDITION}\x1f{firm}\x1f{refreshed:%Y%m%d%H%M%S%f}\x1f{last}"
        yield (pk, region), blake2b(parts.encode(), digest_size=16).hexdigest()


def _differs(known: Known, stamp: str) -> bool:
    # A row that went down and came back with the same stamp has to be told again.
    return known.stamp != stamp or (not known.stands and known.number is not None)


def _settle(
    some: Sequence[Place],
    known: dict[Place, Known],
    stamps: dict[Place, str],
    head: AnnouncedHead,
    now: datetime,
    today: date,
) -> None:
    """Look at these closely: some may not stand there after all, because of their words."""
    shown = among([pk for pk, _ in some], today)
    moved, quiet, new = [], [], []
    for place in some:
        before, stands, stamp = known.get(place), place[0] in shown, stamps[place]
        if before is None:
            new.append(Announced(vacancy_id=place[0], region_code=place[1], stands=stands, stamp=stamp, changed_at=now))
        elif stands or before.stands:
            moved.append((before.pk, stands, stamp))
        else:
            quiet.append(Announced(pk=before.pk, stamp=stamp))
    Announced.objects.bulk_update(quiet, ["stamp"])
    _move(moved, head, now)
    for row in new:
        if row.stands:
            head.number += 1
            row.number = head.number
    Announced.objects.bulk_create(new)


def _move(rows: Iterable[tuple[int, bool, str]], head: AnnouncedHead, now: datetime) -> None:
    """To the end of the feed."""
    moved = []
    for pk, stands, stamp in rows:
        head.number += 1
        moved.append(Announced(pk=pk, number=head.number, stands=stands, stamp=stamp, changed_at=now))
    Announced.objects.bulk_update(moved, ["number", "stands", "stamp", "changed_at"])


# Reading on ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the feed: what stands, what is gone, the number of the last row read, whether more follows, and the
    number at which the feed ended when reading began."""

    items: list[PublicVacancy]
    gone: list[str]
    number: int
    base: int
    more: bool


def begin(since: datetime | None) -> tuple[int, int]:
    """Where reading begins: (number, base). What was gone before ``base`` is not told to who never had it."""
    head = AnnouncedHead.current().number
    if since is None:
        return 0, head
    before = Announced.objects.filter(changed_at__lt=since, number__isnull=False)
    return before.aggregate(most=Max("number"))["most"] or 0, 0


def read_on(region_code: str, number: int, base: int, many: int, now: datetime) -> Stretch:
    """The next rows of the feed in this region. Three queries."""
    found = Announced.objects.within(region_code).after(number).select_related("vacancy")
    rows = list(found.only("number", "stands", "region_code", "vacancy__uid")[: many + 1])
    more, rows = len(rows) > many, rows[:many]
    shown = among({row.vacancy_id for row in rows}, timezone.localdate(now))
    items, gone = [], []
    for row in rows:
        one = shown.get(row.vacancy_id)
        in_scope = one is not None and one.place[-1].code.startswith(region_code)
        if one is not None and in_scope:
            # Where it stands in another place of the region, it is told there.
            if row.stands and one.place[-1].code == row.region_code:
                items.append(one)
        elif (row.number or 0) > base:
            gone.append(str(row.vacancy.uid))
    last = rows[-1].number if rows and rows[-1].number else number
    return Stretch(items, gone, last, base, more)
