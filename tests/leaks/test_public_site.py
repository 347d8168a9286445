"""The public site, followed everywhere: no marker of a case, no word that says whom it serves, nothing kept."""

import re

import pytest
from django.utils import timezone

from cms.models import NewsItemPage, NewsPage, StoriesPage
from config.demo.public_words import HOME
from employers.models import Vacancy
from tests.cms.pages import a_check, a_reviewer, a_story, an_editor
from tests.cms.site import a_site
from tests.leaks.crawl import browser_of
from tests.leaks.test_portal_words import DRAWN_BY_LOT, WORDS
from tests.leaks.walk import walk

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("the public site")]

INLINE = re.compile(r'<script(?![^>]*\b(?:src=|type="application/ld\+json"))[^>]*>|\sstyle="|<style|\son\w+="')
OUTSIDE = re.compile(r'(?:src|srcset|href|action)="(?:https?:)?//(?!testserver|localhost)[^"]*"')


@pytest.fixture(scope="module")
def seen():
    return {}


@pytest.fixture
def site(request, town, seen):
    """Walked once as a visitor, read by each test."""
    if not seen:
        request.getfixturevalue("standing")
        seen.update(walk(browser_of(town, None)))
    return seen


@pytest.fixture
def standing(town) -> None:
    """The site with everything on it that comes out of records: the posts of the firm that the marked client works
    for, a story of it, a fair, a class."""
    home = a_site()
    home.body = HOME
    home.save()
    Vacancy.objects.filter(enterprise=town.firm).update(is_public=True)
    story = a_story(StoriesPage.objects.get(), an_editor(), timezone.localdate())
    a_check(story, a_reviewer()).publish()
    NewsPage.objects.get().add_child(instance=NewsItemPage(title="秋季推介会", slug="autumn"))


def pages(site):
    return {where: one for where, one in site.items() if "html" in one.headers.get("Content-Type", "")}


def test_every_link_leads_somewhere(site):
    assert {where: one.status for where, one in site.items() if one.status != 200} == {}
    # The walk would prove nothing if it had gone nowhere.
    assert len(pages(site)) > 40
    assert {"/", "/incentives/", "/vacancies/", "/assistance/", "/search/", "/fairs/"} <= set(site)


def test_no_page_holds_a_marker_of_a_case(site):
    assert {where: one.markers for where, one in site.items() if one.markers} == {}


def test_no_page_says_whom_the_platform_serves(site):
    told = {
        where: found
        for where, one in site.items()
        for text in [f"{where}\n{one.headers}\n{one.cookies}\n{one.text}"]
        if (found := WORDS.findall(DRAWN_BY_LOT.sub("", text)))
    }

    assert told == {}


def test_a_firm_that_is_signed_in_learns_no_more(town, standing):
    found = walk(browser_of(town, "zhou"))

    assert {
        where for where, one in found.items() if one.markers or WORDS.search(DRAWN_BY_LOT.sub("", one.text))
    } == set()


def test_who_only_reads_is_given_no_cookie(site):
    assert {where for where, one in pages(site).items() if one.cookies and "<form" not in one.text} == set()
    assert "sessionid" not in "".join(one.cookies for one in site.values())


def test_no_page_needs_a_script_of_its_own_or_another_host(site):
    broken = {
        where: found
        for where, one in pages(site).items()
        if (found := [*INLINE.findall(one.text), *OUTSIDE.findall(one.text)])
    }

    assert broken == {}


def test_every_page_says_what_it_is(site):
    bare = {
        where
        for where, one in pages(site).items()
        if one.text.count("<h1") != 1
        or not re.search(r"<title>\s*\S", one.text)
        or 'lang="zh-Hans"' not in one.text
        or 'name="description"' not in one.text
    }

    assert bare == set()
