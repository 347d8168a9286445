"""李敏 puts 王建军 into the class that opens most for him; he passes, and his matches grow by what was predicted."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clients.models import Client
from employers import keep_training
from employers.models import Course
from placement.best_vacancies import for_client
from tests.placement.builders import an_open_vacancy

pytestmark = pytest.mark.django_db(transaction=True)

LASTS = timedelta(days=10)


def matches_of(city) -> set[int]:
    wang = Client.objects.visible_to(city.li).get(pk=city.wang.pk)
    return {found.card.id for found in for_client(wang, city.li, timezone.localdate()).ranked}


def test_a_class_opens_as_many_vacancies_as_it_promised(city, page, sign_in, live_server):
    today = timezone.localdate()
    an_open_vacancy("叉车司机", firm="恒源物流", certificates=["forklift"], on=today, address="伊化路20号")
    forklift = Course.objects.get(name="叉车司机班")
    keep_training.plan_cohort(city.li, forklift.pk, starts_on=today, ends_on=today + LASTS, seats=12)
    sign_in(page, city.li)

    page.goto(live_server.url + reverse("placement:client_training", args=[city.wang.pk]))
    card = page.locator(".card").filter(has=page.get_by_role("link", name="叉车司机班")).first
    promised = int(re.search(r"多出 (\d+) 个岗位", card.inner_text()).group(1))
    assert promised >= 2
    card.get_by_role("button", name="报名").first.click()
    expect(page.get_by_role("heading", name=re.compile("已报名的"))).to_be_visible()

    with time_machine.travel(timezone.now() + LASTS, tick=True):
        before = matches_of(city)
        sign_in(page, city.li)
        page.goto(live_server.url + reverse("placement:client_training", args=[city.wang.pk]))
        page.get_by_role("row").filter(has_text="叉车司机班").get_by_role("link", name="叉车司机班").click()
        page.get_by_label("通过", exact=True).check()
        page.get_by_label("证书编号").fill("TN1-2026-0457")
        page.get_by_role("button", name="保存结果").click()
        expect(page.get_by_role("heading", name=f"拿到证书，多出 {promised} 个岗位")).to_be_visible()

        assert len(matches_of(city) - before) == promised
        assert matches_of(city) >= before
        page.goto(live_server.url + reverse("clients:wishes", args=[city.wang.pk]))
        expect(page.get_by_text("叉车证（N1）").first).to_be_visible()
