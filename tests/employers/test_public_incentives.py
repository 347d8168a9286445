"""What a page tells of an incentive comes from the declaration, for any place, and its fingerprint with it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.public import incentives
from law.article import Article
from law.dated import Dated, Timeline
from tests.cast import a_region
from tests.leaks.test_portal_words import WORDS

TODAY = date(2026, 11, 23)
HIRE = CATALOGUE["key_group_hire"]


def test_there_is_no_page_of_an_incentive_that_is_not_declared():
    assert incentives.page("nothing", "15", TODAY) is None


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_each_page_is_whole_and_neutral_and_costs_one_query_at_most(code, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        page = incentives.page(code, "1506", TODAY)

    assert page.conditions
    assert page.papers == CATALOGUE[code].documents
    assert page.versions[0].valid_from >= page.versions[-1].valid_from
    assert len(page.fingerprint) == 16
    assert WORDS.findall(repr(page)) == []


@pytest.mark.django_db
def test_a_number_is_told_with_its_places_their_days_and_sources():
    a_region("1506")
    a_region("4401", "广州市")
    page = incentives.page("disabled_vat_refund", "1506", TODAY)

    wages = next(one for one in page.amounts if one.code == "minimum_wage")
    here = next(number for number in page.numbers if number.code == "minimum_wage")

    by_place = {one.place: one for one in wages.places}
    assert by_place["内蒙古自治区鄂尔多斯市"].words == here.words == "2,270 元/月"
    assert by_place["内蒙古自治区鄂尔多斯市"].valid_from == date(2024, 12, 1)
    assert all(one.valid_to is None or one.valid_to >= TODAY for one in wages.places)
    assert any(name.startswith("区划代码") for name in by_place)


@pytest.mark.django_db
def test_a_number_that_nobody_saw_stays_unknown():
    page = incentives.page("key_group_hire", "54", TODAY)

    quota = next(number for number in page.numbers if number.code == "quota")

    assert quota.value is None
    assert quota.bounds == "国家规定 6,000—7,800 元/人·年"


@pytest.mark.django_db
def test_what_has_ended_is_told_as_on_its_last_day():
    page = incentives.page("job_expansion_subsidy", "15", TODAY)

    assert page.standing.ended
    assert page.day == page.standing.until == date(2025, 12, 31)
    assert page.deadlines == ()


@pytest.mark.django_db
def test_a_day_of_review_that_has_passed_is_said():
    page = incentives.page("key_group_hire", "15", TODAY)

    later = incentives.page("key_group_hire", "15", page.review_by)

    assert not page.is_overdue
    assert later.is_overdue


def test_the_library_lists_all_and_puts_what_has_ended_last():
    families = incentives.listed(TODAY)

    rows = [row for _, some in families for row in some]
    assert {row.incentive.code for row in rows} == set(CATALOGUE)
    assert all(
        [row.standing.ended for row in some] == sorted(row.standing.ended for row in some) for _, some in families
    )
    assert {row.for_whom for row in rows} == {"", "限个体工商户", "限企业等用人单位"}


def test_a_paper_stands_once_with_everything_that_asks_for_it():
    found = {paper.document.code: paper for paper in incentives.papers()}

    assert len(found) == len(incentives.papers())
    assert not any(paper.document.ours for paper in found.values())
    assert {one.code for one in found["contract"].incentives} == {
        one.code for one in INCENTIVES if any(paper.code == "contract" for paper in one.documents)
    }


# Fingerprints ---------------------------------------------------------------------------------------------------------


def _another(last: Dated[str], **changes) -> Timeline[str]:
    return Timeline(HIRE.versions.name, *HIRE.versions.values[:-1], replace(last, **changes))


LAST = HIRE.versions.values[-1]
QUOTA = HIRE.parameters[0]
CHANGES = {
    "words": replace(HIRE, summary="另一句话。"),
    "review": replace(HIRE, versions=_another(LAST, review_by=LAST.review_by + timedelta(days=1))),
    "end": replace(HIRE, versions=_another(LAST, valid_to=date(2026, 12, 31))),
    "source": replace(HIRE, versions=_another(LAST, source=Article("另一个文件"))),
    "paper": replace(HIRE, documents=HIRE.documents[1:]),
    "life of a paper": replace(HIRE, documents=(replace(HIRE.documents[0], life=1), *HIRE.documents[1:])),
    "number": replace(
        HIRE,
        parameters=(
            replace(
                QUOTA,
                places={**QUOTA.places, "54": Timeline("x", Dated(Decimal(7800), TODAY, Article("甲"), TODAY))},
            ),
            *HIRE.parameters[1:],
        ),
    ),
    "exclusion": replace(HIRE, excludes=frozenset()),
}


@pytest.mark.parametrize("changed", CHANGES)
def test_any_change_of_what_is_declared_changes_the_fingerprint(changed):
    assert incentives.fingerprint_of(CHANGES[changed]) != incentives.fingerprint(HIRE.code)


def test_fingerprints_differ_from_each_other_and_not_from_themselves():
    assert len({incentives.fingerprint(one.code) for one in INCENTIVES}) == len(INCENTIVES)
    assert all(incentives.fingerprint_of(one) == incentives.fingerprint(one.code) for one in INCENTIVES)
