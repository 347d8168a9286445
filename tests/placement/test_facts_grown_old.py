"""过期、久未核对: what is on the list, and how it leaves it."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import ClientCertificate, FactCheck, HouseholdFact, Limit, Wish
from people.errors import Refused
from people.models import AccessEvent
from placement.facts.grown_old import confirm, counts, expired, lines, old
from placement.facts.kinds import BY_CODE, KINDS, read_by_rules, unread_facts
from tests.cast import MONDAY, MONDAY_9, a_client, a_manager, a_social_worker
from welfare.record_answer import record_answer
from welfare.restricted import RESTRICTED_FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday(time_machine):
    time_machine.move_to(MONDAY_9, tick=False)


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li, "王建军")


def days_ago(days):
    return timezone.make_aware(datetime.combine(MONDAY - timedelta(days=days), datetime.min.time()))


@pytest.mark.parametrize(("days", "is_old"), [(181, False), (182, True), (183, True)])
def test_a_wish_is_old_after_half_a_year(li, wang, days, is_old):
    Wish.objects.create(client=wang, text="想找离家近的活", recorded_by=li, recorded_at=days_ago(days))

    assert old(BY_CODE["wish"], li, MONDAY).exists() is is_old


def test_a_past_job_never_grows_old(li, wang):
    assert not old(BY_CODE["work"], li, MONDAY).exists()


def test_confirmed_it_leaves_the_list_for_as_long_again(li, wang):
    wish = Wish.objects.create(client=wang, text="保洁", recorded_by=li, recorded_at=days_ago(400))

    confirm(li, "wish", wish.pk)

    assert not old(BY_CODE["wish"], li, MONDAY).exists()
    assert old(BY_CODE["wish"], li, MONDAY + timedelta(days=182)).exists()
    assert FactCheck.objects.unscoped("test").get().recorder == li


def test_another_workers_fact_is_not_there_to_confirm(li, wang):
    wish = Wish.objects.create(client=wang, recorded_by=li, recorded_at=days_ago(400))

    with pytest.raises(wang.DoesNotExist):
        confirm(a_social_worker("张伟"), "wish", wish.pk)


def test_what_ran_out_needs_a_new_paper_and_no_confirmation(li, wang):
    paper = ClientCertificate.objects.create(client=wang, code="health", expires_on=date(2026, 11, 22), recorded_by=li)

    assert [
        line.words for line in lines(BY_CODE["certificate"], expired(BY_CODE["certificate"], li, MONDAY), ran_out=True)
    ]
    with pytest.raises(Refused, match="有效期已经过了"):
        confirm(li, "certificate", paper.pk)


def test_the_last_day_of_a_certificate_is_still_inside(li, wang):
    ClientCertificate.objects.create(client=wang, code="health", expires_on=MONDAY, recorded_by=li)

    assert not expired(BY_CODE["certificate"], li, MONDAY).exists()


def test_a_household_fact_counts_from_the_day_it_was_known(li, wang):
    record_answer(li, wang, "owns_dwelling", True, known_on=MONDAY - timedelta(days=366))

    (line,) = lines(BY_CODE["household_fact"], old(BY_CODE["household_fact"], li, MONDAY), ran_out=False)

    assert line.words.endswith("：是")
    assert line.since == MONDAY - timedelta(days=366)


def test_what_tells_of_illness_is_on_no_managers_list(li, wang):
    code = sorted(RESTRICTED_FACTS)[0]
    HouseholdFact.objects.create(client=wang, code=code, value="null", known_on=date(2020, 1, 1), recorded_by=li)

    assert old(BY_CODE["household_fact"], li, MONDAY).exists()
    assert not old(BY_CODE["household_fact"], a_manager(), MONDAY).exists()


def test_closed_cases_are_left_in_peace(li, wang):
    Wish.objects.create(client=wang, recorded_by=li, recorded_at=days_ago(400))
    wang.status, wang.closed_on, wang.closed_how = "closed", MONDAY, "finished"
    wang.save()

    assert counts(li, MONDAY)["wish"] == (0, 0)


def test_the_page_shows_who_recorded_and_who_keeps(client, li, wang):
    mate = a_social_worker("其其格")
    Wish.objects.create(client=wang, text="想学电工", recorded_by=mate, recorded_at=days_ago(400))
    client.force_login(li)

    page = client.get(reverse("placement:facts"), {"show": "old", "kind": "wish"}).content.decode()

    assert "其其格 录入" in page
    assert "李敏 维护" in page
    assert AccessEvent.objects.filter(kind="client", object_id=str(wang.pk), actor=li).exists()


def test_a_press_confirms_and_comes_back_to_the_list(client, li, wang):
    wish = Wish.objects.create(client=wang, recorded_by=li, recorded_at=days_ago(400))
    client.force_login(li)

    answer = client.post(reverse("placement:fact_confirm", args=["wish", wish.pk]), {"show": "old", "kind": "wish"})

    assert answer["Location"] == f"{reverse('placement:facts')}?show=old&kind=wish"
    assert FactCheck.objects.unscoped("test").count() == 1


@pytest.mark.parametrize("table", ["wish", "nothing"])
def test_a_fact_that_is_not_there_is_404(client, li, table):
    client.force_login(li)

    assert client.post(reverse("placement:fact_confirm", args=[table, 999])).status_code == 404


def test_the_list_asks_as_much_for_many_as_for_few(client, li, django_assert_max_num_queries):
    for number in range(8):
        Limit.objects.create(
            client=a_client(li, f"王建军{number}"),
            feature="night",
            answer="can",
            recorded_by=li,
            recorded_at=days_ago(400),
        )
    client.force_login(li)

    with django_assert_max_num_queries(65):
        page = client.get(reverse("placement:facts"), {"show": "old", "kind": "limit"})

    assert len(page.context["lines"]) == 8


def test_every_kind_says_who_uses_it_and_rules_are_asked_themselves():
    assert all(kind.used_by for kind in KINDS)
    assert any("住房" in name for name in read_by_rules()["owns_dwelling"])
    assert "wage_income_month" not in unread_facts()


def test_the_catalogue_names_the_questions_that_nobody_reads(client, li):
    client.force_login(li)

    page = client.get(reverse("placement:fact_catalogue"))

    assert [fact.code for fact in page.context["unread"]] == ["is_unemployed_registered", "incident_date"]
    assert not any(fact.restricted for fact, _ in page.context["asked"])


def test_a_fact_says_its_day_as_the_house_writes_days(li, wang):
    (measure,) = wang.measures.all()

    assert BY_CODE["measure"].words(measure) == "社区戒毒，2025年6月2日开始"
