"""What a visitor reads of training: only what is open to everybody."""

from datetime import date
from decimal import Decimal

import pytest

from employers.models import Cohort, Course
from employers.public.training import cost, directory
from tests.cast import JIAOTONG, MONDAY, a_region, an_enterprise
from tests.employers.training import a_cohort, a_course, a_training_base
from tests.leaks.test_portal_words import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]


def test_a_base_is_told_with_what_it_teaches_for_whose_money_and_from_when():
    base = a_training_base(region=a_region(JIAOTONG), contact="李老师 13947712345")
    a_cohort(
        a_course(base=base, words="学接线和检修。报名电话 0477-8580000。"), place="实训楼 201", times="周一至周五上午"
    )

    (found,) = directory(MONDAY)

    assert (found.name, found.kind, found.county, found.place) == (
        "东胜技工学校", "技工学校", "东胜区", "东胜区交通街道"
    )  # fmt: skip
    (course,) = found.courses
    assert (course.name, course.certificate, course.hours, course.cost, course.free) == (
        "低压电工取证班", "低压电工作业证", 80, "免费，政府补贴", True
    )  # fmt: skip
    (one,) = course.classes
    assert (one.starts_on, one.place, one.seats) == (date(2026, 12, 7), "实训楼 201", 20)
    assert found.next_start == date(2026, 12, 7)
    assert not any(word in repr(found) for word in ("李老师", "13947712345", "8580000"))


@pytest.mark.parametrize(
    "facts",
    [
        {"inside": True},
        {"closed": True},
        {"name": "戒毒康复人员焊工班"},
        {"name": "焊工班", "words": "入所培训，出所就业。"},
        {"name": "焊工班", "words": "在所内车间上课。"},
    ],
)
def test_what_is_not_for_everybody_is_not_told_of_nor_a_base_that_has_no_other(facts):
    a_course(base=a_training_base("城西实训基地"), **facts)
    a_course()

    found = directory(MONDAY)

    assert [base.name for base in found] == ["东胜技工学校"]
    assert WORDS.findall(repr(found)) == []


def test_a_course_beside_a_police_station_is_one():
    a_course(words="教室在东胜派出所旁。")

    assert directory(MONDAY)[0].courses[0].words == "教室在东胜派出所旁。"


@pytest.mark.parametrize("facts", [{"until": date(2026, 11, 22)}, {"since": date(2026, 11, 24)}])
def test_a_base_that_is_closed_or_not_open_yet_is_not_told_of(facts):
    base = a_training_base()
    a_course(base=base)
    for name, value in facts.items():
        setattr(base, name, value)
    base.save()

    assert directory(MONDAY) == ()


def test_classes_that_take_nobody_any_more_are_left_out_and_the_course_stays():
    course = a_course()
    a_cohort(course, starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 2))
    a_cohort(course, sign_up_until=date(2026, 11, 20))
    off = a_cohort(course, starts_on=date(2027, 3, 1), ends_on=date(2027, 4, 1))
    Cohort.objects.filter(pk=off.pk).update(cancelled_on=MONDAY, cancel_words="老师生病")

    (base,) = directory(MONDAY)

    assert base.courses[0].classes == ()
    assert base.next_start is None


def test_a_course_that_is_given_up_is_told_of_while_a_class_still_comes():
    course = a_course()
    a_cohort(course)
    Course.objects.filter(pk=course.pk).update(closed=True)

    assert len(directory(MONDAY)[0].courses[0].classes) == 1


def test_who_begins_soonest_stands_first_and_a_firm_is_a_firm():
    late = a_training_base("后来技工学校")
    a_cohort(a_course(base=late), starts_on=date(2027, 1, 4), ends_on=date(2027, 2, 4))
    firm = a_training_base("蒙泰实训车间", kind="enterprise", enterprise=an_enterprise())
    a_cohort(a_course(base=firm))
    a_course(base=a_training_base("安达学校"))

    found = directory(MONDAY)

    assert [base.name for base in found] == ["蒙泰实训车间", "后来技工学校", "安达学校"]
    assert found[0].kind == "企业"


def test_however_many_there_are_it_costs_three_queries(django_assert_num_queries):
    for number in range(5):
        base = a_training_base(f"第{number}技工学校")
        for name in ("电工班", "焊工班"):
            a_cohort(a_course(name, base=base))

    with django_assert_num_queries(3):
        assert len(directory(MONDAY)) == 5


@pytest.mark.parametrize(
    ("payer", "each", "words"),
    [
        ("government", Decimal(1200), "免费，政府补贴"),
        ("firm", None, "免费，用人企业出钱"),
        ("charity", Decimal(300), "免费，公益资助"),
        ("learner", Decimal("1200.00"), "本人出 1,200 元"),
        ("learner", None, "本人出钱，费用问培训机构"),
        ("shared", Decimal(800), "本人先交 800 元，取证后补贴"),
        ("shared", None, "本人先交费用，取证后补贴"),
    ],
)
def test_what_it_costs_is_said_to_who_learns(payer, each, words):
    assert cost(Course.Payer(payer), each) == words
