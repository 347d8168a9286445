"""年度: the limit of a firm's year month by month, what of it was used, and what is left or has lapsed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from employers.hire_cases import OF_A_FIRM, returns_of, year_case
from employers.incentives.case import Tax
from employers.incentives.evaluate import evaluate
from employers.incentives.incentive import Result
from employers.incentives.months import Month, Period
from employers.models import Enterprise, TaxReturn
from law.truth import Truth

OFFSET_FOR_HIRES = "key_group_hire"
ZERO = Decimal(0)


class YearMonth(NamedTuple):
    """Cumulative from January, yuan; None where not known. ``floor`` and ``ceiling`` bound the limit."""

    month: Month
    limit: Decimal | None
    used: Decimal | None
    floor: Decimal | None
    ceiling: Decimal | None


class TaxLine(NamedTuple):
    """One tax of the year; ``offset`` None where one of its returns does not say, ``said`` what the others say and
    ``silent`` how many do not."""

    tax: Tax
    payable: Decimal
    offset: Decimal | None
    said: Decimal
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """One firm, one year, one incentive that has a limit. Yuan; None where not known, and then nothing is guessed.

    limit    up to the day, or of the whole year when it is over
    floor    the least that the limit can be while it is not known, ``ceiling`` the most; both the limit once it is
    used     as the firm's returns say; None where no return says so
    left     of the limit, for the rest of the year and its settlement in the next spring
    lapsed   what was left when the settlement was over, on 31 May of the next year; nothing before
    settle_by  until when the rest may still be taken from the corporate income tax
    result   of the kernel, with its reasons and what is missing
    """

    year: int
    on: date
    limit: Decimal | None
    floor: Decimal | None
    ceiling: Decimal | None
    used: Decimal | None
    left: Decimal | None
    lapsed: Decimal | None
    settle_by: date
    months: tuple[YearMonth, ...]
    taxes: tuple[TaxLine, ...]
    returns: tuple[TaxReturn, ...]
    result: Result

    @property
    def possible(self) -> Decimal | None:
        """What the taxes of the year allow; None while it is open."""
        return self.result.amount

    @property
    def used_so_far(self) -> YearMonth | None:
        """The last month up to which every return says what was offset; None where the first ones do not."""
        return next((month for month in reversed(self.months) if month.used is not None), None)

    @property
    def told_until(self) -> Month | None:
        """The last month of the returns behind ``used_so_far``."""
        so_far = self.used_so_far
        if so_far is None:
            return None
        ends = (Period.parse(row.period).last for row in self.returns)
        return max((end for end in ends if end <= so_far.month), default=None)

    @property
    def silent(self) -> int:
        """How many returns do not say what was offset in them."""
        return sum(row.offset is None for row in self.returns)

    @property
    def left_between(self) -> tuple[Decimal, Decimal] | None:
        """The least and the most that may be left of a limit that lies between two bounds, by what was used so far."""
        so_far = self.used_so_far
        if so_far is None or so_far.used is None or self.floor is None or self.ceiling is None:
            return None
        return max(ZERO, self.floor - so_far.used), max(ZERO, self.ceiling - so_far.used)

    @property
    def on_the_table(self) -> Decimal | None:
        """What could have been taken and was not, as far as both are known; a firm without returns has used nothing
        that anybody knows of, and None is said."""
        if self.possible is None or self.used is None:
            return None
        return max(ZERO, self.possible - self.used)


def year_of(enterprise: Enterprise, year: int, on: date, incentive: str = OFFSET_FOR_HIRES) -> YearView:
    """The year as known on ``on``; a handful of queries. Raises KeyError for an incentive that is not in the
    catalogue."""
    enterprise = Enterprise.objects.prefetch_related(*OF_A_FIRM).get(pk=enterprise.pk)
    end = min(on, date(year, 12, 31))
    returns = sorted(returns_of(enterprise, year), key=lambda row: (Period.parse(row.period), row.pk))
    by_month: list[YearMonth] = []
    whole = year_case(enterprise, incentive, max(end, date(year, 1, 1)))
    result = evaluate(whole)
    for number in range(1, 13):
        month = Month(year, number)
        if month.first_day > end:
            break
        then = year_case(enterprise, incentive, min(month.last_day, end))
        # Before the first of the year's people came there was nobody: that is known, and no question.
        limits = (ZERO, ZERO, ZERO) if whole.hires and not then.hires else _limits(evaluate(then))
        by_month.append(YearMonth(month, limits[0], _used(returns, month), *limits[1:]))
    limit, floor, ceiling = _limits(result)
    used = _used(returns, Month.of(max(end, date(year, 1, 1))))
    rest = max(ZERO, limit - used) if limit is not None and used is not None else None
    settle_by = date(year + 1, 5, 31)
    is_settled = on > settle_by
    return YearView(
        year=year,
        on=on,
        limit=limit,
        floor=floor,
        ceiling=ceiling,
        used=used,
        left=ZERO if is_settled and rest is not None else rest,
        lapsed=rest if is_settled else ZERO,
        settle_by=settle_by,
        months=tuple(by_month),
        taxes=_by_tax(returns),
        returns=tuple(returns),
        result=result,
    )


def _limits(result: Result) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """The limit, the least and the most that it can be. Where nobody comes under it there is none; where the number of
    the place or a fact is open it is unknown."""
    if result.truth is Truth.NO:
        return ZERO, ZERO, ZERO
    limit = result.components.get("limit")
    if limit is not None:
        return limit, limit, limit
    return None, result.components.get("limit_floor"), result.components.get("limit_ceiling")


def _used(returns: list[TaxReturn], until: Month) -> Decimal | None:
    """By the returns of periods that end with this month; None where there is none, or one does not say."""
    over = [row for row in returns if Period.parse(row.period).last <= until]
    if not over or any(row.offset is None for row in over):
        return None
    return sum((row.offset for row in over if row.offset is not None), ZERO)


def _by_tax(returns: list[TaxReturn]) -> tuple[TaxLine, ...]:
    lines = []
    for tax in Tax:
        mine = [row for row in returns if row.tax == tax]
        if mine:
            offsets = [row.offset for row in mine]
            known = [offset for offset in offsets if offset is not None]
            said, silent = sum(known, ZERO), len(mine) - len(known)
            payable = sum((row.payable for row in mine), ZERO)
            lines.append(TaxLine(tax, payable, None if silent else said, said, silent))
    return tuple(lines)
