"""What the template filters say, on both sides of each threshold."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from ui.templatetags import ui

# Sunday, 14:05 in Shanghai.
NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (4200, "4,200"),
        (Decimal("4200.00"), "4,200"),
        (Decimal("950.5"), "950.50"),
        ("1234567", "1,234,567"),
        (0, "0"),
        (None, "—"),
        ("", "—"),
    ],
)
def test_money(amount, said):
    assert ui.money(amount) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (Decimal(4200), Decimal(5000), "4,200–5,000 元/月"),
        (Decimal(3500), Decimal("3500.00"), "3,500 元/月"),
        (Decimal(5200), None, "5,200 元/月起"),
        (None, Decimal(6000), "最高 6,000 元/月"),
        (None, None, "面议"),
    ],
)
def test_wage_range(low, high, said):
    assert ui.wage_range(low, high) == said


@pytest.mark.parametrize(
    ("number", "said"), [("13812340417", "138****0417"), ("0477123", "*******"), ("", "—"), (None, "—")]
)
def test_phone_mask(number, said):
    assert ui.phone_mask(number) == said


@given(st.text("0123456789", min_size=8, max_size=14))
def test_phone_mask_never_shows_the_middle(number):
    assert ui.phone_mask(number) == f"{number[:3]}****{number[-4:]}"


def test_days_are_written_the_chinese_way():
    assert ui.day(date(2026, 11, 22)) == "2026年11月22日"
    assert ui.short_day(date(2026, 3, 5)) == "3月5日"
    assert ui.short_day(date(2025, 3, 5)) == "2025年3月5日"
    assert ui.day(None) == ui.short_day(None) == ui.day_time(None) == "—"


def test_a_moment_is_told_in_the_time_of_the_site():
    late_in_greenwich = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)

    assert ui.day(late_in_greenwich) == "2026年11月22日"
    assert ui.day_time(late_in_greenwich) == "11月22日 01:30"


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=20), "刚刚"),
        (timedelta(minutes=5), "5 分钟前"),
        (timedelta(hours=3), "3 小时前"),
        (timedelta(hours=15), "昨天"),
        (timedelta(days=1), "昨天"),
        (timedelta(days=2), "2 天前"),
        (timedelta(days=30), "30 天前"),
        (timedelta(days=31), "1 个月前"),
        (timedelta(days=365), "1 年前"),
        (-timedelta(hours=2), "今天 16:05"),
        (-timedelta(days=1), "明天"),
        (-timedelta(days=3), "3 天后"),
        (-timedelta(days=61), "2 个月后"),
    ],
)
def test_ago(past, said):
    assert ui.ago(NOW - past) == said


def test_ago_of_a_day_without_a_clock():
    assert ui.ago(date(2026, 11, 22)) == "今天"
    assert ui.ago(date(2026, 11, 20)) == "2 天前"
    assert ui.ago(None) == "—"


@given(st.dates(date(2000, 1, 31), date(2026, 11, 22)))
def test_ago_never_says_nothing_or_zero(past):
    said = ui.ago(past)

    assert said
    assert not said.startswith("0")


@pytest.mark.parametrize(
    ("day", "workdays", "tone", "said"),
    [
        (date(2026, 11, 19), None, "bad", "已逾期 3 天"),
        (date(2026, 11, 19), "1", "bad", "已逾期 1 个工作日"),
        (date(2026, 11, 22), None, "bad", "今天到期"),
        (date(2026, 11, 23), None, "wait", "还有 1 天"),
        (date(2026, 11, 29), 5, "wait", "还有 5 个工作日"),
        (date(2026, 11, 30), None, "plain", "还有 8 天"),
        (date(2027, 2, 19), None, "plain", "还有 89 天"),
        (date(2027, 2, 20), None, "plain", ""),
        (date(2031, 5, 1), None, "plain", ""),
        (date(2026, 8, 25), None, "bad", "已逾期 89 天"),
        (date(2026, 8, 24), 60, "bad", "已逾期"),
        (None, None, "plain", "没有期限"),
    ],
)
def test_due(day, workdays, tone, said):
    assert ui.due_tone(day) == tone
    assert ui.due_text(day, workdays) == said


def test_pages_worth_showing_have_gaps_between_them():
    page = Paginator(range(512), 25).get_page(10)

    assert ui.page_numbers(page) == [1, None, 9, 10, 11, None, 21]


def _query(template: str, address: str) -> str:
    request = RequestFactory().get(address)
    return Template(template).render(Context({"request": request}))


def test_taking_one_filter_away_keeps_the_others_and_goes_back_to_the_first_page():
    address = "/desk/vacancies/?district=150602&district=150603&wage=3200&page=4"

    assert _query('{% query_without "district" "150602" %}', address) == "?district=150603&amp;wage=3200"
    assert _query('{% query_without "district" %}', address) == "?wage=3200"


def test_attributes_of_a_component_are_escaped():
    tag = '<c-button :data-who="who" disabled :hidden="False" value="{{ who }}">保存</c-button>'
    html = _rendered(tag, who='"><script>')

    assert html.count("&quot;&gt;&lt;script&gt;") == 2
    assert 'disabled=""' in html
    assert "hidden" not in html


def _rendered(cotton: str, **context) -> str:
    from django_cotton.compiler_regex import CottonCompiler

    return Template(CottonCompiler().process(cotton)).render(Context(context))


def test_an_icon_is_decoration_unless_it_has_a_name():
    assert 'aria-hidden="true"' in ui.icon("users")
    assert 'role="img"' in ui.icon("users", label="服务对象")
    assert 'aria-label="&lt;b&gt;"' in ui.icon("users", label="<b>")
