"""What machines read: whole addresses by the name of the site, the feed, the map, structured data."""

import json
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from cms.models import NewsItemPage, NewsPage, SearchPage, VacanciesPage
from tests.cms.pages import an_image
from tests.cms.sections import a_section
from tests.leaks.test_portal_words import telling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]
SITE = "https://jiuye.example.cn"


@pytest.fixture(autouse=True)
def name(settings):
    settings.WAGTAILADMIN_BASE_URL = SITE


@pytest.fixture
def section():
    return a_section(NewsPage)


def an_item(section, title="社会保险补贴开始受理", **fields) -> NewsItemPage:
    known = {"slug": "levy", "on": date(2026, 11, 20), "lead": "材料齐全的，<当天>收件。"} | fields
    return section.add_child(instance=NewsItemPage(title=title, **known))


def structured(page: str) -> dict[str, dict]:
    found = map(json.loads, re.findall(r'<script type="application/ld\+json">(.*?)</script>', page))
    return {one["@type"]: one for one in found}


def test_the_feed_is_news_with_whole_addresses(section, client):
    an_item(section)
    an_item(section, "还没有发布", slug="draft", live=False)

    answer = client.get("/news.xml", headers={"host": "localhost"})

    channel = ET.fromstring(answer.content).find("channel")
    (item,) = channel.findall("item")
    assert answer["Content-Type"].startswith("application/rss+xml")
    assert channel.findtext("link") == f"{SITE}/news/"
    assert (item.findtext("title"), item.findtext("link")) == ("社会保险补贴开始受理", f"{SITE}/news/levy/")
    assert item.findtext("description") == "材料齐全的，<当天>收件。"
    assert item.findtext("pubDate") == "Fri, 20 Nov 2026 08:00:00 +0800"
    assert answer.cookies == {}
    assert telling(answer) == []


def test_the_feed_of_a_site_without_news_is_empty(client):
    a_section(SearchPage)

    assert ET.fromstring(client.get("/news.xml").content).findall("channel/item") == []


def test_the_map_has_every_page_once_by_the_sites_own_name(section, client):
    an_item(section)
    section.get_parent().add_child(instance=SearchPage(title="站内搜索", slug="search"))

    answer = client.get("/sitemap.xml")

    places = [element.text for element in ET.fromstring(answer.content).findall(".//{*}loc")]
    assert places == [f"{SITE}/", f"{SITE}/news/", f"{SITE}/news/levy/"]
    assert telling(answer) == []


def test_the_map_has_what_lies_below_pages_made_from_data(client, monkeypatch):
    page = a_section(VacanciesPage)
    monkeypatch.setattr(VacanciesPage, "addresses_below", lambda self: [("/vacancies/one/", date(2026, 11, 20))])

    text = client.get("/sitemap.xml").content.decode()

    assert page.full_url in text
    assert f"<loc>{SITE}/vacancies/one/</loc><lastmod>2026-11-20</lastmod>" in text


def test_what_is_behind_a_sign_in_is_left_alone(client):
    a_section(SearchPage)

    text = client.get("/robots.txt").content.decode()

    for path in ("/editor/", "/desk/", "/portal/", "/me/", "/account/"):
        assert f"Disallow: {path}\n" in text
    assert f"Sitemap: {SITE}/sitemap.xml" in text


def test_a_shared_link_shows_title_words_and_a_picture_cut_for_it(section, client):
    item = an_item(section, picture=an_image(data=None))

    page = client.get(item.url).content.decode()

    assert '<meta property="og:type" content="article">' in page
    assert f'<link rel="canonical" href="{SITE}/news/levy/">' in page
    assert '<meta property="og:description" content="材料齐全的，&lt;当天&gt;收件。">' in page
    assert re.search(rf'<meta property="og:image" content="{SITE}/media/images/[0-9a-z.-]+\.webp">', page)


def test_without_a_picture_it_shows_the_sites_own(section, client):
    page = client.get(an_item(section).url).content.decode()

    assert re.search(rf'<meta property="og:image" content="{SITE}/static/cms/share[.0-9a-f]*\.jpg">', page)


def test_news_says_where_it_stands_and_who_tells_it_and_names_nobody(section, client):
    told = structured(client.get(an_item(section).url).content.decode())

    stops = [(stop["position"], stop["name"], stop["item"]) for stop in told["BreadcrumbList"]["itemListElement"]]
    assert stops == [
        (1, "就业援助平台", f"{SITE}/"),
        (2, "动态", f"{SITE}/news/"),
        (3, "社会保险补贴开始受理", f"{SITE}/news/levy/"),
    ]
    article = told["NewsArticle"]
    assert article["datePublished"] == "2026-11-20"
    assert article["author"] == {"@type": "Organization", "name": "就业援助平台"}
    assert article["mainEntityOfPage"] == f"{SITE}/news/levy/"


def test_words_cannot_end_the_block_of_data(section, client):
    page = client.get(an_item(section, "</script><script>alert(1)</script>").url).content.decode()

    assert structured(page)["NewsArticle"]["headline"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in page


def test_the_first_page_says_who_runs_the_site(section, client):
    assert structured(client.get("/").content.decode())["Organization"]["url"] == f"{SITE}/"
