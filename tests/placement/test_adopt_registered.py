"""What the firm registered of a job stands beside what the client says, and is taken over by one press."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from employers.models import Hire, InsuredSpell
from people.errors import Refused
from placement.adopt_registered import adopt, registered_of, runs_a_year
from placement.models import FollowUp, Placement
from tests.cast import MONDAY, a_social_worker
from tests.placement.jobs import a_job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

SEPTEMBER = date(2026, 9, 1)
A_YEAR = {"contract_from": SEPTEMBER, "contract_until": date(2027, 8, 31)}


def a_registered_job(started_on: date = SEPTEMBER, **registered) -> Placement:
    """王建军 at 蒙泰热电 since September, with what the firm has registered of it."""
    job = a_job(started_on=started_on)
    facts = {"started_on": started_on, "job_title": job.job_title, **registered}
    job.hire = Hire.objects.create(enterprise=job.enterprise, name="王建军", **facts)
    job.save(update_fields=["hire"])
    return job


def told(job: Placement) -> dict[str, tuple[str, str, bool]]:
    found = registered_of(job, MONDAY)
    return {line.code: (line.ours, line.theirs, line.differs) for line in found.lines} if found else {}


def test_both_sides_are_told_and_where_they_differ():
    job = a_registered_job(wage=Decimal(4600), **A_YEAR)
    Placement.objects.unscoped("test").update(wage=Decimal(3900))
    job.refresh_from_db()

    assert told(job) == {
        "started_on": ("2026年9月1日", "2026年9月1日", False),
        "contract": ("", "2026年9月1日起，到 2027年8月31日", True),
        "insured_from": ("", "", False),
        "wage": ("3,900 元", "4,600 元", True),
    }


def test_a_job_without_the_firms_record_has_nothing_beside_it():
    assert registered_of(a_job(), MONDAY) is None


def test_insured_months_are_counted_to_today_or_to_the_end():
    job = a_registered_job(date(2026, 3, 2))
    InsuredSpell.objects.create(hire=job.hire, first=date(2026, 4, 1), last=date(2026, 5, 1))
    InsuredSpell.objects.create(hire=job.hire, first=date(2026, 8, 1))

    found = registered_of(job, MONDAY)

    assert (found.insured, found.insured_on) == (2 + 4, True)
    assert told(job)["insured_from"] == ("", "2026年4月1日起", True)


def test_one_press_takes_the_ticked_facts_over_and_the_history_says_from_where():
    job = a_registered_job(wage=Decimal(4600), **A_YEAR)

    count = adopt(job.client.caseworker, job, ["contract", "wage"], today=MONDAY)

    job.refresh_from_db()
    assert count == 2
    assert (job.contract_from, job.contract_until, job.wage) == (*A_YEAR.values(), Decimal(4600))
    note = job.events.last().note
    assert note.startswith("采用企业登记的：")
    assert "月工资：未填写 → 4600" in note
    assert not registered_of(job, MONDAY).differing


def test_another_day_of_the_start_moves_the_follow_ups_along():
    job = a_registered_job()
    Hire.objects.update(started_on=date(2026, 9, 3))
    job.hire.refresh_from_db()

    adopt(job.client.caseworker, job, ["started_on"], today=MONDAY)

    assert FollowUp.objects.unscoped("test").get(placement=job, day=30).due_on == date(2026, 10, 3)


def test_an_end_that_the_firm_has_not_said_does_not_take_ours_away():
    job = a_registered_job(contract_from=date(2026, 9, 2))
    Placement.objects.unscoped("test").update(**A_YEAR)
    job.refresh_from_db()

    adopt(job.client.caseworker, job, ["contract"], today=MONDAY)

    assert (job.contract_from, job.contract_until) == (date(2026, 9, 2), A_YEAR["contract_until"])


def test_nothing_is_taken_over_where_nothing_was_chosen_or_differs():
    job = a_registered_job(**A_YEAR)

    with pytest.raises(Refused, match="没有要采用的"):
        adopt(job.client.caseworker, job, [], today=MONDAY)
    with pytest.raises(Refused, match="没有要采用的"):
        adopt(job.client.caseworker, job, ["started_on", "strange"], today=MONDAY)
    with pytest.raises(Refused, match="不归您负责"):
        adopt(a_social_worker("张伟"), job, ["contract"], today=MONDAY)


def test_her_own_word_on_her_pay_is_not_ticked_beforehand():
    job = a_registered_job(wage=Decimal(4600), **A_YEAR)
    Placement.objects.unscoped("test").update(wage=Decimal(3900))
    job.refresh_from_db()

    assert {line.code: line.chosen for line in registered_of(job, MONDAY).differing} == {
        "contract": True,
        "wage": False,
    }


@pytest.mark.parametrize(
    ("registered", "answer"),
    [
        (A_YEAR, True),
        (A_YEAR | {"contract_until": date(2027, 8, 30)}, False),
        ({"contract_from": SEPTEMBER, "open_ended": True}, True),
        ({"contract_from": SEPTEMBER}, None),
        ({}, None),
    ],
    ids=["a year", "a day less", "without end", "no end said", "nothing said"],
)
def test_whether_a_contract_runs_a_year(registered, answer):
    assert runs_a_year(a_registered_job(**registered)) is answer


def test_without_the_firm_her_own_word_on_the_contract_counts():
    job = a_registered_job()
    job.contract_from, job.contract_until = A_YEAR.values()

    assert runs_a_year(job) is True


# The page -------------------------------------------------------------------------------------------------------------


def test_the_page_offers_the_firms_facts_and_takes_them(client):
    job = a_registered_job(**A_YEAR)
    client.force_login(job.client.caseworker)

    page = client.get(reverse("placement:placement", args=[job.pk])).content.decode()
    answer = client.post(reverse("placement:placement_adopt", args=[job.pk]), {"take": ["contract"]})

    assert "企业登记的" in page
    assert "到 2027年8月31日" in page
    assert answer.url == reverse("placement:placement", args=[job.pk])
    job.refresh_from_db()
    assert job.contract_until == A_YEAR["contract_until"]


def test_a_leaving_that_the_firm_registered_is_said_and_carried_to_the_form(client):
    job = a_registered_job(left_on=date(2026, 11, 6))
    client.force_login(job.client.caseworker)

    page = client.get(reverse("placement:placement", args=[job.pk])).content.decode()
    form = client.get(reverse("placement:placement_end", args=[job.pk])).content.decode()

    assert "企业登记 2026年11月6日 已离岗" in page
    assert "2026-11-06" in form
    assert job.ended_on is None


def test_another_streets_worker_gets_404(client):
    job = a_registered_job(**A_YEAR)
    client.force_login(a_social_worker("张伟"))

    assert client.post(reverse("placement:placement_adopt", args=[job.pk]), {"take": ["contract"]}).status_code == 404
