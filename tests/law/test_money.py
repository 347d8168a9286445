from decimal import Context, Decimal, Inexact, localcontext

import pytest

from law.money import parse_yuan, per_month, round_yuan, yuan


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4200", "4200"),
        ("4,200 元", "4200"),
        ("４，２００元", "4200"),
        ("¥950.50", "950.50"),
        ("1.5万元", "15000"),
        ("1,234,567", "1234567"),
    ],
)
def test_amounts_as_people_write_them(text, amount):
    assert parse_yuan(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "面议", "4-8千", "42,00", "-300", "100元/天", "3000 4000", "万元"])
def test_anything_but_one_amount_is_refused(text):
    with pytest.raises(ValueError, match="not one amount"):
        parse_yuan(text)


def test_half_a_fen_goes_up():
    assert round_yuan(Decimal("0.005")) == Decimal("0.01")
    assert round_yuan(Decimal("1.0049")) == Decimal("1.00")


def test_printing():
    assert yuan(4200) == "4,200 元"
    assert yuan(Decimal("4200.5")) == "4,200.50 元"
    assert yuan(Decimal("0.999")) == "1 元"
    assert per_month(Decimal("12000")) == "12,000 元/月"


def test_money_is_printed_even_where_inexact_arithmetic_is_forbidden():
    with localcontext(Context(traps=[Inexact])):
        assert yuan(Decimal("743.994")) == "743.99 元"
