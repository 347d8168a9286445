"""The pictures as markup: each says in words what it shows, and tells no number that must stay hidden."""

import re
from datetime import date

import pytest
from django.template import RequestContext, Template
from django_cotton.compiler_regex import CottonCompiler

from ui.cells import HIDDEN
from ui.gallery_pictures import BANNERS, COLUMNS, FUNNEL, PLACED, PLACED_YEAR_BEFORE, REGIONS, TOTAL
from ui.trend import Point


@pytest.fixture
def draw(rf):
    """A component with its context, as markup."""

    def drawn(source: str, **context: object) -> str:
        template = Template(CottonCompiler().process(source))
        html = template.render(RequestContext(rf.get("/desk/"), context))
        return re.sub(r"\s+", " ", html)

    return drawn


def words(html: str) -> str:
    """What a screen reader is given: no drawing, no tags."""
    html = re.sub(r"<svg[^>]*aria-hidden.*?</svg>", "", html)
    html = re.sub(r'<span[^>]*aria-hidden="true"[^>]*>.*?</span>', "", html)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


MAP = '<c-tile-map caption="10 月安置" :regions="banners" unit="人" behind="比上年同月少三成以上" />'


def test_map_links_each_region_and_says_who_fell_behind(draw):
    html = draw(MAP, banners=[place._replace(href=f"/desk/figures/{place.code}/") for place in BANNERS])

    assert html.count('href="/desk/figures/150621/"') == 2
    assert re.search(
        r'达拉特旗</span> <span class="tile-foot"><span class="tile-behind"[^>]*>▼<span[^>]*>落后</span>', html
    )
    assert "比上年同月少三成以上" in words(html)


def test_map_tells_hidden_from_unknown_and_both_from_nothing(draw):
    html = draw(MAP, banners=BANNERS)

    assert 'data-step="0" data-why="hidden"' in html
    assert 'data-why="unknown"' in html
    assert "鄂托克前旗 不显示" in words(html)
    assert "杭锦旗 未登记" in words(html)
    assert "不显示：少于 5" in words(html)


def test_map_of_one_colour_needs_no_legend_of_what_is_not_there(draw):
    html = draw(MAP, banners=[BANNERS[0]])

    assert "不显示" not in html
    assert "未登记" not in html
    assert "▼" not in html


def test_funnel_gives_shares_as_ranges_where_people_are_not_due_yet(draw):
    html = draw('<c-funnel caption="从推荐到留下" :steps="steps" open="还没到期" />', steps=FUNNEL)

    assert "在岗满 30 天 55 另有 6 人还没到期 81%–90% 30%–33%" in words(html)
    assert "上岗 68 92% 37%" in words(html)
    assert "在岗满 365 天 不显示" in words(html)


def test_trend_repeats_itself_as_a_table(draw):
    html = draw(
        '<c-trend caption="每月安置" :points="points" unit="人" :reference="before" />',
        points=PLACED,
        before=PLACED_YEAR_BEFORE,
    )

    text = words(html)
    assert "2026年7月 22 14 ▲ 更正后 20" in text
    assert "2026年6月 未登记 17" in text
    assert "2026年2月 6 不显示" in text
    assert "2026年11月 11 15 还没结账" in text
    assert html.count("data-running") == 1


def test_trend_as_a_line_draws_no_columns(draw):
    html = draw('<c-trend caption="留下" kind="line" unit="%" most="100" :points="points" />', points=PLACED)

    assert "trend-column" not in html
    assert html.count('<circle class="trend-dot"') == len(PLACED) - 1
    assert "<title>2026年7月：22%</title>" in html


def test_trend_without_last_year_has_no_column_for_it(draw):
    html = draw('<c-trend caption="每月安置" :points="points" />', points=[Point(date(2026, 10, 1), 24)])

    assert "去年同月" not in html
    assert "更正" not in html
    assert "还没结账" not in html


CARD = (
    '<c-figure-card label="本月安置" :value="value" unit="人" :before="before" :year_before="year_before" better="more"'
    ' definition="当月到岗的人。" href="/desk/figures/placed/" />'
)


def test_card_says_in_words_how_the_figure_moved(draw):
    html = draw(CARD, value=23, before=19, year_before=30)

    assert "23 人 比上月多 4 人 比去年同月少 7 人" in words(html)
    assert '<li class="good">' in html
    assert '<li class="bad">' in html


