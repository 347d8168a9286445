"""Which papers for a support a firm learns of: under a consent of its own, neutral words alone, with a receipt."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import consent_words, give_consent
from clients.models import Consent, ConsentField, ConsentPurpose
from employers.adverts.for_firms import tells
from employers.incentives.case import Status
from employers.models import Hire
from people import ledger
from people.errors import Refused
from people.models import Action, Notice, User
from placement import answer, disclose
from placement.disclose_hire import CROSSING, KIND, code_name, standing_for_support, tell_statuses
from placement.her_papers import OF, her_papers
from placement.models import Placement
from tests.cast import MONDAY, MONDAY_9, a_contact, a_manager, a_social_worker
from tests.placement.builders import a_case
from tests.placement.jobs import a_job, an_offer
from tests.placement.referrals import a_consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

SINCE = date(2026, 3, 2)
TOLD = (ConsentField.NAME, ConsentField.PAPERS)


def a_hired_job(*, by_name: bool = True) -> Placement:
    """王建军 has begun at 蒙泰热电 by way of a referral; without ``by_name`` the firm knows a code."""
    referral = an_offer(a_case(phone="13847712345"))
    if not by_name:
        Consent.objects.unscoped("test").update(fields=[ConsentField.PROFILE])
    answer.start(a_contact("周丽", referral.vacancy.enterprise), referral.uid, on=MONDAY, at=MONDAY_9)
    return Placement.objects.unscoped("test").select_related("hire", "referral", "client__caseworker").get()


def agreed(job: Placement, **fields) -> Consent:
    return a_consent(job.client, job.hire.enterprise, TOLD, purpose=ConsentPurpose.INCENTIVE, **fields)


def said_to(worker: User) -> list[str]:
    """The notices of a withdrawal that say what remains."""
    return [one.text for one in Notice.objects.filter(user=worker) if "办扶持的同意" in one.text]


def test_under_her_consent_the_neutral_statuses_reach_the_firms_record():
    job = a_hired_job()
    agreed(job)

    tell_statuses(
        job.client.caseworker, job, [Status.HARD_TO_EMPLOY, Status.UNEMPLOYED_HALF_YEAR], unemployed_since=SINCE
    )

    hire = Hire.objects.get()
    assert hire.statuses == {"unemployed_half_year": True, "hard_to_employ": True}
    assert hire.unemployed_since == SINCE


def test_she_can_read_that_it_was_told_and_it_stands_in_the_ledger():
    job = a_hired_job()
    consent = agreed(job)

    tell_statuses(job.client.caseworker, job, [Status.HARD_TO_EMPLOY])

    (receipt,) = job.client.disclosures.filter(consent=consent)
    assert (receipt.fields, receipt.viewer, receipt.orally) == ("papers", job.client.caseworker, True)
    assert Action.DISCLOSE in [row.action for row in ledger.of(KIND, job.hire.pk)]


def test_without_a_standing_consent_for_this_firm_and_purpose_nothing_crosses():
    job = a_hired_job()

    with pytest.raises(Refused, match="还没有同意"):
        tell_statuses(job.client.caseworker, job, [Status.HARD_TO_EMPLOY])
    agreed(job, until=MONDAY - timedelta(days=1), at=MONDAY_9 - timedelta(days=9))
    with pytest.raises(Refused, match="还没有同意"):
        tell_statuses(job.client.caseworker, job, [Status.HARD_TO_EMPLOY])

    assert Hire.objects.get().statuses == {}


def test_only_her_own_worker_tells_and_only_of_a_job_that_the_firm_registered():
    job = a_hired_job()
    agreed(job)

    with pytest.raises(Refused, match="不归您负责"):
        tell_statuses(a_social_worker("张伟"), job, [Status.HARD_TO_EMPLOY])
    with pytest.raises(Refused, match="没有登记这份工作"):
        tell_statuses(a_social_worker(), Placement(client=job.client), [Status.HARD_TO_EMPLOY])


def test_the_code_gives_way_to_her_name_when_she_lets_the_firm_know_it():
    job = a_hired_job(by_name=False)
    assert job.hire.name == code_name(job.referral)
    consent = agreed(job)

    tell_statuses(job.client.caseworker, job, [Status.HARD_TO_EMPLOY])

    assert Hire.objects.get().name == "王建军"
    assert job.client.disclosures.get(consent=consent).fields == "name papers"


def test_what_the_firm_has_noted_itself_stays():
    job = a_hired_job()
    agreed(job)
    Hire.objects.update(statuses={"disabled": False, "graduating": True})

    tell_statuses(job.client.caseworker, job, [Status.HARD_TO_EMPLOY])

    assert Hire.objects.get().statuses == {"disabled": False, "graduating": True, "hard_to_employ": True}


@pytest.mark.parametrize(
    ("since", "says"),
    [
        (None, "要填失业登记日期"),
        (date(2026, 5, 24), "2026年11月24日才满半年"),
        (date(2026, 11, 24), "晚于上岗"),
    ],
)
def test_half_a_year_is_counted_to_the_start(since, says):
    job = a_hired_job()
    agreed(job)

    with pytest.raises(Refused, match=says):
        tell_statuses(job.client.caseworker, job, [Status.UNEMPLOYED_HALF_YEAR], unemployed_since=since)


def test_half_a_year_on_the_day_itself_is_half_a_year():
    job = a_hired_job()
    agreed(job)

    tell_statuses(job.client.caseworker, job, [Status.UNEMPLOYED_HALF_YEAR], unemployed_since=date(2026, 5, 23))

    assert Hire.objects.get().statuses == {"unemployed_half_year": True}


def test_what_is_no_business_of_a_firms_never_crosses():
    job = a_hired_job()
    agreed(job)

    with pytest.raises(Refused, match="还没有选"):
        tell_statuses(job.client.caseworker, job, [Status.RELEASED, Status.MINIMUM_LIVING])

    assert not {Status.RELEASED, Status.MINIMUM_LIVING, Status.NO_EARNER} & {*CROSSING}
    assert Hire.objects.get().statuses == {}


# Withdrawn ------------------------------------------------------------------------------------------------------------


def test_a_withdrawal_stops_it_and_the_worker_hears_what_remains():
    job = a_hired_job()
    consent = agreed(job)
    tell_statuses(job.client.caseworker, job, [Status.HARD_TO_EMPLOY])

    give_consent.withdraw(None, consent, Consent.Way.PHONE)

    with pytest.raises(Refused, match="还没有同意"):
        tell_statuses(job.client.caseworker, job, [Status.DISABLED])
    assert Hire.objects.get().statuses == {"hard_to_employ": True}
    (told,) = said_to(job.client.caseworker)
    assert "留下了什么" in told
    assert standing_for_support(job, MONDAY) is None


def test_the_other_consent_withdrawn_leaves_this_one_alone():
    job = a_hired_job()
    agreed(job)
    referral = job.client.consents.get(purpose=ConsentPurpose.REFERRAL)

    give_consent.withdraw(None, referral, Consent.Way.PHONE)

    assert standing_for_support(job, MONDAY) is not None
    assert said_to(job.client.caseworker) == []


# Words ----------------------------------------------------------------------------------------------------------------


def test_before_she_agrees_she_reads_that_lists_are_put_up_with_names():
    told = {
        purpose: consent_words.write("蒙泰热电", "91150602MA0000000X", purpose, TOLD, MONDAY)
        for purpose in ConsentPurpose
    }

    assert "公示" in told[ConsentPurpose.INCENTIVE]
    assert "您的名字" in told[ConsentPurpose.INCENTIVE]
    assert "公示" not in told[ConsentPurpose.REFERRAL]
    assert len(told[ConsentPurpose.INCENTIVE]) < Consent._meta.get_field("words").max_length


def test_her_list_names_each_paper_once_and_what_to_keep():
    names = [paper.name for paper in her_papers([Status.UNEMPLOYED_HALF_YEAR, Status.YOUNG_UNEMPLOYED])]
    (hard,) = her_papers([Status.HARD_TO_EMPLOY])[1:]

    assert names == ["身份证复印件", "就业创业证（失业登记那一页）"]
    assert "认定申请表" in hard.rather_not
    assert {*OF} == {*CROSSING}
    assert not any(tells(text) for paper in OF.values() for text in paper)


# Pages ----------------------------------------------------------------------------------------------------------------


def address(job: Placement, name: str = "placement_support") -> str:
    return reverse(f"placement:{name}", args=[job.pk])


def test_from_the_question_to_the_sheet_on_the_page(client):
    job = a_hired_job()
    client.force_login(job.client.caseworker)
    until = MONDAY + timedelta(days=90)

    client.post(address(job, "placement_support_ask"), {"until": until.isoformat()})
    asked = job.client.consents.asked().get()
    waiting = client.get(address(job)).content.decode()
    assert client.get(address(job, "placement_support_waits")).status_code == 204
    give_consent.answer(asked.links.get(), True)
    assert "HX-Refresh" in client.get(address(job, "placement_support_waits"))
    answer_to = client.post(address(job, "placement_support_tell"), {"statuses": ["hard_to_employ"]})
    page = client.get(address(job)).content.decode()
    sheet = client.get(address(job, "placement_support_sheet")).content.decode()

    assert (asked.purpose, asked.fields, asked.until) == (ConsentPurpose.INCENTIVE, [*TOLD], until)
    assert "等本人答复" in waiting
    assert answer_to.status_code == 302
    assert "就业困难人员" in page
    assert "认定审批表" in sheet


def test_a_form_that_says_nothing_is_shown_again(client):
    job = a_hired_job()
    agreed(job)
    client.force_login(job.client.caseworker)

    for name in ("placement_support_ask", "placement_support_tell"):
        assert client.post(address(job, name), {}).status_code == 422


def test_a_manager_reads_and_another_street_gets_404(client):
    job = a_hired_job()

    client.force_login(a_manager())
    assert client.get(address(job)).status_code == 200
    assert client.post(address(job, "placement_support_tell"), {"statuses": ["disabled"]}).status_code == 404
    client.force_login(a_social_worker("张伟"))
    assert client.get(address(job)).status_code == 404


def test_a_job_that_the_firm_does_not_know_has_no_such_page(client):
    job = a_job()
    client.force_login(job.client.caseworker)

    assert client.get(address(job)).status_code == 404


def test_the_firm_reads_that_papers_can_be_had_and_where_they_stand():
    job = a_hired_job()
    agreed(job)

    view = disclose.candidate(a_contact("周丽", job.hire.enterprise), job.referral.uid, timezone.now())

    assert (view.papers, view.hire_uid) == (True, job.hire.uid)
