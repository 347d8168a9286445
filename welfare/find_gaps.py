"""应享未享 as it follows from answers: opened for who is entitled and neither receives nor asks, closed when that ends.

What a person closed stays closed for as long as nothing changes: declined, mistaken or received elsewhere, it comes
back only once the household became entitled anew, or once what it received has ended.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F, Q
from django.utils import timezone

from clients.models import Client, Paper
from law.outcome import Outcome
from welfare.models import Application, Benefit, TakeUpGap
from welfare.needed_papers import is_there
from welfare.rules.assess import Assessment

FOLLOW_UP = timedelta(days=30)
"""No law sets a day for going to see somebody who has not asked: a month is the rule of the house."""

REASON = "gaps follow from the answers of households that the caller holds"
MOST_PAPERS, MOST_WORDS = 120, 200
Key = tuple[int, str]


class Found(NamedTuple):
    """What came out for one household and one entitlement, and whether it was entitled before (None: first look)."""

    client: Client
    assessment: Assessment
    before: str | None

    @property
    def key(self) -> Key:
        return self.client.pk, self.assessment.entitlement.code

    @property
    def is_new(self) -> bool:
        return self.before != Outcome.ELIGIBLE.value


def settle(found: Collection[Found], as_of: date) -> list[TakeUpGap]:
    """Open and close what follows, in the caller's transaction; returns the gaps opened.

    Eight queries at most and one for each gap closed. ``found`` are the answers of households whose rows are held.
    """
    mine = {"client_id__in": {one.client.pk for one in found}}
    gaps = TakeUpGap.objects.unscoped(REASON).filter(**mine)
    standing = {(gap.client_id, gap.entitlement): gap for gap in gaps.open()}
    benefits = Benefit.objects.unscoped(REASON).filter(**mine)
    received = set(benefits.running(as_of).values_list("client_id", "entitlement"))
    wanted = []
    for one in found:
        gap = standing.get(one.key)
        if one.assessment.outcome is Outcome.ELIGIBLE and one.key not in received:
            if gap is None and not one.assessment.entitlement.on_request:
                wanted.append(one)
        elif gap is not None:
            _close(gap, one, as_of, one.key in received)
    if not wanted:
        return []
    asked = set(Application.objects.unscoped(REASON).filter(**mine).running().values_list("client_id", "entitlement"))
    # What was paid once is over with the payment: that ends nothing.
    settled = _settled(gaps, benefits.filter(until__lte=as_of, until__gt=F("since")))
    opening = [one for one in wanted if one.key not in asked and (one.is_new or one.key not in settled)]
    papers = _papers({one.client.pk for one in opening}, as_of)
    now = timezone.now()
    return TakeUpGap.objects.bulk_create(
        # What others read in the queue must not tell of a paper that is there for the caseworker alone.
        _opened(one, papers[one.client.pk, one.assessment.entitlement.restricted], as_of, now)
        for one in opening
    )


def _settled(gaps, ended) -> set[Key]:
    """What somebody closed for good: not because the answer changed, and nothing received has ended since."""
    last: dict[Key, TakeUpGap] = {}
    for gap in gaps.filter(closed_on__isnull=False).order_by("closed_on", "pk"):
        last[gap.client_id, gap.entitlement] = gap
    ends: dict[Key, date] = {}
    for client, code, until in ended.order_by("until").values_list("client_id", "entitlement", "until"):
        ends[client, code] = until
    return {
        key
        for key, gap in last.items()
        if gap.closed_how != TakeUpGap.Closed.CHANGED
        and gap.closed_on is not None
        and ends.get(key, date.min) < gap.closed_on
    }


def _close(gap: TakeUpGap, one: Found, as_of: date, receives: bool) -> None:
    how = TakeUpGap.Closed.RECEIVED if receives else TakeUpGap.Closed.CHANGED
    still = TakeUpGap.objects.unscoped(REASON).open().filter(pk=gap.pk)
    if still.update(closed_on=as_of, closed_how=how):
        gap.closed_reason = "已经登记为正在享受。" if receives else f"测算结果变为“{one.assessment.outcome.label}”。"
        gap.save(update_fields=["closed_reason"])


def _opened(one: Found, kinds: Collection[str], as_of: date, now) -> TakeUpGap:
    entitlement = one.assessment.entitlement
    missing = _joined(still_missing(one.assessment.documents, kinds), MOST_PAPERS)
    ready = f"备齐{_joined(still_missing(one.assessment.documents, kinds), 80)}，" if missing else "材料已经齐全，"
    return TakeUpGap(
        client=one.client,
        entitlement=entitlement.code,
        opened_on=as_of,
        missing_paper=missing,
        next_action=f"告诉本人可以申请“{entitlement.name}”，{ready}向{entitlement.where_to_ask}提出。"[:MOST_WORDS],
        due_on=as_of + FOLLOW_UP,
        recorded_at=now,
    )


def _papers(clients: Collection[int], as_of: date) -> Mapping[tuple[int, bool], set[str]]:
    """Kinds of valid papers by client: those that everybody may see (False), and with the restricted ones (True)."""
    kept: dict[tuple[int, bool], set[str]] = defaultdict(set)
    valid = Paper.objects.unscoped(REASON).filter(Q(expires_on__isnull=True) | Q(expires_on__gte=as_of))
    for client, kind, restricted in valid.filter(client_id__in=clients).values_list("client_id", "kind", "restricted"):
        kept[client, True].add(kind)
        if not restricted:
            kept[client, False].add(kind)
    return kept


def still_missing(documents: Iterable[str], kinds: Collection[str]) -> list[str]:
    """Of the papers to hand in those that nothing on file answers, as ``needed_papers`` reads their names."""
    return [name for name in documents if not is_there(name, kinds)]


def _joined(names: list[str], longest: int) -> str:
    """As many as fit, and 等 where some do not."""
    said = ""
    for name in names:
        longer = f"{said}、{name}" if said else name
        if len(longer) + 1 > longest:
            return f"{said}等" if said else name[:longest]
        said = longer
    return said
