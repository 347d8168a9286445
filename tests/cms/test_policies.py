"""扶持政策 in public: one page for each declaration, made from it each time; editors add words and no number."""

from datetime import date
from html import unescape

import pytest
import time_machine
from django.core.exceptions import ValidationError
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.blocks import StreamValue
from wagtail.models import Page

from cms import claims, declared, declared_numbers, keep_declared
from cms.blocks.policies import NumberBlock, numbers, policies
from cms.models import FairPage, HomePage, IncentivePage, IncentivesPage, NewsItemPage, TextPage
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from tests.cast import a_region, a_user
from tests.cms.sections import a_section
from tests.leaks.test_portal_words import telling

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
IN_FORCE, OVER = "2025-12-30 09:00+08:00", "2026-01-02 09:00+08:00"


def text_of(answer) -> str:
    return unescape(answer.content.decode())


@pytest.fixture
def library(db):
    a_region("1506")
    index = a_section(IncentivesPage)
    keep_declared.keep_declared()
    return index


@pytest.fixture
def site(db):
    """The library with the pages of four alone: faster than the whole."""
    a_region("1506")
    index = a_section(IncentivesPage)
    for code in ("startup_loan", "job_expansion_subsidy", "key_group_hire", "disabled_vat_refund"):
        index.add_child(instance=IncentivePage(code=code, slug=keep_declared.slug(code), title=CATALOGUE[code].name))
    return index


# One page for each declaration ----------------------------------------------------------------------------------------


def test_each_declared_incentive_has_one_page_under_its_own_name(library):
    again = keep_declared.keep_declared()

    pages = {page.code: page for page in IncentivePage.objects.live()}
    assert {code: page.title for code, page in pages.items()} == {one.code: one.name for one in INCENTIVES}
    assert pages["key_group_hire"].url_path.endswith("/incentives/key-group-hire/")
    assert again == keep_declared.Kept()


def test_what_is_declared_no_more_is_taken_down_and_comes_back_with_its_words(library, monkeypatch):
    IncentivePage.objects.filter(code="startup_loan").update(lead="先到创业服务窗口问一问。")
    every = list(declared.every())
    monkeypatch.setattr(keep_declared, "every", lambda: (one for one in every if one[1] != "startup_loan"))
    down = keep_declared.keep_declared()
    gone = IncentivePage.objects.get(code="startup_loan")
    monkeypatch.setattr(keep_declared, "every", lambda: iter(every))

    back = keep_declared.keep_declared()

    assert (down.down, gone.live, back.again) == (1, False, 1)
    page = IncentivePage.objects.get(code="startup_loan")
    assert page.live
    assert page.lead == "先到创业服务窗口问一问。"


def test_what_an_editor_took_down_stays_down(site):
    page = IncentivePage.objects.get(code="startup_loan")
    UnpublishPageAction(page, user=a_user("苏和")).execute(skip_permission_checks=True)

    keep_declared.keep_declared()

    page.refresh_from_db()
    assert not page.live


def test_the_name_is_the_declarations_whatever_a_draft_says(site):
    page = IncentivePage.objects.get(code="startup_loan")
    page.title = "无息贷款"

    page.save_revision().publish()

    page.refresh_from_db()
    assert page.title == page.draft_title == "创业担保贷款"


# What a visitor reads -------------------------------------------------------------------------------------------------


def test_every_page_is_told_from_its_declaration_and_is_neutral(library, client):
    answers = {code: client.get(f"/incentives/{code.replace('_', '-')}/?region=1506") for code in CATALOGUE}

    assert not client.cookies
    for code, answer in answers.items():
        text = text_of(answer)
        assert answer.status_code == 200
        assert CATALOGUE[code].summary in text
        assert all(paper.name in text for paper in CATALOGUE[code].documents)
        assert telling(answer) == []
        assert "style=" not in text


def test_a_number_stands_with_its_place_its_day_and_its_source(site, client):
    text = text_of(client.get("/incentives/disabled-vat-refund/?region=1506"))

    assert "2,270 元/月" in text
    assert "2024年12月1日起" in text
    assert "内蒙古自治区最低工资标准（一类地区）" in text


def test_a_number_that_nobody_saw_is_said_to_be_open_and_an_old_one_to_be_over(site, client):
    text = text_of(client.get("/incentives/key-group-hire/?region=1506"))

    assert "待核实" in text
    assert "国家规定 6,000—7,800 元/人·年" in text
    assert "以前是 <s>5,200 元/人·年</s>，2016年12月31日以后停止执行，不能再用" in text


@time_machine.travel(IN_FORCE, tick=False)
def test_while_it_is_in_force_nothing_says_that_it_ended(site, client):
    one, listed = (text_of(client.get(path)) for path in ("/incentives/job-expansion-subsidy/", "/incentives/"))

    assert "停止执行" not in one
    assert "已经停止执行" not in listed
    assert "到2025年12月31日" in listed


