"""培训 on the desk: entered, corrected and cancelled on its pages; nobody outside the desk finds them."""

from datetime import date

import pytest
from django.urls import reverse

from employers import keep_training
from employers.models import Cohort, Course, PostCommitment, TrainingBase
from tests.cast import DONGSHENG, KANGBASHI, a_contact, a_manager, a_region, a_social_worker, a_vacancy, an_enterprise
from tests.employers.training import a_cohort, a_commitment, a_course, a_training_base

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]

BASE = {"name": "东胜技工学校", "kind": "school", "since": "2024-03-01", "contact": "教务处 0477-8588888"}
COURSE = {"name": "低压电工取证班", "certificate": "低压电工证", "hours": "80", "cost": "1200", "payer": "government"}
CLASS = {"starts_on": "2026-12-07", "ends_on": "2027-01-08", "sign_up_until": "2026-12-02", "seats": "24"}


def page(client, name: str, /, *args) -> str:
    response = client.get(reverse(f"employers:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def post(client, address: str, /, *args, **facts):
    return client.post(reverse(f"employers:{address}", args=args), facts)


@pytest.fixture
def li(client):
    worker = a_social_worker()
    client.force_login(worker)
    return worker


def test_from_nothing_to_a_class_with_posts_kept(client, li):
    firm, vacancy = an_enterprise("蒙泰热电"), a_vacancy()

    post(client, "training_base_new", **BASE, region=a_region(DONGSHENG).pk)
    base = TrainingBase.objects.get()
    post(client, "course_new", base.pk, **COURSE)
    course = Course.objects.get()
    post(client, "cohort_new", course.pk, **CLASS)
    cohort = Cohort.objects.get()
    address = reverse("employers:commitment_new", args=[cohort.pk])
    assert vacancy.title in client.get(address, {"firm": firm.pk}).content.decode()
    client.post(
        f"{address}?firm={firm.pk}",
        {"vacancy": vacancy.pk, "posts": 2, "agreed_on": "2026-11-20", "until": "2027-03-31"},
    )

    assert course.certificate == "electrician_low"
    assert PostCommitment.objects.get().vacancy == vacancy
    shown = page(client, "cohort", cohort.pk)
    assert "报名中" in shown
    assert "2 个" in shown
    assert "低压电工作业证" in page(client, "course", course.pk)
    assert "12月7日开班" in page(client, "training_base", base.pk)
    assert "东胜技工学校" in page(client, "training_bases")


def test_what_is_corrected_is_seen(client, li):
    cohort = a_cohort()
    course, base = cohort.course, cohort.course.base

    post(client, "training_base_edit", base.pk, **BASE | {"name": "东胜技师学院"}, region=base.region.pk)
    post(client, "course_edit", course.pk, **COURSE | {"hours": "96", "closed": "on"})
    post(client, "cohort_edit", cohort.pk, **CLASS | {"place": "二号实训楼"})

    assert "东胜技师学院" in page(client, "training_bases")
    assert "不再开" in page(client, "training_base", base.pk)
    assert "96 课时" in page(client, "course", course.pk)
    assert "二号实训楼" in page(client, "cohort", cohort.pk)


def test_the_form_of_a_course_shows_its_certificate_by_name(client, li):
    course = a_course()

    assert 'value="低压电工作业证"' in page(client, "course_edit", course.pk)


def test_a_class_is_cancelled_with_a_reason_that_is_shown(client, li):
    cohort = a_cohort()

    refused = post(client, "cohort_cancel", cohort.pk, words=" ")
    post(client, "cohort_cancel", cohort.pk, words="报名不足")

    assert refused.status_code == 422
    shown = page(client, "cohort", cohort.pk)
    assert "报名不足" in shown
    assert "已取消" in page(client, "course", cohort.course_id)


def test_a_word_is_taken_back_and_stays_on_record(client, li):
    made = a_commitment()

    post(client, "commitment_withdraw", made.pk)

    shown = page(client, "cohort", made.cohort_id)
    assert "11月23日撤回" in shown
    assert "留的岗位 2 个" not in shown


def test_what_is_refused_is_said_on_the_form(client, li):
    base = a_training_base()
    cohort = a_cohort(a_course(base=base))

    twice = post(client, "training_base_new", **BASE, region=base.region.pk)
    early = post(client, "training_base_edit", base.pk, **BASE | {"until": "2026-12-31"}, region=base.region.pk)
    backwards = post(client, "cohort_edit", cohort.pk, **CLASS | {"ends_on": "2026-12-01", "sign_up_until": ""})

    for answer, words in ((twice, "同名"), (early, "还有班次没有结业"), (backwards, "不能早于开班")):
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_a_post_without_a_firm_is_not_there(client, li):
    cohort = a_cohort()

    facts = {"posts": 2, "agreed_on": "2026-11-20", "until": "2027-03-31"}
    assert post(client, "commitment_new", cohort.pk, **facts).status_code == 404


def test_staff_of_another_county_read_and_change_nothing(client):
    cohort = a_cohort()
    client.force_login(a_manager("白音", KANGBASHI))

    assert "更正" not in page(client, "cohort", cohort.pk)
    assert "安排班次" not in page(client, "course", cohort.course_id)
    for name, pk in (
        ("training_base_edit", cohort.course.base_id),
        ("course_new", cohort.course.base_id),
        ("course_edit", cohort.course_id),
        ("cohort_new", cohort.course_id),
        ("cohort_edit", cohort.pk),
        ("cohort_cancel", cohort.pk),
        ("commitment_new", cohort.pk),
    ):
        assert client.get(reverse(f"employers:{name}", args=[pk])).status_code == 404


def test_staff_of_another_city_find_nothing(client):
    cohort = a_cohort()
    client.force_login(a_manager("赵敏", "150203"))

    assert client.get(reverse("employers:cohort", args=[cohort.pk])).status_code == 404
    assert "东胜技工学校" not in page(client, "training_bases")


def test_a_firm_that_keeps_posts_finds_no_such_page(client):
    made = a_commitment()
    client.force_login(a_contact("周丽").user)

    for name, pk in (("cohort", made.cohort_id), ("course", made.cohort.course_id)):
        assert client.get(reverse(f"employers:{name}", args=[pk])).status_code == 404
    assert client.get(reverse("employers:training_bases")).status_code == 404


def test_the_list_of_a_base_asks_the_same_however_many_courses(client, li, django_assert_max_num_queries):
    base = a_training_base()
    for number in range(12):
        a_cohort(a_course(f"低压电工取证班（{number}）", base))

    with django_assert_max_num_queries(14):
        page(client, "training_base", base.pk)


def test_a_class_in_the_past_still_corrects(client, li):
    cohort = a_cohort(starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 30))

    keep_training.correct_cohort(li, cohort.pk, ends_on=date(2026, 11, 6))

    assert "已结业" in page(client, "cohort", cohort.pk)
