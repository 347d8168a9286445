"""From the editor's draft to the reader: seen by somebody else, told to whom it concerns, and no other way there."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from cms.editor import may_publish
from cms.editor.dashboard import by_the_clock, own_drafts, to_review
from cms.models import NewsItemPage, NewsPage
from people.models import Notice, Role, User
from tests.cast import a_member

pytestmark = pytest.mark.usefixtures("site")
TITLE = "东胜区第三场推介会报名开始"


@pytest.fixture
def editor(db):
    return a_member("陈静", Role.EDITOR, "1506", email="chen@example.com")


@pytest.fixture
def reviewer(db):
    return a_member("乌云", Role.REVIEWER, "1506", email="wu@example.com")


def a_draft(author: User, title: str = TITLE) -> NewsItemPage:
    item = NewsItemPage(title=title, slug=f"item-{author.pk}", live=False, owner=author)
    NewsPage.objects.get().add_child(instance=item)
    item.save_revision(user=author)
    return NewsItemPage.objects.get(pk=item.pk)


def handed_in(author: User) -> NewsItemPage:
    item = a_draft(author)
    item.get_workflow().start(item, author)
    return item


def form_of(page: NewsItemPage, **changed) -> dict[str, str]:
    """What the browser sends back of the form for ``page``."""
    empty = {f"{name}-{kind}_FORMS": "0" for name in ("comments",) for kind in ("TOTAL", "INITIAL")}
    return {
        "title": page.draft_title, "slug": page.slug, "lead": "", "picture": "", "summary": "", "on": "2026-11-23",
        "body-count": "0", **empty, "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "",
    } | changed  # fmt: skip


def approve(client, page: Page, comment: str = ""):
    task = TaskState.objects.get(status="in_progress", workflow_state__object_id=str(page.pk))
    where = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    return client.post(where, {"comment": comment}, follow=True)


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def test_what_an_editor_hands_in_and_a_reviewer_approves_is_read(client, editor, reviewer):
    item = a_draft(editor)
    client.force_login(editor)
    client.post(reverse("wagtailadmin_pages:edit", args=[item.pk]), form_of(item, **{"action-submit": "1"}))
    assert client.get(item.url).status_code == 404

    client.force_login(reviewer)
    approve(client, item)

    assert TITLE in client.get(item.url).content.decode()


def test_an_editor_publishes_nothing_whatever_she_sends(client, editor):
    item = a_draft(editor)
    client.force_login(editor)

    client.post(reverse("wagtailadmin_pages:edit", args=[item.pk]), form_of(item, **{"action-publish": "1"}))
    client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={item.pk}", {})
    client.post(
        reverse("wagtailadmin_pages:add", args=["cms", "newsitempage", item.get_parent().pk]),
        form_of(item, slug="another", **{"action-publish": "1"}),
    )

    assert not NewsItemPage.objects.live().exists()


def test_a_reviewer_publishes_nothing_that_she_changed_last(client, reviewer):
    item = a_draft(reviewer)
    item.get_workflow().start(item, reviewer)
    client.force_login(reviewer)

    answer = approve(client, item)
    client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={item.pk}", {})
    client.post(
        reverse("wagtailadmin_pages:add", args=["cms", "newsitempage", item.get_parent().pk]),
        form_of(item, slug="another", **{"action-publish": "1"}),
    )

    assert may_publish.OWN in answer.content.decode()
    assert not NewsItemPage.objects.live().exists()


def test_who_changes_while_approving_leaves_it_to_somebody_else(client, editor, reviewer):
    item = handed_in(editor)
    client.force_login(reviewer)
    changed = form_of(item, title="改过的标题", **{"action-workflow-action": "1", "workflow-action-name": "approve"})

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[item.pk]), changed, follow=True)

    assert may_publish.OWN in answer.content.decode()
    assert not is_live(item)
    assert Page.objects.get(pk=item.pk).draft_title == "改过的标题"
    assert TaskState.objects.filter(status="in_progress").count() == 1


def test_publishing_straight_from_the_form_is_publishing_ones_own(client, editor, reviewer):
    item = a_draft(editor)
    client.force_login(reviewer)

    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[item.pk]), form_of(item, **{"action-publish": "1"}), follow=True
    )

    assert may_publish.OWN in answer.content.decode()
    assert not is_live(item)


def test_an_old_version_brought_back_is_her_own_change_too(client, editor, reviewer):
    item = a_draft(editor)
    first = item.latest_revision
    item.save_revision(user=editor)
    client.force_login(reviewer)

    client.post(
        reverse("wagtailadmin_pages:edit", args=[item.pk]),
        form_of(item, revision=str(first.pk), **{"action-publish": "1"}),
    )

    assert not is_live(item)


def test_a_copy_is_a_draft(client, editor, reviewer):
    item = handed_in(editor)
    client.force_login(reviewer)
    approve(client, item)
    parent = item.get_parent()
    wanted = {"new_title": "抄来的", "new_parent_page": parent.pk}

    for slug, more in (("plain", {}), ("published", {"publish_copies": "on"}), ("alias", {"alias": "on"})):
        client.post(reverse("wagtailadmin_pages:copy", args=[item.pk]), wanted | {"new_slug": slug} | more)

    copies = Page.objects.filter(slug__in=("plain", "published", "alias"))
    assert [(page.slug, page.live) for page in copies] == [("plain", False)]


def test_a_reviewer_who_changed_nothing_publishes_from_the_form_that_she_read(client, editor, reviewer):
    item = handed_in(editor)
    sent = form_of(item, on=item.on.isoformat())
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    client.force_login(reviewer)

    client.post(reverse("wagtailadmin_pages:edit", args=[item.pk]), sent | approval)

    assert is_live(item)


def test_a_second_reviewer_publishes_what_the_first_one_changed(client, editor, reviewer):
    item = handed_in(reviewer)
    client.force_login(a_member("白莹", Role.REVIEWER, "1506"))

    approve(client, item)

    assert is_live(item)


def test_a_kind_of_page_adds_its_own_reasons(client, editor, reviewer, monkeypatch):
    item = handed_in(editor)
    monkeypatch.setattr(NewsItemPage, "why_not_publish", lambda page, user=None: ["日期还没有核对。"], raising=False)
    client.force_login(reviewer)

    answer = approve(client, item)

    assert may_publish.reasons(item, reviewer) == ["日期还没有核对。"]
    assert "日期还没有核对。" in answer.content.decode()
    assert not is_live(item)


def test_the_button_is_there_for_whom_it_works(client, editor, reviewer):
    item, own = handed_in(editor), handed_in(reviewer)
    client.force_login(reviewer)

    hers, another = (
        client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode() for page in (own, item)
    )

    assert 'data-workflow-action-name="approve"' in another
    assert 'data-workflow-action-name="approve"' not in hers
    assert 'name="action-publish"' not in hers + another


def test_reviewers_are_told_by_notice_and_nobody_by_wagtails_mail(client, editor, reviewer):
    client.force_login(reviewer)
    client.get("/editor/")

    handed_in(editor)

    told = Notice.objects.get(user=reviewer)
    assert told.text == f"有页面等待审核：《{TITLE}》。"
    assert told.href.startswith("/editor/pages/")
    assert not Notice.objects.filter(user=editor).exists()
    assert not any(TITLE in letter.body + letter.subject for letter in mail.outbox)


@pytest.mark.parametrize(
    ("action", "comment", "said"),
    [
        ("approve", "", f"《{TITLE}》已通过审核并发布。"),
        ("approve", "标题很好", f"《{TITLE}》已通过审核并发布。审核意见：标题很好"),
        ("reject", "请补上地点", f"《{TITLE}》被退回修改。审核意见：请补上地点"),
    ],
)
def test_the_author_is_told_what_became_of_it(client, editor, reviewer, action, comment, said):
    item = handed_in(editor)
    task = TaskState.objects.get(status="in_progress")
    client.force_login(reviewer)

    client.post(reverse("wagtailadmin_pages:workflow_action", args=[item.pk, action, task.pk]), {"comment": comment})

    assert [notice.text for notice in Notice.objects.filter(user=editor)] == [said]


def test_what_was_sent_back_and_handed_in_again_is_told_again(client, editor, reviewer):
    item = handed_in(editor)
    TaskState.objects.get(status="in_progress").task.specific.on_action(
        TaskState.objects.get(status="in_progress"), reviewer, "reject", comment="请补上地点"
    )
    item = NewsItemPage.objects.get(pk=item.pk)

    item.current_workflow_state.resume(user=editor)

    assert Notice.objects.filter(user=reviewer).count() == 2


def test_the_start_page_says_what_waits_for_whom(client, editor, reviewer):
    item, own = handed_in(editor), handed_in(reviewer)
    client.force_login(reviewer)
    client.get("/editor/")
    reviewer = User.objects.get(pk=reviewer.pk)

    lines = {line.href: line for line in to_review(reviewer)}

    assert lines[reverse("wagtailadmin_pages:edit", args=[item.pk])].state == "等您审核"
    assert lines[reverse("wagtailadmin_pages:edit", args=[own.pk])].note == may_publish.OWN
    assert [line.state for line in own_drafts(editor)] == ["等待审核"]
    assert TITLE in client.get("/editor/").content.decode()


def test_what_was_approved_for_later_waits_and_comes_by_the_clock(client, editor, reviewer):
    item = a_draft(editor)
    item.go_live_at = timezone.now() + timezone.timedelta(days=2)
    item.save_revision(user=editor)
    item.get_workflow().start(item, editor)
    client.force_login(reviewer)

    approve(client, item)

    assert not is_live(item)
    assert [(line.title, line.state) for line in by_the_clock(editor)] == [(TITLE, "到时发布")]
    assert "到预定时间发布" in Notice.objects.get(user=editor).text
