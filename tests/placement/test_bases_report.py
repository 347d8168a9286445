"""安置基地 by the figures: who is there, on which contracts, which district lacks one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import Client
from clients.models.number import allot_numbers
from employers import keep_bases
from employers.models import Hire, PlacementBase
from people.models import Sex
from placement import base_rule
from placement.base_rule import Need, need_of, rule_of
from placement.bases import Contracts, Figure, report
from placement.place import end, place
from tests.cast import (
    DONGSHENG,
    GONGYUAN,
    KANGBASHI,
    MONDAY,
    a_contact,
    a_manager,
    a_region,
    a_social_worker,
    an_enterprise,
)
from tests.placement.builders import a_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
EJIN_HORO = "150627"


def a_base(name: str = "罕台安置基地", kind: str = "base", county: str = DONGSHENG, **facts) -> PlacementBase:
    known = {"managing_body": "罕台镇政府", "since": date(2025, 3, 1)} | facts
    return keep_bases.open_base(a_manager("敖登", "1506"), name=name, kind=kind, region=a_region(county), **known)


def at_work(base: PlacementBase, name: str, worker=None, **facts):
    worker = worker or a_social_worker()
    known = {
        "kind": "concentrated",
        "job_title": "缝纫工",
        "workplace": "罕台绒纺",
        "started_on": date(2026, 3, 2),
    } | facts
    return place(worker, a_case(name, worker, worker.region.code), base=base, **known)


def people(count: int, county: str) -> None:
    """So many open cases who live in the county."""
    street = a_region(f"{county}001", "某街道")
    numbers = allot_numbers(county, a_region(county).name, count)
    worker = a_social_worker("刘洋", street.code)
    Client.objects.bulk_create(
        Client(
            number=number, name="某某", sex=Sex.MALE, residence_region=street, caseworker=worker,
            birth_date=date(1990, 1, 1), opened_on=date(2026, 1, 5),
        )
        for number in numbers
    )  # fmt: skip


def line_of(actor, base: PlacementBase):
    (found,) = [line for line in report(actor, MONDAY).lines if line.base == base]
    return found


def county_of(actor, code: str):
    (found,) = [county for county in report(actor, MONDAY).counties if county.code == code]
    return found


# The rule -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "need"), [(0, Need.POINT), (499, Need.POINT), (500, Need.BASE), (1200, Need.BASE)])
def test_five_hundred_people_ask_for_a_base(count, need):
    assert need_of(count, rule_of(DONGSHENG, MONDAY)) == need


def test_the_rule_holds_in_ordos_since_it_was_given_and_nowhere_else():
    rule = rule_of("1506", MONDAY)

    assert rule is not None
    assert "鄂府发〔2014〕75号" in str(rule.source)
    assert rule_of("1506", date(2014, 11, 4)) is None
    assert rule_of("150203", MONDAY) is None
    assert need_of(5000, rule_of("520181", MONDAY)) == Need.UNKNOWN


# Districts ------------------------------------------------------------------------------------------------------------


def test_a_district_with_five_hundred_lacks_a_base_while_it_has_only_points():
    a_region(EJIN_HORO)
    people(500, DONGSHENG)
    people(7, KANGBASHI)
    a_base("罕台安置点", "point", DONGSHENG)
    a_base("哈巴格希安置点", "point", KANGBASHI)

    found = {county.code: county for county in report(a_manager("敖登", "1506"), MONDAY).counties}

    assert (found[DONGSHENG].need, found[DONGSHENG].is_missing) == (Need.BASE, True)
    assert (found[KANGBASHI].need, found[KANGBASHI].is_missing) == (Need.POINT, False)
    assert (found[EJIN_HORO].need, found[EJIN_HORO].is_missing) == (Need.POINT, True)
    assert [found[code].clients.shown for code in (DONGSHENG, KANGBASHI, EJIN_HORO)] == [500, 7, 0]


def test_a_base_serves_where_a_point_would_do_and_a_closed_one_does_not():
    people(3, KANGBASHI)
    people(500, DONGSHENG)
    a_base("哈巴格希基地", "base", KANGBASHI)
    a_base("罕台安置基地", "base", DONGSHENG, until=MONDAY - timedelta(days=1))

    assert not county_of(a_manager("敖登", "1506"), KANGBASHI).is_missing
    assert county_of(a_manager("敖登", "1506"), DONGSHENG).is_missing


def test_a_case_that_is_closed_is_not_counted():
    people(4, DONGSHENG)
    Client.objects.unscoped("test").filter(pk=Client.objects.unscoped("test").first().pk).update(
        status=Client.Status.CLOSED, closed_on=MONDAY, closed_how=Client.ClosedHow.values[0]
    )

    assert county_of(a_manager(), DONGSHENG).clients.value == 3


def test_a_city_without_a_known_rule_says_so_and_finds_nothing_missing(client):
    people(600, "150203")
    manager = a_manager("赵敏", "1502")
    client.force_login(manager)

    found = report(manager, MONDAY)

    assert (found.rule, found.missing) == (None, [])
    assert "本地没有查到建设标准" in client.get(reverse("placement:bases")).content.decode()


# Who is there ---------------------------------------------------------------------------------------------------------


def test_contracts_of_a_year_are_counted_and_unknown_ones_are_unknown():
    base, firm = a_base(), an_enterprise("罕台绒纺")
    at_work(base, "王建军", contract_from=date(2026, 3, 2), contract_until=date(2027, 3, 1))
    at_work(base, "孙丽", contract_from=date(2026, 3, 2), contract_until=date(2027, 2, 28))
    at_work(base, "赵志强")
    at_work(base, "乌兰", contract_from=date(2026, 3, 2))
    registered = at_work(base, "陈志远")
    registered.hire = Hire.objects.create(
        enterprise=firm, name="陈志远", started_on=date(2026, 3, 2), contract_from=date(2026, 3, 2), open_ended=True
    )
    registered.save(update_fields=["hire"])
    left = at_work(base, "那仁")
    end(a_social_worker(), left, date(2026, 11, 2), "contract_over")

    found = line_of(a_social_worker(), base)

    assert found.contracts == Contracts(long=2, short=1, unknown=2)
    assert found.present.shown == 5
    assert found.contracts.percent is None


def test_a_share_is_told_from_five_known_contracts_on():
    assert Contracts(long=4, short=1, unknown=9).percent == 80
    assert Contracts(long=4, short=0, unknown=9).percent is None


def test_people_of_every_caseload_take_up_room():
    base = a_base(capacity=1)
    at_work(base, "王建军")
    at_work(base, "赵志强", a_social_worker("张伟", GONGYUAN))

    found = line_of(a_social_worker(), base)

    assert (found.present.shown, found.over) == (2, 1)


def test_who_does_not_keep_the_place_reads_no_small_number(client):
    base = a_base(capacity=1)
    at_work(base, "王建军", contract_from=date(2026, 3, 2), contract_until=date(2027, 3, 1))
    far = a_manager("白音", KANGBASHI)
    client.force_login(far)

    found = line_of(far, base)

    assert (found.present.shown, found.over, found.tells_contracts) == (None, 0, False)
    assert county_of(far, DONGSHENG).clients.shown is None
    page = client.get(reverse("placement:bases")).content.decode()
    assert "不足 5 人" in page
    assert "满一年 1" not in page


@pytest.mark.parametrize(("value", "exact", "shown"), [(0, False, 0), (4, False, None), (5, False, 5), (4, True, 4)])
def test_only_numbers_from_one_to_four_are_held_back(value, exact, shown):
    assert Figure(value, exact).shown == shown


# The page -------------------------------------------------------------------------------------------------------------


def test_the_page_says_what_is_missing_and_what_ends(client):
    people(500, DONGSHENG)
    base = a_base("罕台安置点", "point", capacity=30, work="farming")
    keep_bases.add_agreement(
        a_manager("敖登", "1506"), base.pk, about="management", with_whom="罕台镇政府", signed_on=date(2024, 12, 1),
        until=date(2024, 12, 31),
    )  # fmt: skip
    client.force_login(a_manager())

    page = client.get(reverse("placement:bases")).content.decode()

    for words in (
        "缺安置基地",
        "扩建成基地",
        "管理协议已过期",
        "种植养殖",
        "能容纳 30 人",
        "500 人以上",
        "鄂府发〔2014〕75号",
    ):
        assert words in page


def test_the_report_asks_the_same_however_many_there_are():
    actor, base = a_manager("敖登", "1506"), a_base()
    at_work(base, "王建军")
    assert actor.region
    with CaptureQueriesContext(connection) as few:
        report(actor, MONDAY)

    for number in range(6):
        more = a_base(f"安置点{number}", "point", KANGBASHI)
        keep_bases.add_agreement(actor, more.pk, about="premises", with_whom="镇政府", signed_on=date(2025, 3, 1))
        at_work(more, f"孙丽{number}")
    with CaptureQueriesContext(connection) as many:
        report(actor, MONDAY)

    assert len(many) == len(few) <= 5


def test_people_of_firms_find_no_such_page(client):
    client.force_login(a_contact("周丽").user)

    assert client.get(reverse("placement:bases")).status_code == 404


def test_every_rule_names_its_source_and_when_to_look_again():
    for timeline in base_rule.BASE_FROM.values():
        assert all(dated.source.title and dated.review_by > dated.valid_from for dated in timeline.values)
