from datetime import date, timedelta

import chinese_calendar
import pytest

from law.terms import Measure, chinese_day
from law.workdays import INSTALLED, Calendar, add_workdays, is_announced, is_workday, workdays_between


def test_make_up_saturday_counts_and_national_day_does_not():
    assert is_workday(date(2026, 2, 14))  # Saturday, worked in exchange for the Spring Festival week
    assert not is_workday(date(2026, 10, 1))


def test_seven_working_days_across_the_spring_festival():
    deadline = add_workdays(date(2026, 2, 12), 7)  # Thursday before the holiday, which ends on 23 February

    assert deadline == (date(2026, 2, 28), False)  # both make-up Saturdays, 14 and 28 February, count


def test_the_first_day_is_not_counted():
    assert add_workdays(date(2026, 11, 23), 1).day == date(2026, 11, 24)
    assert add_workdays(date(2026, 11, 22), 0).day == date(2026, 11, 22)


def test_a_deadline_in_an_unannounced_year_is_provisional():
    deadline = add_workdays(date(2026, 12, 30), 7)

    assert deadline.provisional
    assert not is_announced(deadline.day)
    assert deadline.day == date(2027, 1, 8)  # 31 December, then weekdays only


def test_counting_back_is_refused():
    with pytest.raises(ValueError, match="forward"):
        add_workdays(date(2026, 11, 22), -1)


def test_days_between_is_the_inverse_of_adding():
    start = date(2026, 9, 21)
    for n in range(1, 20):
        assert workdays_between(start, add_workdays(start, n).day) == (n, False)
    assert workdays_between(date(2026, 11, 24), date(2026, 11, 23)) == (-1, False)
    assert workdays_between(date(2026, 12, 31), date(2027, 1, 4)).provisional


def test_a_longer_calendar_can_be_handed_in():
    announced = Calendar(
        INSTALLED.years | {2027},
        INSTALLED.off | {date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)},
        INSTALLED.worked | {date(2027, 1, 9)},
    )

    assert add_workdays(date(2026, 12, 30), 7, announced) == (date(2027, 1, 9), False)
    assert workdays_between(date(2026, 12, 31), date(2027, 1, 9), announced) == (6, False)


@pytest.mark.parametrize("year", range(2004, 2027))
def test_installed_calendar_says_what_the_library_says(year):
    days = [date(year, 1, 1) + timedelta(days=i) for i in range(365)]

    assert [day for day in days if is_workday(day)] == [day for day in days if chinese_calendar.is_workday(day)]


def test_shared_words():
    assert Measure("community_treatment").label == "社区戒毒"
    assert chinese_day(date(2026, 11, 22)) == "2026年11月22日"
