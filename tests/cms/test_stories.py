"""Stories: no word without consent, none that only its author has seen, and offline on the day the consent ends."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import StoriesPage, StoryCheck, StoryPage
from cms.search import found, wanted
from cms.story_check import ALL, content_mark, may_tell, record
from cms.tasks import keep_time
from people.errors import Refused
from people.models import Notice
from tests.cast import MONDAY_9
from tests.cms.pages import a_check, a_reviewer, a_story, an_editor, an_image
from tests.cms.sections import a_section
from tests.cms.site import a_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]
TODAY = MONDAY_9.date()
WHERE = "/stories/greenhouse/"


@pytest.fixture
def section():
    return a_section(StoriesPage)


def published(section, **fields) -> StoryPage:
    story = a_story(section, an_editor(), TODAY, **fields)
    a_check(story, a_reviewer()).publish()
    return StoryPage.objects.get(pk=story.pk)


def why(story) -> str:
    return "".join(story.get_latest_revision_as_object().why_not_publish())


# Consent --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"consent_on": None}, "还没有填书面同意的签署日期"),
        ({"consent_until": None}, "还没有填同意到哪天为止"),
        ({"consent_kept": ""}, "还没有填同意书存放在哪里"),
        ({"consent_on": TODAY + timedelta(days=1)}, "签署日期还没有到"),
        ({"consent_until": TODAY - timedelta(days=1)}, "书面同意已经到期"),
        ({"consent_withdrawn_on": TODAY}, "已经撤回同意"),
    ],
)
def test_without_a_consent_in_force_a_story_is_not_published(section, fields, reason):
    story = a_story(section, an_editor(), TODAY, **fields)
    revision = a_check(story, a_reviewer())

    with pytest.raises(Refused, match=reason):
        revision.publish()

    assert not StoryPage.objects.get(pk=story.pk).live


def test_a_story_of_a_firm_alone_needs_no_consent_but_a_check(section):
    story = a_story(section, an_editor(), TODAY, about="firm", consent_on=None, consent_until=None, consent_kept="")

    assert why(story) == "还没有人核对过现在这一版（写的人自己不能核对，改过以后要重新核对）。"


def test_the_last_day_of_a_consent_is_a_day_of_it(section, client):
    published(section, consent_until=TODAY)

    assert client.get(WHERE).status_code == 200


def test_the_day_after_nobody_reads_it_whether_or_not_anybody_took_it_down(section, client):
    story = published(section, consent_until=TODAY)

    with time_machine.travel(MONDAY_9 + timedelta(days=1), tick=False):
        assert client.get(WHERE).status_code == 404
        assert story.title not in client.get("/stories/").content.decode()
        assert list(found(wanted("大棚"))) == []
        assert WHERE not in client.get("/sitemap.xml").content.decode()


def test_the_round_takes_it_down_and_tells_who_keeps_it(section):
    story = published(section, consent_until=TODAY)
    editor = an_editor()

    assert keep_time(MONDAY_9)["consent"] == 0
    assert keep_time(MONDAY_9 + timedelta(days=1))["consent"] == 1
    assert keep_time(MONDAY_9 + timedelta(days=1))["consent"] == 0

    assert not StoryPage.objects.get(pk=story.pk).live
    assert [notice.text for notice in Notice.objects.of(editor)] == ["有一个故事的同意已经到期或者撤回，页面已下线。"]


def test_a_consent_taken_back_ends_the_page_when_it_is_written_down(section, client):
    story = published(section)
    assert client.get(WHERE).status_code == 200

    story.consent_withdrawn_on = TODAY
    story.save_revision(user=an_editor())

    assert not StoryPage.objects.get(pk=story.pk).live
    assert client.get(WHERE).status_code == 404


def test_a_consent_that_ends_earlier_holds_without_publishing(section, client):
    story = published(section)

    story.consent_until = TODAY + timedelta(days=3)
    story.title = "还没有审过的标题"
    story.save_revision(user=an_editor())

    standing = StoryPage.objects.get(pk=story.pk)
    assert (standing.live, standing.consent_until, standing.title) == (True, date(2026, 11, 26), "大棚里的一年")
    with time_machine.travel(MONDAY_9 + timedelta(days=4), tick=False):
        assert client.get(WHERE).status_code == 404


# The check ------------------------------------------------------------------------------------------------------------


def test_what_a_second_person_has_checked_is_published(section, client):
    published(section)

    page = client.get(WHERE).content.decode()

    assert "先跟着浇水" in page
    assert "已取得书面同意" in page
    assert "档案盒" not in page


@pytest.mark.parametrize(
    "change",
    [
        {"title": "大棚里的两年"},
        {"lead": "从什么都不会开始。"},
        {"summary": "种菜"},
        {"about": "both"},
        {"slug": "two-years"},
        {"body": [("paragraph", "<p>先跟着浇水、记温度，一样一样学！</p>")]},
        {"body": [("paragraph", "<p>先跟着浇水、记温度，一样一样学。</p>"), ("lead", "好。")]},
    ],
)
def test_a_change_empties_the_check(section, change):
    story = a_story(section, an_editor(), TODAY)
    a_check(story, a_reviewer())
    assert why(story) == ""

    for name, value in change.items():
        setattr(story, name, value)
    story.save_revision(user=an_editor())

    assert "还没有人核对过现在这一版" in why(story)


def test_another_picture_or_another_name_of_it_empties_the_check(section):
    image = an_image("清晨的大棚")
    story = a_story(section, an_editor(), TODAY, picture=image)
    a_check(story, a_reviewer())
    assert why(story) == ""

    image.title = "清晨的大棚和韩梅"
    image.save()
    assert "还没有人核对过现在这一版" in why(story)


def test_a_consent_that_is_prolonged_changes_nothing_that_was_checked(section):
    story = a_story(section, an_editor(), TODAY)
    a_check(story, a_reviewer())

    story.consent_until = TODAY + timedelta(days=700)
    story.save_revision(user=an_editor())

    assert why(story) == ""


def test_nobody_checks_what_she_wrote_or_changed_herself(section):
    reviewer = a_reviewer()
    own = a_story(section, reviewer, TODAY)
    changed = a_story(section, an_editor(), TODAY, slug="workshop")
    changed.title = "车间里的一年"
    changed.save_revision(user=reviewer)
    changed.save_revision(user=an_editor())

    for story in (own, changed):
        with pytest.raises(Refused, match="要由别人核对"):
            a_check(story, reviewer)
    a_check(changed, a_reviewer("韩雪"))

    assert why(changed) == ""


def test_an_editor_checks_nothing(section):
    story = a_story(section, an_editor(), TODAY)

    with pytest.raises(Refused, match="只有页面审核可以核对"):
        a_check(story, an_editor("林芳"))


def test_every_question_is_answered_for_what_was_looked_at(section):
    story = a_story(section, an_editor(), TODAY)
    draft = story.get_latest_revision_as_object()

    with pytest.raises(Refused, match="还没有答"):
        record(a_reviewer(), draft, content_mark(draft), set(ALL) - {"no_home"})
    with pytest.raises(Refused, match="刚刚有人改过"):
        record(a_reviewer(), draft, "another", set(ALL))

    assert not StoryCheck.objects.exists()


def test_what_was_approved_for_later_is_looked_at_again_when_its_time_comes(section):
    editor = an_editor()
    story = a_story(section, editor, TODAY, consent_until=TODAY + timedelta(days=2))
    story.go_live_at = MONDAY_9 + timedelta(days=5)
    story.save_revision(user=editor)
    a_check(story, a_reviewer()).publish()

    with time_machine.travel(MONDAY_9 + timedelta(days=5, minutes=3), tick=False):
        told = keep_time(MONDAY_9 + timedelta(days=5, minutes=3))
        again = keep_time(MONDAY_9 + timedelta(days=5, minutes=8))

    assert (told["published"], told["held"], again["held"]) == (0, 1, 0)
    assert not StoryPage.objects.get(pk=story.pk).live
    assert "书面同意已经到期" in Notice.objects.of(editor).get().text


def test_a_telephone_number_keeps_a_story_back(section):
    story = a_story(section, an_editor(), TODAY, lead="打 139 4771 2345 找他。")
    a_check(story, a_reviewer())

    assert why(story) == "故事里有手机号码，请删去。"


def test_a_machine_points_at_what_may_tell_of_one_person(section):
    text = "老王今年四十六岁，家住幸福小区，2025年3月4日到的大王庄镇，以前住院半年，如今王师傅带着别人。"
    story = a_story(section, an_editor(), TODAY, body=[("paragraph", f"<p>{text}</p>")])

    assert set(may_tell(story)) == {
        ("像是称呼一个人", "老王"), ("像是称呼一个人", "王师傅"), ("年龄", "四十六岁"), ("住的地方", "家住"),
        ("住的地方", "幸福小区"), ("具体的日子", "2025年3月4日"), ("疾病或家庭", "住院"),
    }  # fmt: skip


# In the editors' admin ------------------------------------------------------------------------------------------------


@pytest.fixture
def admin(client):
    a_site()
    story = a_story(StoriesPage.objects.get(), an_editor(), TODAY)
    client.force_login(a_reviewer())
    return story, reverse("story_check", args=(story.pk,))


def test_a_reviewer_answers_on_a_page_of_its_own(admin, client):
    story, where = admin
    seen = content_mark(story.get_latest_revision_as_object())

    half = client.post(where, {"seen": seen, "no_name": "on"})
    done = client.post(where, {"seen": seen, **dict.fromkeys(ALL, "on")})

    assert "做不到就退回修改" in half.content.decode()
    assert done.url == reverse("wagtailadmin_pages:edit", args=(story.pk,))
    assert StoryCheck.objects.get().by == a_reviewer()
    assert why(story) == ""


def test_what_is_missing_stands_above_the_words(admin, client):
    story, where = admin

    before = client.get(reverse("wagtailadmin_pages:edit", args=(story.pk,))).content.decode()
    a_check(story, a_reviewer())
    after = client.get(reverse("wagtailadmin_pages:edit", args=(story.pk,))).content.decode()

    assert "还没有人核对过现在这一版" in before
    assert where in before
    assert "由赵敏核对" in after


def test_an_editor_has_no_way_to_the_questions(admin, client):
    _, where = admin
    client.force_login(an_editor())

    assert client.get(where).status_code in (302, 403)
    assert client.post(where, {}).status_code in (302, 403)
    assert client.get(reverse("story_check", args=(999,))).status_code == 404


# The list -------------------------------------------------------------------------------------------------------------


def test_the_list_costs_the_same_however_many_there_are(section, client):

    def read():
        client.get("/stories/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/stories/")
        return len(queries)

    published(section, picture=an_image())
    few = read()
    for number in range(4):
        published(section, slug=f"story-{number}", picture=an_image())

    assert read() == few <= 14
