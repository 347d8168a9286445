"""Who counts, in one line each: the rules decide, the line says why."""

from hypothesis import given, settings

from law.truth import Truth
from tests.welfare.households import a_child, a_household, a_member, without
from tests.welfare.strategies import households
from welfare.catalogue.minimum_living import MINIMUM_LIVING
from welfare.family import people
from welfare.rules.composition import is_counted
from welfare.rules.find import Case


def lines(*members, **household):
    return [(one.counted, one.why) for one in people(Case(a_household(a_member("本人"), *members, **household)))][1:]


def test_a_wife_and_a_child_at_home_count():
    found = lines(a_member("配偶"), a_child())

    assert found == [(Truth.YES, "共同居住"), (Truth.YES, "未成年，共同居住")]


def test_a_son_at_university_counts_and_a_grown_one_with_work_does_not():
    student = a_member("子女", birth_date="2003-05-01", enrolled_fulltime_level="本科", can_live_independently=True)
    grown = a_member("子女", birth_date="1999-05-01", enrolled_fulltime_level="无", can_live_independently=True)

    assert lines(student, grown) == [
        (Truth.YES, "在读本科，共同居住"),
        (Truth.NO, "成年子女，能够独立生活，不在本科及以下就读"),
    ]


def test_custody_says_until_when_and_that_she_will_count_again():
    wife = a_member("配偶", custody_status="强制隔离戒毒", custody_end="2025-09-01")

    assert lines(wife) == [(Truth.NO, "正在强制隔离戒毒到2025年9月1日，期满回家以后重新计入")]


def test_before_the_measure_of_2021_the_same_wife_counted():
    wife = a_member("配偶", custody_status="强制隔离戒毒", custody_end="2022-09-01")

    assert lines(wife, day="2021-06-30") == [(Truth.YES, "共同居住")]


def test_what_nobody_wrote_down_is_named():
    mother = without(a_member("父母"), "lives_together")

    assert lines(mother) == [(Truth.UNKNOWN, "还不知道：共同居住")]


@settings(max_examples=80, deadline=None)
@given(households([MINIMUM_LIVING]))
def test_the_line_never_contradicts_the_rule(household):
    case = Case(household)

    for person, member in zip(people(case), household.members, strict=True):
        assert person.counted is case.find(is_counted, member).truth
        assert person.why
        assert bool(person.missing) is (person.counted is Truth.UNKNOWN)
