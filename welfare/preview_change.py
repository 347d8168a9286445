"""影响预览: what a proposed number would change for every household of its place, before anybody approves it.

The households are as on file now. Compared are the day on which the number begins (today, where that is past) with the
number and without it; where no number would hold without it, the day before it begins stands for "now".
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import polars as pl
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from clients.models import Client
from jobs.run import Job, Progress, ask, job
from law.outcome import Outcome
from law.truth import Truth
from people import ledger
from people.models import Action, Purpose, User
from people.scope import code_range
from welfare.catalogue.table import CATALOGUE
from welfare.gather import gather
from welfare.models import ImpactLine, ImpactPreview, StandardRow
from welfare.propose_standard import KIND
from welfare.rules.columns import screen
from welfare.rules.entitlement import Entitlement
from welfare.rules.frames import frames
from welfare.rules.standards import STANDARDS, Book, Standard
from welfare.standards import as_row, book, merged

STEP = 500
REASON = "preview of a proposed standard"


@transaction.atomic
def ask_preview(actor: User, row: StandardRow, today: date) -> ImpactPreview:
    """The preview of this row as of the day it begins; one per row and day, however often it is asked for."""
    preview, _ = ImpactPreview.objects.get_or_create(row=row, as_of=max(today, row.valid_from))
    ask(actor, "welfare.preview", key=f"{row.pk}:{preview.as_of}", preview=preview.pk)
    ledger.record(actor, Action.VIEW, KIND, row.pk, Purpose.WELFARE)
    return preview


def touched_by(row: StandardRow) -> tuple[Entitlement, ...]:
    """The entitlements whose condition or sums look at this number, also by way of a standard that borrows it."""
    codes = {row.code}
    codes |= {one.code for one in STANDARDS.values() if isinstance(one, Standard) and one.town is STANDARDS[row.code]}
    return tuple(entitlement for entitlement in CATALOGUE if codes & entitlement.reads)


@job("welfare.preview", title="标准影响预览")
def preview(job: Job, progress: Progress) -> dict:
    """Households of the row's place, ``STEP`` at a time; a line for each outcome or sum that would change."""
    asked = ImpactPreview.objects.select_related("row__region").get(pk=job.payload["preview"])
    entitlements = touched_by(asked.row)
    without, with_it = books(asked.row)
    before_on = _before_on(asked, without)
    ids = list(_of_place(asked.row).order_by("pk").values_list("pk", flat=True))
    # A second attempt begins anew: who is there may have changed meanwhile, and a place in the list means nobody.
    ImpactLine.objects.unscoped(REASON).filter(preview=asked).delete()
    for first in range(0, len(ids), STEP):
        chosen = ids[first : first + STEP]
        clients = list(Client.objects.unscoped(REASON).filter(pk__in=chosen).order_by("pk"))
        before = _screened(clients, before_on, entitlements, without)
        after = _screened(clients, asked.as_of, entitlements, with_it)
        with transaction.atomic():
            lines = _lines(asked, clients, entitlements, before, after)
            ImpactLine.objects.bulk_create(lines)
            progress(first + len(chosen), len(ids), f"正在试算，共 {len(ids)} 户")
    ImpactPreview.objects.filter(pk=asked.pk).update(finished_at=timezone.now(), households=len(ids))
    return {"url": reverse("welfare:standard", args=[asked.row_id])}


def books(row: StandardRow) -> tuple[Book, Book]:
    """The numbers of today, and the same with ``row``."""
    present = book()
    return present, present.replaced(row.code, merged(present.rows(STANDARDS[row.code]), as_row(row)))


def _before_on(asked: ImpactPreview, present: Book) -> date:
    row, standard = asked.row, STANDARDS[asked.row.code]
    kinds = (True, False) if row.urban is None else (row.urban,)
    known = any(present.find(standard, row.region.code, urban, asked.as_of) for urban in kinds)
    return asked.as_of if known else row.valid_from - timedelta(days=1)


def _of_place(row: StandardRow):
    """Open cases that are registered in the place, or live there and are registered nowhere."""
    low, high = code_range(row.region.code) if row.within else (row.region.code, row.region.code)
    registered = Q(registered_region__code__gte=low, registered_region__code__lte=high)
    living = Q(registered_region=None, residence_region__code__gte=low, residence_region__code__lte=high)
    return Client.objects.unscoped(REASON).filter(registered | living, status=Client.Status.OPEN)


def _screened(clients: list[Client], day: date, entitlements: tuple[Entitlement, ...], under: Book) -> pl.DataFrame:
    households, members = frames([gathered.household for gathered in gather(clients, day)])
    return screen(households, members, entitlements, under)


def _lines(
    asked: ImpactPreview,
    clients: list[Client],
    entitlements: tuple[Entitlement, ...],
    before: pl.DataFrame,
    after: pl.DataFrame,
) -> Iterator[ImpactLine]:
    for entitlement in entitlements:
        code = entitlement.code
        columns = [code, f"{code}_lo", f"{code}_hi"]
        pairs = zip(clients, before.select(columns).rows(), after.select(columns).rows(), strict=True)
        for client, was, is_now in pairs:
            if was != is_now:
                yield ImpactLine(
                    preview=asked,
                    client=client,
                    entitlement=code,
                    before=Outcome.of(Truth(was[0])).value,
                    after=Outcome.of(Truth(is_now[0])).value,
                    amount_before=_sum(was),
                    amount_after=_sum(is_now),
                )


def _sum(found: tuple[int, int | None, int | None]) -> Decimal | None:
    """What is paid, in the entitlement's unit: nothing to who is not entitled, None while the sum is open."""
    truth, low, high = found
    if truth == Truth.NO.value:
        return Decimal(0)
    return Decimal(low).scaleb(-2) if truth == Truth.YES.value and low is not None and low == high else None
