"""创业担保贷款: how much may be lent to somebody who starts a business, or to a small firm that hires. No grant."""

from datetime import date
from decimal import Decimal
from typing import Any

from employers.incentives.case import Case, Status
from employers.incentives.catalogue.claim_papers import GUARANTEE, LOAN_APPLICATION, LOAN_CLASS
from employers.incentives.catalogue.documents import IDENTITY, LICENCE
from employers.incentives.conditions import fact, finding, in_force, number
from employers.incentives.incentive import Fact, FactKind, Family, Incentive, Parameter, Result
from employers.incentives.parameters import known
from employers.incentives.settled import ZERO, Sum, before_record, result
from law.article import unnumbered
from law.dated import Dated, Timeline
from law.findings import Finding, every, some
from law.money import round_yuan
from law.truth import Truth

GUIDE = unnumbered("创业担保贷款政策（2023年12月21日公布的县级就业政策汇编）")
REVIEW_BY = date(2026, 12, 31)
# The guide is of the last days of 2023; from when its ceilings hold was not seen.
SINCE = date(2023, 1, 1)
VERSIONS = Timeline("创业担保贷款", Dated("个人不超过 30 万元，企业不超过 300 万元", SINCE, GUIDE, REVIEW_BY))
PERSON_CEILING = Parameter(
    code="person_ceiling",
    text="个人创业担保贷款最高额度",
    unit="元",
    places={"": Timeline("个人创业担保贷款最高额度", Dated(Decimal(300_000), SINCE, GUIDE, REVIEW_BY))},
)
FIRM_CEILING = Parameter(
    code="firm_ceiling",
    text="小微企业创业担保贷款最高额度",
    unit="元",
    places={"": Timeline("小微企业创业担保贷款最高额度", Dated(Decimal(3_000_000), SINCE, GUIDE, REVIEW_BY))},
)
SHARE, LARGE_SHARE, LARGE = Decimal("0.15"), Decimal("0.08"), 100
BORROWERS = {"person": "个人（含个体工商户）", "firm": "小微企业"}
CLASSES = (Status.REGISTERED_UNEMPLOYED, Status.HARD_TO_EMPLOY)
NOT_ASKED_FOR = (Status.RELEASED,)
"""It was read that these count; the second are asked of nobody. Others stand in local rules: ``other_class``."""

REMARKS = ("这是贷款，要按期归还，不是补助。", "额度、期限和贴息以当地规定和银行审批为准。")


def compute(case: Case) -> Result:
    """amount: the most that may be lent, or what is asked for where that is less. It is paid back.

    Components: ``loan_ceiling``, ``requested`` (None: not stated), ``loan``; of a firm ``staff``, ``new_hires``,
    ``new_share``, ``share_needed``; ``remarks``; ``floor``, ``ceiling`` while the amount is open.
    """
    unseen = before_record(VERSIONS, case.on)
    if unseen is not None:
        return unseen
    borrower = case.facts.get("borrower")
    if borrower is None:
        whom = finding(Truth.UNKNOWN, "借款人是个人还是小微企业", GUIDE, "facts.borrower")
        most = max(_ceiling(case, PERSON_CEILING) or ZERO, _ceiling(case, FIRM_CEILING) or ZERO)
        open_ = frozenset(("facts.borrower",))
        return result(every("", (_in_force(case), whom)), Sum(ZERO, most, open_), {"remarks": list(REMARKS)})
    parameter = PERSON_CEILING if borrower == "person" else FIRM_CEILING
    conditions, numbers = _of_person(case) if borrower == "person" else _of_firm(case)
    credit = fact(case, "good_credit", "没有不良信用记录，符合银行的贷款条件", GUIDE)
    ceiling, requested = _ceiling(case, parameter), number(case, "requested")
    numbers |= {"loan_ceiling": ceiling, "requested": requested, "remarks": list(REMARKS)}
    found = result(every("", (_in_force(case), *conditions, credit)), _loan(ceiling, requested, parameter), numbers)
    return found._replace(components={**found.components, "loan": found.amount})


def _in_force(case: Case) -> Finding:
    return in_force(VERSIONS, case.on, "", GUIDE)


def _ceiling(case: Case, parameter: Parameter) -> Decimal | None:
    return known(parameter, case).value


