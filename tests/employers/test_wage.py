"""Wages in cells and in prose, brought to 元/月."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employers.adverts.wage import Basis, find_wage, read_wage


@pytest.mark.parametrize(
    ("stated", "least", "most"),
    [
        ("4-8千/月", "4000.00", "8000.00"),
        ("4.5-6千/月", "4500.00", "6000.00"),
        ("6千-1.2万", "6000.00", "12000.00"),
        ("4-8K·13薪", "4000.00", "8000.00"),
        ("4500～5500元/月", "4500.00", "5500.00"),
        ("３５００－４２００", "3500.00", "4200.00"),
        ("4,500-5,500元", "4500.00", "5500.00"),
        ("3000以上", "3000.00", None),
        ("8000以上元/月", "8000.00", None),
        ("3千及以下", None, "3000.00"),
        ("三千五", "3500.00", "3500.00"),
        ("面议", None, None),
        ("", None, None),
    ],
)
def test_monthly_wages_keep_their_figures(stated, least, most):
    wage = read_wage(stated)

    assert (wage.least, wage.most) == (least and Decimal(least), most and Decimal(most))


@pytest.mark.parametrize(
    ("stated", "least", "basis"),
    [
        ("100元/天", "2175.00", Basis.DAY),
        ("15元/时", "2610.00", Basis.HOUR),
        ("10-15万/年", "8333.33", Basis.YEAR),
        ("700元/周", "3033.33", Basis.WEEK),
    ],
)
def test_other_periods_are_converted_by_the_notice_of_2008(stated, least, basis):
    wage = read_wage(stated)

    assert (wage.least, wage.basis) == (Decimal(least), basis)
    assert wage.stated == stated
    assert wage.conversion


def test_day_wage_from_200_up_has_no_upper_end():
    wage = read_wage("200元/天起")

    assert (wage.least, wage.most) == (Decimal("4350.00"), None)


def test_thirteen_payments_do_not_raise_the_month():
    wage = read_wage("6-8千·13薪")

    assert (wage.least, wage.payments_a_year) == (Decimal("6000.00"), 13)


def test_piece_rate_is_known_as_such_and_not_converted():
    wage = read_wage("0.35元/件")

    assert wage.basis is Basis.PIECE
    assert not wage.known


def test_negotiable_wage_is_said_to_be_negotiable():
    assert read_wage("工资面议").negotiable


@pytest.mark.parametrize("stated", ["5000-4000元/月", "12", "电话12345678"])
def test_incredible_figures_are_no_wage(stated):
    assert not read_wage(stated).known


def test_pay_after_probation_is_preferred_to_pay_in_it():
    wage = find_wage("锅炉工", "试用一个月2600元，转正后3800-4200元，管午餐。")

    assert (wage.least, wage.most) == (Decimal("3800.00"), Decimal("4200.00"))


def test_total_income_is_preferred_to_the_base_wage():
    wage = find_wage("导购", "底薪2200元加提成，综合工资4000-5000元。")

    assert (wage.least, wage.most, wage.base_only) == (Decimal("4000.00"), Decimal("5000.00"), False)


def test_base_wage_alone_promises_only_itself():
    wage = find_wage("电话客服", "无责任底薪2500-3500元，另有提成。")

    assert (wage.least, wage.most, wage.base_only) == (Decimal("2500.00"), None, True)


@pytest.mark.parametrize(
    "text",
    [
        "餐费补助：每天12元。",
        "公司年产值两千万，员工三百人。",
        "住宿自理，房补300元/月。",
        "夜班津贴20元/晚，全勤奖200元。",
        "押金500元，入职满三个月退还。",
        "享受15天带薪年假。",
    ],
)
def test_other_money_in_prose_is_no_wage(text):
    assert not find_wage("保洁员", text).known


def test_wage_in_the_title_is_found():
    wage = find_wage("急招分拣员月薪4500起", "")

    assert (wage.least, wage.most, wage.place) == (Decimal("4500.00"), None, "title")


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    wage = read_wage(text)

    assert wage.least is None or wage.most is None or wage.least <= wage.most


@given(low=st.integers(1, 40), width=st.integers(0, 30))
def test_thousands_mean_the_same_however_they_are_written(low, width):
    high = low + width

    readings = {
        (wage.least, wage.most)
        for wage in map(
            read_wage, (f"{low}-{high}千/月", f"{low}-{high}K", f"{low}千-{high}千", f"{low}000-{high}000元/月")
        )
    }

    assert readings == {(Decimal(low * 1000), Decimal(high * 1000))}


def test_a_base_and_a_ceiling_make_one_wage():
    wage = find_wage("招商专员", "无责任底薪2500元，转正后最高可达5000元。")

    assert (wage.least, wage.most) == (Decimal("2500.00"), Decimal("5000.00"))
