"""A course from its promise to the vacancies: signed up, passed, and her matches grow by what was predicted."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser import DESK
from tests.placement.builders import an_open_vacancy
from tests.placement.classes import a_class

pytestmark = pytest.mark.parametrize("page", [DESK], ids=["desk"], indirect=True)


def passing(page, live_server, client) -> int:
    """How many vacancies the page 推荐岗位 counts."""
    page.goto(live_server.url + reverse("placement:matches", args=[client.pk]))
    return number_in(r"(\d+) 个硬性条件全部符合", page.get_by_text("个硬性条件全部符合").inner_text())


def number_in(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    assert found, text
    return int(found.group(1))


def test_a_certificate_opens_what_the_course_promised(page, city, live_server, sign_in):
    today, wang = timezone.localdate(), city.wang
    an_open_vacancy("仓库叉车司机", firm="恒源物流", certificates=["forklift"], on=today)
    a_class("叉车短训班", certificate="forklift", starts_on=today, days=20)
    sign_in(page, city.li)
    before = passing(page, live_server, wang)

    page.get_by_role("link", name="培训", exact=True).last.click()
    card = page.locator("section.card", has_text="叉车短训班")
    promised = number_in(r"多出 (\d+) 个岗位", card.inner_text())
    card.get_by_role("button", name="报名").click()
    # The other class of his runs on the same days: the answer is a question, and the browser calls it an error.
    page.get_by_role("button", name="照报").click()
    page.complaints.clear()
    page.get_by_role("link", name="叉车短训班").first.click()
    page.get_by_label("证书编号").fill("TS6CNMG00123")
    page.get_by_role("button", name="保存结果").click()

    opened = page.locator("#opened")
    assert f"多出 {promised} 个岗位" in opened.inner_text()
    assert opened.get_by_role("link", name="推荐", exact=True).count() == promised
    assert passing(page, live_server, wang) == before + promised
    assert promised == 2
