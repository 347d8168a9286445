"""培训: kept by staff of the county, read by the city; closed and cancelled, never deleted."""

from datetime import date, timedelta

import pytest

from employers import keep_training
from employers.models import Cohort, Course, PostCommitment, State, TrainingBase
from people import ledger
from people.errors import Refused
from tests.cast import KANGBASHI, MONDAY, MONDAY_9, a_region, a_social_worker, a_vacancy, an_enterprise
from tests.employers.training import a_cohort, a_commitment, a_course, a_training_base

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]


def far_away():
    return a_social_worker("刘洋", f"{KANGBASHI}001")


# Bases ----------------------------------------------------------------------------------------------------------------


def test_a_base_is_opened_once_and_written_to_the_ledger():
    base = a_training_base()

    with pytest.raises(Refused, match="同名"):
        keep_training.open_base(
            a_social_worker(), name=base.name, kind="college", region=base.region, since=date(2025, 1, 1)
        )

    assert ledger.of(keep_training.BASE, base.pk).count() == 1


def test_a_firm_that_teaches_is_named():
    with pytest.raises(Refused, match="请选是哪一家"):
        a_training_base("蒙泰实训车间", kind="enterprise")

    assert a_training_base("蒙泰实训车间", kind="enterprise", enterprise=an_enterprise("蒙泰热电")).pk


def test_staff_of_another_county_see_a_base_and_do_not_keep_it():
    base, far = a_training_base(), far_away()

    assert TrainingBase.objects.visible_to(far).get() == base
    with pytest.raises(Refused, match="不归您登记"):
        keep_training.open_base(far, name="别处的学校", kind="school", region=base.region, since=date(2025, 1, 1))
    with pytest.raises(TrainingBase.DoesNotExist):
        keep_training.correct_base(far, base.pk, name="改名")
    with pytest.raises(TrainingBase.DoesNotExist):
        keep_training.add_course(far, base.pk, name="电工班", hours=80, payer="government")


def test_a_base_does_not_move_out_of_the_county_of_who_keeps_it():
    base = a_training_base()

    with pytest.raises(Refused, match="不归您登记"):
        keep_training.correct_base(a_social_worker(), base.pk, region=a_region(KANGBASHI))


def test_a_base_closes_only_after_its_last_class():
    base = a_cohort().course.base

    with pytest.raises(Refused, match="还有班次没有结业"):
        keep_training.close_base(a_social_worker(), base.pk, date(2027, 1, 7))
    with pytest.raises(Refused, match="启用日期之前已经有班次"):
        keep_training.correct_base(a_social_worker(), base.pk, since=date(2026, 12, 8))

    assert keep_training.close_base(a_social_worker(), base.pk, date(2027, 1, 8)).until == date(2027, 1, 8)


def test_a_class_that_is_cancelled_does_not_keep_a_base_open():
    cohort = a_cohort()
    keep_training.cancel_cohort(a_social_worker(), cohort.pk, "报名不足")

    keep_training.close_base(a_social_worker(), cohort.course.base_id, MONDAY)

    assert TrainingBase.objects.get().until == MONDAY


def test_correcting_nothing_leaves_no_trace():
    base = a_training_base()

    keep_training.correct_base(a_social_worker(), base.pk, name=base.name)

    assert ledger.of(keep_training.BASE, base.pk).count() == 1


# Courses --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("低压电工作业证", "electrician_low"),
        ("electrician_low", "electrician_low"),
        ("低压电工证", "electrician_low"),
        ("剪纸艺人证", "剪纸艺人证"),
        ("  ", ""),
    ],
)
def test_a_certificate_is_listed_where_the_words_mean_one(words, code):
    assert a_course(certificate=words).certificate == code


def test_a_base_that_is_closed_teaches_nothing_new():
    base = a_training_base(until=MONDAY - timedelta(days=1))

    with pytest.raises(Refused, match="已经停用"):
        a_course(base=base)


def test_a_course_that_is_closed_gets_no_further_class():
    course = a_course()

    keep_training.close_course(a_social_worker(), course.pk)

    with pytest.raises(Refused, match="不再开班"):
        a_cohort(course)
    with pytest.raises(Course.DoesNotExist):
        keep_training.correct_course(far_away(), course.pk, closed=False)


def test_an_unknown_fact_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="base"):
        keep_training.correct_course(a_social_worker(), a_course().pk, base=None)


