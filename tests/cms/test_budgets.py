"""What a page of the public site costs whoever opens it: bytes on the wire, files, questions to the database."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from config.demo.public_words import HOME

pytestmark = pytest.mark.django_db

HOME_BYTES = 100_000
STYLE_BYTES = 70_000
LOADED = re.compile(r'<(?:link[^>]+rel="(?:stylesheet|icon)"[^>]*href|script[^>]*\ssrc)="/static/([^"?]+)')
PAGES = ("/", "/incentives/", "/incentives/key-group-hire/", "/calculator/", "/vacancies/", "/assistance/", "/papers/")


def loaded_by(page: str) -> dict[str, int]:
    """Files that the page loads by itself, without pictures, and their size."""
    return {name: Path(finders.find(name)).stat().st_size for name in LOADED.findall(page)}


@pytest.fixture
def home(site):
    site.body = HOME
    site.save()
    return site


def test_the_first_page_weighs_less_than_a_hundred_kilobytes(client, home):
    page = client.get("/").content

    files = loaded_by(page.decode())
    assert len(page) + sum(files.values()) < HOME_BYTES, files


@pytest.mark.parametrize("where", PAGES)
def test_every_page_comes_without_scripts_and_with_little_style(client, home, where):
    files = loaded_by(client.get(where).content.decode())

    assert [name for name in files if name.endswith(".js")] == []
    assert sum(files.values()) < STYLE_BYTES, files


@pytest.mark.parametrize(
    ("where", "queries"), [("/", 40), ("/incentives/", 25), ("/news/", 20), ("/search/?q=补贴", 25)]
)
def test_a_page_asks_the_database_few_questions(client, home, django_assert_max_num_queries, where, queries):
    client.get(where)

    with django_assert_max_num_queries(queries):
        client.get(where)
