"""Search in Chinese: short words inside long ones, all of what is asked, the title first; and always up to date."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import SearchPage, SearchText, TextPage
from cms.search import excerpt, found, how_many, keep_all, marked, wanted
from tests.cms.sections import a_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return a_section(SearchPage).get_parent().specific


def a_text(home, title, text="", **fields):
    return home.add_child(instance=TextPage(title=title, body=[("paragraph", f"<p>{text}</p>")], **fields))


def titles(query):
    return [row.page.title for row in found(wanted(query))]


@pytest.mark.parametrize(
    ("query", "tokens"),
    [
        ("焊工", ["焊工"]),
        ("电焊工", ["电焊", "焊工"]),
        ("社保补贴怎么办", ["社保", "补贴"]),
        ("低边", ["低边"]),
        ("我想去哪里报名", ["报名"]),
        ("税", ["税"]),
        ("C1 驾照", ["c1", "驾照"]),
        ("ＣＮＣ", ["cnc"]),
        ("的", ["的"]),
        ("！？…", []),
        ("", []),
    ],
)
def test_what_a_page_must_hold(query, tokens):
    assert wanted(query) == tokens


def test_a_word_of_two_characters_is_found_inside_a_longer_one(home):
    a_text(home, "招工经验", "我们去年招了三名电焊工，都是本地人。")

    assert titles("焊工") == ["招工经验"]
    assert titles("电焊") == ["招工经验"]


def test_characters_that_meet_by_chance_across_a_mark_are_no_word(home):
    a_text(home, "招工经验", "先学电焊，工期再定。")

    assert titles("焊工") == []


def test_all_that_is_asked_must_be_there(home):
    a_text(home, "办理社会保险补贴", "企业招用后申请。")
    a_text(home, "社会保险常识", "每月缴一次。")

    assert titles("社会保险 补贴") == ["办理社会保险补贴"]


def test_what_people_say_finds_what_papers_say_and_the_other_way_round(home, client):
    a_text(home, "单位社会保险补贴", "缴费以后申请。")
    a_text(home, "低保家庭看这里", "先问社区。")

    assert titles("社保补贴") == ["单位社会保险补贴"]
    assert titles("最低生活保障") == ["低保家庭看这里"]
    assert "单位<mark>社会保险补贴</mark>" in client.get("/search/", {"q": "社保补贴"}).content.decode()


def test_hits_in_the_title_come_first_then_what_says_it_more_often(home):
    a_text(home, "用工常识", "津贴按季度申请。津贴有期限。津贴打到账户。")
    a_text(home, "岗位常识", "津贴按季度申请。")
    a_text(home, "津贴怎么申请", "先登记。")

    assert titles("津贴") == ["津贴怎么申请", "用工常识", "岗位常识"]


def test_what_is_called_just_so_comes_before_what_only_names_it(home, client):
    a_text(home, "低保渐退期", "低保不马上停。低保照发。低保慢慢减少。")
    a_text(home, "最低生活保障", "每月补一笔钱。")

    page = client.get("/search/", {"q": "低保"}).content.decode()

    assert page.index("每月补一笔钱。") < page.index("不马上停")


def test_an_excerpt_says_neither_the_title_again_nor_what_nobody_filled_in(home, client):
    page = a_text(home, "冬季培训", "学会为止。", lead="冬季培训")
    page.body.append(("vacancies", {"title": "本地企业正在招", "count": 3}))
    page.save_revision().publish()

    answer = client.get("/search/", {"q": "冬季培训"}).content.decode()

    assert "None" not in answer
    assert "<p>学会为止。本地企业正在招" in answer


def test_what_is_published_is_found_and_what_is_taken_down_is_not(home):
    page = a_text(home, "冬季安全提示", "焊工要戴好面罩。")
    page.title = "春季安全提示"
    draft = page.save_revision()
    assert titles("焊工") == ["冬季安全提示"]
    assert titles("春季") == []

    draft.publish()
    assert titles("春季") == ["春季安全提示"]
    TextPage.objects.get(pk=page.pk).unpublish()
    assert titles("焊工") == []

    TextPage.objects.get(pk=page.pk).delete()
    assert not SearchText.objects.filter(page_id=page.pk).exists()


def test_a_page_that_moved_is_found_where_it_is(home):
    page = a_text(home, "冬季安全提示", "焊工要戴好面罩。")
    below = a_text(home, "常识")

    page.move(below, pos="last-child")

    (hit,) = found(wanted("焊工"))
    assert hit.page.url == f"{below.url}{page.slug}/"


def test_everything_is_written_down_anew(home):
    page = a_text(home, "冬季安全提示", "焊工要戴好面罩。")
    SearchText.objects.all().delete()

    many = keep_all()

    assert many == SearchText.objects.count() == 3
    assert titles("焊工") == [page.title]


def test_parts_of_a_text_are_marked(home):
    parts = marked("招电焊工两名", ["电焊", "焊工"])

    assert [(part.text, part.hit) for part in parts] == [("招", False), ("电焊工", True), ("两名", False)]
    assert marked("", ["焊工"]) == []


def test_an_excerpt_begins_with_the_sentence_of_the_hit():
    text = "平台对企业不收费。" * 20 + "补贴按季度申请，先登记后申领。" + "有事打电话。" * 40

    parts = excerpt(text, ["补贴"])

    assert [part.text for part in parts][:2] == ["…", "补贴"]
    assert parts[1].hit
    assert parts[-1].text == "…"


def test_words_alone_are_counted(home):
    a_text(home, "电焊培训", "下月开班。")
    a_text(home, "叉车培训", "下月开班。")

    assert how_many(["电焊", "培训", "飞机"]) == [("电焊", 1), ("培训", 2)]


def test_the_page_shows_hits_with_marks_and_is_no_place_for_markup(home, client):
    a_text(home, "电焊培训 <b>开班</b>", "下月三号开班，学电焊的都可以来。")

    page = client.get("/search/", {"q": "电焊"}).content.decode()

    assert "<mark>电焊</mark>培训 &lt;b&gt;" in page
    assert "下月三号开班，学<mark>电焊</mark>的" in page


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", "' OR 1=1 --", "%_\\", "电焊" * 500, "\x00", "😀", "（）", " 　 "]
)
def test_odd_questions_do_no_harm(home, client, query):
    answer = client.get("/search/", {"q": query, "page": "x"})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_nothing_found_offers_other_ways(home, client):
    a_text(home, "电焊培训", "下月开班。")

    page = client.get("/search/", {"q": "电焊 飞机驾驶"}).content.decode()

    assert "没有找到" in page
    assert "?q=%E7%94%B5%E7%84%8A" in page


def test_many_hits_cost_no_more_queries(home, client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/search/", {"q": "电焊"})
        return len(queries), answer.content.decode()

    for number in range(3):
        a_text(home, f"电焊培训第{number}期开班")
    asked()
    few, _ = asked()
    for number in range(3, 12):
        a_text(home, f"电焊培训第{number}期开班")
    many, page = asked()

    assert many == few <= 14
    assert "共 12 页，第 1 页，共 2 页" in page
