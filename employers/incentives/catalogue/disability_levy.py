"""残保金: what a firm pays that employed fewer disabled people last year than its province asks, less the relief.

    before relief = (last year's staff × ratio − disabled staff) × average wage, that capped at twice the local average
    tier          = 50 % where the own ratio is 1 % or more, 90 % below, nothing for an enterprise of up to 30

残疾人就业条例 8, 9; 财政部公告2023年第8号. The ratio stands with the province and is no less than 1.5 %.
"""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from employers.incentives.case import Case
from employers.incentives.catalogue.claim_papers import DISABILITY_CARD, LEVY_REPORT, LEVY_RETURN
from employers.incentives.catalogue.documents import CONTRACT
from employers.incentives.conditions import finding, in_force, number
from employers.incentives.incentive import Fact, FactKind, Family, Incentive, Parameter, Result
from employers.incentives.parameters import known
from employers.incentives.settled import NIL, ZERO, Sum, before_record, result
from law.article import Article
from law.dated import Dated, Timeline
from law.findings import NOTHING, Finding
from law.money import round_yuan
from law.truth import Truth

RULES_8 = Article("残疾人就业条例", "国务院令第488号", "第八条")
RULES_9 = Article("残疾人就业条例", "国务院令第488号", "第九条")
NOTICE_2020 = Article("关于调整残疾人就业保障金征收政策的公告", "财政部公告2019年第98号")
NOTICE_2023 = Article("关于延续实施残疾人就业保障金优惠政策的公告", "财政部公告2023年第8号")
REVIEW_BY = date(2026, 12, 31)
VERSIONS = Timeline(
    "残疾人就业保障金分档减缴",
    Dated("分档减缴，30 人以下企业免征", date(2020, 1, 1), NOTICE_2020, REVIEW_BY, date(2022, 12, 31)),
    Dated("分档减缴，30 人以下企业免征", date(2023, 1, 1), NOTICE_2023, REVIEW_BY, date(2027, 12, 31)),
)
FLOOR = Decimal("0.015")
RATIO = Parameter(
    code="ratio",
    text="本省规定的安排残疾人就业比例",
    unit="",
    places={},
    floor=Timeline("安排残疾人就业比例的国家下限", Dated(FLOOR, date(2007, 5, 1), RULES_8, REVIEW_BY)),
)
LOCAL_WAGE = Parameter(code="local_average_wage", text="当地社会平均工资", unit="元/年", places={})
CAP_TIMES = 2
ONE_PERCENT = Decimal("0.01")
HALF, NINE_TENTHS, FULL, EXEMPT = Decimal("0.5"), Decimal("0.9"), Decimal(1), Decimal(0)
SMALL = 30
ENDED = "分档减缴和免征到2027年12月31日为止；如有续期文件，按新文件计算，没有的按规定全额缴纳"


class Firm(NamedTuple):
    """What is known of the firm and its place; None for the rest. Wages in 元/年."""

    staff: Decimal | None
    disabled: Decimal | None
    wage: Decimal | None
    local_wage: Decimal | None
    ratio: Decimal | None
    is_enterprise: bool | None

    @property
    def own_ratio(self) -> Decimal | None:
        """Disabled staff among all; None where nobody worked or nobody knows."""
        return None if self.disabled is None or not self.staff else self.disabled / self.staff

    @property
    def is_small(self) -> bool | None:
        """An enterprise of up to 30."""
        if self.is_enterprise is False or (self.staff is not None and self.staff > SMALL):
            return False
        return None if self.staff is None or self.is_enterprise is None else True

    @property
    def tier(self) -> Decimal | None:
        """The share that is paid while the relief is in force, the small ones aside; only of who falls short."""
        if self.own_ratio is None:
            return None
        return HALF if self.own_ratio >= ONE_PERCENT else NINE_TENTHS

    @property
    def wage_cap(self) -> Decimal | None:
        return None if self.local_wage is None else self.local_wage * CAP_TIMES

    @property
    def wage_used(self) -> Decimal | None:
        return None if self.wage is None or self.wage_cap is None else min(self.wage, self.wage_cap)

    def shortfall(self, ratio: Decimal | None) -> Decimal | None:
        """People, not rounded."""
        if self.staff is None or self.disabled is None or ratio is None:
            return None
        return max(ZERO, self.staff * ratio - self.disabled)


def compute(case: Case) -> Result:
    """amount: the levy payable in the case's year on the staff of the year before. A cost, not a gain.

    truth: whether the relief is in force on the day. Where it is not, NO, and the amount is the levy without relief.

    Components: ``staff``, ``disabled_staff``, ``own_ratio``, ``ratio``, ``ratio_floor`` (the country's), ``shortfall``
    (people, not rounded), ``average_wage``, ``wage_cap``, ``wage_used``, ``tier`` (share that is paid),
    ``before_relief`` (``base`` is the same), ``saved``; each None while it is open. ``floor``, at the country's floor
    of the ratio, and ``ceiling`` while the amount is open.
    """
    unseen = before_record(VERSIONS, case.on)
    if unseen is not None:
        return unseen
    relief = in_force(VERSIONS, case.on, ENDED, NOTICE_2023)
    firm = Firm(
        number(case, "staff_last_year"),
        number(case, "disabled_staff_last_year"),
        number(case, "average_wage"),
        known(LOCAL_WAGE, case).value,
        known(RATIO, case).value,
        case.facts.get("is_enterprise"),
    )
    is_relieved = relief.truth is Truth.YES
    amount = payable(firm, is_relieved)
    numbers = _components(firm, _tier(firm, is_relieved), amount)
    found = result(Finding(Truth.YES, ""), amount, numbers, (relief, *_reasons(firm)))
    return found._replace(truth=relief.truth)


