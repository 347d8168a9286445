"""安置基地: entered and kept by staff of the county, chosen when a job begins."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from employers.keep_bases import KIND, correct_base, open_base
from employers.models import PlacementBase
from people import ledger
from people.errors import Refused
from tests.cast import DONGSHENG, KANGBASHI, MONDAY, a_contact, a_region, a_social_worker, an_enterprise

pytestmark = pytest.mark.django_db


def a_base(worker=None, **fields) -> PlacementBase:
    facts = {"name": "罕台安置基地", "kind": "base", "managing_body": "罕台镇政府", "since": date(2025, 3, 1)} | fields
    return open_base(worker or a_social_worker(), region=facts.pop("region", None) or a_region(DONGSHENG), **facts)


def test_a_base_is_entered_once():
    base = a_base(enterprise=an_enterprise("罕台绒纺"))

    with pytest.raises(Refused, match="同名"):
        a_base()

    assert base.is_open(MONDAY)
    assert ledger.of(KIND, base.pk).count() == 1


def test_staff_of_another_county_neither_enter_nor_change_it():
    base, far = a_base(), a_social_worker("刘洋", f"{KANGBASHI}001")

    with pytest.raises(Refused, match="不归您登记"):
        a_base(far, name="别处的基地")
    with pytest.raises(PlacementBase.DoesNotExist):
        correct_base(far, base.pk, name="改名")


def test_a_closed_base_is_open_to_its_last_day_and_stays_on_record():
    base = a_base()

    correct_base(a_social_worker(), base.pk, until=MONDAY)

    assert PlacementBase.objects.open_on(MONDAY).get() == base
    assert not PlacementBase.objects.open_on(MONDAY + timedelta(days=1)).exists()
    with pytest.raises(Refused, match="不能早于启用"):
        correct_base(a_social_worker(), base.pk, until=date(2025, 2, 1))


def test_the_pages_list_enter_and_correct(client):
    worker = a_social_worker()
    client.force_login(worker)
    facts = {
        "name": "罕台安置点", "kind": "point", "region": a_region(DONGSHENG).pk, "managing_body": "罕台镇政府",
        "since": "2025-03-01",
    }  # fmt: skip

    client.post(reverse("employers:base_new"), facts)
    base = PlacementBase.objects.get()
    client.post(reverse("employers:base_edit", args=[base.pk]), facts | {"managing_body": "就业服务中心"})

    page = client.get(reverse("employers:bases")).content.decode()
    assert "罕台安置点" in page
    assert "就业服务中心" in page


def test_a_firm_finds_no_such_page(client):
    client.force_login(a_contact("周丽").user)

    assert client.get(reverse("employers:bases")).status_code == 404
