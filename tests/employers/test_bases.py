"""安置基地: entered and kept by staff of the county, chosen when a job begins."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from employers import keep_bases
from employers.agreement_standing import Standing, standings
from employers.keep_bases import KIND, correct_base, open_base
from employers.models import BaseAgreement, PlacementBase
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


def test_the_pages_enter_correct_and_show(client):
    worker = a_social_worker()
    client.force_login(worker)
    facts = {
        "name": "罕台安置点", "kind": "point", "region": a_region(DONGSHENG).pk, "managing_body": "罕台镇政府",
        "since": "2025-03-01", "work": "farming", "capacity": "30",
    }  # fmt: skip

    client.post(reverse("employers:base_new"), facts)
    base = PlacementBase.objects.get()
    client.post(reverse("employers:base_edit", args=[base.pk]), facts | {"managing_body": "就业服务中心"})

    page = client.get(reverse("employers:base", args=[base.pk])).content.decode()
    for words in ("罕台安置点", "就业服务中心", "种植养殖", "30 人"):
        assert words in page


def test_a_firm_finds_no_such_page(client):
    base = a_base()
    client.force_login(a_contact("周丽").user)

    for name in ("base", "base_edit", "base_agree"):
        assert client.get(reverse(f"employers:{name}", args=[base.pk])).status_code == 404


# Agreements -----------------------------------------------------------------------------------------------------------


def an_agreement(base, signed_on=date(2025, 3, 1), until=None, about="management", worker=None) -> BaseAgreement:
    return keep_bases.add_agreement(
        worker or a_social_worker(), base.pk, about=about, with_whom="罕台镇政府", signed_on=signed_on, until=until
    )


@pytest.mark.parametrize(
    ("until", "standing"),
    [
        (None, Standing.RUNS),
        (MONDAY + timedelta(days=61), Standing.RUNS),
        (MONDAY + timedelta(days=60), Standing.ENDS_SOON),
        (MONDAY, Standing.ENDS_SOON),
        (MONDAY - timedelta(days=1), Standing.ENDED),
    ],
)
def test_an_agreement_is_flagged_sixty_days_before_its_end(until, standing):
    made = an_agreement(a_base(), until=until)

    (found,) = standings([made], MONDAY)

    assert found.standing == standing
    assert found.asks == (standing != Standing.RUNS)


def test_an_agreement_that_was_renewed_asks_for_nothing():
    base = a_base()
    old = an_agreement(base, date(2025, 3, 1), MONDAY - timedelta(days=9))
    new = an_agreement(base, MONDAY - timedelta(days=9), MONDAY + timedelta(days=700))
    other = an_agreement(base, date(2025, 3, 1), MONDAY + timedelta(days=5), about="premises")

    found = {one.agreement: one.standing for one in standings(base.agreements.all(), MONDAY)}

    assert found == {old: Standing.REPLACED, new: Standing.RUNS, other: Standing.ENDS_SOON}


def test_an_agreement_ends_after_it_was_signed():
    with pytest.raises(Refused, match="到期日期不能早于签订"):
        an_agreement(a_base(), date(2025, 3, 1), date(2025, 2, 28))


def test_an_agreement_is_corrected_by_who_keeps_the_base_alone():
    base = a_base()
    made, far = an_agreement(base), a_social_worker("刘洋", f"{KANGBASHI}001")

    keep_bases.correct_agreement(a_social_worker(), base.pk, made.pk, with_whom="就业服务中心")

    with pytest.raises(PlacementBase.DoesNotExist):
        an_agreement(base, worker=far)
    with pytest.raises(BaseAgreement.DoesNotExist):
        keep_bases.correct_agreement(far, base.pk, made.pk, with_whom="别人")
    with pytest.raises(BaseAgreement.DoesNotExist):
        keep_bases.correct_agreement(a_social_worker(), a_base(name="另一处").pk, made.pk, with_whom="别人")
    assert BaseAgreement.objects.get().with_whom == "就业服务中心"
    assert ledger.of(keep_bases.AGREEMENT, made.pk).count() == 2


def test_an_agreement_is_entered_and_corrected_on_the_pages(client):
    base = a_base()
    client.force_login(a_social_worker())
    facts = {"about": "placement", "with_whom": "罕台绒纺", "signed_on": "2025-03-01", "until": "2025-12-31"}

    wrong = client.post(reverse("employers:base_agree", args=[base.pk]), facts | {"until": "2024-12-31"})
    client.post(reverse("employers:base_agree", args=[base.pk]), facts)
    made = BaseAgreement.objects.get()
    client.post(reverse("employers:base_agreement", args=[base.pk, made.pk]), facts | {"until": ""})

    assert wrong.status_code == 422
    page = client.get(reverse("employers:base", args=[base.pk])).content.decode()
    assert "安置协议" in page
    assert "没有期限" in page
