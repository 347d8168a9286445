"""How far firms come, day by day, from rows that are there anyway."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from employers.models import Contact, Hire, State, Vacancy, Verification
from employers.public.funnel import Step, counts
from tests.cast import MONDAY, MONDAY_9, a_contact, a_user, a_vacancy, an_enterprise
from tests.employers.portal import a_verification

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Shanghai")
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


def a_registration(name: str, at: datetime, firm: str = "蒙泰热电") -> Verification:
    row = a_verification(name, firm)
    Verification.objects.filter(pk=row.pk).update(at=at)
    return row


def a_hire(begun: date, firm: str = "蒙泰热电", **fields) -> Hire:
    return Hire.objects.create(enterprise=an_enterprise(firm), name="赵强", started_on=begun, **fields)


def test_every_day_has_its_row_and_all_begins_with_nothing():
    found = counts(*OCTOBER, as_of=MONDAY)

    assert len(found.days) == 31
    assert set(found.days.values()) == {found.total} == {Step()}


def test_who_confirmed_her_address_counts_on_that_day_here_and_once():
    a_registration("周丽", datetime(2026, 10, 5, 23, 59, tzinfo=HERE))
    a_registration("周丽", datetime(2026, 10, 9, 9, tzinfo=HERE), "恒晟物业")
    a_registration("赵强", datetime(2026, 10, 6, 0, 0, tzinfo=HERE))
    a_registration("钱芳", datetime(2026, 9, 30, 23, 59, tzinfo=HERE))
    a_registration("孙浩", datetime(2026, 11, 1, 0, 0, tzinfo=HERE))

    found = counts(*OCTOBER, as_of=MONDAY)

    assert {day: step.registered for day, step in found.days.items() if step.registered} == {
        date(2026, 10, 5): 1, date(2026, 10, 6): 1
    }  # fmt: skip
    assert found.total.registered == 2


def test_who_came_by_an_invitation_and_adds_a_firm_has_not_registered():
    zhao = a_contact("赵强")
    Contact.objects.filter(pk=zhao.pk).update(since=datetime(2026, 9, 1, tzinfo=HERE))
    a_registration("赵强", datetime(2026, 10, 6, tzinfo=HERE), "恒晟物业")

    assert counts(*OCTOBER, as_of=MONDAY).total.registered == 0


def test_only_the_first_post_of_a_firm_counts_and_on_its_first_day():
    first = a_vacancy("锅炉工", refreshed_at=MONDAY_9)
    Vacancy.objects.filter(pk=first.pk).update(published_at=datetime(2026, 10, 12, 9, tzinfo=HERE))
    a_vacancy("门卫", refreshed_at=datetime(2026, 10, 20, 9, tzinfo=HERE))
    a_vacancy("保洁", "恒晟物业", state=State.DRAFT)

    found = counts(*OCTOBER, as_of=MONDAY)

    assert found.days[date(2026, 10, 12)].first_post == 1
    assert found.total.first_post == 1


def test_a_first_hire_counts_on_its_ninetieth_day():
    a_hire(date(2026, 7, 14))
    a_hire(date(2026, 7, 20))

    found = counts(*OCTOBER, as_of=MONDAY)

    assert found.days[date(2026, 10, 12)].retained == 1
    assert found.total.retained == 1


@pytest.mark.parametrize(
    ("fields", "many"),
    [
        ({"left_on": date(2026, 10, 11)}, 0),
        ({"left_on": date(2026, 10, 12)}, 1),
        ({"contract_from": date(2026, 7, 14), "contract_until": date(2026, 10, 11)}, 0),
        ({"contract_from": date(2026, 7, 14), "contract_until": date(2028, 7, 13)}, 1),
        ({"contract_from": date(2026, 8, 14)}, 0),
    ],
)
def test_who_left_before_or_whose_contract_ended_does_not_count(fields, many):
    a_hire(date(2026, 7, 14), **fields)

    assert counts(*OCTOBER, as_of=MONDAY).total.retained == many


def test_days_to_come_are_not_foretold():
    a_hire(MONDAY - timedelta(days=89))

    assert counts(MONDAY, MONDAY + timedelta(days=7), as_of=MONDAY).total.retained == 0
    assert counts(MONDAY, MONDAY + timedelta(days=7), as_of=MONDAY + timedelta(days=1)).total.retained == 1


def test_however_many_days_it_costs_three_queries(django_assert_num_queries):
    for number in range(6):
        a_hire(date(2026, 7, 1), f"企业{number}")
    a_user("周丽")

    with django_assert_num_queries(3):
        counts(date(2026, 1, 1), date(2026, 12, 31), as_of=MONDAY)


def test_days_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="lies before"):
        counts(MONDAY, MONDAY - timedelta(days=1))
