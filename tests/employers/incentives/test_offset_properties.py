"""What holds of the offset for hires whatever the firm: sums, limits, months, and answers while facts are missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from employers.incentives.case import Case, Hire, Payable, Status, Tax
from employers.incentives.evaluate import evaluate
from employers.incentives.incentive import Result
from employers.incentives.months import Month, Period
from law.truth import Truth
from tests.employers.incentives.cases import a_case

FIRST = Month(2023, 1)
IN_RETURNS = (Tax.VAT, Tax.URBAN, Tax.EDUCATION, Tax.LOCAL_EDUCATION)
YUAN = st.decimals(0, 9000, places=2)
FEW = settings(max_examples=80, deadline=None)


@st.composite
def hires(draw, key="1"):
    start = FIRST.plus(draw(st.integers(0, 35)))
    runs = draw(st.lists(st.tuples(st.integers(0, 45), st.integers(1, 40)), max_size=2))
    insured = {start, *(start.plus(gap + n) for gap, length in runs for n in range(length))}
    years = draw(st.sampled_from((0, 1, 3)))
    until = date(start.year + years, start.month, 28) if years else start.plus(5).last_day
    # Now and then insured beyond the contract, of which nobody knows whether it was renewed.
    last = Month(2027, 12) if draw(st.integers(0, 3)) == 3 else min(Month(2027, 12), Month.of(until))
    return Hire(
        key=key,
        statuses={Status.OUT_OF_POVERTY: draw(st.booleans()), Status.UNEMPLOYED_HALF_YEAR: draw(st.booleans())},
        contract_from=start.first_day,
        contract_until=until,
        insured=frozenset(month for month in insured if month <= last),
        months_used=draw(st.sampled_from((0, 0, 7, 30, 36))),
    )


@st.composite
def cases(draw):
    """Everything is known: every tax of every quarter, the whole year's corporate income tax, the quota."""
    year = draw(st.sampled_from((2024, 2025, 2026)))
    quarters = [Period(Month(year, n), Month(year, n + 2)) for n in (1, 4, 7, 10)]
    taxes = []
    for quarter in quarters:
        vat = draw(YUAN)
        # No surcharge stands on a VAT of nothing.
        rest = [draw(YUAN) if vat else Decimal(0) for _ in IN_RETURNS[1:]]
        taxes += [Payable(tax, quarter, amount) for tax, amount in zip(IN_RETURNS, (vat, *rest), strict=True)]
    taxes.append(Payable(Tax.CORPORATE, Period(Month(year, 1), Month(year, 12)), draw(YUAN)))
    many = [draw(hires(str(n))) for n in range(draw(st.integers(1, 4)))]
    return a_case(
        on=date(year, 12, 31),
        hires=tuple(many),
        taxes=tuple(taxes),
        parameters={"quota": draw(st.sampled_from((Decimal(6000), Decimal(7800), Decimal("6333.33"))))},
        facts={"six_taxes_two_fees": draw(st.booleans())},
        taken={"vat": draw(st.sampled_from((Decimal(0), Decimal(500))))},
    )


@FEW
@given(cases())
def test_never_above_the_tax_nor_the_limit_and_sums_are_conserved(case: Case):
    result = evaluate(case)
    sums = result.components
    if result.truth is Truth.NO:
        assert result.amount == 0
        return
    if sums["limit"] is None:
        assert result.missing or sums["limit_floor"] < sums["limit_ceiling"]
        return

    for step in sums["periods"]:
        assert step["used_cumulative"] <= max(step["limit_cumulative"], sums["taken"])
        for tax, payable in step["payable"].items():
            assert 0 <= step["offset"][tax] <= payable
            assert payable == step["offset"][tax] + step["halved"][tax] + step["due"][tax]
    assert sum(step["limit"] for step in sums["periods"]) == sums["limit"]
    assert sums["used"] == min(sums["taken"], sums["limit"]) + sum(sums["offset"].values()) + sums["corporate_offset"]
    assert sums["limit"] == sums["used"] + sums["left"] + sums["lapsed"]
    assert sums["corporate_payable"] == sums["corporate_offset"] + sums["corporate_due"]
    assert result.amount == sums["used"] <= sums["limit"]
    assert 0 <= sums["overpaid"] <= sums["left_for_settlement"]


@FEW
@given(hires())
def test_nobody_counts_for_more_than_36_months(hire: Hire):
    hire = replace(hire, statuses={Status.OUT_OF_POVERTY: True}, open_ended=True)
    rows = [
        row
        for year in range(2023, 2032)
        for row in evaluate(a_case(on=date(year, 12, 31), hires=(hire,))).components["hires"]
    ]

    assert sum(row["months_possible"] for row in rows) <= 36 - (hire.months_used or 0)
    assert all(row["months_certain"] <= row["months_possible"] <= 12 for row in rows)


@FEW
@given(cases(), st.randoms(use_true_random=False))
def test_no_order_matters(case: Case, random):
    shuffled = replace(
        case, hires=tuple(random.sample(case.hires, len(case.hires))), taxes=tuple(random.sample(case.taxes, 17))
    )

    one, other = evaluate(case), evaluate(shuffled)

    assert (one.truth, one.amount) == (other.truth, other.amount)
    for name in ("limit", "offset", "due", "periods", "lapsed", "overpaid"):
        assert one.components.get(name) == other.components.get(name)


