"""Pages that speak of a policy are put before the editors when it changes, once, with what changed; and visitors are
told on pages of an earlier day."""

import json
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import Page

from cms import declared, keep_declared, mentions
from cms.editor.groups import keep_groups
from cms.models import HomePage, IncentivePage, IncentivesPage, NewsItemPage, NewsPage, PolicyMention, TextPage
from cms.policy_lines import REVIEW, STATE, lines
from employers.incentives.catalogue import CATALOGUE
from employers.public import incentives
from jobs.models import Job
from people.models import Notice, Role, User
from tests.cast import a_member
from tests.cms.sections import a_section

pytestmark = pytest.mark.django_db
ORDOS = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 9, tzinfo=ORDOS)
HIRE, LOAN, OVER = "incentive:key_group_hire", "incentive:startup_loan", "incentive:job_expansion_subsidy"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False) as moved:
        yield moved


@pytest.fixture(autouse=True)
def home():
    """A site with the pages of three incentives."""
    index = a_section(IncentivesPage)
    for key in (HIRE, LOAN, OVER):
        code = key.partition(":")[2]
        index.add_child(instance=IncentivePage(code=code, slug=keep_declared.slug(code), title=CATALOGUE[code].name))
    return HomePage.objects.get()


def an_editor() -> User:
    return a_member("陈静", Role.EDITOR, "1506")


def published(page, below, by=None):
    below.refresh_from_db()
    below.add_child(instance=page)
    page.save_revision(user=by).publish()
    return page


def a_text(home, *body, title="成为爱心企业", by=None) -> TextPage:
    return published(TextPage(title=title, slug="become", body=list(body)), home, by)


def a_news_item(home, text, by=None) -> NewsItemPage:
    home.refresh_from_db()
    section = home.add_child(instance=NewsPage(title="动态", slug="news"))
    return published(
        NewsItemPage(title="开始申报", slug="open", on=TODAY, body=[("paragraph", f"<p>{text}</p>")]), section, by
    )


def changed(monkeypatch, code: str, **changes) -> None:
    """The declaration as somebody deploys it tomorrow."""
    monkeypatch.setitem(CATALOGUE, code, replace(CATALOGUE[code], **changes))
    monkeypatch.setattr(incentives, "fingerprint", lambda one: incentives.fingerprint_of(CATALOGUE[one]))


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def in_json(text: str) -> str:
    """As Wagtail hands a block to its form."""
    return json.dumps(text)[1:-1]


# What a page speaks of ------------------------------------------------------------------------------------------------


def test_publishing_writes_down_blocks_and_names_with_who_wrote(home):
    editor = an_editor()
    body = [
        ("policy", {"policy": LOAN}),
        ("number", {"number": "incentive:startup_loan:firm_ceiling", "region": ""}),
        ("paragraph", "<p>招用<b>重点</b>群体，可以抵减税费。</p>"),
    ]

    page = a_text(home, *body, by=editor)

    rows = PolicyMention.objects.filter(page=page)
    assert {declared.key_of(row.kind, row.code) for row in rows} == {LOAN, HIRE}
    assert {row.seen_by for row in rows} == {editor}
    assert all(row.fingerprint == declared.fingerprint(row.kind, row.code) for row in rows)


def test_what_is_no_longer_spoken_of_is_forgotten(home):
    page = a_text(home, ("paragraph", "<p>也有创业担保贷款。</p>"))
    page.body = [("paragraph", "<p>也有别的办法。</p>")]

    page.save_revision().publish()

    assert not PolicyMention.objects.filter(page=page).exists()


def test_a_policys_own_page_speaks_of_it(home):
    mentions.note_all()

    assert PolicyMention.objects.filter(page__slug="startup-loan", code="startup_loan").exists()
    assert mentions.note_all() == PolicyMention.objects.count()


# What is to be read again ---------------------------------------------------------------------------------------------


def test_nothing_is_to_be_read_while_nothing_changes(home):
    a_text(home, ("paragraph", "<p>也有创业担保贷款和重点群体抵减。</p>"))
    mentions.note_all()

    assert [mentions.to_reread(day) for day in (TODAY, date(2026, 12, 1), date(2026, 12, 30))] == [[], [], []]


