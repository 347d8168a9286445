"""What a firm is told about its own demands: the law where there is one, and never whom the platform serves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from employers.adverts.demand_rules import RULES, Demand, DemandKind, Lawful
from employers.adverts.demands import AGE_LAW, AGE_OFFER, SEX_LAW, SEX_OFFER, find_demands
from employers.adverts.for_firms import as_told, for_firm, tells
from employers.models.vacancy_moves import ADVICE, BESIDE, MOVES, By, Cause, Result, State
from employers.portal.vacancies import DONE
from employers.portal.vacancy_form import firm_occupations
from lexicon.features import CERTIFICATES, Education, Shift, WorkFeature
from tests.leaks.test_portal_words import WORDS


def in_words(told) -> str:
    return f"{told.label}{told.verdict}{told.text}{told.article}{told.offered}"


# Every rule -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kind}-{rule.lawful}")
@pytest.mark.parametrize("lawful", [Lawful.UNLAWFUL, Lawful.NARROWING])
def test_no_rule_tells_a_firm_whom_the_platform_serves(rule, lawful):
    demand = Demand(rule.kind, "无吸毒史", lawful, rule.article, rule.offered, rule.firm_article, rule.firm_offered)

    told = as_told(demand)

    assert WORDS.findall(in_words(told)) == []
    assert not tells(in_words(told))
    assert told.offered


def test_the_two_demands_without_a_rule_tell_nothing_either():
    assert WORDS.findall(SEX_LAW + SEX_OFFER + AGE_LAW + AGE_OFFER) == []


def test_a_rule_whose_article_tells_has_another_for_firms():
    telling = [rule for rule in RULES if tells(rule.article + rule.offered)]

    assert [rule.kind for rule in telling] == [DemandKind.RECORD]
    assert all(rule.firm_article.startswith("就业促进法") and rule.firm_offered for rule in telling)


FRAGMENTS = (
    "限女性", "35岁以下", "身高160以上", "本地户口", "汉族", "无残疾", "乙肝两对半", "无犯罪记录", "身体健康",
    "形象好", "无纹身", "党员", "交押金", "已婚已育", "信教勿扰", "无吸毒史", "涉毒人员勿扰", "无毒史", "戒毒人员不要",
    "康复人员不要", "社戒", "美沙酮", "强制隔离", "禁毒", "rehab", "drug test", "毒品检测", "维持治疗", "归航",
    "吸 毒 史", "吸\u200b毒",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6), st.sampled_from(("，", "。", "、", "", "\n", " ")))
def test_whatever_a_firm_types_the_answer_tells_nothing(parts, between):
    told = for_firm(parts[0], between.join(parts))

    assert WORDS.findall("".join(map(in_words, told))) == []


# The verdicts ---------------------------------------------------------------------------------------------------------


def test_what_the_law_forbids_comes_first_with_its_article():
    told = for_firm("前台", "35岁以下，限女性。")

    assert [(item.label, item.verdict) for item in told] == [("性别", "不合法"), ("年龄", "缩小了范围")]
    assert "第四十三条" in told[0].article
    assert told[0].text == "限女性"


def test_what_no_article_forbids_cites_none():
    (age,) = for_firm("普工", "45岁以下")

    assert (age.article, age.is_unlawful) == ("", False)
    assert "删去年龄线" in age.offered


@pytest.mark.parametrize("text", ["无吸毒史", "无犯罪记录", "无不良嗜好，无涉毒记录"])
def test_a_past_is_never_quoted_back(text):
    told = for_firm("保安", text)

    assert told
    assert {item.text for item in told} == {""}
    assert {item.label for item in told} == {"个人经历"}


def test_a_past_of_that_kind_is_unlawful_by_the_general_article():
    (told,) = for_firm("司机", "无吸毒史")

    assert (told.verdict, told.article) == ("不合法", "就业促进法 第三条、第二十六条")


def test_staff_read_the_article_that_a_firm_does_not():
    (demand,) = find_demands("司机", "无吸毒史")

    assert demand.article.startswith("禁毒法 第五十二条")


def test_what_the_law_itself_asks_is_left_out():
    assert for_firm("普工", "年满18周岁以上") == ()


def test_another_word_in_the_sentence_is_not_quoted_either():
    (told,) = for_firm("护士", "康复科限女性")

    assert (told.label, told.text) == ("性别", "")


# Everything else that the portal says in fixed words ------------------------------------------------------------------


def test_no_fixed_word_of_the_portals_vacancies_tells():
    fixed = [
        *(move.label for move in MOVES.values()), *BESIDE.values(), *DONE.values(), *ADVICE.values(),
        *(member.label for kind in (State, By, Cause, Result, Shift, Education, WorkFeature) for member in kind),
        *(paper.label for paper in CERTIFICATES.values()),
    ]  # fmt: skip

    assert WORDS.findall("".join(fixed)) == []


@pytest.mark.parametrize("title", ["康复治疗师", "康复科医师", "禁毒社工", "戒毒所辅警", "保洁"])
def test_no_occupation_that_would_tell_is_offered(title):
    assert WORDS.findall("".join(label for _, label in firm_occupations(title))) == []


@pytest.mark.parametrize(
    "text", ["这批人吸过毒，别写学历", "每月要请假尿检", "没有复 吸", "刑满释放人员也在内", "街道帮教的重点人员"]
)
def test_words_that_only_such_work_uses_tell_too(text):
    assert tells(text)


@pytest.mark.parametrize("text", ["消毒餐具", "有毒有害气体", "防病毒软件", "禁止吸烟", "恢复供电"])
def test_ordinary_words_tell_nothing(text):
    assert not tells(text)
