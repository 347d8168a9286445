"""Cards: for each incentive what it brings for one hire or the firm's year, what is missing, and what is due next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from employers.checklist import DossierItem, deadlines_of, items_of
from employers.hire_cases import case_of, year_case
from employers.incentives.catalogue import INCENTIVES
from employers.incentives.evaluate import evaluate
from employers.incentives.incentive import Deadline, Incentive, Result
from employers.models import Dossier, Enterprise, Hire


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
    def items_missing(self) -> int:
        return sum(not item.state.is_there for item in self.items)


def cards_of(hire: Hire, on: date) -> list[Card]:
    """Every incentive that is asked for by the person, in the order of the catalogue."""
    dossiers = {dossier.incentive: dossier for dossier in hire.dossiers.all()}
    return [_of_hire(incentive, hire, dossiers.get(incentive.code), on) for incentive in _wanted(per_hire=True)]


def firm_cards(enterprise: Enterprise, on: date) -> list[Card]:
    """Every incentive that is asked for by the firm, for the year of ``on``."""
    dossiers = {
        dossier.incentive: dossier for dossier in Dossier.objects.filter(enterprise=enterprise, hire=None, year=on.year)
    }
    return [_of_firm(incentive, enterprise, dossiers.get(incentive.code), on) for incentive in _wanted(per_hire=False)]


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
