"""One hire of a line: what may be written of a person, and how it becomes a ``Hire``."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from employers.incentives import values
from employers.incentives.case import Hire, Insurance, Status
from employers.incentives.fields import FieldError, Fields
from employers.incentives.months import Month, Period
from employers.incentives.values import Wrong

MOST_MONTHS_USED = 120

FIELDS = {
    "key": ("id", "person", "编号"),
    "statuses": ("status", "身份", "人员类别"),
    "statuses_since": ("status_since",),
    "contract_from": ("contract_start", "合同起始日"),
    "contract_until": ("contract_to", "contract_end", "合同终止日"),
    "contract_months": ("合同月数",),
    "open_ended": ("无固定期限",),
    "insured_months": ("insured", "参保月份", "参保月数"),
    "insured_from": ("insured_since", "参保起始月"),
    "insured_until": ("insured_to", "参保终止月"),
    "contributions": ("单位缴费",),
    "wage": ("月工资",),
    "months_used": ("used_months", "已享受月数"),
    "retires_on": ("退休日",),
    "dispatched": ("劳务派遣",),
    "hired_before": (),
    "first_claimed_on": (),
}
_INSURANCES = values.names(Insurance)
INSURANCES = {name + suffix: code for name, code in _INSURANCES.items() for suffix in ("", "保险")} | {
    f"基本{name}保险": code for name, code in _INSURANCES.items()
}


def read_hire(
    row: object, where: str, number: int, as_of: date | None, used_before: int | None, errors: list[FieldError]
) -> Hire | None:
    """The hire, or None with what is wrong of her added to ``errors``.

    Who has no key is called by her ``number``; ``used_before`` are her months where she does not state them herself.
    """
    before = len(errors)
    fields = Fields(row, where, FIELDS, errors)
    since, until, open_ended = _contract(fields)
    contributions = {
        Insurance(code): paid
        for code, paid in fields.table("contributions", _insurance, _monthly).items()
        if paid is not None
    }
    hire = Hire(
        key=fields.take("key", values.text) or f"#{number}",
        statuses=_statuses(fields),
        statuses_since={
            Status(code): noted
            for code, noted in fields.table("statuses_since", status_code, values.day).items()
            if noted is not None
        },
        contract_from=since,
        contract_until=until,
        open_ended=open_ended,
        insured=_insured(fields, since, as_of),
        contributions=contributions if fields.raw("contributions") is not None else None,
        wage=fields.take("wage", _monthly),
        months_used=fields.take("months_used", months_used) if "months_used" in fields else used_before,
        retires_on=fields.take("retires_on", values.day),
        dispatched=fields.take("dispatched", values.yes_no),
        hired_before=fields.take("hired_before", values.yes_no) if "hired_before" in fields else False,
        first_claimed_on=fields.take("first_claimed_on", values.day),
    )
    return hire if len(errors) == before else None


def months_used(value: object) -> int:
    used = values.count(value, "个月")
    if used > MOST_MONTHS_USED:
        raise Wrong(f"不能超过 {MOST_MONTHS_USED} 个月")
    return used


def status_code(value: object) -> str:
    return values.code(value, values.names(Status), "人员类别")


def _insurance(value: object) -> str:
    return values.code(value, INSURANCES, "险种")


def _monthly(value: object) -> Any:
    return values.amount(value, "元/月")


def _statuses(fields: Fields) -> Mapping[Status, bool]:
    """From a list of what she is, or a table that also says what she is not."""
    written = fields.raw("statuses")
    if isinstance(written, Mapping):
        found = fields.table("statuses", status_code, values.yes_no)
        return {Status(code): holds for code, holds in found.items() if holds is not None}
    if isinstance(written, str):
        code = fields.take("statuses", status_code)
        return {Status(code): True} if code else {}
    held: dict[Status, bool] = {}
    for where, one in fields.rows("statuses"):
        try:
            held[Status(status_code(one))] = True
        except Wrong as wrong:
            fields.errors.append(FieldError(where, str(wrong)))
    return held


def _contract(fields: Fields) -> tuple[date | None, date | None, bool | None]:
    since, until = fields.take("contract_from", values.day), fields.take("contract_until", values.day)
    length, open_ended = fields.take("contract_months", values.count), fields.take("open_ended", values.yes_no)
    if since and until and until < since:
        fields.wrong("contract_until", "合同终止日早于起始日")
    if open_ended and (until or length):
        fields.wrong("open_ended", "无固定期限的合同没有终止日，只写一项")
    if length is not None:
        if until is not None:
            fields.wrong("contract_months", "与 contract_until 是同一项，只写一次")
        elif since is None:
            fields.wrong("contract_months", "要和 contract_from 一起写")
        elif not 1 <= length <= 600:
            fields.wrong("contract_months", "应为 1 到 600 个月")
        else:
            until = _last_day(since, length)
    return since, until, open_ended


def _last_day(since: date, length: int) -> date:
    """The day before the same day ``length`` months later: from 31 January one month lasts to the end of February."""
    later = Month.of(since).plus(length)
    if since.day > later.last_day.day:
        return later.last_day
    return date.fromordinal(date(later.year, later.month, since.day).toordinal() - 1)


def _insured(fields: Fields, contract_from: date | None, as_of: date | None) -> frozenset[Month] | None:
    """Months of insurance as a number, as a list of months and spans, or from a month to a month."""
    written = fields.raw("insured_months")
    if fields.raw("insured_from") is not None or fields.raw("insured_until") is not None:
        if written is not None:
            fields.wrong("insured_months", "与 insured_from、insured_until 是同一项，只写一种")
            return None
        return _insured_between(fields, contract_from, as_of)
    if isinstance(written, list):
        found: set[Month] = set()
        for where, one in fields.rows("insured_months"):
            try:
                found |= values.months(one)
            except Wrong as wrong:
                fields.errors.append(FieldError(where, str(wrong)))
        return frozenset(found)
    if isinstance(written, str) and not written.removesuffix("个月").strip().isdigit():
        return fields.take("insured_months", values.months)
    number = fields.take("insured_months", lambda value: values.count(value, "个月"))
    if number is None or as_of is None:
        return None
    first = max(Month(as_of.year, 1), Month.of(contract_from)) if contract_from else Month(as_of.year, 1)
    most = max(0, first.months_until(Month(as_of.year, 12)) + 1)
    if number > most:
        why = f"{as_of.year} 年" if first.month == 1 and first.year == as_of.year else f"合同从 {first.words}起，当年"
        fields.wrong("insured_months", f"{why}最多 {most} 个月；别的年份请写成月份，例如 2025-01/2025-09")
        return None
    return frozenset(first.plus(n) for n in range(number))


def _insured_between(fields: Fields, contract_from: date | None, as_of: date | None) -> frozenset[Month] | None:
    """From the contract's month, to the month looked at, where only the other end is written."""
    first = fields.take("insured_from", values.month)
    last = fields.take("insured_until", values.month)
    if fields.raw("insured_from") is None and contract_from is not None:
        first = Month.of(contract_from)
    if fields.raw("insured_until") is None and as_of is not None:
        last = Month.of(as_of)
    if first is None or last is None:
        if fields.raw("insured_from") is None and contract_from is None:
            fields.wrong("insured_until", "要和 insured_from 一起写")
        return None
    if last < first:
        if fields.raw("insured_until") is None:
            return frozenset()
        fields.wrong("insured_until", "结束的月份早于开始的月份")
        return None
    return frozenset(Period(first, last).months)
