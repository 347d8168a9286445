"""Clocks: opened by one move, met by another, lapsed with the application, counted again with a new calendar."""

from datetime import date
from decimal import Decimal

import pytest

from people.errors import Refused
from tests.cast import a_manager, a_welfare_officer
from tests.welfare.applications import START, an_application
from welfare import apply
from welfare.calendar import confirm_notice, load_notice
from welfare.holiday_notice import OFF, Arranged
from welfare.models import Deadline
from welfare.models.application import Application

pytestmark = pytest.mark.django_db


def clocks(application: Application) -> dict[str, Deadline]:
    return {clock.step: clock for clock in application.deadlines.all()}


def test_acceptance_starts_two_clocks_in_working_days():
    found = clocks(an_application(upto="accept"))  # accepted on Tuesday, 26 May 2026

    assert {step: (clock.due_on, clock.days) for step, clock in found.items()} == {
        "启动家庭经济状况调查": (date(2026, 5, 29), 3),
        "全部程序": (date(2026, 7, 8), 30),  # the Dragon Boat Festival, 19 June, is off
    }
    assert found["全部程序"].article == "《最低生活保障审核确认办法》第二十二条"


@pytest.mark.parametrize("name", ["start_survey", "survey", "check"])
def test_a_step_meets_its_clock_and_a_later_step_meets_it_too(name):
    application = an_application(upto="accept")

    apply.move(a_welfare_officer(), application, name, date(2026, 5, 28))

    found = clocks(application)
    assert found["启动家庭经济状况调查"].met_on == date(2026, 5, 28)
    assert found["全部程序"].met_on is None


def test_a_publicity_lasts_and_cannot_be_missed():
    application = an_application(upto="publicise")

    shown = clocks(application)["公示初审意见"]

    assert (shown.due_on, shown.at_least) == (date(2026, 6, 12), True)
    assert shown not in Deadline.objects.unscoped("test").to_keep()


def test_a_decision_meets_what_waits_for_it_and_payment_asks_for_a_review():
    found = clocks(an_application(upto="pay"))

    assert found["审核确认"].met_on == found["全部程序"].met_on == date(2026, 6, 24)
    review = found["定期核查（2027年1月1日前）"]
    assert (review.counted_from, review.due_on, review.met_on) == (date(2026, 7, 1), date(2027, 1, 1), None)


def test_a_review_asks_for_the_next_one_in_half_a_year_or_a_year():
    application = an_application(upto="pay")
    officer = a_welfare_officer()

    apply.move(officer, application, "review", date(2026, 9, 1), months=12)
    with pytest.raises(Refused, match="没有这种复核周期"):
        apply.move(officer, application, "review", date(2026, 9, 2), months=7)

    found = clocks(application)
    assert found["定期核查（2027年1月1日前）"].met_on == date(2026, 9, 1)
    assert found["定期核查（2027年9月1日前）"].due_on == date(2027, 9, 1)


def test_two_turns_that_end_on_one_day_are_two_clocks():
    application = an_application(upto="pay")
    officer = a_welfare_officer()
    apply.move(officer, application, "review", date(2026, 8, 1), months=12)
    reviewed = clocks(application)["定期核查（2027年8月1日前）"]
    Deadline.objects.unscoped("test").filter(pk=reviewed.pk).update(
        due_on=date(2027, 3, 1), step="定期核查（2027年3月1日前）"
    )

    apply.move(officer, application, "review", date(2026, 9, 1), months=6)

    assert clocks(application)["定期核查（2026年9月1日起，2027年3月1日前）"].due_on == date(2027, 3, 1)


def test_a_second_review_of_one_day_is_refused_in_words():
    application = an_application(upto="pay")
    officer = a_welfare_officer()
    apply.move(officer, application, "review", date(2026, 9, 1), months=12)

    with pytest.raises(Refused, match="已经登记过"):
        apply.move(officer, application, "review", date(2026, 9, 1), months=6)


def test_a_refusal_asks_for_the_written_notice_and_lets_the_rest_lapse():
    application = an_application(upto="publicise")
    officer = a_welfare_officer()

    apply.move(officer, application, "refuse", date(2026, 6, 8), note="家庭财产超过当地规定")
    found = clocks(application)
    notice = found["不予确认的书面告知并说明理由"]
    assert (notice.due_on, notice.met_on) == (date(2026, 6, 11), None)
    assert found["全部程序"].met_on == date(2026, 6, 8)

    apply.move(officer, application, "notify", date(2026, 6, 9))
    assert clocks(application)["不予确认的书面告知并说明理由"].met_on == date(2026, 6, 9)


def test_withdrawing_lets_clocks_lapse_without_calling_them_met():
    application = an_application(upto="accept")

    apply.move(a_welfare_officer(), application, "withdraw", date(2026, 5, 27))

    assert {(clock.met_on, clock.lapsed_on) for clock in application.deadlines.all()} == {(None, date(2026, 5, 27))}
    assert not application.deadlines.running().exists()


def test_special_cases_take_longer_once_with_a_reason():
    application = an_application("rigid_expense", upto="accept")
    officer = a_welfare_officer()

    apply.move(officer, application, "extend", date(2026, 6, 1), note="人户分离，需到外省核实")

    clock = clocks(application)["完成认定"]
    assert (clock.days, clock.due_on) == (45, date(2026, 7, 29))
    with pytest.raises(Refused):
        apply.move(officer, application, "extend", date(2026, 6, 2), note="再延长")


def test_a_term_in_plain_days_runs_through_holidays():
    application = an_application("legal_aid", upto="accept")

    assert clocks(application)["审查并作出决定"].due_on == date(2026, 6, 2)


def test_what_was_recognised_for_a_year_runs_out_in_a_year():
    application = an_application("rigid_expense", upto="accept")

    apply.move(a_welfare_officer(), application, "grant", date(2026, 6, 3))

    clock = clocks(application)["有效期满重新申请（2027年6月3日前）"]
    assert clock.due_on == date(2027, 6, 3)


def test_a_notice_that_is_confirmed_moves_open_clocks_and_leaves_met_ones():
    officer = a_welfare_officer()
    application = an_application(on=START)
    apply.move(officer, application, "accept", date(2026, 11, 20))
    clock = clocks(application)["全部程序"]
    assert (clock.due_on, clock.due_is_provisional) == (date(2027, 1, 1), True)
    started = clocks(application)["启动家庭经济状况调查"]
    notice = load_notice(
        officer, 2027, [Arranged(date(2027, 1, 1), OFF, "元旦")], "国务院办公厅关于2027年部分节假日安排的通知"
    )

    moved = confirm_notice(a_manager(), notice)

    clock.refresh_from_db()
    assert (clock.due_on, clock.due_is_provisional) == (date(2027, 1, 4), False)
    assert [(one.kind, one.pk) for one in moved] == [("deadline", clock.pk)]
    assert started.due_on == clocks(application)["启动家庭经济状况调查"].due_on


def test_emergency_relief_has_no_clock_of_law():
    application = an_application("temporary_relief", upto="accept")
    apply.move(a_welfare_officer(), application, "grant", amount=Decimal(800))

    assert not application.deadlines.exists()