def _loan(ceiling: Decimal | None, requested: Decimal | None, parameter: Parameter) -> Sum:
    if ceiling is None:
        return Sum(ZERO, requested, frozenset((f"parameters.{parameter.code}",)))
    lent = round_yuan(ceiling if requested is None else min(ceiling, requested))
    return Sum(lent, lent)


def _of_person(case: Case) -> tuple[tuple[Finding, ...], dict[str, Any]]:
    """The borrower is the first of ``hires``; where there is none her class is what the facts say."""
    text = "属于可以申请的人员类别（登记失业、就业困难人员和当地办法所列的其他类别）"
    statuses = case.hires[0].statuses if case.hires else {}
    other = fact(case, "other_class", text, GUIDE)
    if any(statuses.get(status) for status in (*CLASSES, *NOT_ASKED_FOR)):
        return (finding(Truth.YES, text, GUIDE),), {}
    asked = CLASSES if case.hires else ()
    parts = [finding(Truth.of(statuses.get(status)), text, GUIDE, f"hires[0].statuses.{status}") for status in asked]
    return (some(text, (*parts, other), GUIDE)._replace(parts=()),), {}


def _of_firm(case: Case) -> tuple[tuple[Finding, ...], dict[str, Any]]:
    """Of 100 people or fewer 15 % must be newly hired, of more 8 %."""
    staff, new = number(case, "employees"), number(case, "new_hires")
    needed = None if staff is None else LARGE_SHARE if staff > LARGE else SHARE
    text = "新招用的符合条件人员达到在职职工的 15%（超过 100 人的企业 8%）"
    if new == ZERO:
        enough = finding(Truth.NO, text, GUIDE, detail="没有新招用人员")
    elif staff is None or new is None or needed is None:
        unknown = {"facts.employees": staff, "facts.new_hires": new}
        missing = frozenset(name for name, value in unknown.items() if value is None)
        enough = Finding(Truth.UNKNOWN, text, GUIDE, missing)
    else:
        detail = f"在职职工 {staff} 人，新招用 {new} 人"
        enough = finding(Truth.of(staff > 0 and new >= needed * staff), text, GUIDE, detail=detail)
    share = None if not staff or new is None else round(new / staff, 4)
    numbers = {
        "staff": case.facts.get("employees"),
        "new_hires": case.facts.get("new_hires"),
        "new_share": share,
        "share_needed": needed,
    }
    return (fact(case, "is_small", "属于小微企业", GUIDE), enough), numbers


STARTUP_LOAN = Incentive(
    code="startup_loan",
    name="创业担保贷款",
    family=Family.LOAN,
    summary=(
        "登记失业人员、就业困难人员和当地办法所列的其他人员创业，可以申请不超过 30 万元的贷款；新招用符合条件人员达到"
        "在职职工 15%（超过 100 人的企业 8%）的小微企业，可以申请不超过 300 万元的贷款。要按期归还，由担保基金或者"
        "其他方式担保。"
    ),
    amount_is="最多可以借多少（元）；写了申请额的，取两者中较少的。这是贷款，要归还，不是补助",
    versions=VERSIONS,
    facts=(
        Fact(code="borrower", kind=FactKind.TEXT, text="谁来借款", options=BORROWERS),
        Fact(code="requested", kind=FactKind.MONEY, text="想借多少（可以不填）", unit="元"),
        Fact(code="good_credit", kind=FactKind.YES_NO, text="是否没有不良信用记录"),
        Fact(
            code="other_class",
            kind=FactKind.YES_NO,
            text="（个人）是否属于登记失业、就业困难或者当地办法所列的其他人员类别（名单里写明的不用填）",
        ),
        Fact(code="is_small", kind=FactKind.YES_NO, text="（企业）是否小微企业"),
        Fact(code="employees", kind=FactKind.COUNT, text="（企业）在职职工人数", unit="人"),
        Fact(
            code="new_hires",
            kind=FactKind.COUNT,
            text="（企业）一年内新招用、签订一年以上合同的符合条件人员人数",
            unit="人",
        ),
    ),
    parameters=(PERSON_CEILING, FIRM_CEILING),
    documents=(LOAN_APPLICATION, IDENTITY, LICENCE, LOAN_CLASS, GUARANTEE),
    per_hire=False,
    compute=compute,
)