def without(case: Case, what: str, n: int) -> Case:
    """The same case, one thing of it unknown."""
    n %= len(case.hires)
    blank = {
        "status": {"statuses": {Status.OUT_OF_POVERTY: False}},
        "contract": {"contract_until": None},
        "start": {"contract_from": None},
        "insured": {"insured": None},
        "used": {"months_used": None},
    }
    if what in blank:
        return replace(case, hires=(*case.hires[:n], replace(case.hires[n], **blank[what]), *case.hires[n + 1 :]))
    if what == "quota":
        return replace(case, parameters={"quota": None})
    kind = Tax.CORPORATE if what == "corporate" else Tax.VAT if what == "vat" else Tax.EDUCATION
    return replace(case, taxes=tuple(tax for tax in case.taxes if tax.tax is not kind))


def never_poor(hire: Hire) -> Hire:
    return replace(hire, statuses={**hire.statuses, Status.OUT_OF_POVERTY: False})


def bounds(result: Result) -> tuple[Decimal, Decimal]:
    if result.amount is not None:
        return result.amount, result.amount
    return result.components["floor"], result.components["ceiling"]


def contradictions(early, late, path=""):
    """Where a number that was shown while facts were missing turns out otherwise."""
    if isinstance(early, dict):
        kept = early.keys() - {"floor", "ceiling", "limit_floor", "limit_ceiling", "months_certain", "months_possible"}
        return [one for key in kept if key in late for one in contradictions(early[key], late[key], f"{path}.{key}")]
    if isinstance(early, list) and len(early) == len(late):
        return [one for pair in zip(early, late, strict=True) for one in contradictions(*pair, path)]
    if early is None or isinstance(early, str | list):
        return []
    return [] if early == late else [(path, early, late)]


BLANKS = st.lists(
    st.tuples(
        st.sampled_from(("status", "contract", "start", "insured", "used", "quota", "corporate", "vat", "education")),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda blank: blank[0],
)


@settings(max_examples=150, deadline=None)
@given(cases(), BLANKS)
def test_an_answer_given_early_still_stands_when_everything_is_known(case: Case, blanks):
    # "status" blanks unemployment and says no to poverty: start from there.
    if any(what == "status" for what, _ in blanks):
        case = replace(
            case,
            hires=tuple(replace(hire, statuses={**hire.statuses, Status.OUT_OF_POVERTY: False}) for hire in case.hires),
        )
    less = case
    for what, n in blanks:
        less = without(less, what, n)

    early, late = evaluate(less), evaluate(case)

    assert early.truth in (Truth.UNKNOWN, late.truth)
    (low, high), (least, most) = bounds(early), bounds(late)
    assert low <= least <= most <= high
    assert bool(early.missing) is (early.amount is None or early.truth is Truth.UNKNOWN)
    if early.truth is late.truth is Truth.YES:
        assert contradictions(early.components, late.components) == []


FIELDS = {"insured_months": "insured"}


def answered(less: Case, whole: Case, missing: tuple[str, ...]) -> Case:
    """``less`` with what it is asked for filled in from ``whole``."""
    for path in missing:
        head, _, name = path.partition(".")
        if head == "parameters":
            less = replace(less, parameters=whole.parameters)
        elif head == "taxes":
            less = replace(less, taxes=(*less.taxes, *(tax for tax in whole.taxes if tax.tax == name)))
        else:
            n = int(head.removeprefix("hires[").removesuffix("]"))
            field = name.partition(".")[0]
            field = FIELDS.get(field, field)
            filled = replace(less.hires[n], **{field: getattr(whole.hires[n], field)})
            less = replace(less, hires=(*less.hires[:n], filled, *less.hires[n + 1 :]))
    return less


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(cases(), BLANKS)
def test_who_answers_what_is_asked_gets_the_sum(case: Case, blanks):
    case = replace(case, hires=tuple(map(never_poor, case.hires)))
    late = evaluate(case)
    # Seldom: months that may count or not.
    assume(late.amount is not None)
    less = case
    for what, n in blanks:
        less = without(less, what, n)

    for _ in range(len(blanks) + 1):
        less = answered(less, case, evaluate(less).missing)

    assert (evaluate(less).truth, evaluate(less).amount) == (late.truth, late.amount)


@FEW
@given(cases(), st.integers(0, 3), st.integers(1, 12))
def test_a_further_insured_month_never_brings_less(case: Case, n: int, month: int):
    n %= len(case.hires)
    hire = case.hires[n]
    further = max(Month(case.year, month), min(hire.insured).plus(1))
    grown = replace(hire, insured=hire.insured | {further})

    before = evaluate(case)
    after = evaluate(replace(case, hires=(*case.hires[:n], grown, *case.hires[n + 1 :])))

    floor = before.components.get("floor", before.amount)
    assert floor <= after.components.get("floor", after.amount)
