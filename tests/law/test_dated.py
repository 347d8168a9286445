from datetime import date

import pytest

from law.article import Article
from law.dated import Dated, NotInForceError, Timeline

NOTICE = Article("东胜区最低生活保障标准通知")


def standard(value, first, last=None):
    return Dated(value, first, NOTICE, review_by=date(2026, 7, 1), valid_to=last)


LOW = standard(900, date(2022, 1, 1), date(2022, 12, 31))
HIGH = standard(950, date(2023, 7, 1))


def test_first_and_last_day_are_included():
    line = Timeline("低保标准", HIGH, LOW)

    assert line.on(date(2022, 1, 1)) == line.on(date(2022, 12, 31)) == 900
    assert line.on(date(2023, 7, 1)) == line.on(date(2030, 1, 1)) == 950


@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2023, 1, 1), date(2023, 6, 30)])
def test_a_gap_is_never_filled_with_a_neighbour(day):
    line = Timeline("低保标准", LOW, HIGH)

    assert line.at(day) is None
    with pytest.raises(NotInForceError, match="低保标准"):
        line.on(day)


def test_two_values_for_one_day_are_refused():
    with pytest.raises(ValueError, match="two values for 2022-12-31"):
        Timeline("低保标准", LOW, standard(950, date(2022, 12, 31)))
    with pytest.raises(ValueError, match="two values"):
        Timeline("低保标准", standard(900, date(2022, 1, 1)), HIGH)


def test_an_end_before_the_beginning_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        standard(900, date(2023, 1, 1), date(2022, 12, 31))


def test_review_is_due_on_its_day():
    assert not HIGH.is_due_for_review(date(2026, 6, 30))
    assert HIGH.is_due_for_review(date(2026, 7, 1))
