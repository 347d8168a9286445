"""筛查: every open household of a district as of one day, batch by batch, so that a killed run goes on where it was.

Each batch is one transaction with its mark (``Screening.reached``): nothing is kept twice and nobody is left out. What
came out household by household is compared with what the columns of ``welfare.rules`` say of the same households.
"""

import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from clients.may import county_of
from clients.models import Client
from people.models import Level, Region
from people.scope import code_range
from welfare.catalogue.table import CATALOGUE
from welfare.determine import Looked, hold, look, store
from welfare.gather import gather
from welfare.models import Screening
from welfare.rules.columns import screen as screen_columns
from welfare.rules.frames import frames
from welfare.rules.standards import Book
from welfare.standards import book as book_of_today
from welfare.standards import book_version

logger = logging.getLogger(__name__)

REASON = "screen a district"
BATCH = 25
"""Short transactions: on SQLite everybody else waits to write meanwhile."""
COMPARED = 400
"""Households compared with the columns at a time: compiling costs the same for one and for many."""

Progress = Callable[[int, int | None, str], None]


class Result(NamedTuple):
    """households looked at, answers that changed, and answers on which the two ways disagree (it must be none)."""

    households: int
    changed: int
    differences: int


def districts(code: str = "") -> list[Region]:
    """The districts in which somebody with an open case lives, those within the region of ``code`` if given."""
    homes = Client.objects.unscoped(REASON).open().order_by().values_list("residence_region__code", flat=True)
    codes = {county_of(home) for home in homes.distinct() if home.startswith(code) or code.startswith(county_of(home))}
    return list(Region.objects.current().filter(code__in=codes))


def key_of(region: Region, as_of: date) -> str:
    """The same district, day, numbers and rules are looked at once, unless somebody was enrolled since: what changes
    about a household is looked at when it changes, but at a new one nobody has looked."""
    rules = hashlib.sha256("".join(one.version for one in CATALOGUE).encode()).hexdigest()[:12]
    newest = living_in(region).aggregate(last=Max("pk"))["last"] or 0
    return f"{region.code}.{as_of:%Y%m%d}.{book_version()}.{rules}.{newest}"


def begin(region: Region, as_of: date, key: str) -> Screening:
    """The screening of this key: a new one, or the one that was begun before."""
    screening, _ = Screening.objects.get_or_create(key=key, defaults={"region": region, "as_of": as_of})
    return screening


def screen(screening: Screening, progress: Progress = lambda done, total, note: None) -> Result:
    """Look at everybody who has not been looked at yet. ``progress`` is called within each batch's transaction."""
    book = book_of_today()
    waiting: list[Looked] = []
    differences = 0
    homes = living_in(screening.region)
    total = screening.households + homes.filter(pk__gt=screening.reached).count()
    while looked := _batch(screening, homes, book, total, progress):
        waiting += looked
        if len(waiting) >= COMPARED:
            differences += disagreements(waiting, book)
            waiting = []
    differences += disagreements(waiting, book)
    Screening.objects.filter(pk=screening.pk, finished_at=None).update(finished_at=timezone.now())
    return Result(screening.households, screening.changed, differences)


@transaction.atomic
def _batch(screening: Screening, homes, book: Book, total: int, progress: Progress) -> list[Looked]:
    screening.refresh_from_db()
    clients = list(homes.filter(pk__gt=screening.reached).order_by("pk")[:BATCH])
    if not clients:
        return []
    looked = [look(gathered, book) for gathered in gather(hold(clients), screening.as_of)]
    changed = store(None, looked, book, screening)
    Screening.objects.filter(pk=screening.pk).update(
        households=F("households") + len(clients), changed=F("changed") + len(changed), reached=clients[-1].pk
    )
    screening.refresh_from_db()
    progress(screening.households, max(total, screening.households), f"正在测算，已看 {screening.households} 户")
    return looked


def living_in(region: Region):
    """Open cases of the district; of a region wider than a district those who are on file as living there and no
    nearer."""
    clients = Client.objects.unscoped(REASON).open()
    if region.level < Level.COUNTY:
        return clients.filter(residence_region__code=region.code)
    low, high = code_range(region.code)
    return clients.filter(residence_region__code__gte=low, residence_region__code__lte=high)


def disagreements(looked: Sequence[Looked], book: Book) -> int:
    """On how many answers the columns differ from the households one by one, in outcome or amount; each is logged."""
    if not looked:
        return 0
    table = screen_columns(*frames([one.gathered.household for one in looked]), CATALOGUE, book)
    found = 0
    for entitlement in CATALOGUE:
        code = entitlement.code
        columns = zip(table[code], table[f"{code}_lo"], table[f"{code}_hi"], strict=True)
        one_by_one = (_as_columns(one, code) for one in looked)
        wrong = sum(theirs != ours for theirs, ours in zip(columns, one_by_one, strict=True))
        if wrong:
            logger.error("%s: columns and households disagree on %d of %d answers", code, wrong, len(looked))
        found += wrong
    return found


def _as_columns(one: Looked, code: str) -> tuple[int, int | None, int | None]:
    found = one.found[code]
    truth = found.finding.truth.value
    if found.amount is None or not truth:
        return truth, None, None
    low, high = (None if end is None else int(end.scaleb(2)) for end in (found.amount.lo, found.amount.hi))
    return truth, low, high
