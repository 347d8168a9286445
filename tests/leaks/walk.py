"""The public site followed from its first page, link by link, as somebody finds it."""

import re
from collections import deque

from django.test import Client as Browser

from tests.leaks.crawl import Answer, answer_of

LINK = re.compile(r'(?:href|action|src|srcset|content)="(/[^"\s#]*|http://(?:testserver|localhost:8000)/[^"\s#]*)')
ORIGIN = re.compile(r"^http://[^/]+")
# Another part of the platform, with tests of its own; files of the packages.
ELSEWHERE = ("/static/", "/portal/", "/account/", "/desk/", "/me/", "/ui/")
MOST = 600


def walk(browser: Browser, start: tuple[str, ...] = ("/", "/sitemap.xml", "/robots.txt")) -> dict[str, Answer]:
    """Every address that can be reached by links, with what it answered. Raises AssertionError beyond ``MOST``."""
    found: dict[str, Answer] = {}
    ahead = deque(start)
    while ahead:
        where = ahead.popleft()
        if where in found or where.startswith(ELSEWHERE):
            continue
        assert len(found) < MOST, "a trap of ever new addresses"
        found[where] = answer = answer_of(browser.get(where))
        if "html" in answer.headers.get("Content-Type", "") or "xml" in answer.headers.get("Content-Type", ""):
            links = [*LINK.findall(answer.text), *re.findall(r"<(?:loc|link)>([^<]+)</", answer.text)]
            ahead.extend(ORIGIN.sub("", link.replace("&amp;", "&")) for link in links)
    return found
