"""The book of the site: what the catalogue declares, and what two members of staff put into force."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from law.article import Article
from tests.cast import DONGSHENG, JIAOTONG, a_region, a_social_worker, a_welfare_officer
from welfare.catalogue.minimum_living import minimum_living_standard
from welfare.models import StandardRow
from welfare.rules.standards import Book, Row
from welfare.standards import book, book_version, merged

SOURCE = Article("东胜区城乡低保标准")
TODAY = date(2026, 11, 22)


def an_approved(value, since, until=None, *, state="approved", region=DONGSHENG, urban=None, within=True):
    decided = state in ("approved", "refused")
    return StandardRow.objects.create(
        code=minimum_living_standard.code,
        region=a_region(region),
        urban=urban,
        within=within,
        value=str(value),
        valid_from=since,
        valid_to=until,
        review_by=date(2027, 12, 31),
        source_title="东胜区城乡低保标准",
        proposed_by=a_welfare_officer(),
        state=state,
        decided_by=a_social_worker() if decided else None,
        decided_at=timezone.now() if decided else None,
    )


def found(day=TODAY, urban=True, region=JIAOTONG):
    dated = book().find(minimum_living_standard, region, urban, day)
    return None if dated is None else dated.value


@pytest.mark.django_db
def test_what_nobody_set_is_missing():
    assert found() is None


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["proposed", "refused", "withdrawn"])
def test_what_is_not_approved_does_not_count(state):
    an_approved(1100, date(2026, 1, 1), state=state)

    assert found() is None


@pytest.mark.django_db
def test_an_approved_number_counts_from_its_day():
    an_approved(1100, date(2026, 1, 1))

    assert found() == 1100
    assert found(date(2025, 12, 31)) is None


@pytest.mark.django_db
def test_a_later_approval_ends_what_ran():
    an_approved(1100, date(2026, 1, 1))
    before = book_version()
    an_approved(1160, date(2026, 7, 1))

    assert book_version() != before
    assert (found(date(2026, 6, 30)), found(date(2026, 7, 1))) == (1100, 1160)


@pytest.mark.django_db
def test_a_correction_of_the_same_day_replaces():
    an_approved(1100, date(2026, 1, 1))
    an_approved(1110, date(2026, 1, 1))

    assert found() == 1110


@pytest.mark.django_db
def test_an_earlier_number_ends_where_the_next_is_known():
    an_approved(1160, date(2026, 7, 1))
    an_approved(1100, date(2026, 1, 1))

    assert (found(date(2026, 6, 30)), found()) == (1100, 1160)


@pytest.mark.django_db
def test_declared_numbers_are_ended_too():
    declared = minimum_living_standard.rows[0]
    town, later = declared.urban is not False, declared.valid_from + timedelta(days=30)
    an_approved(1234, later, region=declared.region, urban=declared.urban)

    assert found(later - timedelta(days=1), town, declared.region) == declared.value
    assert found(later, town, declared.region) == 1234


@pytest.mark.django_db
def test_town_and_country_stand_apart():
    an_approved(1100, date(2026, 1, 1), urban=True)
    an_approved(900, date(2026, 1, 1), urban=False)

    assert (found(urban=True), found(urban=False)) == (1100, 900)


@pytest.mark.django_db
def test_one_number_for_town_and_country_follows_an_older_one_of_the_town():
    an_approved(1100, date(2026, 1, 1), urban=True)
    an_approved(860, date(2026, 1, 1), urban=False)

    an_approved(1200, date(2026, 7, 1), urban=None)

    assert [found(urban=urban) for urban in (True, False)] == [1200, 1200]
    assert [found(date(2026, 6, 30), urban) for urban in (True, False)] == [1100, 860]


@pytest.mark.django_db
def test_a_number_of_the_town_that_ended_does_not_give_way_to_an_older_one_for_both():
    an_approved(900, date(2025, 1, 1))

    an_approved(1100, date(2026, 1, 1), date(2026, 6, 30), urban=True)

    assert [found(urban=urban) for urban in (True, False)] == [None, 900]


@pytest.mark.django_db
def test_an_earlier_number_of_the_town_ends_where_one_for_both_is_known():
    an_approved(1200, date(2026, 7, 1))

    an_approved(1100, date(2026, 1, 1), urban=True)

    assert [found(day, True) for day in (date(2026, 6, 30), date(2026, 7, 1))] == [1100, 1200]
    assert [found(day, False) for day in (date(2026, 6, 30), date(2026, 7, 1))] == [None, 1200]


@pytest.mark.django_db
def test_the_book_is_made_once_while_nothing_changes(django_assert_num_queries):
    an_approved(1100, date(2026, 1, 1))
    made = book()

    with django_assert_num_queries(1):
        assert book() is made


DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
ROWS = st.builds(
    lambda first, length, value: Row(
        region=DONGSHENG,
        value=Decimal(value),
        valid_from=first,
        valid_to=None if length is None else first + timedelta(days=length),
        source=SOURCE,
        review_by=date(2027, 12, 31),
    ),
    DAYS,
    st.none() | st.integers(0, 900),
    st.integers(1, 9),
)


KINDS = st.builds(lambda row, urban: replace(row, urban=urban), ROWS, st.sampled_from([True, False, None]))


@given(st.lists(KINDS, max_size=6), st.booleans(), DAYS)
def test_town_and_country_each_hear_their_own_numbers_as_if_the_other_were_not(rows, urban, day):
    whole, alone = (), ()

    for row in rows:
        whole = merged(whole, row)
        if row.urban in (urban, None):
            alone = merged(alone, replace(row, urban=urban))

    def of(known):
        dated = Book({minimum_living_standard.code: known}).find(minimum_living_standard, DONGSHENG, urban, day)
        return dated and (dated.value, dated.valid_from <= day)

    assert of(whole) == of(alone)


@given(st.lists(ROWS, max_size=6), ROWS, DAYS)
def test_no_day_has_two_numbers_and_the_newest_wins_on_its_days(rows, new, day):
    known = ()
    for row in rows:
        known = merged(known, row)

    known = merged(known, new)

    holding = [row for row in known if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)]
    assert len(holding) <= 1
    assert next(row for row in known if row.valid_from == new.valid_from).value == new.value