def payable(firm: Firm, is_relieved: bool) -> Sum:
    """The levy, between what it comes to at the floor of the ratio and, with an unknown ratio, no ceiling."""
    if is_relieved and firm.is_small:
        return NIL
    before = before_relief(firm)
    may_be_small = is_relieved and firm.is_small is None
    if before.ceiling == ZERO:
        return NIL
    tier = _tier(firm, is_relieved, may_be_small=may_be_small) if is_relieved else FULL
    floor = ZERO if may_be_small or tier is None else round_yuan(before.floor * tier)
    ceiling = None if before.ceiling is None else round_yuan(before.ceiling * (tier or FULL))
    open_ = frozenset(("facts.is_enterprise",)) if may_be_small and firm.is_enterprise is None else NOTHING
    return Sum(floor, ceiling, before.open_ | open_)


def before_relief(firm: Firm) -> Sum:
    """shortfall × wage, not rounded, and which facts keep its ends apart."""
    least = firm.shortfall(FLOOR if firm.ratio is None else firm.ratio)
    most = firm.shortfall(firm.ratio)
    if most == ZERO:
        return NIL
    wages = [wage for wage in (firm.wage, firm.wage_cap) if wage is not None]
    highest = min(wages) if wages else None
    floor = (least or ZERO) * (firm.wage_used or ZERO)
    names = {
        "facts.staff_last_year": firm.staff,
        "facts.disabled_staff_last_year": firm.disabled,
        "facts.average_wage": firm.wage,
        "parameters.local_average_wage": firm.local_wage,
        "parameters.ratio": firm.ratio,
    }
    open_ = frozenset(name for name, value in names.items() if value is None)
    return Sum(floor, None if most is None or highest is None else most * highest, open_)


def _tier(firm: Firm, is_relieved: bool, *, may_be_small: bool = False) -> Decimal | None:
    if firm.shortfall(firm.ratio) == ZERO:
        return None
    if not is_relieved:
        return FULL
    if firm.is_small:
        return EXEMPT
    return firm.tier if firm.is_small is False or may_be_small else None


def _reasons(firm: Firm) -> tuple[Finding, ...]:
    reached = Truth.UNKNOWN
    if (short := firm.shortfall(firm.ratio)) is not None:
        reached = Truth.of(short == ZERO)
    elif firm.shortfall(FLOOR):
        reached = Truth.NO
    share = "" if firm.own_ratio is None else f"上年安排残疾人就业比例 {round_yuan(firm.own_ratio * 100)}%"
    one = Truth.UNKNOWN if firm.own_ratio is None else Truth.of(firm.own_ratio >= ONE_PERCENT)
    return (
        finding(reached, "安排残疾人就业达到本省规定的比例（达到的不用缴纳）", RULES_9, "parameters.ratio", share),
        finding(Truth.of(firm.is_small), "在职职工不超过 30 人的企业（免征）", NOTICE_2023, "facts.is_enterprise"),
        finding(
            one,
            "安排比例在 1% 以上（按 50% 缴纳；不到 1% 的按 90% 缴纳）",
            NOTICE_2023,
            "facts.disabled_staff_last_year",
        ),
    )


def _components(firm: Firm, tier: Decimal | None, amount: Sum) -> dict[str, Any]:
    shortfall, used = firm.shortfall(firm.ratio), firm.wage_used
    before = ZERO if shortfall == ZERO else None
    if before is None and shortfall is not None and used is not None:
        before = round_yuan(shortfall * used)
    return {
        "staff": _people(firm.staff),
        "disabled_staff": _people(firm.disabled),
        "own_ratio": None if firm.own_ratio is None else round(firm.own_ratio, 6),
        "ratio": firm.ratio,
        "ratio_floor": FLOOR,
        "shortfall": shortfall,
        "average_wage": firm.wage,
        "wage_cap": firm.wage_cap,
        "wage_used": used,
        "tier": tier,
        "base": before,
        "before_relief": before,
        "saved": before - amount.floor if before is not None and amount.is_known else None,
    }


def _people(count: Decimal | None) -> int | None:
    return None if count is None else int(count)


DISABILITY_LEVY = Incentive(
    code="disability_levy",
    name="残疾人就业保障金减免",
    family=Family.TAX,
    summary=(
        "上年安排残疾人就业没有达到本省规定比例（全国不低于 1.5%）的单位，按差额人数和平均工资缴纳保障金，平均工资"
        "最高按当地社会平均工资的两倍计算。2027年12月31日以前，比例在 1% 以上的按 50% 缴纳，不到 1% 的按 90% 缴纳，"
        "不超过 30 人的企业免征。每多安排一名残疾职工，差额就少一人。"
    ),
    amount_is="本年度应缴的残疾人就业保障金（元），越少越好",
    versions=VERSIONS,
    facts=(
        Fact(code="staff_last_year", kind=FactKind.COUNT, text="上年在职职工人数", unit="人"),
        Fact(code="disabled_staff_last_year", kind=FactKind.COUNT, text="上年残联核定的残疾职工人数", unit="人"),
        Fact(code="average_wage", kind=FactKind.MONEY, text="本单位上年在职职工年平均工资", unit="元/年"),
        Fact(code="is_enterprise", kind=FactKind.YES_NO, text="是否企业（机关、事业单位、社会团体填否）"),
    ),
    parameters=(RATIO, LOCAL_WAGE),
    documents=(LEVY_REPORT, LEVY_RETURN, DISABILITY_CARD, CONTRACT),
    per_hire=False,
    compute=compute,
)
