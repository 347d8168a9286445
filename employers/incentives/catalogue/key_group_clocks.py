"""What falls due for a hire under the offset of 重点群体."""

from datetime import date, timedelta

from employers.incentives.case import Hire
from employers.incentives.catalogue.key_group_rules import INSURANCE_LAW_58, NOTICE_2023, OPERATION_2024
from employers.incentives.clocks import stay
from employers.incentives.incentive import Deadline
from employers.incentives.months import Month
from law.terms import chinese_day

MISSED = timedelta(days=60)
"""How long a day that has passed is still shown."""
REPORT_IN_DAYS = 30
RETURN_DAY = 15


def deadlines(hire: Hire, on: date) -> tuple[Deadline, ...]:
    """Coming ones within the year ahead, and those missed in the last 60 days; soonest first.

    The day of a return is the 15th of the next month, before it is moved for holidays: the tax office announces it.
    """
    found = [_next_return(on, "先重新计算累计限额，随表报送就业信息表"), _settlement(on)]
    if hire.contract_from is not None:
        if on - MISSED <= hire.contract_from <= on:
            text = "第一次享受前，向人力资源社会保障部门申请认定；以前认定过的，报送人员变更"
            found.append(Deadline(found[0].on, text, OPERATION_2024))
        registered = hire.contract_from + timedelta(days=REPORT_IN_DAYS)
        # Who is insured by then is registered: a day that was kept is no day missed.
        if not any(month <= Month.of(registered) for month in hire.insured or ()):
            found.append(Deadline(registered, "用工之日起 30 日内办理社会保险登记", INSURANCE_LAW_58))
        found += _end_of_window(hire, on)
    if hire.contract_until is not None and not hire.open_ended:
        found.append(
            Deadline(
                hire.contract_until, "劳动合同到期；续签或离职后，向人力资源社会保障部门报送人员变更", OPERATION_2024
            )
        )
    near = [one for one in found if on - MISSED <= one.on <= on + timedelta(days=366)]
    return tuple(sorted(near, key=lambda one: one.on))


def own_deadlines(hire: Hire, on: date) -> tuple[Deadline, ...]:
    """For the owner of a business: her returns. Month 36 is reckoned from the registration, which is no hire's."""
    year = on.year if on <= date(on.year, 3, 31) else on.year + 1
    settlement = Deadline(date(year, 3, 31), f"{year - 1} 年度经营所得个人所得税汇算清缴")
    return tuple(sorted((_next_return(on, "先减去本年已经用掉的限额"), settlement), key=lambda one: one.on))


def _next_return(on: date, before: str) -> Deadline:
    month = Month.of(on) if on.day <= RETURN_DAY else Month.of(on).plus(1)
    text = f"纳税申报（按季申报的在季度次月，遇节假日顺延）：{before}"
    return Deadline(date(month.year, month.month, RETURN_DAY), text)


def _settlement(on: date) -> Deadline:
    """By 31 May for the year before."""
    year = on.year if on <= date(on.year, 5, 31) else on.year + 1
    text = f"{year - 1} 年度企业所得税汇算清缴：四项税费没有用完的限额在此抵减，过后作废，不结转"
    return Deadline(date(year, 5, 31), text, NOTICE_2023)


def _end_of_window(hire: Hire, on: date) -> list[Deadline]:
    if hire.contract_from is None or hire.insured is None or hire.months_used is None:
        return []
    clock = stay(hire.insured, hire.contract_from, hire.months_used, on.year)
    if clock.last is None:
        return []
    day = clock.last.last_day
    return [Deadline(day, f"36 个月期满，抵减到{chinese_day(day)}为止", NOTICE_2023)]
