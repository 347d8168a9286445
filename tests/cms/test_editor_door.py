"""Who comes into the editors' admin, what she may do there, and how far its looser rules for browsers reach."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission, Workflow

from cms.editor.groups import keep_groups
from cms.models import NewsPage
from config.navigation import start_page
from people.models import Membership, Role
from tests.cast import a_contact, a_manager, a_member, a_social_worker, a_user, a_welfare_officer, an_auditor

SHUT = (
    *("users/", "groups/", "sites/", "snippets/", "collections/", "workflows/list/", "password_reset/"),
    *("reports/site-history/", "reports/workflow/", "embeds/chooser/", "failwhale/", "api/main/images/"),
    *("bulk/people/user/delete/", "bulk/clients/client/delete/", "settings/people/user/1/"),
    "pages/usage/clients/client/",
)

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def editor(db):
    return a_member("陈静", Role.EDITOR, "1506")


@pytest.fixture
def reviewer(db):
    return a_member("乌云", Role.REVIEWER, "1506")


def test_a_visitor_is_led_to_the_sign_in_of_all_staff(client):

    answers = [client.get(where) for where in ("/editor/", "/editor/login/", "/editor/pages/")]

    assert {answer.url.split("?")[0] for answer in answers} == {reverse("account_login")}


@pytest.mark.parametrize(
    "somebody", [a_social_worker, a_manager, a_welfare_officer, an_auditor, lambda: a_user("无任职"), a_contact]
)
def test_nobody_else_finds_anything(client, somebody):
    found = somebody()
    client.force_login(getattr(found, "user", found))

    assert [client.get(where).status_code for where in ("/editor/", "/editor/pages/", "/editor/nothing/")] == [404] * 3


def test_her_day_begins_there(client, editor, reviewer):

    for who in (editor, reviewer):
        client.force_login(who)

        assert start_page(who) == "/editor/"
        assert client.get("/start/", follow=True).redirect_chain == [("/editor/", 302)]


def test_she_is_of_the_group_of_the_role_she_acts_in_and_of_no_other(client, editor):
    editor.groups.add(Group.objects.get(name="页面审核"))
    client.force_login(editor)

    client.get("/editor/")

    assert [group.name for group in editor.groups.all()] == ["页面编辑"]


def test_a_post_that_has_ended_opens_nothing_whatever_group_she_was_in(client, reviewer):
    client.force_login(reviewer)
    client.get("/editor/")
    Membership.objects.filter(user=reviewer).update(valid_from="2025-01-01", valid_to="2025-12-31")

    assert client.get("/editor/").status_code == 404


def test_who_holds_both_posts_does_what_the_chosen_one_does(client, editor):
    both = a_member("陈静", Role.REVIEWER, "1506")
    client.force_login(both)
    chosen = both.memberships.get(role=Role.REVIEWER)

    before = client.get(reverse("wagtailsettings:edit", args=["cms", "sitesettings"]), follow=True)
    client.post(reverse("people:act_as"), {"membership": chosen.pk})
    after = client.get(reverse("wagtailsettings:edit", args=["cms", "sitesettings"]), follow=True)

    assert "咨询电话" not in before.content.decode()
    assert "咨询电话" in after.content.decode()


def test_what_editors_do_not_need_is_shut(client, reviewer):
    client.force_login(reviewer)

    found = {where: client.get(f"/editor/{where}").status_code for where in SHUT}

    assert found == dict.fromkeys(SHUT, 404)


def test_the_groups_hold_what_is_written_and_nothing_else(site):
    editors, reviewers = Group.objects.get(name="页面编辑"), Group.objects.get(name="页面审核")
    editors.permissions.set(reviewers.permissions.all())
    GroupPagePermission.objects.filter(group=editors).delete()
    before = reviewers.page_permissions.count()

    keep_groups()

    held = editors.page_permissions.values_list("permission__codename", "page")
    assert set(held) == {("add_page", site.pk), ("change_page", site.pk)}
    assert not editors.permissions.filter(codename="change_sitesettings").exists()
    assert reviewers.page_permissions.count() == before
    assert {group.name for group in Group.objects.all()} == {"页面编辑", "页面审核"}
    assert [flow.name for flow in Workflow.objects.all()] == ["审核"]


def test_the_looser_rules_for_browsers_end_at_the_admin(client, editor):
    client.force_login(editor)

    inside = client.get("/editor/")
    public, desk, missing = client.get("/"), client.get(reverse("jobs:inbox")), client.get("/editor/users/")

    assert "script-src 'self' 'unsafe-inline'" in inside["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in inside["Content-Security-Policy"]
    assert inside["X-Frame-Options"] == "SAMEORIGIN"
    assert "http" not in inside["Content-Security-Policy"]
    for strict in (public, desk):
        assert "unsafe-inline" not in strict["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in strict["Content-Security-Policy"]
        assert strict["X-Frame-Options"] == "DENY"
    assert missing.status_code == 404


def test_an_open_page_that_nobody_touches_keeps_nobody_signed_in(client, editor, monkeypatch):
    client.force_login(editor)
    client.get("/editor/")
    seen = client.session["seen"]
    monkeypatch.setattr("time.time", lambda: seen + 3500)
    page = NewsPage.objects.get()
    session = page.pk

    client.post(reverse("editor_poll", args=["wagtailcore", "page", page.pk, session]))

    assert client.session["seen"] == seen


def test_signing_out_is_that_of_all_staff(client, editor):
    client.force_login(editor)

    client.post(reverse("wagtailadmin_logout"))

    assert "_auth_user_id" not in client.session
