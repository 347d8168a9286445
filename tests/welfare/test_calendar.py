"""The table of working days: there from the start, extended by a notice that two persons have looked at."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from clients.hand_over import offer
from clients.models import HandOver
from law.workdays import INSTALLED
from people.errors import Refused
from tests.cast import a_client, a_manager, a_social_worker, a_welfare_officer
from welfare.calendar import calendar, confirm_notice, deadline, discard_notice, load_notice, seed, would_move
from welfare.holiday_notice import OFF, WORKED, Arranged
from welfare.models import CalendarDay, CalendarNotice

pytestmark = pytest.mark.django_db

SOURCE = "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕8号）"
NEW_YEAR = [
    Arranged(date(2027, 1, 1), OFF, "元旦"),
    Arranged(date(2027, 1, 4), OFF, "元旦"),
    Arranged(date(2027, 1, 9), WORKED, "元旦"),
]


def a_notice(days=NEW_YEAR, year=2027, by="乌云"):
    return load_notice(a_welfare_officer(by), year, days, SOURCE)


def test_the_table_says_after_migrate_what_the_installed_one_says():
    assert calendar() == INSTALLED
    assert CalendarDay.objects.get(day=date(2026, 2, 14)).get_kind_display() == "调休上班"
    assert CalendarDay.objects.get(day=date(2026, 10, 1)).name == "国庆节"


def test_seeding_again_adds_nothing(capsys):
    assert seed() == []

    call_command("seed_calendar")

    assert capsys.readouterr().out == "years added: none; open terms moved: 0\n"


def test_a_year_that_is_gone_comes_back():
    CalendarNotice.objects.filter(year=2026).delete()
    assert deadline(date(2026, 9, 24), 1).provisional

    assert seed() == [2026]
    assert deadline(date(2026, 9, 24), 1) == (date(2026, 9, 28), False)


def test_working_days_and_plain_days():
    assert deadline(date(2026, 9, 30), 3) == (date(2026, 10, 10), False)  # the make-up Saturday counts
    assert deadline(date(2026, 9, 30), 7, working=False) == (date(2026, 10, 7), False)


def test_a_year_not_announced_is_provisional():
    assert deadline(date(2026, 12, 30), 3) == (date(2027, 1, 4), True)


def test_a_notice_counts_only_once_another_person_has_looked():
    notice = a_notice()
    assert deadline(date(2026, 12, 30), 3).provisional

    with pytest.raises(Refused, match="录入的人不能自己核对"):
        confirm_notice(a_welfare_officer("乌云"), notice)
    confirm_notice(a_manager(), notice)

    assert deadline(date(2026, 12, 30), 3) == (date(2027, 1, 6), False)


def test_the_database_too_wants_two_persons():
    notice = a_notice()

    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarNotice.objects.filter(pk=notice.pk).update(confirmed_by=notice.loaded_by, confirmed_at=notice.loaded_at)


def test_confirming_moves_open_hand_overs_and_keeps_which():
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟")
    wang = a_client(li)
    offer(li, [wang.pk], zhang, "近况见帮扶记录", as_of=date(2026, 12, 28))
    hand_over = HandOver.objects.visible_to(li).get()
    assert (hand_over.due_on, hand_over.due_is_provisional) == (date(2027, 1, 6), True)
    notice = a_notice()
    foreseen = would_move(notice)

    moved = confirm_notice(a_manager(), notice)

    hand_over.refresh_from_db()
    assert (hand_over.due_on, hand_over.due_is_provisional) == (date(2027, 1, 8), False)
    assert foreseen == moved == [("hand_over", hand_over.pk, date(2027, 1, 6), date(2027, 1, 8))]
    assert notice.moved == [["hand_over", hand_over.pk, "2027-01-06", "2027-01-08"]]


def test_a_corrected_notice_replaces_the_year_and_the_older_one_stays_as_history():
    first = a_notice()
    confirm_notice(a_manager(), first)

    confirm_notice(a_manager(), a_notice([Arranged(date(2027, 1, 1), OFF, "元旦")]))

    assert deadline(date(2026, 12, 31), 1) == (date(2027, 1, 4), False)
    assert first.days.filter(confirmed=True).count() == 0
    assert first.days.count() == 3


def test_an_arrangement_that_begins_in_december_changes_that_december():
    days = [Arranged(date(2026, 12, 31), OFF, "元旦"), Arranged(date(2026, 12, 26), WORKED, "元旦"), *NEW_YEAR]

    confirm_notice(a_manager(), a_notice(days))

    assert deadline(date(2026, 12, 25), 1) == (date(2026, 12, 26), False)
    assert deadline(date(2026, 12, 30), 1) == (date(2027, 1, 5), False)
    assert calendar().off >= INSTALLED.off


def test_one_notice_of_a_year_waits_at_a_time():
    a_notice()

    with pytest.raises(Refused, match="2027 年已有一份安排等待核对"):
        a_notice()


def test_the_second_to_confirm_is_told():
    notice = a_notice()
    confirm_notice(a_manager(), notice)

    with pytest.raises(Refused, match="已经有人处理过"):
        confirm_notice(a_manager("敖登", "1506"), notice)
    with pytest.raises(Refused, match="已经有人处理过"):
        discard_notice(a_manager(), notice)


def test_what_waits_can_be_thrown_away():
    discard_notice(a_manager(), a_notice())

    assert not CalendarNotice.objects.filter(year=2027).exists()
    assert not CalendarDay.objects.filter(day__year=2027).exists()


@pytest.mark.parametrize(
    ("days", "year", "source", "message"),
    [
        ([], 2027, SOURCE, "没有读到"),
        (NEW_YEAR, 1998, SOURCE, "1998 年不在"),
        (NEW_YEAR, 2027, "  ", "没有写依据"),
    ],
)
def test_nothing_incomplete_is_written_down(days, year, source, message):
    with pytest.raises(Refused, match=message):
        load_notice(a_welfare_officer(), year, days, source)


def test_a_social_worker_reads_the_calendar_and_changes_nothing():
    with pytest.raises(Refused, match="由救助经办和负责人维护"):
        load_notice(a_social_worker(), 2027, NEW_YEAR, SOURCE)
