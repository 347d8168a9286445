"""就业服务: one short form, a result that may follow, a contact that nobody types twice."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from clients import close_case
from clients.models import EmploymentService
from clients.record_help import record_help
from clients.record_service import correct_service, record_result, record_service, stay_in_touch_by
from people import ledger
from people.errors import Refused
from tests.cast import GONGYUAN, MONDAY, MONDAY_9, a_client, a_manager, a_social_worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY_9)


@pytest.fixture
def li(client):
    worker = a_social_worker("李敏")
    client.force_login(worker)
    return worker


@pytest.fixture
def wang(li):
    return a_client(li)


def days_ago(days: int) -> date:
    return MONDAY - timedelta(days=days)


def a_service(client, **fields) -> EmploymentService:
    return record_service(client.caseworker, client, **{"kind": "guidance", "on": days_ago(3), **fields})


# The verbs


def test_a_service_at_which_she_was_is_a_contact_as_well(li, wang):
    record_help(li, wang, kind="call", at=MONDAY_9 - timedelta(days=20), note="约了职业指导")

    service = a_service(wang, provider="东胜区就业服务中心")

    wang.refresh_from_db()
    assert wang.last_contact_on == days_ago(3)
    assert wang.help_events.count() == 1
    assert (service.recorded_by, service.result, service.result_on) == (li, "", None)


def test_a_service_without_her_is_no_contact(li, wang):
    record_help(li, wang, kind="call", at=MONDAY_9 - timedelta(days=20), note="说了近况")

    a_service(wang, kind="introduction", with_client=False)

    wang.refresh_from_db()
    assert wang.last_contact_on == days_ago(20)


def test_an_older_service_does_not_turn_the_last_contact_back(li, wang):
    record_help(li, wang, kind="visit", at=MONDAY_9 - timedelta(days=2), note="上门看了看")

    a_service(wang, on=days_ago(9))

    wang.refresh_from_db()
    assert wang.last_contact_on == days_ago(2)


def test_the_agreed_next_contact_stays_when_a_service_is_recorded(li, wang):
    record_help(li, wang, kind="call", at=MONDAY_9 - timedelta(days=5), note="周五再联系", next_on=MONDAY)

    a_service(wang)

    wang.refresh_from_db()
    assert wang.next_contact_on == MONDAY


def test_the_result_follows_when_it_is_known(wang):
    service = a_service(wang, kind="registration")

    record_result(wang.caseworker, service, result="done", result_note="已登记，编号另存")

    kept = wang.employment_services.get()
    assert (kept.result, kept.result_on, kept.result_note) == ("done", MONDAY, "已登记，编号另存")


def test_the_result_is_filled_in_by_whoever_cares_for_her_now(li, wang):
    service = a_service(wang)

    record_result(a_manager(), service, result="not_done")

    assert wang.employment_services.get().result == "not_done"


def test_a_result_is_given_once(wang):
    service = a_service(wang, result="done")

    with pytest.raises(Refused, match="已经有结果了"):
        record_result(wang.caseworker, service, result="not_done")

    assert wang.employment_services.get().result == "done"


def test_only_its_writer_corrects_a_service(li, wang):
    service = a_service(wang)
    service.kind = "coaching"

    with pytest.raises(Refused, match="别人写的"):
        correct_service(a_manager(), service)
    correct_service(li, service)

    assert wang.employment_services.get().kind == "coaching"


def test_a_correction_takes_the_contact_back_too(li, wang):
    service = a_service(wang)
    service.with_client = False

    correct_service(li, service)

    wang.refresh_from_db()
    assert wang.last_contact_on is None


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"on": MONDAY + timedelta(days=1)}, "日期在将来"),
        ({"result": "done", "result_on": MONDAY + timedelta(days=1)}, "日期在将来"),
        ({"result": "done", "result_on": days_ago(4)}, "早于服务日期"),
    ],
)
def test_days_must_make_sense(wang, fields, why):
    with pytest.raises(Refused, match=why):
        a_service(wang, **fields)

    assert not wang.employment_services.exists()


def test_nobody_else_records_and_nothing_is_recorded_after_closing(li, wang):
    with pytest.raises(Refused, match="不归您负责"):
        record_service(a_social_worker("张伟", GONGYUAN), wang, kind="guidance", on=MONDAY)
    close_case.close(li, wang, "moved", MONDAY)
    with pytest.raises(Refused, match="已经结案"):
        a_service(wang)


def test_each_change_is_in_the_ledger(wang):
    before = ledger.of("client", wang.pk).count()

    record_result(wang.caseworker, a_service(wang), result="done")

    assert ledger.of("client", wang.pk).count() == before + 2


# 失业登记


@pytest.mark.parametrize(
    ("services", "by"),
    [
        ([], None),
        ([("guidance", date(2026, 9, 1), "done")], None),
        ([("registration", date(2026, 8, 31), "")], date(2027, 2, 28)),
        ([("registration", date(2026, 5, 20), "done")], date(2026, 11, 20)),
        ([("registration", date(2026, 5, 20), "not_done")], None),
        ([("registration", date(2026, 5, 20), "done"), ("guidance", date(2026, 9, 1), "")], date(2027, 3, 1)),
        ([("guidance", date(2026, 5, 1), ""), ("registration", date(2026, 5, 20), "done")], date(2026, 11, 20)),
    ],
)
def test_who_is_registered_stays_in_touch_within_half_a_year(services, by):
    held = [EmploymentService(kind=kind, on=on, result=result) for kind, on, result in services]

    assert stay_in_touch_by(held) == by


# The pages


def test_one_short_form_records_a_service(client, wang):
    response = client.post(
        reverse("clients:services", args=[wang.pk]),
        {"kind": "registration", "on": "2026-11-20", "provider": "东胜区就业服务中心", "with_client": "on"},
        follow=True,
    )

    page = response.content.decode()
    assert "已记下这次就业服务。" in page
    assert "还不知道结果" in page
    # Half a year on, and the date with its year, because that is not this one.
    assert "2027年5月20日" in page
    wang.refresh_from_db()
    assert wang.last_contact_on == date(2026, 11, 20)


def test_a_result_note_without_a_result_is_asked_about(client, wang):
    response = client.post(
        reverse("clients:services", args=[wang.pk]), {"kind": "guidance", "on": "2026-11-20", "result_note": "挺好"}
    )

    assert response.status_code == 422
    assert "先选“办成了”或“没办成”" in response.content.decode()


def test_the_case_shows_the_latest_three_and_leads_to_all(client, wang):
    for days in (1, 2, 3, 4):
        a_service(wang, on=days_ago(days), provider=f"中心{days}")

    page = client.get(reverse("clients:overview", args=[wang.pk])).content.decode()

    assert [f"中心{days}" in page for days in (1, 2, 3, 4)] == [True, True, True, False]
    assert "全部 4 次" in page


def test_the_result_is_filled_in_from_the_list(client, wang):
    service = a_service(wang)
    address = reverse("clients:service_result", args=[wang.pk, service.pk])
    assert address in client.get(reverse("clients:services", args=[wang.pk])).content.decode()

    client.post(address, {"result": "done", "result_on": "2026-11-22", "result_note": "写好了简历"})

    assert wang.employment_services.get().result == "done"
    assert address not in client.get(reverse("clients:services", args=[wang.pk])).content.decode()


def test_a_colleague_cannot_open_the_correction_of_another(client, wang):
    service = a_service(wang)
    client.force_login(a_manager())

    response = client.get(reverse("clients:service_edit", args=[wang.pk, service.pk]))

    assert response.status_code == 404


def test_the_writer_corrects_on_the_page(client, wang):
    service = a_service(wang, provider="就业中心")

    client.post(
        reverse("clients:service_edit", args=[wang.pk, service.pk]),
        {"kind": "coaching", "on": "2026-11-21", "provider": "东胜区就业服务中心", "with_client": "on"},
    )

    kept = wang.employment_services.get()
    assert (kept.kind, kept.on, kept.provider) == ("coaching", date(2026, 11, 21), "东胜区就业服务中心")


def test_a_contact_is_no_second_place_for_a_service(client, li, wang):
    event = record_help(li, wang, kind="service", at=MONDAY_9, note="陪着去登记")

    new = client.get(reverse("clients:help", args=[wang.pk])).context["form"].fields["kind"].choices
    old = client.get(reverse("clients:help_edit", args=[wang.pk, event.pk])).context["form"].fields["kind"].choices

    assert "service" not in dict(new)
    assert "service" in dict(old)
