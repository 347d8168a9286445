"""Cards: for each incentive what it brings for one hire or the firm's year, what is missing, and what is due next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from employers.checklist import DossierItem, deadlines_of, items_of
from employers.hire_cases import OF_A_FIRM, OF_A_HIRE, case_of, year_case
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.incentives.evaluate import better_of, evaluate
from employers.incentives.incentive import Deadline, Incentive, Result
from employers.models import Dossier, Enterprise, Hire
from law.truth import Truth

LIMIT = "limit_full_year"
"""Of an offset: what a hire adds to the limit of the year. What of it is used depends on the firm's taxes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One incentive for one hire, or for the firm in the year of the day.

    result         seen on the day; ``this_year`` is its amount, None while it is open
    items          the checklist, whether a dossier is open yet or not
    next_deadline  the soonest that has not passed; None where no clock runs
    dossier        None where nobody has begun one
    """

    incentive: Incentive
    result: Result
    items: tuple[DossierItem, ...]
    next_deadline: Deadline | None
    dossier: Dossier | None
    hire: Hire | None = None

    @property
    def this_year(self) -> Decimal | None:
        return self.result.amount

    @property
    def brings(self) -> Decimal | None:
        """Yuan of this year: of an offset what it adds to the limit, of a deduction the tax that it saves. None where
        nobody can say yet."""
        of = self.result.components
        if self.incentive.saves and self.this_year:
            return of.get(self.incentive.saves)
        return of.get(LIMIT, self.this_year)

    @property
    def items_missing(self) -> int:
        return sum(not item.state.is_there for item in self.items)


def cards_of(hire: Hire, on: date) -> list[Card]:
    """Every incentive that is asked for by the person, in the order of the catalogue.

    What of her and her firm was not fetched yet is fetched onto ``hire``, in a handful of queries; none for a list
    that has fetched ``OF_A_HIRE``.
    """
    prefetch_related_objects([hire], *OF_A_HIRE)
    dossiers = {dossier.incentive: dossier for dossier in hire.dossiers.all()}
    return [_of_hire(incentive, hire, dossiers.get(incentive.code), on) for incentive in _wanted(per_hire=True)]


def firm_cards(enterprise: Enterprise, on: date) -> list[Card]:
    """Every incentive that is asked for by a firm of its kind, for the year of ``on``; a handful of queries."""
    enterprise = Enterprise.objects.prefetch_related(*OF_A_FIRM).get(pk=enterprise.pk)
    dossiers = {
        dossier.incentive: dossier for dossier in Dossier.objects.filter(enterprise=enterprise, hire=None, year=on.year)
    }
    return [
        _of_firm(incentive, enterprise, dossiers.get(incentive.code), on)
        for incentive in _wanted(per_hire=False)
        if incentive.suits(individual=enterprise.is_individual) or incentive.code in dossiers
    ]


class Rivals(NamedTuple):
    """Two incentives that cannot be had beside each other, both results, and which brings more: of equals the first,
    None where that hangs on what is open."""

    incentives: tuple[Incentive, Incentive]
    results: tuple[Result, Result]
    better: Incentive | None


def rivals(enterprise: Enterprise, on: date) -> list[Rivals]:
    """For the firm in the year of ``on``: every pair of which neither is out of the question."""
    enterprise = Enterprise.objects.prefetch_related(*OF_A_FIRM).get(pk=enterprise.pk)
    pairs = [
        (one, other)
        for one, other in combinations(INCENTIVES, 2)
        if other.code in one.excludes or one.code in other.excludes
    ]
    found = []
    for one, other in pairs:
        first, second = (evaluate(year_case(enterprise, incentive.code, on)) for incentive in (one, other))
        if Truth.NO in (first.truth, second.truth):
            continue
        better = better_of({one.code: first, other.code: second})
        found.append(Rivals((one, other), (first, second), CATALOGUE[better] if better else None))
    return found


def _wanted(*, per_hire: bool) -> Iterable[Incentive]:
    return (incentive for incentive in INCENTIVES if incentive.per_hire is per_hire)


def _of_hire(incentive: Incentive, hire: Hire, dossier: Dossier | None, on: date) -> Card:
    waived = dossier.waived if dossier else ()
    return Card(
        incentive=incentive,
        result=evaluate(case_of(hire, incentive.code, on)),
        items=tuple(items_of(incentive, hire.enterprise, hire, on, waived=waived)),
        next_deadline=_next(deadlines_of(incentive, [hire], on), on),
        dossier=dossier,
        hire=hire,
    )


def _of_firm(incentive: Incentive, enterprise: Enterprise, dossier: Dossier | None, on: date) -> Card:
    waived = dossier.waived if dossier else ()
    return Card(
        incentive=incentive,
        result=evaluate(year_case(enterprise, incentive.code, on)),
        items=tuple(items_of(incentive, enterprise, None, on, year=on.year, waived=waived)),
        next_deadline=None,
        dossier=dossier,
    )


def _next(deadlines: Iterable[Deadline], on: date) -> Deadline | None:
    return next((deadline for deadline in deadlines if deadline.on >= on), None)