@time_machine.travel(OVER, tick=False)
def test_the_day_after_its_end_page_and_library_say_so(site, client):
    one, listed = (text_of(client.get(path)) for path in ("/incentives/job-expansion-subsidy/", "/incentives/"))

    assert "这项政策已于2025年12月31日停止执行" in one
    assert listed.index("已经停止执行") < listed.index("一次性扩岗补助")


@time_machine.travel("2027-01-01 09:00+08:00", tick=False)
def test_a_page_past_its_review_says_that_it_is_being_checked(site, client):
    text = text_of(client.get("/incentives/startup-loan/"))

    assert "这一页的规定应在2026年12月31日前复核，正在核对，请以经办机构答复为准。" in text


def test_a_place_that_is_not_there_is_the_sites_own(site, client):
    for silly in ("99", "x", "1506'", "甲", "150600000000000000"):
        assert client.get("/incentives/", {"region": silly}).status_code == 200
        assert client.get("/incentives/startup-loan/", {"region": silly}).status_code == 200


def test_the_library_costs_the_same_however_many_pages_there_are(library, client, django_assert_max_num_queries):
    client.get("/incentives/")

    with django_assert_max_num_queries(20):
        client.get("/incentives/?region=1506")


def test_one_page_costs_few_queries(site, client, django_assert_max_num_queries):
    client.get("/incentives/key-group-hire/")

    with django_assert_max_num_queries(20):
        client.get("/incentives/key-group-hire/?region=1506")


def test_the_page_is_found_by_its_conditions_and_papers(site):
    text = IncentivePage.objects.get(code="key_group_hire").search_text()

    assert "就业创业证" in text
    assert "36 个月" in text


# Blocks ---------------------------------------------------------------------------------------------------------------


def body(*blocks) -> StreamValue:
    block = HomePage._meta.get_field("body").stream_block
    return StreamValue(block, [{"type": kind, "value": value} for kind, value in blocks], is_lazy=True)


def a_text(*blocks, title: str = "成为爱心企业", **fields) -> TextPage:
    home = HomePage.objects.first()
    return home.add_child(instance=TextPage(title=title, slug="become", body=body(*blocks), **fields))


def test_what_can_be_chosen_is_what_is_declared():
    offered = {key for _, some in policies() for key, _ in some}
    of_numbers = {key for _, some in numbers() for key, _ in some}

    assert offered == {declared.key_of(kind, code) for kind, code, _ in declared.every()}
    assert {"incentive:startup_loan:person_ceiling", "incentive:key_group_hire:quota"} <= of_numbers
    assert len({key for _, some in numbers() for key, _ in some}) == sum(len(some) for _, some in numbers())


def test_a_number_is_looked_up_each_time_the_page_is_read(site, client):
    a_text(("number", {"number": "incentive:startup_loan:person_ceiling", "region": ""}))

    text = text_of(client.get("/become/"))

    assert "300,000 元" in text
    assert "2023年1月1日起" in text
    assert "/incentives/startup-loan/" in text


def test_a_number_that_holds_no_more_says_so_on_every_page_that_shows_it(site, client):
    a_text(("number", {"number": "incentive:key_group_hire:quota", "region": "44"}))

    with time_machine.travel("2027-12-31 12:00+08:00"):
        before = text_of(client.get("/become/"))
    with time_machine.travel("2028-01-01 12:00+08:00"):
        after = text_of(client.get("/become/"))

    assert "<s>" not in before
    assert "7,800 元/人·年" in before
    assert "<s>7,800 元/人·年</s>" in after
    assert "已停止执行" in after
    assert "到2027年12月31日已经结束，不能再用" in after


def test_a_policy_that_ended_is_marked_where_a_block_names_it(site, client):
    a_text(("policy", {"policy": "incentive:job_expansion_subsidy"}))

    text = text_of(client.get("/become/"))

    assert "已于2025年12月31日停止执行" in text


def test_a_block_of_something_declared_no_more_says_so(site, client):
    page = a_text()
    page.body = body(
        ("policy", {"policy": "incentive:gone"}), ("number", {"number": "incentive:gone:quota", "region": ""})
    )
    Page.save(page, clean=False)

    text = text_of(client.get("/become/"))

    assert "平台已经不再收录" in text
    assert text.count("请向经办机构核实") == 2


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("incentive:disability_levy:ratio", "还没有查到"),
        ("incentive:job_expansion_subsidy:per_hire", "停止执行"),
    ],
)
def test_an_editor_cannot_choose_a_number_that_is_unknown_or_over(db, number, why):
    block = NumberBlock()

    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"number": number, "region": ""}))

    assert why in refused.value.block_errors["region"].message


def test_every_declared_number_can_be_told_for_any_place(db):
    told = [
        one
        for key, _, _ in declared_numbers.every()
        for region in ("", "15", "1506", "54")
        for one in declared_numbers.told(key, region, TODAY)
    ]

    assert told
    assert all(one.words for one in told)
    assert all(one.sources for one in told if one.known and not one.ended and one.policy != "医疗救助")


