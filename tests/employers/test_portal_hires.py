"""用工: a firm writes down who works there and reads what that brings."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from employers.models import Dossier, Hire
from tests.cast import a_contact
from tests.employers.hires import OFFSET, a_dossier, a_hire
from tests.leaks.test_portal_words import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]


@pytest.fixture
def zhou(client):
    contact = a_contact()
    client.force_login(contact.user)
    return contact


def filled(**changes: str) -> dict[str, str]:
    return {
        "name": "陈海",
        "started_on": "2026-03-02",
        "contract_until": "2028-03-01",
        "insured_since": "2026-03",
        "status-unemployed_half_year": "yes",
        "status-disabled": "no",
    } | changes


# Writing down ---------------------------------------------------------------------------------------------------------


def test_four_answers_and_her_papers_make_a_hire(client, zhou):
    answer = client.post(reverse("portal:hire_new"), filled())

    hire = Hire.objects.get()
    assert answer.url == reverse("portal:hire", args=[hire.uid])
    assert (hire.enterprise, hire.contract_from) == (zhou.enterprise, date(2026, 3, 2))
    assert hire.statuses == {"unemployed_half_year": True, "disabled": False}
    assert [spell.first for spell in hire.insured_spells.all()] == [date(2026, 3, 1)]
    assert hire.open_ended is False


def test_a_paper_that_nobody_saw_stays_unknown(client, zhou):
    client.post(reverse("portal:hire_new"), filled(**{"status-hard_to_employ": ""}))

    assert "hard_to_employ" not in Hire.objects.get().statuses


def test_what_does_not_fit_together_is_said_and_nothing_is_lost(client, zhou):
    answer = client.post(reverse("portal:hire_new"), filled(contract_until="2026-01-01"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "合同到期要晚于合同开始" in page
    assert 'value="陈海"' in page
    assert not Hire.objects.exists()


def test_wrong_months_do_not_lose_the_hire(client, zhou):
    answer = client.post(reverse("portal:hire_new"), filled(insured_since="2026-01"), follow=True)

    assert Hire.objects.count() == 1
    assert "参保月份没有存上" in answer.content.decode()


def test_a_change_keeps_what_the_form_does_not_show(client, zhou):
    hire = a_hire(zhou, statuses={"unemployed_half_year": True, "released": True})

    page = client.get(reverse("portal:hire_edit", args=[hire.uid])).content.decode()
    client.post(
        reverse("portal:hire_edit", args=[hire.uid]), filled(name="陈海涛", **{"status-unemployed_half_year": ""})
    )

    hire.refresh_from_db()
    assert "刑满" not in page
    assert hire.name == "陈海涛"
    assert hire.statuses == {"disabled": False, "released": True}


def test_leaving_is_written_down_and_taken_back(client, zhou):
    hire = a_hire(zhou)

    client.post(reverse("portal:hire_leave", args=[hire.uid]), {"on": "2026-10-31"})
    hire.refresh_from_db()
    left = hire.left_on
    client.post(reverse("portal:hire_leave", args=[hire.uid]), {"deed": "back"})
    hire.refresh_from_db()

    assert (left, hire.left_on) == (date(2026, 10, 31), None)


def test_a_hire_entered_by_mistake_is_deleted(client, zhou):
    hire = a_hire(zhou)

    answer = client.post(reverse("portal:hire_leave", args=[hire.uid]), {"deed": "forget"}, follow=True)

    assert "已删除这条用工" in answer.content.decode()
    assert not Hire.objects.exists()


def test_what_is_known_of_her_post_is_kept_with_her(client, zhou):
    hire = a_hire(zhou)

    client.post(
        reverse("portal:hire_edit", args=[hire.uid]), filled(**{"fact-public_post": "yes", "fact-placement": "1"})
    )

    hire.refresh_from_db()
    assert hire.facts == {"public_post": True, "placement": 1}


def test_insured_months_are_added_and_taken_out(client, zhou):
    hire = a_hire(zhou, insured=(date(2026, 3, 1), date(2026, 5, 1)))
    where = reverse("portal:hire_insured", args=[hire.uid])

    client.post(where, {"deed": "add", "first": "2026-07", "last": ""})
    refused = client.post(where, {"deed": "add", "first": "2026-04", "last": "2026-04"})
    client.post(where, {"deed": str(hire.insured_spells.first().pk)})

    assert refused.status_code == 422
    assert "已经登记过" in refused.content.decode()
    assert [spell.first for spell in hire.insured_spells.all()] == [date(2026, 7, 1)]


# Reading --------------------------------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(client, zhou):
    page = client.get(reverse("portal:hires")).content.decode()

    assert "登记第一个人" in page


def test_cards_of_different_people_look_alike_and_tell_nothing(client, zhou):
    one = a_hire(zhou, "陈海", statuses={"unemployed_half_year": True})
    other = a_hire(zhou, "乌兰", statuses={"out_of_poverty": True})

    pages = [client.get(reverse("portal:hire", args=[hire.uid])) for hire in (one, other)]

    shown = [[card["incentive"].code for card in page.context["cards"]] for page in pages]
    assert OFFSET in shown[0]
    assert OFFSET in shown[1]
    assert all(WORDS.findall(page.content.decode()) == [] for page in pages)


def test_the_first_lines_say_what_she_brings_which_papers_and_the_next_day(client, zhou):
    hire = a_hire(zhou)
    client.post(reverse("portal:year_facts", args=[2026, OFFSET]), {"number-quota": "6,000"})

    page = client.get(reverse("portal:hire", args=[hire.uid]))

    told = page.context["sum"]
    # March to December of 6,000 a year.
    assert (told["amount"], told["at_least"]) == (Decimal("5000.00"), False)
    assert told["missing"] == next(card["missing"] for card in page.context["cards"])
    assert told["lacks"].startswith("增值税减免税申报明细表、")
    assert told["brief"] in page.content.decode()


def test_what_only_may_apply_is_a_line_below_what_does(client, zhou):
    hire = a_hire(zhou)

    page = client.get(reverse("portal:hire", args=[hire.uid])).context

    applying, maybe = ({card["incentive"].code for card in page[kind]} for kind in ("cards", "maybe"))
    assert applying == {OFFSET}
    assert "social_insurance_subsidy" in maybe


def test_what_does_not_apply_is_folded_with_its_reason(client, zhou):
    hire = a_hire(zhou, contract_until=date(2026, 8, 31))

    page = client.get(reverse("portal:hire", args=[hire.uid]))

    folded = {card["incentive"].code: card for card in page.context["others"]}
    assert OFFSET in folded
    assert any("一年以上" in reason["text"] for reason in folded[OFFSET]["against"])


def test_preparing_papers_opens_one_dossier_however_often_one_presses(client, zhou):
    hire = a_hire(zhou)
    where = reverse("portal:hire_prepare", args=[hire.uid, OFFSET])

    first, second = client.post(where), client.post(where)

    assert first.url == second.url == reverse("portal:dossier", args=[Dossier.objects.get().uid])


def test_the_list_asks_the_database_as_often_for_many_as_for_few(client, zhou):
    hires = [a_hire(zhou, name) for name in ("陈海", "乌兰")]
    a_dossier(zhou, hires[0])
    client.get(reverse("portal:hires"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("portal:hires"))
    for name in ("孟和", "贺秀兰", "赵强", "白云"):
        a_dossier(zhou, a_hire(zhou, name))

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("portal:hires"))

    assert len(many) == len(few)


# Doors ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["portal:hire", "portal:hire_edit", "portal:hire_insured"])
def test_a_hire_of_another_firm_is_404(client, zhou, name):
    foreign = a_hire(a_contact("包红", "恒晟物业"))

    assert client.get(reverse(name, args=[foreign.uid])).status_code == 404


@pytest.mark.parametrize("name", ["portal:hire_edit", "portal:hire_leave", "portal:hire_insured"])
def test_a_hire_of_another_firm_cannot_be_changed(client, zhou, name):
    foreign = a_hire(a_contact("包红", "恒晟物业"))

    answer = client.post(
        reverse(name, args=[foreign.uid]), filled(name="别人", on="2026-10-31", deed="add", first="2026-03")
    )

    foreign.refresh_from_db()
    assert answer.status_code == 404
    assert (foreign.name, foreign.left_on, foreign.insured_spells.count()) == ("陈海", None, 1)
