"""公开数字 on a page: what may be told, in the words of the site."""

from datetime import date

import pytest

from cms.blocks.public_figures import FiguresBlock
from tests.cast import DONGSHENG, a_social_worker
from tests.figures.months import a_month

pytestmark = pytest.mark.django_db


def shown() -> list[tuple[str, str, str]]:
    block = FiguresBlock()
    figures = block.get_context(block.to_python({"title": ""}))["figures"]
    return [(one["label"], one["value"], one["note"].split("，")[0]) for one in figures]


def test_figures_are_those_of_the_city_in_which_the_platform_works():
    a_social_worker("李敏")
    a_month(date(2026, 9, 1), {"firms.verified": {DONGSHENG: 50}, "work.placed": {DONGSHENG: 1200}})
    a_month(date(2026, 10, 1), {"firms.verified": {DONGSHENG: 56}, "work.placed": {DONGSHENG: 34}})

    assert shown() == [
        ("参与企业", "56", "2026年10月底"),
        ("新上岗", "1,234", "2026年9月至10月"),
    ]


def test_what_is_hidden_and_what_has_not_happened_is_left_out():
    a_social_worker("李敏")
    a_month(
        date(2026, 10, 1),
        {"firms.verified": {DONGSHENG: 56}, "work.placed": {DONGSHENG: 3}, "vacancies.new": {DONGSHENG: 0}},
        hidden={"work.placed": ["1506", DONGSHENG]},
    )

    assert [label for label, _, _ in shown()] == ["参与企业"]


def test_nothing_is_shown_before_a_month_is_closed():
    a_social_worker("李敏")

    assert shown() == []
    assert "走到今天" not in FiguresBlock().render(FiguresBlock().to_python({"title": "走到今天"}))