def test_a_changed_declaration_puts_the_page_before_the_editors_with_what_changed(home, monkeypatch):
    page = a_text(home, ("paragraph", "<p>也有创业担保贷款。</p>"))
    changed(monkeypatch, "startup_loan", summary="贷款上限提高了。", documents=CATALOGUE["startup_loan"].documents[1:])

    found = mentions.to_reread()

    assert [one.page.pk for one in found] == [page.pk]
    assert found[0].why == ("规定有变",)
    assert "说明：贷款上限提高了。" in found[0].come
    assert any(line.startswith("材料：创业担保贷款申请表") for line in found[0].gone)


def test_a_change_that_no_line_tells_is_still_said(home, monkeypatch):
    a_text(home, ("paragraph", "<p>也有创业担保贷款。</p>"))
    changed(monkeypatch, "startup_loan", amount_is="可以申请的贷款（元）")

    found = mentions.to_reread()

    assert [one.why for one in found] == [(mentions.WITHIN,)]


def test_a_policy_that_ends_by_the_calendar_is_to_be_read_from_the_next_day(home):
    a_text(home, ("number", {"number": "incentive:key_group_hire:quota", "region": "44"}))

    before = [one for one in mentions.to_reread(date(2027, 12, 31)) if "停止执行" in "".join(one.why)]
    after = mentions.to_reread(date(2028, 1, 1))

    assert before == []
    assert "这项政策已于2027年12月31日停止执行" in after[0].why
    assert after[0].numbers == ("企业招用定额标准（省级在国家幅度内确定） 7,800 元/人·年，到2027年12月31日",)


def test_a_review_that_is_overdue_is_said(home):
    a_text(home, ("policy", {"policy": LOAN}))

    assert mentions.to_reread(date(2026, 12, 30)) == []
    assert mentions.to_reread(date(2026, 12, 31))[0].why == ("规定过了复核日期，还没有核对",)


def test_a_policy_that_is_declared_no_more_is_named_as_it_was_called(home, monkeypatch):
    a_text(home, ("policy", {"policy": LOAN}))
    monkeypatch.delitem(CATALOGUE, "startup_loan")

    found = mentions.to_reread()

    assert (found[0].policy, found[0].why) == ("创业担保贷款", (mentions.GONE,))


def test_looked_at_and_left_as_it_is_records_who_and_ends_it(home, monkeypatch, client):
    editor = an_editor()
    page = a_text(home, ("paragraph", "<p>也有创业担保贷款。</p>"))
    changed(monkeypatch, "startup_loan", summary="贷款上限提高了。")
    mention = PolicyMention.objects.get(page=page)

    mentions.mark_seen(mention, editor)

    mention.refresh_from_db()
    assert mentions.to_reread() == []
    assert mention.seen_by == editor
    assert mention.fingerprint == incentives.fingerprint("startup_loan")


def test_publishing_anew_ends_it_too(home, monkeypatch):
    page = a_text(home, ("paragraph", "<p>也有创业担保贷款。</p>"))
    changed(monkeypatch, "startup_loan", summary="贷款上限提高了。")

    page.save_revision().publish()

    assert mentions.to_reread() == []


def test_editors_are_told_once_for_each_change(home, monkeypatch):
    editor = an_editor()
    a_text(home, ("paragraph", "<p>也有创业担保贷款。</p>"))
    changed(monkeypatch, "startup_loan", summary="贷款上限提高了。")

    nights = [mentions.tell_editors(), mentions.tell_editors()]
    changed(monkeypatch, "startup_loan", summary="贷款上限又提高了。")
    nights.append(mentions.tell_editors())

    assert nights == [1, 0, 1]
    assert [one.text for one in Notice.objects.of(editor)] == ["政策有变，1 个页面待复核。"] * 2


def test_the_night_keeps_pages_and_tells(home):
    result = keep_declared.nightly(Job(), None)

    assert result["made"] == len(CATALOGUE) - 3
    assert result["mentions"] == len(CATALOGUE)
    assert result["told"] == 0


def test_a_whole_site_is_looked_through_with_few_queries(home, django_assert_max_num_queries):
    mentions.note_all()
    a_text(home, ("paragraph", "<p>创业担保贷款、重点群体抵减、扩岗补助。</p>"))

    with django_assert_max_num_queries(16):
        mentions.to_reread(date(2027, 1, 1))


def test_a_policy_of_the_other_wing_is_kept_with_what_it_says(home):
    page = a_text(home, ("paragraph", "<p>家里有困难的，可以申请低保。</p>"))

    row = PolicyMention.objects.get(page=page)

    assert (row.kind, row.code) == ("assistance", "minimum_living")
    assert "名称：最低生活保障" in row.told
    assert mentions.to_reread() == []


