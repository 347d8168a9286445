"""登记企业年度情况、纳税申报: what a firm's year and its taxes were, in its own figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from employers.acting import Actor, firms_of, kept, user_of
from employers.firm_year import YearView, year_of
from employers.hire_cases import PARAMETERS
from employers.incentives.case import Tax
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.incentives.fields import FieldError
from employers.incentives.incentive import Fact
from employers.incentives.months import Period
from employers.incentives.read_fact import read_fact, read_parameter
from employers.models import Enterprise, FirmYear, TaxReturn
from law.terms import chinese_day
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose

__all__ = ["YearView", "declared_facts", "enter_return", "keep_facts", "keep_parameter", "remove_return", "year_of"]
KIND = "enterprise"
EARLIEST = 2014


def declared_facts() -> dict[str, Fact]:
    """Every fact that some incentive reads of a firm, by code."""
    return {fact.code: fact for incentive in INCENTIVES for fact in incentive.facts}


@transaction.atomic
def keep_facts(actor: Actor, enterprise: Enterprise, year: int, **facts: Any) -> FirmYear:
    """What is said of the firm in ``year``, by code, as a line of ``incentives`` writes it ("3000.00", "25%", true);
    None takes a fact back to unknown, one that is not named stays.

    Raises Enterprise.DoesNotExist outside the actor's scope, and Refused for a value that cannot be read.
    """
    firm = firms_of(actor).select_for_update(of=("self",)).get(pk=enterprise.pk)
    _require_year(year)
    declared = declared_facts()
    errors: list[FieldError] = []
    for code, value in facts.items():
        if code not in declared:
            raise ValueError(f"no fact of a firm: {code}")
        if value is not None:
            read_fact(declared[code], code, value, errors)
    if errors:
        raise Refused("；".join(f"{declared[wrong.field.partition('.')[0]].text}：{wrong.message}" for wrong in errors))
    row, _ = FirmYear.objects.get_or_create(enterprise=firm, year=year)
    kept_facts = {**row.facts, **{code: _storable(value) for code, value in facts.items()}}
    row.facts = {code: value for code, value in kept_facts.items() if value is not None}
    return _written(actor, row)


@transaction.atomic
def keep_parameter(actor: Actor, enterprise: Enterprise, year: int, incentive: str, code: str, value: Any) -> FirmYear:
    """A number of the place as the local office told it, for this firm and year; None takes it back to what is on
    record. Raises as ``keep_facts``."""
    firm = firms_of(actor).select_for_update(of=("self",)).get(pk=enterprise.pk)
    _require_year(year)
    parameter = next(parameter for parameter in CATALOGUE[incentive].parameters if parameter.code == code)
    errors: list[FieldError] = []
    number = None if value is None else read_parameter(parameter, code, value, errors)
    if errors:
        raise Refused(f"{parameter.text}：{errors[0].message}")
    row, _ = FirmYear.objects.get_or_create(enterprise=firm, year=year)
    given = {**row.facts.get(PARAMETERS, {})}
    mine = {**given.get(incentive, {}), code: None if number is None else str(number)}
    given[incentive] = {code: one for code, one in mine.items() if one is not None}
    row.facts = {**row.facts, PARAMETERS: given}
    return _written(actor, row)


@transaction.atomic
def enter_return(
    actor: Actor, enterprise: Enterprise, tax: Tax, period: str, payable: Decimal, offset: Decimal | None = None
) -> TaxReturn:
    """One tax of one return: payable before any relief, and what was offset in it (None: not known yet). The same tax
    and period again is a correction.

    Raises Enterprise.DoesNotExist outside the actor's scope, and Refused where the period overlaps another one of the
    same tax, or an amount cannot be.
    """
    firm = firms_of(actor).select_for_update(of=("self",)).get(pk=enterprise.pk)
    try:
        span = Period.parse(period)
    except ValueError:
        raise Refused("请填所属期，例如 2026-09、2026-Q3 或 2026。") from None
    _require_year(span.first.year)
    same = TaxReturn.objects.filter(enterprise=firm, tax=tax)
    row = same.filter(period=str(span)).first() or TaxReturn(enterprise=firm, tax=tax, period=str(span))
    for other in same.exclude(pk=row.pk).filter(period__startswith=f"{span.first.year}"):
        about = Period.parse(other.period)
        if about.first <= span.last and span.first <= about.last:
            raise Refused(f"这个税种已经填过 {other.period}，和这次的所属期有重叠。", "请先更正或删掉那一条。")
    row.payable, row.offset = payable, offset
    row.recorded_by, row.recorded_at = user_of(actor), timezone.now()
    try:
        row.full_clean()
        with transaction.atomic():
            row.save()
    except ValidationError as wrong:
        raise Refused("".join(dict.fromkeys(wrong.messages)), "请核对后再保存。") from None
    except IntegrityError:
        raise Refused("刚刚有人填了这个税种的同一所属期。", "请刷新页面看一看。") from None
    ledger.record(user_of(actor), Action.CHANGE, KIND, firm.pk, Purpose.MATCHING)
    return row


@transaction.atomic
def remove_return(actor: Actor, row: TaxReturn) -> None:
    """Take out what was entered by mistake. Raises TaxReturn.DoesNotExist outside the actor's scope."""
    found = kept(TaxReturn.objects.all(), actor).get(pk=row.pk)
    firm = found.enterprise_id
    found.delete()
    ledger.record(user_of(actor), Action.CHANGE, KIND, firm, Purpose.MATCHING)


def _written(actor: Actor, row: FirmYear) -> FirmYear:
    row.recorded_by, row.recorded_at = user_of(actor), timezone.now()
    row.save()
    ledger.record(user_of(actor), Action.CHANGE, KIND, row.enterprise_id, Purpose.MATCHING)
    return row


def _require_year(year: int) -> None:
    today = timezone.localdate()
    if not EARLIEST <= year <= today.year:
        raise Refused(f"年度请填 {EARLIEST} 年到今年（今天是{chinese_day(today)}）。")


def _storable(value: Any) -> Any:
    """As JSON keeps it: amounts and days as text."""
    if isinstance(value, dict):
        return {str(key): _storable(one) for key, one in value.items()}
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
