"""入所培训、出所就业: who comes out to which post that is kept, and what is missing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from employers.models import PostCommitment
from placement import release
from placement.enrol_in_course import drop
from placement.inside_training import inside_classes, shared_out
from tests.cast import MONDAY, a_manager, a_social_worker
from tests.placement.builders import a_case_inside, an_open_vacancy
from tests.placement.classes import a_class, a_commitment, an_enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def a_class_inside(**fields):
    return a_class("电工班（所内）", inside=True, **fields)


def out_in(days: int, name: str = "那仁", worker=None):
    return a_case_inside(MONDAY + timedelta(days=days), name, worker)


def test_who_comes_out_has_one_of_the_posts_kept_for_her_day():
    li, cohort = a_social_worker(), a_class_inside()
    post = an_open_vacancy("维修电工")
    made = a_commitment(cohort, 2, vacancy=post, until=MONDAY + timedelta(days=90))
    an_enrolment(out_in(60), cohort)

    (found,) = inside_classes(li, MONDAY)

    (row,) = found.rows
    assert (row.leaving.on, row.post, row.warnings) == (MONDAY + timedelta(days=60), made, ())
    assert (found.people, found.posts, found.warnings) == (1, 2, ())


def test_more_people_than_posts_and_a_post_that_ends_too_soon_are_said():
    li, cohort = a_social_worker(), a_class_inside(seats=3)
    a_commitment(cohort, 1, until=MONDAY + timedelta(days=50))
    for name, days in (("那仁", 40), ("巴图", 60), ("斯琴", 45)):
        an_enrolment(out_in(days, name), cohort)

    (found,) = inside_classes(li, MONDAY)

    assert [(row.enrolment.client.name, row.post is not None) for row in found.rows] == [
        ("那仁", True), ("斯琴", False), ("巴图", False),
    ]  # fmt: skip
    assert found.warnings == (
        "3 人要出来，只留了 1 个岗位，还差 2 个。",
        "蒙泰热电的岗位留到 2027年1月12日，有 1 人在那以后才出所。",
    )
    assert found.rows[2].warnings == ("没有留给本人的岗位，请找企业再留，或在计划里另选。",)


def test_posts_that_end_before_the_last_comes_out_are_too_few_though_there_are_enough():
    li, cohort = a_social_worker(), a_class_inside()
    a_commitment(cohort, 2, until=MONDAY + timedelta(days=50))
    for name, days in (("那仁", 40), ("巴图", 60)):
        an_enrolment(out_in(days, name), cohort)

    (found,) = inside_classes(li, MONDAY)

    assert found.warnings[-1] == "岗位数够，但有 1 人出所时已经不再留。"


def test_nothing_held_and_a_word_taken_back_count_for_nothing():
    li, cohort = a_social_worker(), a_class_inside()
    a_commitment(cohort, 2, withdrawn_on=MONDAY)
    an_enrolment(out_in(60), cohort)

    (found,) = inside_classes(li, MONDAY)

    assert (found.posts, found.warnings) == (0, ("还没有企业留岗。",))


def test_the_vacancy_of_her_plan_is_hers_where_it_is_kept():
    li, cohort = a_social_worker(), a_class_inside()
    wiring, boiler = an_open_vacancy("维修电工"), an_open_vacancy("司炉工", firm="罕台供热")
    a_commitment(cohort, 1, vacancy=wiring, until=MONDAY + timedelta(days=80))
    planned = a_commitment(cohort, 1, firm="罕台供热", vacancy=boiler, until=MONDAY + timedelta(days=90))
    naren = out_in(60)
    release.hold_vacancy(li, naren.measures.get(), boiler, MONDAY + timedelta(days=70))
    an_enrolment(naren, cohort)

    (found,) = inside_classes(li, MONDAY)

    assert found.rows[0].post == planned


def test_who_has_another_vacancy_in_her_plan_leaves_the_posts_to_others():
    li, cohort = a_social_worker(), a_class_inside()
    a_commitment(cohort, 1, vacancy=an_open_vacancy("维修电工"))
    cook, naren = an_open_vacancy("食堂厨师", firm="罕台供热"), out_in(50)
    release.hold_vacancy(li, naren.measures.get(), cook, MONDAY + timedelta(days=60))
    an_enrolment(naren, cohort)
    an_enrolment(out_in(60, "巴图"), cohort)

    (found,) = inside_classes(li, MONDAY)

    assert [(row.planned, row.post is not None) for row in found.rows] == [(cook, False), (None, True)]
    assert [row.warnings for row in found.rows] == [(), ()]
    assert found.warnings == ()


def test_who_comes_out_before_the_class_ends_and_a_vacancy_that_is_shut_are_said():
    li, cohort = a_social_worker(), a_class_inside(days=30)
    a_commitment(cohort, 1, vacancy=an_open_vacancy("维修电工", state="paused"))
    an_enrolment(out_in(20), cohort)

    (found,) = inside_classes(li, MONDAY)

    assert found.rows[0].warnings == (
        "出所早于结业，问清能不能提前考核。",
        "岗位现在是“暂停”，请问企业还留不留。",
    )


def test_clients_of_others_are_counted_and_not_shown():
    li, zhang, cohort = a_social_worker(), a_social_worker("张伟"), a_class_inside()
    a_commitment(cohort, 1)
    an_enrolment(out_in(60, "那仁"), cohort)
    an_enrolment(out_in(70, "巴图", zhang), cohort)

    (mine,), (all_of_them,) = inside_classes(li, MONDAY), inside_classes(a_manager(), MONDAY)

    assert ([row.enrolment.client.name for row in mine.rows], mine.people, mine.others) == (["那仁"], 2, 1)
    assert [row.post is not None for row in all_of_them.rows] == [True, False]


def test_who_left_the_class_has_no_post_kept_by_it():
    li, cohort = a_social_worker(), a_class_inside()
    a_commitment(cohort, 1)
    drop(li, an_enrolment(out_in(60), cohort), "ill")

    (found,) = inside_classes(li, MONDAY)

    assert (found.people, found.rows, found.warnings) == (0, (), ())


def test_more_classes_and_people_take_no_more_queries():
    li, counts = a_social_worker(), []
    inside_classes(li, MONDAY)
    for number in range(2):
        for extra in range(2):
            cohort = a_class(f"电工班（所内）{number}{extra}", inside=True)
            a_commitment(cohort, 1)
            an_enrolment(out_in(60, f"那仁{number}{extra}"), cohort)
        with CaptureQueriesContext(connection) as queries:
            inside_classes(li, MONDAY)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@given(
    out=st.lists(st.integers(0, 9), max_size=6),
    kept=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 2)), max_size=4),
)
def test_as_many_as_can_be_have_a_post_and_none_one_that_has_ended(out, kept):
    start = date(2027, 1, 1)
    days = {pk: start + timedelta(days=day) for pk, day in enumerate(out)}
    commitments = [
        PostCommitment(pk=pk, until=start + timedelta(days=until), posts=posts)
        for pk, (until, posts) in enumerate(kept)
    ]

    given_to = shared_out(days, {}, commitments)

    assert all(made.until >= days[pk] for pk, made in given_to.items())
    assert all(sum(one is made for one in given_to.values()) <= made.posts for made in commitments)
    assert len(given_to) == _most(sorted(out), sorted(until for until, posts in kept for _ in range(posts)))


def _most(out: list[int], kept: list[int]) -> int:
    """The largest matching, by trying each person on the first post that still fits, earliest out last."""
    best = 0
    for size in range(min(len(out), len(kept)) + 1):
        # The ``size`` who come out first against the ``size`` posts that are kept longest.
        pairs = zip(out[:size], kept[len(kept) - size :], strict=True)
        if all(day <= until for day, until in pairs):
            best = size
    return best
