"""What firms leave on the table: what their hires could bring this year, what was claimed, which papers are missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from employers.checklist import DossierItem
from employers.hire_cards import Card, cards_of
from employers.incentives.incentive import Deadline
from employers.incentives.months import Period
from employers.models import Claim, Dossier, DossierPaper, Enterprise, Hire
from law.truth import Truth

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Of one hire, or summed over a firm; yuan of the year of the day.

    could    what is certain: of two incentives that exclude each other the one that brings more
    claimed  of that year's periods: handed in, or paid at what came
    left     of each incentive what could still be claimed
    open     how many incentives a missing fact could still open, or apply for a sum that is not known yet
    wanted   papers to be handed in for what applies or was begun, by kind, hire and period: one that serves several
             stands here once
    """

    hires: int
    could: Decimal
    claimed: Decimal
    paid: Decimal
    left: Decimal
    open: int
    wanted: frozenset[tuple[str, int | None, str]]
    next: Deadline | None

    @property
    def missing(self) -> int:
        return len(self.wanted)


def with_papers(firms: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """Firms with everything that ``money_of`` reads: so many queries for all of them together, and none later."""
    hires = Hire.objects.select_related("vacancy").prefetch_related("insured_spells", "dossiers__claims")
    papers = DossierPaper.objects.exclude(state=DossierPaper.State.REPLACED)
    return firms.select_related("region").prefetch_related(
        Prefetch("hires", hires), Prefetch("dossier_papers", papers), "years", "tax_returns"
    )


def money_of(firm: Enterprise, on: date) -> Money:
    """Over everybody who worked there in the year of ``on``. No query for a firm of ``with_papers``."""
    return summed([hire_money(hire, on) for hire in this_year(firm.hires.all(), on)])


def this_year(hires: Iterable[Hire], on: date) -> list[Hire]:
    begins = date(on.year, 1, 1)
    return [hire for hire in hires if hire.started_on <= on and (hire.left_on is None or hire.left_on >= begins)]


def hire_money(hire: Hire, on: date) -> Money:
    """What one hire can bring. As many queries as ``cards_of``."""
    cards = [card for card in cards_of(hire, on) if not _is_dropped(card)]
    sure = _chosen([card for card in cards if card.result.truth is Truth.YES])
    begun = [card for card in cards if card in sure or card.dossier is not None]
    claims = [claim for card in begun if card.dossier for claim in _claims(card.dossier, on.year)]
    days = [card.next_deadline for card in cards if card.next_deadline and card.result.truth is not Truth.NO]
    return Money(
        hires=1,
        could=sum((brings(card) for card in sure), ZERO),
        claimed=sum(map(_asked, claims), ZERO),
        paid=sum((claim.paid for claim in claims if claim.paid is not None), ZERO),
        left=sum((max(ZERO, brings(card) - _claimed(card, on.year)) for card in sure), ZERO),
        open=sum(_is_open(card) for card in cards),
        wanted=frozenset(_place(item) for card in begun for item in card.items if not item.state.is_there),
        next=min(days, key=lambda deadline: deadline.on, default=None),
    )


def summed(parts: Sequence[Money]) -> Money:
    days = [part.next for part in parts if part.next is not None]
    return Money(
        hires=sum(part.hires for part in parts),
        could=sum((part.could for part in parts), ZERO),
        claimed=sum((part.claimed for part in parts), ZERO),
        paid=sum((part.paid for part in parts), ZERO),
        left=sum((part.left for part in parts), ZERO),
        open=sum(part.open for part in parts),
        wanted=frozenset().union(*(part.wanted for part in parts)),
        next=min(days, key=lambda deadline: deadline.on, default=None),
    )


def brings(card: Card) -> Decimal:
    """As ``Card.brings``; of what is open nothing is promised."""
    return card.brings or ZERO


def _chosen(cards: Sequence[Card]) -> list[Card]:
    """Of those that exclude each other the one that brings more; the first of the catalogue where they bring alike."""
    taken: list[Card] = []
    for card in sorted(cards, key=brings, reverse=True):
        code = card.incentive.code
        if not any(one.incentive.code in card.incentive.excludes or code in one.incentive.excludes for one in taken):
            taken.append(card)
    return taken


def _claimed(card: Card, year: int) -> Decimal:
    return sum(map(_asked, _claims(card.dossier, year)), ZERO) if card.dossier else ZERO


def _claims(dossier: Dossier, year: int) -> list[Claim]:
    running = (Claim.State.HANDED_IN, Claim.State.PAID)
    return [one for one in dossier.claims.all() if one.state in running and Period.parse(one.period).first.year == year]


def _place(item: DossierItem) -> tuple[str, int | None, str]:
    return item.document.code, item.hire.pk if item.hire else None, item.period


def _asked(claim: Claim) -> Decimal:
    return claim.paid if claim.paid is not None else claim.amount


def _is_open(card: Card) -> bool:
    if card.result.truth is Truth.YES:
        return card.brings is None
    return card.result.truth is Truth.UNKNOWN


def _is_dropped(card: Card) -> bool:
    return card.dossier is not None and card.dossier.state == Dossier.State.DROPPED
