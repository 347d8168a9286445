"""落后: worse than the whole by five points at least, and by three people at least."""

from datetime import date

import pytest

from figures.desk.behind import CODES, LEAST_POINTS, LEAST_ROWS, behind, can_tell, months_needed
from figures.desk.book import Book
from figures.desk.spans import Length, Span
from tests.cast import DONGSHENG, KANGBASHI, a_manager, a_region
from tests.figures.months import a_month

pytestmark = pytest.mark.django_db

OCTOBER = Span(Length.MONTH, (date(2026, 10, 1),))
YIJINHUOLUO = "150627"


def the_city(at_work: dict[str, int], register: dict[str, int]) -> Book:
    city = a_manager("苏和", "1506")
    for code in (DONGSHENG, KANGBASHI, YIJINHUOLUO):
        a_region(code)
    a_month(OCTOBER.first, {"clients.open": register, "work.at_work": at_work})
    return Book(city, a_region("1506"), months_needed(OCTOBER), CODES)


@pytest.mark.parametrize(
    ("at_work", "is_behind"),
    [
        (32, False),  # 40.0 % against 44.2 %: 4.2 points
        (31, True),  # 38.8 % against 43.8 %: 5.0 points, four people
    ],
)
def test_five_points_are_behind_and_less_is_not(at_work, is_behind):
    book = the_city({DONGSHENG: 74, YIJINHUOLUO: at_work}, {DONGSHENG: 160, YIJINHUOLUO: 80})

    found = behind(book, OCTOBER)

    assert bool(found) is is_behind
    assert all(one.points >= LEAST_POINTS and one.rows >= LEAST_ROWS for one in found)


@pytest.mark.parametrize(("register", "is_behind"), [(5, False), (6, True)])
def test_of_two_people_nobody_says_that_a_place_fell_behind(register, is_behind):
    book = the_city({DONGSHENG: 60}, {DONGSHENG: 120, YIJINHUOLUO: register})

    found = behind(book, OCTOBER)

    assert [one.place.name for one in found] == (["伊金霍洛旗"] if is_behind else [])


def test_the_sentence_says_by_how_much_how_many_people_and_whether_it_went_down():
    for month in (7, 8, 9):
        numbers = {"clients.open": {DONGSHENG: 120, YIJINHUOLUO: 40}, "work.at_work": {DONGSHENG: 60, YIJINHUOLUO: 14}}
        a_month(date(2026, month, 1), numbers)
    book = the_city({DONGSHENG: 60, YIJINHUOLUO: 10}, {DONGSHENG: 120, YIJINHUOLUO: 40})

    (one,) = behind(book, OCTOBER)

    assert one.words("全市") == (
        "伊金霍洛旗在业率 25%，比全市低 18.8 个百分点，相当于少 8 人在业，比自己前 3 个月的平均又低 10 个百分点。"
    )


def test_what_must_not_be_is_behind_where_there_is_more_of_it():
    city = a_manager("苏和", "1506")
    a_region(DONGSHENG)
    a_region(KANGBASHI)
    numbers = {
        "clients.open": {DONGSHENG: 100, KANGBASHI: 50},
        "overdue.silent": {DONGSHENG: 5, KANGBASHI: 20},
    }
    a_month(OCTOBER.first, numbers)

    (one,) = behind(Book(city, a_region("1506"), months_needed(OCTOBER), CODES), OCTOBER)

    assert one.words("全市").startswith(
        "康巴什区30 天没有联系的人占在册的 40%，比全市高 23.3 个百分点，相当于多 12 人没有联系"
    )


@pytest.mark.parametrize(("numbers", "told"), [({}, False), ({"work.at_work": {DONGSHENG: 50}}, True)])
def test_of_what_was_not_counted_nobody_says_that_no_place_is_behind(numbers, told):
    city = a_manager("苏和", "1506")
    a_month(OCTOBER.first, {"clients.open": {DONGSHENG: 100}, **numbers})
    book = Book(city, a_region("1506"), months_needed(OCTOBER), CODES)

    assert behind(book, OCTOBER) == []
    assert can_tell(book, OCTOBER) is told
