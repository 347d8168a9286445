"""How single values may be written: as people do where one thing can be meant, and refused where not."""

from datetime import date
from decimal import Decimal

import pytest

from employers.incentives import values
from employers.incentives.case import Status
from employers.incentives.months import Month, Period
from employers.incentives.values import Wrong


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        (3000, "3000.00"),
        (Decimal("3000.10"), "3000.10"),
        (0.1 + 0.2, "0.30"),
        (1234567.89, "1234567.89"),
        ("3000.00", "3000.00"),
        ("3,000 元", "3000.00"),
        ("￥3,000.5", "3000.50"),
        ("１.2万元", "12000.00"),
        (0, "0.00"),
        ("0", "0.00"),
        (Decimal("-0.0"), "0.00"),
    ],
)
def test_an_amount_keeps_its_fen(written, yuan):
    assert str(values.amount(written)) == yuan


@pytest.mark.parametrize(
    "written",
    [
        *(True, None, [], {}, -1, "-1", -0.01, "", "三千", "3000 到 4000", "3000元/月", "3 000", "1e", "0x10"),
        *(float("nan"), float("inf"), "NaN", "Infinity", Decimal("NaN"), Decimal("-Infinity")),
        *(10**13, 10**99, Decimal("1e99"), "9" * 50, "200000000万元"),
        *(Decimal("0.005"), "12.345", 12.345, Decimal("1e-2000")),
    ],
)
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(Wrong):
        values.amount(written)


@pytest.mark.parametrize("written", [4200, "4200", "4,200 元", "4,200元/月", "4200/月"])
def test_the_unit_of_the_field_may_stand_behind_the_number(written):
    assert values.amount(written, "元/月") == 4200


@pytest.mark.parametrize("written", [-5000, "-5000", "-5,000.00 元", "−5000", -5000.0, Decimal("-5000.00")])
def test_a_balance_may_be_a_loss(written):
    assert values.balance(written, "元") == -5000


@pytest.mark.parametrize("written", [0.25, Decimal("0.25"), "0.25", "25%", "25 %", "２５％"])
def test_a_share_is_a_number_or_a_percentage(written):
    assert values.ratio(written) == Decimal("0.25")


@pytest.mark.parametrize("written", [25, "250%", -0.1, "-1%", True, "四分之一", float("nan")])
def test_a_share_above_the_whole_is_a_slip(written):
    with pytest.raises(Wrong):
        values.ratio(written)


@pytest.mark.parametrize(
    ("written", "number"), [(12, 12), ("12", 12), ("12 人", 12), (12.0, 12), (Decimal("12.0"), 12)]
)
def test_a_count_is_whole(written, number):
    assert values.count(written, "人") == number


@pytest.mark.parametrize("written", [12.5, "12.5", -1, True, "十二", "12 元", [12]])
def test_what_is_no_count_is_refused(written):
    with pytest.raises(Wrong):
        values.count(written, "人")


@pytest.mark.parametrize("written", ["2025-03-01", "2025/3/1", "2025.03.01", "2025年3月1日", "２０２５-03-01"])
def test_a_day_is_read_as_people_write_it(written):
    assert values.day(written) == date(2025, 3, 1)


@pytest.mark.parametrize(
    "written", ["2025-02-29", "2025-13-01", "2025-03", "25-03-01", "1899-01-01", "2300-01-01", 20250301, None, "昨天"]
)
def test_what_is_no_day_is_refused(written):
    with pytest.raises(Wrong):
        values.day(written)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("2025-03", "2025-03"),
        ("2025/3", "2025-03"),
        ("2025年3月", "2025-03"),
        ("2025-Q2", "2025-Q2"),
        ("2025q2", "2025-Q2"),
        ("2025年第二季度", "2025-Q2"),
        ("2025年2季度", "2025-Q2"),
        ("2025-H2", "2025-H2"),
        ("2025年下半年", "2025-H2"),
        ("2025", "2025"),
        (2025, "2025"),
        ("2025年度", "2025"),
    ],
)
def test_the_period_of_a_return_has_its_names(written, name):
    assert values.period(written) == Period.parse(name)


@pytest.mark.parametrize(
    "written", ["2025-00", "2025-13", "2025-Q5", "2025-H3", "0000", "1000", "2025-01/2025-03", True, 5, None, []]
)
def test_what_is_no_period_is_refused(written):
    with pytest.raises(Wrong):
        values.period(written)


@pytest.mark.parametrize(
    "written",
    ["2025-01/2025-03", "2025-01..2025-03", "2025-01 至 2025-03", "2025年1月—2025年3月", "2025-Q1", "2025/1~2025/3"],
)
def test_a_span_is_all_its_months(written):
    assert values.months(written) == {Month(2025, 1), Month(2025, 2), Month(2025, 3)}


@pytest.mark.parametrize("written", ["2025-03/2025-01", "2025-01/", "2025-00/2025-03", "2025-01/2525-01", 3, None])
def test_what_is_no_span_is_refused(written):
    with pytest.raises(Wrong):
        values.months(written)


@pytest.mark.parametrize("written", ["out_of_poverty", "OUT_OF_POVERTY", "脱贫人口", "脱贫人口(含防止返贫监测对象)"])
def test_a_code_may_be_its_name(written):
    assert values.code(written, values.names(Status), "人员类别") == "out_of_poverty"


@pytest.mark.parametrize(("slip", "meant"), [("out-of-povrty", "out_of_poverty"), ("就业困难人士", "就业困难人员")])
def test_of_a_slip_the_nearest_is_told(slip, meant):
    with pytest.raises(Wrong, match=f"不认识的人员类别，是不是 {meant}"):
        values.code(slip, values.names(Status), "人员类别")


def test_what_is_far_from_every_code_is_not_guessed_and_not_repeated():
    with pytest.raises(Wrong) as told:
        values.code("王建军", values.names(Status), "人员类别")

    assert str(told.value) == "不认识的人员类别"


def test_a_number_too_long_to_print_is_refused_too():
    with pytest.raises(Wrong):
        values.amount(10**5000)