# Numbers typed by hand ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "7,800元", "1.2 万元", "25%", "25％", "3‰", "百分之二十五", "三个月", "36 个月", "二十个工作日", "5 个工作日",
        "三十日内", "最长三年", "到2027年12月31日", "2027年12月31日前", "￥500", "500块钱", "７８００元", "两倍",
        "7800块", "7,800￥", "6.5千", "6K", "6000（元）", "6000 人民币", "到2027年底", "至2027-12-31", "2027-12-31前",
    ],
)  # fmt: skip
def test_amounts_rates_and_terms_are_seen(typed):
    assert claims.claims(f"招用一人可以享受{typed}，请看说明。")


@pytest.mark.parametrize(
    "harmless",
    [
        "看看一年能省多少",
        "第五条",
        "年满五十岁",
        "每年办一次",
        "3万人",
        "2026年11月",
        "二维码",
        "单元楼",
        "3千人",
        "分成3块内容",
        "2026-11-23 起",
    ],
)
def test_other_numbers_are_left_alone(harmless):
    assert claims.claims(harmless) == []


def refusals(page, **values):
    return claims.refused(page, {"title": page.title, **values})


def test_on_a_policys_own_page_no_number_is_typed_and_the_error_stands_at_the_block():
    page = IncentivePage(code="key_group_hire", title="招用重点群体抵减税费")

    found = refusals(
        page,
        lead="招一个人，省一笔税。",
        body=body(("paragraph", "<p>先签合同。</p>"), ("paragraph", "<p>每人每年扣减<b>7800</b>元。</p>")),
    )

    assert list(found) == ["body"]
    assert list(found["body"].block_errors) == [1]
    assert "“7800元”是手写的政策数字" in found["body"].block_errors[1].message


def test_in_a_list_the_error_stands_at_the_field_of_the_entry():
    page = IncentivePage(code="key_group_hire", title="招用重点群体抵减税费")
    steps = {"title": "", "items": [{"title": "签合同", "text": "先签。"}, {"title": "申报", "text": "六个月内办。"}]}

    found = refusals(page, body=body(("steps", steps)))

    nested = found["body"].block_errors[0].block_errors["items"].block_errors
    assert list(nested) == [1]
    assert list(nested[1].block_errors) == ["text"]


def test_elsewhere_a_number_is_refused_only_beside_a_policys_name():
    page = TextPage(title="成为爱心企业")

    alone = refusals(page, body=body(("paragraph", "<p>工作人员两个工作日内联系您。</p>")))
    beside = refusals(page, body=body(("paragraph", "<p>社保补贴最长三年，省一大半。</p>")))
    below = refusals(page, body=body(("heading", "社保补贴怎么领"), ("paragraph", "<p>每月能领 500 元。</p>")))
    another = refusals(
        page, body=body(("heading", "社保补贴"), ("heading", "多久答复"), ("paragraph", "<p>两个工作日内。</p>"))
    )

    assert alone == {}
    assert another == {}
    assert "这里写到“社保补贴”，又手写了“最长三年”" in beside["body"].block_errors[0].message
    assert list(below["body"].block_errors) == [1]


def test_one_question_does_not_answer_for_another():
    page = TextPage(title="常见问题")
    qa = {
        "title": "",
        "items": [
            {"question": "社保补贴怎么申请？", "answer": "<p>到公共就业服务机构。</p>"},
            {"question": "多久有人联系？", "answer": "<p>两个工作日内。</p>"},
            {"question": "岗位补贴有多少？", "answer": "<p>每月 200 元。</p>"},
        ],
    }

    found = refusals(page, body=body(("qa", qa)))

    assert list(found["body"].block_errors[0].block_errors["items"].block_errors) == [2]


def test_a_title_that_names_a_policy_makes_the_whole_page_about_it():
    found = refusals(TextPage(title="社保补贴办事指南"), lead="最长三年。")

    assert list(found) == ["lead"]


def test_titles_and_blocks_of_other_fields_are_looked_at_too():
    title = refusals(TextPage(title="社保补贴最长三年"))
    agenda = FairPage._meta.get_field("agenda").stream_block
    parts = StreamValue(
        agenda, [{"type": "part", "value": {"time": "10:00", "what": "讲社保补贴：最长三年"}}], is_lazy=True
    )

    assert list(title) == ["title"]
    assert list(refusals(FairPage(title="冬季推介会"), agenda=parts)) == ["agenda"]


def test_news_may_say_what_was_true_on_its_day():
    page = NewsItemPage(title="社保补贴开始申报")

    assert refusals(page, body=body(("paragraph", "<p>社保补贴最长 36 个月。</p>"))) == {}


def test_longer_names_are_found_before_shorter_ones():
    assert list(declared.named_in("公益性岗位补贴")) == ["incentive:public_welfare_post_subsidy"]
    assert list(declared.named_in("先领岗位补贴，再办“六税两费”减半")) == [
        "incentive:post_subsidy",
        "incentive:six_taxes_two_fees",
    ]


def test_what_people_call_a_policy_belongs_to_one_that_is_declared():
    keys = {declared.key_of(kind, code) for kind, code, _ in declared.every()}

    assert set(declared.ALSO) <= keys