def test_card_names_what_its_link_leads_to_and_keeps_its_definition_folded(draw):
    html = draw(CARD, value=23, before=19, year_before=None)

    assert "看明细 ：本月安置" in words(html)
    assert re.search(r"<details class=\"figure-what\"> <summary>怎么算的</summary> <p>当月到岗的人。</p>", html)
    assert "去年同月未登记，不作比较" in html


def test_card_without_a_number_says_why(draw):
    assert "本月安置 少于 5 怎么算的" in words(draw(CARD, value=HIDDEN, before=19, year_before=30))
    assert "本月安置 未登记 怎么算的" in words(draw(CARD, value=None, before=19, year_before=30))


def test_card_of_nothing_happened_shows_nought(draw):
    html = draw(CARD, value=0, before=0, year_before=2)

    assert "<b>0</b> <span>人</span>" in html
    assert "和上月持平" in html


def test_card_compares_only_with_what_it_is_given(draw):
    html = draw('<c-figure-card label="在册" :value="418" unit="人" />')

    assert "不作比较" not in html
    assert "418" in html


def test_card_draws_hidden_months_as_gaps_and_marks_what_is_open_or_corrected(draw):
    html = draw(
        '<c-figure-card label="在册" :value="8" :values="values" values_label="近五个月" running="截至11月23日"'
        ' corrected="结账时 9 人" />',
        values=[7, 9, HIDDEN, 6, 8],
    )

    assert html.count("<polyline") == 2
    assert "8 还没结账 ▲ 更正 截至11月23日；结账时 9 人" in words(html)


def test_wide_table_may_have_its_figures_down_the_side(draw):
    html = draw(
        '<c-month-table caption="10 月" :columns="columns" :rows="rows" first="指标" behind="落后：三项低于全市" />',
        columns=[{"label": "全市"}, {"label": "达拉特旗", "href": "/desk/", "behind": True}],
        rows=[
            {"label": "在册", "group": "服务对象", "unit": "人", "cells": [1_088, 236]},
            {"label": "妇女", "group": "服务对象", "is_part": True, "cells": [96, 21]},
        ],
    )

    text = words(html)
    assert "指标 全市 达拉特旗 ▼ 落后：三项低于全市 服务对象 在册 人 1,088 236 妇女 96 21" in text
    assert html.count('scope="rowgroup"') == 1


TABLE = '<c-month-table caption="各旗区" :columns="columns" :rows="rows" :total="total" />'


def test_wide_table_has_headings_over_headings_and_a_total(draw):
    html = draw(TABLE, columns=COLUMNS, rows=REGIONS, total=TOTAL)

    assert '<th scope="colgroup" colspan="4">就业</th>' in html
    assert html.count('scope="col"') == 1 + len(COLUMNS)
    assert html.count('scope="row"') == len(REGIONS) + 1
    assert '<tr class="month-total"><th scope="row">全市</th>' in html
    assert "1,088" in html


def test_wide_table_reads_its_dots_and_dashes_aloud(draw):
    text = words(draw(TABLE, columns=COLUMNS, rows=REGIONS, total=TOTAL))

    assert "康巴什区 64 不显示 39" in text
    assert "伊金霍洛旗 142 5 77 5 64 9 33 未登记" in text
    assert "6 更正后 5" in text
    assert "达拉特旗 ▼ 落后" in text


def test_wide_table_scrolls_by_keyboard_and_does_without_groups_or_total(draw):
    html = draw(
        '<c-month-table caption="各街道" :columns="columns" :rows="rows" />',
        columns=[{"label": "在册"}],
        rows=[{"label": "交通街道", "cells": [8]}],
    )

    assert 'tabindex="0" role="region" aria-label="各街道"' in html
    assert "colgroup" not in html
    assert "month-total" not in html
    assert "legend" not in html


@pytest.mark.parametrize(
    "source",
    [
        '<c-tile-map caption="安置" :regions="regions" />',
        '<c-funnel caption="安置" :steps="steps" />',
        '<c-trend caption="{{ wild }}" :points="points" unit="{{ wild }}" />',
        '<c-month-table caption="安置" :columns="columns" :rows="rows" />',
        '<c-figure-card label="{{ wild }}" :value="3" corrected="{{ wild }}" />',
    ],
)
def test_names_and_words_are_escaped(draw, source):
    wild = "<b>东胜区</b>"

    html = draw(
        source,
        wild=wild,
        regions=[{"code": "150602", "name": wild, "value": 7}],
        steps=[{"label": wild, "count": 7}],
        points=[Point(date(2026, 10, 1), 7)],
        columns=[{"label": wild}],
        rows=[{"label": wild, "cells": [7]}],
    )

    assert wild not in html
    assert "&lt;b&gt;东胜区" in html
