"""公开数字: what anybody may read of the city, and what she may not."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta

from figures.cell import HIDDEN
from figures.models import FigureSet
from figures.public import TOLD, public_figures
from tests.cast import DONGSHENG, KANGBASHI, a_region
from tests.figures.months import a_month
from tests.leaks.test_portal_words import WORDS

pytestmark = pytest.mark.django_db

OCTOBER = date(2026, 10, 1)


def shown():
    return {one.told.code: one.value for one in public_figures(a_region("1506"))}


def test_a_year_of_closed_months_is_summed_and_a_stock_is_as_it_stands():
    for back in range(14):
        a_month(
            OCTOBER - relativedelta(months=back),
            {"work.placed": {DONGSHENG: 10, KANGBASHI: 7}, "firms.verified": {DONGSHENG: 60 - back}},
        )

    assert shown() == {"work.placed": 12 * 17, "firms.verified": 60}


def test_a_number_that_must_not_leave_the_house_is_hidden_here_too():
    a_month(OCTOBER, {"work.placed": {DONGSHENG: 3}}, hidden={"work.placed": ["1506", DONGSHENG]})

    assert shown() == {"work.placed": HIDDEN}


def test_one_hidden_month_hides_the_year():
    a_month(OCTOBER, {"work.placed": {DONGSHENG: 30}})
    a_month(OCTOBER - relativedelta(months=1), {"work.placed": {DONGSHENG: 2}}, hidden={"work.placed": ["1506"]})

    assert shown() == {"work.placed": HIDDEN}


def test_a_running_month_is_not_told():
    a_month(OCTOBER, {"work.placed": {DONGSHENG: 30}}, FigureSet.Kind.RUNNING)

    assert shown() == {}


def test_months_are_summed_only_in_a_row():
    for month in (OCTOBER, date(2026, 9, 1), date(2026, 7, 1)):
        a_month(month, {"work.placed": {DONGSHENG: 10}})

    (placed,) = public_figures(a_region("1506"))

    assert (placed.value, placed.first, placed.last) == (20, date(2026, 9, 1), OCTOBER)


def test_queries_do_not_grow_with_the_months(django_assert_num_queries):
    for back in range(12):
        a_month(OCTOBER - relativedelta(months=back), {"work.placed": {DONGSHENG: 10}})
    city = a_region("1506")

    with django_assert_num_queries(5):
        public_figures(city)


def test_no_word_says_whom_the_city_looks_after():
    assert WORDS.findall(" ".join(f"{one.label}{one.unit}{one.how}" for one in TOLD)) == []
