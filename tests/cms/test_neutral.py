"""Words that say whom the platform serves, however an editor sets them; and words that only look like them."""

import pytest

from cms.models import NewsItemPage
from cms.neutral import tells, why_not_neutral


@pytest.mark.parametrize(
    "text",
    [
        "戒 毒",
        "戒\u200b毒",
        "戒\ufe0f毒",
        "戒\u3164毒",
        "戒·毒",
        "戒_毒",
        "戒&#8203;毒",
        "&#25106;毒",
        "ｒｅ-ｈａｂ",
        "gui-hang",
        "远离冰毒",
    ],
)
def test_a_word_that_was_taken_apart_is_found(text):
    assert tells(text)


@pytest.mark.parametrize(
    "text",
    ["身体健康，复工体检", "消毒、病毒检测", "毒麦", "了解戒烟门诊", "马铃薯脱毒种薯", "政策解读 jie-du", "A/B 班"],
)
def test_plain_words_are_left_alone(text):
    assert not tells(text)


@pytest.mark.django_db
def test_it_is_named_to_the_editor_in_whatever_field_it_stands():
    page = NewsItemPage(
        title="冬季招聘",
        slug="winter",
        summary="帮助戒·毒人员就业",
        body=[("quote", {"text": "re-hab", "who": "人事主管"})],
    )

    assert why_not_neutral(page) == [
        "摘要里有不能出现在网站上的词“戒毒”，请换一种说法。",
        "正文里有不能出现在网站上的词“rehab”，请换一种说法。",
    ]
