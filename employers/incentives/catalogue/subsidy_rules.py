"""What the subsidies for hiring people who find work hard to get have in common: sources, conditions, clocks."""

from datetime import date, timedelta

from employers.incentives.case import Case, Hire, Status
from employers.incentives.conditions import contract_signed, finding, has_status, years_later
from employers.incentives.incentive import Deadline, Fact, FactKind
from employers.incentives.months import Month
from employers.incentives.subsidy_term import near_retirement
from law.article import Article, unnumbered
from law.findings import Finding
from law.truth import Truth

PROMOTION_LAW_52 = Article("中华人民共和国就业促进法", "", "第五十二条")
FUNDS = Article("就业补助资金管理办法", "财社〔2017〕164号")
GUANGDONG_GUIDE = unnumbered("广东省一般性岗位补贴办事指南")
SHENZHEN_GUIDE = unnumbered("深圳市就业补贴办事指南（2023年起的规定）")
JIANPING_GUIDE = unnumbered("建平县单位招用就业困难人员社会保险补贴办事指南")
FUNDS_SINCE = date(2017, 10, 13)
REVIEW_BY = date(2026, 12, 31)

OTHER_FUND = Fact(
    code="other_fund",
    kind=FactKind.YES_NO,
    text="同一补贴项目是否已经由另一项资金（就业补助资金或失业保险基金）支付过（没有就不用填）",
)
PUBLICITY = "名单会公示不少于 5 个工作日，公示时证件号码只显示一部分；申请前请告诉本人。"
BESIDE_TAX = "与招用人员的税收抵减能否同时享受，请向当地人力资源社会保障部门和税务机关核实。"

MISSED = timedelta(days=60)
AHEAD = timedelta(days=366)
WINDOW = 36


def of_person(hire: Hire, path: str, on: date) -> tuple[Finding, ...]:
    """Recognised, and under contract."""
    recognised = has_status(
        hire, path, (Status.HARD_TO_EMPLOY,), "已认定为就业困难人员（由当地按本省规定的类别认定）", PROMOTION_LAW_52
    )
    return (recognised, contract_signed(hire, path, on, FUNDS))


def from_one_fund(case: Case) -> tuple[Finding, ...]:
    """Nothing is paid twice for one item. Earlier use that nobody mentions is none."""
    if not case.facts.get(OTHER_FUND.code):
        return ()
    return (finding(Truth.NO, "同一补贴项目没有由另一项资金支付过", FUNDS),)


def deadlines(hire: Hire, on: date) -> tuple[Deadline, ...]:
    """The end of the quarter that is claimed for, and the end of the 36 months or the day of retirement."""
    return coming((quarter_end(on), *end_of_term(hire)), on)


def coming(found: tuple[Deadline, ...], on: date) -> tuple[Deadline, ...]:
    """Those of the year ahead and those missed in the last 60 days, soonest first."""
    return tuple(sorted((one for one in found if on - MISSED <= one.on <= on + AHEAD), key=lambda one: one.on))


def quarter_end(on: date) -> Deadline:
    last = Month(on.year, (on.month + 2) // 3 * 3).last_day
    return Deadline(last, "本季度结束：备齐缴费凭证和工资记录，按当地的申报期申请（有的地方按半年）", None)


def end_of_term(hire: Hire) -> tuple[Deadline, ...]:
    if hire.contract_from is None or hire.months_used is None:
        return ()
    if near_retirement(hire) is Truth.YES and hire.retires_on is not None:
        return (Deadline(hire.retires_on, "到达退休年龄，补贴到这个月为止", FUNDS),)
    counted = [month for month in hire.insured or () if month >= Month.of(hire.contract_from)]
    first = min(counted, default=Month.of(hire.contract_from))
    last = first.plus(WINDOW - min(hire.months_used, WINDOW) - 1)
    return (Deadline(last.last_day, "补贴满 36 个月，到这个月为止", FUNDS),)


def first_claim(hire: Hire) -> tuple[Deadline, ...]:
    """Within a year of the contract, as 广东 asks; of other places nothing was seen."""
    if hire.contract_from is None or hire.first_claimed_on is not None:
        return ()
    return (
        Deadline(
            years_later(hire.contract_from, 1),
            "合同签订满一年：广东要求首次申请不晚于这一天，其他地方以当地规定为准",
            GUANGDONG_GUIDE,
        ),
    )
