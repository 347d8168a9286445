"""A name that is typed to find somebody filters the list at once and never stands in an address."""

import re

from django.urls import reverse
from playwright.sync_api import expect


def test_a_typed_name_narrows_the_list_and_stays_out_of_the_address(page, city, sign_in, live_server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, city.li)
    page.goto(live_server.url + reverse("clients:caseload"))
    if page.locator(".fold > summary").first.is_visible():
        page.locator(".fold > summary").first.click()

    page.get_by_role("searchbox", name="姓名、拼音首字母或编号").press_sequentially("wjj")

    expect(page).to_have_url(re.compile("words="))
    expect(page.get_by_role("link", name="王建军")).to_be_visible()
    expect(page.locator("#caseload tbody tr")).to_have_count(1)
    page.reload()
    expect(page.locator("#id_q")).to_have_value("wjj")
    assert not [url for url in asked if "wjj" in url]
