"""The pages of the public site in a real browser: for everybody, on any screen, with and without scripts."""

import pytest
from playwright.sync_api import expect

from cms.models import FaqPage, HomePage, NewsItemPage, NewsPage
from config.demo.public_words import HOME, QUESTIONS
from tests.browser import DESK, PHONE
from tests.cms.site import a_site
from tests.journeys.axe import serious_faults_at_both
from tests.journeys.test_every_page import OPEN_EVERYTHING, is_wider_than_its_screen

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = (
    "/",
    "/incentives/",
    "/incentives/key-group-hire/",
    "/calculator/",
    "/calculator/key_group_hire/",
    "/vacancies/",
    "/training/",
    "/fairs/",
    "/fairs/{fair}/",
    "/stories/",
    "/news/",
    "/news/winter/",
    "/papers/",
    "/questions/",
    "/assistance/",
    "/assistance/medical-aid/",
    "/assistance/self-check/",
    "/contact/",
    "/search/?q=补贴",
    "/nowhere/",
)


@pytest.fixture
def site(city) -> HomePage:
    """With words on the first page and among the questions, as an editor would have them."""
    home, questions = a_site(), FaqPage.objects.get()
    for page, body in ((home, HOME), (questions, QUESTIONS)):
        page.body = body
        page.save()
    NewsPage.objects.get().add_child(
        instance=NewsItemPage(title="冬季培训班开始报名", slug="winter", lead="学手艺的时候。")
    )
    return home


def test_every_page_of_the_site_is_for_everybody(phone, site, city, live_server):
    asked, faults = [], []
    phone.on("request", lambda request: asked.append(request.url))

    for where in PAGES:
        phone.set_viewport_size(DESK)
        answer = phone.goto(live_server.url + where.format(fair=city.fair.uid))
        if answer.status != (404 if where == "/nowhere/" else 200):
            faults.append((where, answer.status))
            continue
        wide = [size["width"] for size in (DESK, PHONE) if is_wider_than_its_screen(phone, size)]
        faults += [(where, "wider than a screen of", width) for width in wide]
        phone.evaluate(OPEN_EVERYTHING)
        faults += [(where, *fault) for fault in serious_faults_at_both(phone)]
    phone.complaints[:] = [one for one in phone.complaints if "404" not in one]

    assert faults == []
    assert {url for url in asked if not url.startswith((live_server.url, "data:"))} == set()


def test_the_site_works_without_scripts(browser, site, live_server):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    visitor = context.new_page()
    visitor.goto(live_server.url + "/")

    visitor.get_by_text("菜单", exact=True).click()
    visitor.get_by_role("link", name="扶持政策", exact=True).first.click()
    visitor.get_by_role("link", name="招用重点群体抵减税费").first.click()

    expect(visitor.get_by_role("heading", name="招用重点群体抵减税费")).to_be_visible()
    context.close()