# Classes --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"ends_on": date(2026, 12, 6)}, "不能早于开班"),
        ({"sign_up_until": date(2027, 1, 9)}, "报名截止不能晚于结业"),
        ({"seats": 0}, "最小填"),
        ({"starts_on": date(2024, 2, 29)}, "还没有启用"),
    ],
)
def test_a_class_whose_days_do_not_fit_is_refused(facts, words):
    with pytest.raises(Refused, match=words):
        a_cohort(**facts)

    assert not Cohort.objects.exists()


def test_a_class_ends_on_the_last_day_of_its_base_at_the_latest():
    base = a_training_base(until=date(2027, 1, 8))
    cohort = a_cohort(a_course(base=base))

    with pytest.raises(Refused, match="已经停用"):
        keep_training.correct_cohort(a_social_worker(), cohort.pk, ends_on=date(2027, 1, 9))

    assert Cohort.objects.get().ends_on == date(2027, 1, 8)


def test_a_class_is_cancelled_once_and_for_a_reason():
    cohort = a_cohort()

    with pytest.raises(Refused, match="写明原因"):
        keep_training.cancel_cohort(a_social_worker(), cohort.pk, "  ")
    keep_training.cancel_cohort(a_social_worker(), cohort.pk, "报名不足")

    with pytest.raises(Refused, match="已经取消了"):
        keep_training.cancel_cohort(a_social_worker(), cohort.pk, "老师生病")
    with pytest.raises(Refused, match="不能再改"):
        keep_training.correct_cohort(a_social_worker(), cohort.pk, seats=30)
    stored = Cohort.objects.get()
    assert (stored.cancelled_on, stored.cancel_words) == (MONDAY, "报名不足")
    assert not stored.takes_sign_ups(MONDAY)


def test_a_class_that_is_over_is_not_cancelled():
    cohort = a_cohort(starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 30))

    with pytest.raises(Refused, match="已经结业"):
        keep_training.cancel_cohort(a_social_worker(), cohort.pk, "报名不足")


# Posts that are kept --------------------------------------------------------------------------------------------------


def test_a_firm_keeps_posts_of_a_vacancy_and_takes_its_word_back():
    vacancy = a_vacancy()
    made = a_commitment(vacancy=vacancy)

    with pytest.raises(Refused, match="已经登记过"):
        a_commitment(made.cohort, vacancy=vacancy)
    keep_training.withdraw_commitment(a_social_worker(), made.pk)
    with pytest.raises(Refused, match="已经撤回"):
        keep_training.withdraw_commitment(a_social_worker(), made.pk)

    assert PostCommitment.objects.get().withdrawn_on == MONDAY
    assert a_commitment(made.cohort, vacancy=vacancy).pk != made.pk


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"until": date(2027, 1, 7)}, "没有保留到结业"),
        ({"agreed_on": MONDAY + timedelta(days=1)}, "还没到"),
        ({"posts": 0}, "最小填"),
    ],
)
def test_a_word_that_does_not_fit_is_refused(facts, words):
    with pytest.raises(Refused, match=words):
        a_commitment(**facts)


def test_a_vacancy_of_another_firm_or_none_that_is_open_is_refused():
    other = a_vacancy(firm="罕台绒纺")
    draft = a_vacancy(state=State.DRAFT)
    cohort = a_cohort()

    for vacancy in (other, draft):
        with pytest.raises(Refused, match="不是这家企业正在招的"):
            a_commitment(cohort, vacancy=vacancy)


def test_a_firm_of_another_city_is_refused():
    baotou = an_enterprise("包头钢构", region="150203")

    with pytest.raises(Refused, match="本市企业"):
        a_commitment(firm=baotou)


def test_a_class_that_is_cancelled_takes_no_word():
    cohort = a_cohort()
    keep_training.cancel_cohort(a_social_worker(), cohort.pk, "报名不足", at=MONDAY_9)

    with pytest.raises(Refused, match="已经取消"):
        a_commitment(cohort)


def test_staff_of_another_county_neither_cancel_nor_withdraw():
    made, far = a_commitment(), far_away()

    with pytest.raises(PostCommitment.DoesNotExist):
        keep_training.withdraw_commitment(far, made.pk)
    with pytest.raises(Cohort.DoesNotExist):
        keep_training.cancel_cohort(far, made.cohort_id, "报名不足")
    with pytest.raises(Cohort.DoesNotExist):
        keep_training.commit_posts(
            far, made.cohort_id, enterprise=made.enterprise, posts=1, agreed_on=MONDAY, until=date(2027, 3, 31)
        )