def test_lines_move_with_rules_and_numbers_and_not_with_the_calendar():
    days = [date(year, month, 3) for year in (2026, 2027, 2028) for month in (1, 2, 6)]
    moved = set()
    for kind, code, _ in declared.every():
        told = [set(lines(kind, code, ["1506"], day)) for day in days]
        moved |= {line for before, after in pairwise(told) for line in before ^ after}

    assert moved
    assert all(line.startswith((STATE, REVIEW)) for line in moved)


# The report -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(client, home):
    # Editors may write below the first page of the tree.
    for page in Page.get_first_root_node().get_children().exclude(pk=home.pk):
        page.delete()
    keep_groups()
    client.force_login(an_editor())
    return client


def test_the_report_tells_each_page_what_changed_and_takes_the_answer(home, monkeypatch, desk):
    page = a_text(home, ("paragraph", "<p>也有创业担保贷款。</p>"))
    changed(monkeypatch, "startup_loan", summary="贷款上限提高了。")
    mention = PolicyMention.objects.get(page=page)

    before = text_of(desk.get(reverse("editor_reread")))
    answer = desk.post(reverse("editor_reread_seen", args=[mention.pk]), follow=True)

    assert page.title in before
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in before
    assert "<ins>说明：贷款上限提高了。</ins>" in before
    assert "看过，不用改" in text_of(answer)
    assert "没有要复核的页面" in text_of(answer)
    mention.refresh_from_db()
    assert mention.seen_by.name == "陈静"


def test_looking_is_no_answer(home, desk):
    a_text(home, ("policy", {"policy": LOAN}))
    mention = PolicyMention.objects.first()

    assert desk.get(reverse("editor_reread_seen", args=[mention.pk])).status_code == 405


def test_a_number_typed_by_hand_comes_back_in_the_form_with_what_was_typed(home, desk):
    page = IncentivePage.objects.get(code="startup_loan")
    empty = {f"comments-{kind}_FORMS": "0" for kind in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    sent = {
        "slug": page.slug, "lead": "开店办厂，先借一笔。", "summary": "", "picture": "",
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "notice", "body-0-id": "",
        "body-0-value-tone": "plain", "body-0-value-text": "最多能贷三十万元。", **empty,
    }  # fmt: skip

    answer = desk.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)

    text = text_of(answer)
    assert answer.status_code == 200
    assert in_json("“三十万元”是手写的政策数字") in text
    assert in_json("最多能贷三十万元。") in text
    assert IncentivePage.objects.get(pk=page.pk).latest_revision is None


# What a visitor is told -----------------------------------------------------------------------------------------------


def test_news_with_numbers_says_that_they_are_of_its_day(home, client):
    a_news_item(home, "创业担保贷款最高三十万元。")

    text = text_of(client.get("/news/open/"))

    assert "本页数字以发布时为准。" in text
    assert "有变化" not in text


def test_news_without_numbers_or_policies_says_nothing(home, client):
    a_news_item(home, "推介会在文化中心，两个工作日内答复。")

    assert "以发布时为准" not in text_of(client.get("/news/open/"))


def test_news_of_a_policy_that_changed_since_leads_to_what_holds(home, client, monkeypatch):
    page = a_news_item(home, "创业担保贷款最高三十万元。")
    changed(monkeypatch, "startup_loan", summary="贷款上限提高了。")

    at_once = text_of(client.get("/news/open/"))
    mentions.mark_seen(PolicyMention.objects.get(page=page), an_editor())
    left_as_it_is = text_of(client.get("/news/open/"))

    for text in (at_once, left_as_it_is):
        assert "本页发布以后，“创业担保贷款”的规定有变化，请以现在的规定为准。" in text
        assert "/incentives/startup-loan/" in text


def test_a_page_that_names_a_policy_that_ended_says_so(home, client, clock):
    clock.move_to(datetime(2025, 12, 1, 9, tzinfo=ORDOS))
    a_text(home, ("paragraph", "<p>还有扩岗补助。</p>"))
    before = text_of(client.get("/become/"))
    clock.move_to(datetime(2026, 1, 1, 9, tzinfo=ORDOS))

    after = text_of(client.get("/become/"))

    assert "停止执行" not in before
    assert "本页提到的“一次性扩岗补助”已于2025年12月31日停止执行。" in after


def test_a_page_that_mentions_nothing_pays_one_query(home, client, django_assert_num_queries):
    page = a_text(home, ("paragraph", "<p>给一个岗位。</p>"))

    with django_assert_num_queries(1):
        assert mentions.notices(page) == (False, [])
