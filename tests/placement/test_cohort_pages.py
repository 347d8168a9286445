"""The pages of training: her own tab, one enrolment, a class with its sheet, 所内培训, and the lines of 今日."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import AccessEvent
from placement.models import Attendance, Enrolment
from placement.record_result import record_result
from tests.cast import MONDAY, MONDAY_9, a_manager, a_social_worker
from tests.placement.builders import a_case, a_case_inside, an_open_vacancy
from tests.placement.classes import a_class, a_commitment, an_enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
IN_CLASS = MONDAY_9 + timedelta(days=12)


@pytest.fixture
def send(client, monday):
    """``send(user, "enrolment_move", row.pk, "drop", reason="work")``: a POST, followed to where it leads."""

    def as_somebody(user, name, *args, **fields):
        client.force_login(user)
        return client.post(reverse(f"placement:{name}", args=args), fields, follow=True)

    return as_somebody


def words(answer) -> str:
    return answer.content.decode()


# Her own tab ----------------------------------------------------------------------------------------------------------


def test_the_tab_says_what_a_course_opens_and_signs_her_up_with_one_press(enter, send):
    li, wang, cohort = a_social_worker(), a_case(), a_class()
    an_open_vacancy("配电室值班电工", certificates=["electrician_low"])

    page = words(enter(li, "client_training", wang.pk))
    assert "多出 1 个岗位" in page
    assert "配电室值班电工" in page
    answer = send(li, "training_sign_up", wang.pk, cohort.pk)

    assert "已报名“低压电工取证班”" in words(answer)
    assert wang.enrolments.get().cohort == cohort
    assert AccessEvent.objects.filter(kind="client", object_id=wang.pk, purpose="matching").exists()


def test_two_courses_for_one_certificate_list_its_vacancies_once(enter):
    li, wang = a_social_worker(), a_case()
    an_open_vacancy("配电室值班电工", certificates=["electrician_low"])
    a_class()
    a_class("低压电工取证班（晚）")

    page = words(enter(li, "client_training", wang.pk))

    assert page.count("多出 1 个岗位") == 2
    assert page.count("配电室值班电工") == 1
    assert "多出的岗位也一样" in page


def test_a_class_on_the_same_days_is_asked_about_once(send):
    li, wang = a_social_worker(), a_case()
    an_enrolment(wang, a_class())
    welding = a_class("焊接与热切割取证班", certificate="welder")

    asked = send(li, "training_sign_up", wang.pk, welding.pk)
    assert asked.status_code == 409
    assert "日期重叠" in words(asked)
    assert wang.enrolments.count() == 1
    send(li, "training_sign_up", wang.pk, welding.pk, overlap_ok="1")

    assert wang.enrolments.count() == 2


def test_a_course_that_the_law_bars_says_so(enter):
    li, wang = a_social_worker(), a_case(measures=("compulsory_isolation",))
    wang.measures.update(end=MONDAY - timedelta(days=400))
    an_open_vacancy("保安", certificates=["security_guard"], post_kinds=["security_guard"], occupation="4-07-05-01")
    a_class("保安员上岗班", certificate="security_guard")

    assert "本人依法现在不能从事" in words(enter(li, "client_training", wang.pk))


def test_near_misses_lead_to_the_course(enter):
    li, wang = a_social_worker(), a_case()
    an_open_vacancy("维修电工", certificates=["electrician_low"])

    page = words(enter(li, "near_misses", wang.pk))

    assert "取得低压电工作业证" in page
    assert reverse("placement:client_training", args=[wang.pk]) in page


def test_others_are_told_nothing_of_her_and_a_manager_reads(enter, send):
    zhang, wang, cohort = a_social_worker("张伟"), a_case(), a_class()
    row = an_enrolment(wang, cohort)

    assert enter(zhang, "client_training", wang.pk).status_code == 404
    assert enter(zhang, "enrolment", row.pk).status_code == 404
    assert send(zhang, "enrolment_move", row.pk, "drop", reason="work").status_code == 404
    assert enter(a_manager(), "enrolment", row.pk).status_code == 200


# One enrolment --------------------------------------------------------------------------------------------------------


def test_the_result_lists_what_it_opened_with_the_way_to_refer(send, time_machine):
    li, wang = a_social_worker(), a_case()
    post = an_open_vacancy("配电室值班电工", certificates=["electrician_low"])
    row = an_enrolment(wang, a_class())
    time_machine.move_to(IN_CLASS)

    answer = send(li, "enrolment_move", row.pk, "result", result="passed", number="T15060219880309")

    page = words(answer)
    assert "新增 1 个可选岗位" in page
    assert "配电室值班电工" in page
    assert reverse("placement:refer", args=[wang.pk, post.pk]) in page


def test_a_result_is_chosen_and_never_a_slip(send, time_machine):
    li, wang, cohort = a_social_worker(), a_case(), a_class()
    row = an_enrolment(wang, cohort)
    time_machine.move_to(IN_CLASS)

    answer = send(li, "enrolment_move", row.pk, "result")

    assert "请选通过还是没有通过" in words(answer)
    assert not wang.certificates.exists()


def test_before_the_first_day_one_is_signed_up_and_not_in_class(enter):
    li, wang = a_social_worker(), a_case()
    row = an_enrolment(wang, a_class())

    page = words(enter(li, "enrolment", row.pk))

    assert "已报名" in page
    assert "在班" not in page.replace("在班次里", "")


def test_a_form_that_is_wrong_comes_back_with_its_words(send):
    li, row = a_social_worker(), an_enrolment(a_case(), a_class(starts_on=MONDAY))

    late = send(
        li, "enrolment_move", row.pk, "result", result="passed", issued_on="2026-11-20", expires_on="2026-11-01"
    )
    mute = send(li, "enrolment_move", row.pk, "drop", reason="other")

    assert (late.status_code, mute.status_code) == (422, 422)
    assert "有效期不能早于发证日期" in words(late)
    assert "选“其他”时要写明" in words(mute)
    row.refresh_from_db()
    assert row.state == "enrolled"


def test_steps_that_nobody_knows_are_not_there(send):
    li, row = a_social_worker(), an_enrolment(a_case(), a_class())

    assert send(li, "enrolment_move", row.pk, "expel").status_code == 404


def test_a_result_is_taken_back_and_the_first_of_the_list_moves_up(send):
    li, cohort = a_social_worker(), a_class(starts_on=MONDAY, seats=1)
    row, waiting = an_enrolment(a_case(), cohort), an_enrolment(a_case("孙丽"), cohort)
    record_result(li, row, True)

    assert "结果已撤回" in words(send(li, "enrolment_move", row.pk, "back"))
    assert "名额还是满的" in words(send(li, "enrolment_move", waiting.pk, "up"))
    assert "候补的一位补上了名额" in words(send(li, "enrolment_move", row.pk, "drop", reason="work"))


# A class --------------------------------------------------------------------------------------------------------------


def test_one_sees_ones_own_and_the_others_as_a_number(enter):
    li, zhang, cohort = a_social_worker(), a_social_worker("张伟"), a_class(seats=2)
    wang = a_case("王建军")
    an_enrolment(wang, cohort)
    an_enrolment(a_case("陈志远", zhang), cohort)
    an_enrolment(a_case("巴图", zhang), cohort)

    page = words(enter(li, "cohort", cohort.pk))

    assert "王建军" in page
    assert "陈志远" not in page
    assert "巴图" not in page
    assert "班里还有 1 位其他社工的学员" in page
    assert "其他社工的学员有 1 人在候补" in page
    looked = AccessEvent.objects.filter(action="view", kind="client").values_list("object_id", flat=True)
    assert list(looked) == [str(wang.pk)]


def test_a_day_is_written_down_for_all_at_once(enter, send, time_machine):
    li, cohort = a_social_worker(), a_class()
    wang, sun = an_enrolment(a_case("王建军"), cohort), an_enrolment(a_case("孙丽"), cohort)
    time_machine.move_to(IN_CLASS)

    assert enter(li, "cohort", cohort.pk).context["day"] == IN_CLASS.date()
    marks = {f"mark-{wang.pk}": "present", f"hours-{wang.pk}": "6", f"mark-{sun.pk}": "absent", f"hours-{sun.pk}": "8"}
    answer = send(li, "cohort_attend", cohort.pk, day=cohort.starts_on.isoformat(), **marks)

    assert "已登记，改了 2 人" in words(answer)
    rows = Attendance.objects.unscoped("test").order_by("pk").values_list("state", "hours")
    assert list(rows) == [("present", 6), ("absent", 0)]


@pytest.mark.parametrize("day", ["2020-01-01", "2026-13-45", "gestern", ""])
def test_a_silly_day_shows_the_latest(enter, day, time_machine):
    li, cohort = a_social_worker(), a_class()
    an_enrolment(a_case(), cohort)
    time_machine.move_to(IN_CLASS)

    assert enter(li, "cohort", cohort.pk, day=day).context["day"] == IN_CLASS.date()


@pytest.mark.parametrize("hours", ["", "-3", "9999999999999", "acht", "٣"])
def test_silly_hours_are_refused_and_nothing_is_written(send, hours, time_machine):
    li, cohort = a_social_worker(), a_class()
    row = an_enrolment(a_case(), cohort)
    time_machine.move_to(IN_CLASS)

    answer = send(
        li, "cohort_attend", cohort.pk, day=cohort.starts_on.isoformat(),
        **{f"mark-{row.pk}": "present", f"hours-{row.pk}": hours, "mark-x": "present"},
    )  # fmt: skip

    assert "1 到 12 课时" in words(answer)
    assert not row.attendances.exists()


def test_whom_a_class_helps_most(enter):
    li, cohort = a_social_worker(), a_class()
    an_open_vacancy("维修电工", certificates=["electrician_low"])
    an_open_vacancy("夜班电工", certificates=["electrician_low"], shifts=["night"])
    a_case("王建军")
    a_case("孙丽", shifts=("day", "night"))

    page = words(enter(li, "cohort_helps", cohort.pk))

    assert page.index("孙丽") < page.index("王建军")


def test_a_full_class_offers_a_place_on_its_waiting_list(enter):
    li, cohort = a_social_worker(), a_class(seats=1)
    an_open_vacancy("配电室值班电工", certificates=["electrician_low"])
    an_enrolment(a_case(), cohort)
    a_case("赵磊")

    page = words(enter(li, "cohort_helps", cohort.pk))

    assert "排候补" in page


def test_the_sheet_of_the_next_day_begins_with_the_hours_of_the_last(enter, send, time_machine):
    li, wang, cohort = a_social_worker(), a_case(), a_class()
    row = an_enrolment(wang, cohort)
    time_machine.move_to(IN_CLASS)
    send(li, "cohort_attend", cohort.pk, day=cohort.starts_on, **{f"mark-{row.pk}": "present", f"hours-{row.pk}": "6"})
    time_machine.move_to(IN_CLASS + timedelta(days=1))

    page = words(enter(li, "cohort", cohort.pk))

    assert f'name="hours-{row.pk}" value="6"' in page


def test_more_people_take_no_more_queries(client, monday):
    li, zhang, cohort, counts = a_social_worker(), a_social_worker("张伟"), a_class(seats=5), []
    client.force_login(li)
    an_open_vacancy("维修电工", certificates=["electrician_low"])
    for number in range(2):
        for extra in range(3):
            an_enrolment(a_case(f"王建军{number}{extra}"), cohort)
        an_enrolment(a_case(f"陈志远{number}", zhang), cohort)
        for name in ("cohort", "cohort_helps"):
            client.get(reverse(f"placement:{name}", args=[cohort.pk]))
        with CaptureQueriesContext(connection) as queries:
            for name in ("cohort", "cohort_helps"):
                assert client.get(reverse(f"placement:{name}", args=[cohort.pk])).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


# 所内 and 今日 --------------------------------------------------------------------------------------------------------


def test_who_comes_out_to_which_post_is_on_one_page(enter):
    li, cohort = a_social_worker(), a_class("电工班（所内）", inside=True)
    a_commitment(cohort, 2, vacancy=an_open_vacancy("配电室值班电工"))
    an_enrolment(a_case_inside(MONDAY + timedelta(days=60), "那仁"), cohort)

    page = words(enter(li, "inside_training"))

    assert "那仁" in page
    assert "配电室值班电工" in page
    assert "2027年1月22日" in page
    assert reverse("placement:inside_training") in words(enter(li, "pre_release"))


def test_today_reminds_of_a_class_within_a_week_and_of_an_open_result(enter):
    li = a_social_worker()
    soon = an_enrolment(a_case("王建军"), a_class("叉车司机班", starts_on=MONDAY + timedelta(days=7)))
    an_enrolment(a_case("孙丽"), a_class("焊工班", starts_on=MONDAY + timedelta(days=8)))
    over = a_class(
        "低压电工取证班", starts_on=MONDAY - timedelta(days=20), days=14, sign_up_until=MONDAY - timedelta(days=8)
    )
    done = Enrolment.objects.create(client=a_case("赵强"), cohort=over, state="enrolled", seat=1)

    lines = enter(li, "today").context["class_lines"]

    assert [(line.enrolment, line.over) for line in lines] == [(done, True), (soon, False)]
