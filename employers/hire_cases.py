"""From the records of a firm to the question that an incentive asks: one hire, or the firm's year."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from employers.incentives.case import Case, Insurance, Payable, Status, Tax
from employers.incentives.case import Hire as KernelHire
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.fields import FieldError
from employers.incentives.incentive import FactKind, Family
from employers.incentives.months import Month, Period
from employers.incentives.read_fact import read_fact
from employers.models import Claim, Enterprise, FirmYear, Hire, TaxReturn

TABLES = (FactKind.MONTHS, FactKind.YEARS)
# All that a case reads of a firm, to be fetched at once for many cases.
OF_A_FIRM = ("region", "years", "tax_returns", "dossier_papers", "hires__insured_spells", "hires__dossiers__claims")
OF_A_HIRE = (
    "insured_spells",
    "dossiers__claims",
    *(f"enterprise__{name}" for name in OF_A_FIRM if "hires" not in name),
)
# Where ``FirmYear.facts`` keeps numbers of the place, by incentive and code.
PARAMETERS = "parameters"
# Told by the firm's credit code: nobody is asked for it.
OF_THE_CODE = "is_individual_business"


def case_of(hire: Hire, incentive: str, on: date) -> Case:
    """What this incentive can bring for her alone, seen on ``on``, with the firm's taxes of that year. What is said of
    all its people together is left out, and what is about one hire is what was said of her.

    Raises KeyError for an incentive that is not in the catalogue.
    """
    firm, declared = hire.enterprise, CATALOGUE[incentive].facts
    not_hers = {fact.code for fact in declared if fact.of_all or fact.of_one}
    of_the_firm = {code: value for code, value in facts_of(firm, incentive, on.year).items() if code not in not_hers}
    hers = {fact.code: hire.facts[fact.code] for fact in declared if fact.of_one and fact.code in hire.facts}
    return Case(
        id=str(hire.pk),
        incentive=incentive,
        on=on,
        region=firm.region.code,
        parameters=parameters_of(firm, incentive, on.year),
        facts=of_the_firm | hers,
        hires=(kernel_hire(hire, incentive, on),),
        taxes=taxes_of(returns_of(firm, on.year)),
    )


def year_case(enterprise: Enterprise, incentive: str, on: date) -> Case:
    """What it can bring the firm in the year of ``on`` for everybody who worked there, as far as it had come by ``on``.

    Taxes stand as they were before any relief, and nothing counts as taken: the answer is what is possible, beside
    which stands what the firm says it took (``taken_of``). Raises KeyError as ``case_of``.
    """
    return Case(
        id=f"{enterprise.pk}-{on.year}",
        incentive=incentive,
        on=on,
        region=enterprise.region.code,
        parameters=parameters_of(enterprise, incentive, on.year),
        facts=facts_of(enterprise, incentive, on.year),
        hires=tuple(kernel_hire(hire, incentive, on) for hire in hires_of_year(enterprise, on.year, on)),
        taxes=taxes_of(returns_of(enterprise, on.year)),
    )


def hires_of_year(enterprise: Enterprise, year: int, on: date) -> list[Hire]:
    """Who worked there in that year up to ``on``, the first one first. No query where they were fetched with the
    firm."""
    first, last = date(year, 1, 1), min(on, date(year, 12, 31))
    there = [
        hire
        for hire in enterprise.hires.all()
        if hire.started_on <= last and (hire.left_on is None or hire.left_on >= first)
    ]
    prefetch_related_objects(there, "insured_spells", "dossiers__claims")
    return sorted(there, key=lambda hire: (hire.started_on, hire.pk))


def kernel_hire(hire: Hire, incentive: str, on: date) -> KernelHire:
    """Months for which no spell is written down at all are unknown; a spell that goes on reaches to ``on``. What was
    used before is what was used of the incentive's own clock."""
    since = hire.unemployed_since
    of_subsidies = CATALOGUE[incentive].family is Family.SUBSIDY
    return KernelHire(
        key=str(hire.pk),
        statuses={Status(status): has for status, has in hire.statuses.items()},
        statuses_since={} if since is None else {Status.REGISTERED_UNEMPLOYED: since},
        contract_from=hire.contract_from,
        contract_until=hire.contract_until,
        open_ended=hire.open_ended,
        insured=insured_months(hire, on),
        contributions=_contributions(hire.contributions),
        wage=hire.wage,
        months_used=hire.subsidy_months if of_subsidies else hire.months_used,
        retires_on=hire.retires_on,
        dispatched=hire.dispatched,
        first_claimed_on=first_claim(hire, incentive, on),
    )


