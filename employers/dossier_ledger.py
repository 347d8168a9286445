"""总台账: month by month what a dossier's incentive comes to, what was asked for, and what is left. 情况说明: how."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from employers.hire_cases import OF_A_FIRM, OF_A_HIRE, case_of, hires_of_year, insured_months, year_case
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.evaluate import evaluate
from employers.incentives.incentive import Result
from employers.incentives.months import Month, Period
from employers.models import Claim, Dossier
from law.money import yuan
from law.truth import Truth

ZERO = Decimal(0)
OPEN = "待核实"
HOLDS = {Truth.YES: "符合", Truth.NO: "不符合", Truth.UNKNOWN: OPEN}


class LedgerMonth(NamedTuple):
    """One month. Yuan, cumulative from January except ``added``; None where not known.

    insured  how many of the dossier's people were insured; None where nobody wrote it down
    claimed  paid out, or asked for and not settled, for periods that end by this month
    """

    month: Month
    insured: int | None
    added: Decimal | None
    limit: Decimal | None
    claimed: Decimal
    left: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """``amount_is`` says what the column ``limit`` counts."""

    title: str
    year: int
    amount_is: str
    months: tuple[LedgerMonth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """情况说明 as lines of (label, text)."""

    title: str
    lines: tuple[tuple[str, str], ...]


def ledger_of(dossier: Dossier, on: date, year: int | None = None) -> Ledger:
    """Of ``year``, else the dossier's own, else that of ``on``, up to ``on``."""
    dossier = _whole(dossier)
    incentive = CATALOGUE[dossier.incentive]
    of_year = year or dossier.year or on.year
    end = min(on, date(of_year, 12, 31))
    claims = list(Claim.objects.filter(dossier=dossier, state__in=[Claim.State.HANDED_IN, Claim.State.PAID]))
    months: list[LedgerMonth] = []
    before: Decimal | None = ZERO
    for number in range(1, 13):
        month = Month(of_year, number)
        if month.first_day > end:
            break
        limit = limit_of(result_of(dossier, min(month.last_day, end)))
        claimed = _claimed(claims, month)
        months.append(
            LedgerMonth(
                month,
                _insured(dossier, month),
                None if limit is None or before is None else limit - before,
                limit,
                claimed,
                None if limit is None else max(ZERO, limit - claimed),
            )
        )
        before = limit
    return Ledger(
        title=f"{of_year} 年{incentive.name}总台账",
        year=of_year,
        amount_is="累计限额（元）" if _has_limit(dossier, end) else "累计金额（元）",
        months=tuple(months),
    )


def statement_of(dossier: Dossier, on: date) -> Statement:
    """What is asked for and how it was reckoned, in the words of the incentive."""
    incentive = CATALOGUE[dossier.incentive]
    result = result_of(dossier, on)
    rule = incentive.versions.at(on)
    limit = limit_of(result)
    lines = [
        ("单位", dossier.enterprise.name),
        ("统一社会信用代码", dossier.enterprise.credit_code),
        ("扶持政策", incentive.name),
        ("依据", rule.source.full if rule else "见政策页面"),
        ("内容", incentive.summary),
        (incentive.amount_is, OPEN if result.amount is None else yuan(result.amount)),
    ]
    if "limit" in result.components:
        lines.append(("本年度累计限额", OPEN if limit is None else yuan(limit)))
    lines += [
        (f"条件：{reason.text}", "，".join(part for part in (HOLDS[reason.truth], reason.detail) if part))
        for reason in result.reasons
    ]
    return Statement(title="情况说明", lines=tuple(lines))


def result_of(dossier: Dossier, on: date) -> Result:
    if dossier.hire is not None:
        return evaluate(case_of(dossier.hire, dossier.incentive, on))
    return evaluate(year_case(dossier.enterprise, dossier.incentive, on))


def limit_of(result: Result) -> Decimal | None:
    """The cumulative limit where the sum has one, else its amount; nothing where it does not apply."""
    if result.truth is Truth.NO:
        return ZERO
    found = result.components.get("limit") if "limit" in result.components else result.amount
    return found if isinstance(found, Decimal) and result.truth is Truth.YES else None


def _whole(dossier: Dossier) -> Dossier:
    """With all that twelve months of sums read, fetched once."""
    rows = Dossier.objects.select_related("enterprise", "hire__enterprise")
    firm = [f"enterprise__{name}" for name in OF_A_FIRM]
    of_hire = [f"hire__{name}" for name in OF_A_HIRE]
    return rows.prefetch_related(*firm, *of_hire).get(pk=dossier.pk)


def _has_limit(dossier: Dossier, on: date) -> bool:
    return "limit" in result_of(dossier, on).components


def _insured(dossier: Dossier, month: Month) -> int | None:
    last = month.last_day
    hires = [dossier.hire] if dossier.hire else hires_of_year(dossier.enterprise, month.year, last)
    known = [insured_months(hire, last) for hire in hires]
    return None if any(months is None for months in known) else sum(month in (months or ()) for months in known)


def _claimed(claims: list[Claim], month: Month) -> Decimal:
    mine = (claim for claim in claims if month.year == Period.parse(claim.period).last.year)
    over = (claim for claim in mine if Period.parse(claim.period).last <= month)
    return sum((claim.amount if claim.paid is None else claim.paid for claim in over), ZERO)
