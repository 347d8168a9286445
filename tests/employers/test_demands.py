"""What an advertisement asks of the person, as stated and with the law beside it."""

import pytest

from employers.adverts.demands import DemandKind, Lawful, find_demands


def kinds(text, title="", **cells):
    return [(demand.kind.value, demand.lawful.value) for demand in find_demands(title, text, **cells)]


@pytest.mark.parametrize(
    "text",
    [
        "限女性。",
        "男性优先。",
        "招女工，待遇从优。",
        "男，25-45岁。",
        "要求：男性，能吃苦。",
        "收银员：女。",
        "只招男的。",
        "女士优先",
    ],
)
def test_sex_demanded_or_preferred_is_unlawful_under_article_43(text):
    assert ("sex", "unlawful") in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "男女不限。",
        "性别不限，能吃苦。",
        "男女均可",
        "不限男女",
        "负责女装销售。",
        "三八妇女节发福利。",
        "给子女办入学。",
        "服务女性客户。",
    ],
)
def test_both_sexes_or_other_women_are_no_demand(text):
    assert kinds(text) == []


def test_sex_of_a_cell_is_kept_as_stated():
    (demand,) = find_demands("", "", sex_cell="女")

    assert (demand.kind, demand.text) == (DemandKind.SEX, "性别：女")
    assert "第四十三条" in demand.article


def test_no_limit_in_the_sex_cell_is_no_demand():
    assert find_demands("", "", sex_cell="不限") == ()


@pytest.mark.parametrize(
    "text", ["18-35岁。", "年龄45周岁以下", "不超过50岁", "年龄要求：22-35", "25至45岁之间", "28岁以上"]
)
def test_age_line_narrows(text):
    assert kinds(text) == [("age", "narrowing")]


def test_eighteen_and_above_is_lawful():
    assert kinds("年满18周岁以上。") == [("age", "lawful")]


@pytest.mark.parametrize(
    "text", ["年龄不限。", "教3-6岁儿童画画。", "面向18-25岁的会员推广。", "公司成立20年。", "工资3000-4000元。"]
)
def test_other_numbers_are_no_age(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("已婚已育优先。", ("marriage", "unlawful")),
        ("入职需孕检。", ("marriage", "unlawful")),
        ("限汉族。", ("ethnicity", "unlawful")),
        ("无宗教信仰。", ("religion", "unlawful")),
        ("残疾人勿扰。", ("disability", "unlawful")),
        ("四肢健全。", ("disability", "unlawful")),
        ("查乙肝两对半。", ("infection", "unlawful")),
        ("无传染病。", ("infection", "unlawful")),
        ("无吸毒史。", ("record", "unlawful")),
        ("无犯罪记录。", ("record", "narrowing")),
        ("限本地户口。", ("registration", "unlawful")),
        ("本地户口优先。", ("registration", "narrowing")),
        ("家住附近优先。", ("origin", "narrowing")),
        ("身高165cm以上。", ("height", "narrowing")),
        ("五官端正。", ("appearance", "narrowing")),
        ("身体健康。", ("health", "narrowing")),
        ("无纹身。", ("body", "narrowing")),
        ("党员优先。", ("politics", "narrowing")),
        ("入职交押金300元。", ("deposit", "unlawful")),
        ("新人需提供担保。", ("deposit", "unlawful")),
    ],
)
def test_each_kind_with_its_verdict(text, expected):
    assert expected in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "户籍不限。",
        "民族不限，少数民族优先。",
        "婚姻状况不限。",
        "残疾人优先。",
        "持健康证上岗。",
        "每年免费体检。",
        "维护品牌形象。",
        "享受婚假产假。",
        "负责背景调查工作。",
        "不收押金，不收任何费用。",
        "办理居住证和落户手续。",
        "接待党员活动。",
        "重大疾病保险。",
        "关注员工身心健康。",
        "提供住宿，宿舍在公司附近。",
    ],
)
def test_the_same_characters_in_another_meaning(text):
    assert kinds(text) == []


def test_separate_measures_for_men_and_women_limit_height_not_sex():
    found = kinds("男生身高170以上，女生身高160以上。")

    assert set(found) == {("height", "narrowing")}


def test_every_flag_but_a_lawful_one_offers_another_wording():
    found = find_demands("", "限女性，18-35岁，身高160cm以上，限本地户口，身体健康，年满18周岁。")

    assert len(found) == 6
    assert all(demand.article and (demand.offered or demand.lawful is Lawful.LAWFUL) for demand in found)