def insured_months(hire: Hire, on: date) -> frozenset[Month] | None:
    """None where nobody has written down any."""
    spells = list(hire.insured_spells.all())
    if not spells:
        return None
    until = Month.of(min(on, hire.left_on) if hire.left_on else on)
    spans = ((Month.of(spell.first), Month.of(spell.last) if spell.last else until) for spell in spells)
    return frozenset(month for first, last in spans if first <= last for month in Period(first, last).months)


def first_claim(hire: Hire, incentive: str, on: date) -> date | None:
    """The day of the first claim for her under this incentive that was not taken back or refused."""
    days = [
        claim.handed_in_on
        for dossier in hire.dossiers.all()
        if dossier.incentive == incentive
        for claim in dossier.claims.all()
        if claim.state in (Claim.State.HANDED_IN, Claim.State.PAID) and claim.handed_in_on <= on
    ]
    return min(days, default=None)


def facts_of(enterprise: Enterprise, incentive: str, year: int) -> Mapping[str, Any]:
    """What the incentive reads of the firm, of the kinds that it declares. A table by months or years gathers what
    earlier years say, too; of anything else only the year itself speaks. What cannot be read is unknown."""
    declared = {fact.code: fact for fact in CATALOGUE[incentive].facts}
    found: dict[str, Any] = {}
    for row in sorted(years_of(enterprise), key=lambda row: row.year):
        if row.year > year:
            break
        for code, value in row.facts.items():
            fact = declared.get(code)
            if fact is None or value is None:
                continue
            errors: list[FieldError] = []
            read = read_fact(fact, code, value, errors)
            if errors:
                continue
            if fact.kind in TABLES:
                found[code] = {**found.get(code, {}), **read}
            elif row.year == year:
                found[code] = read
    if OF_THE_CODE in declared:
        found[OF_THE_CODE] = enterprise.is_individual
    return found


def years_of(enterprise: Enterprise) -> list[FirmYear]:
    """What is said of each year; no query where they were fetched for many firms at once."""
    # Where the queryset stands, in another file, mypy sees now and then.
    firm: Any = enterprise
    return list(firm.years.all())


def parameters_of(enterprise: Enterprise, incentive: str, year: int) -> Mapping[str, Decimal]:
    """Numbers of the place that somebody asked the local office for and wrote down for that year; they go before those
    on record."""
    row = next((row for row in years_of(enterprise) if row.year == year), None)
    given = row.facts.get(PARAMETERS, {}).get(incentive, {}) if row else {}
    known = {parameter.code for parameter in CATALOGUE[incentive].parameters}
    return {code: Decimal(value) for code, value in given.items() if code in known}


def taxes_of(returns: Iterable[TaxReturn]) -> tuple[Payable, ...]:
    return tuple(Payable(Tax(row.tax), Period.parse(row.period), row.payable) for row in returns)


def taken_of(returns: Iterable[TaxReturn]) -> dict[str, Decimal]:
    """What was offset, by tax; a return of which nobody says it is left out."""
    taken: dict[str, Decimal] = {}
    for row in returns:
        if row.offset is not None:
            taken[Tax(row.tax)] = taken.get(Tax(row.tax), Decimal(0)) + row.offset
    return taken


def returns_of(enterprise: Enterprise, year: int) -> list[TaxReturn]:
    """Every tax of every return of that year."""
    firm: Any = enterprise
    return [row for row in firm.tax_returns.all() if row.period.startswith(f"{year}")]


def _contributions(paid: Mapping[str, str] | None) -> dict[Insurance, Decimal] | None:
    return None if paid is None else {Insurance(kind): Decimal(amount) for kind, amount in paid.items()}
