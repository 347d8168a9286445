"""报名、候补、到课、结果: one seat for one person, who waits comes next, who passes has the certificate on file."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from clients.close_case import close
from employers.keep_training import cancel_cohort, correct_cohort
from people.errors import Refused
from people.models import Notice
from placement import enrolment_schema
from placement.best_vacancies import for_client
from placement.enrol_in_course import Overlaps, attend, drop, enrol, move_up
from placement.models import Attendance, Enrolment, EnrolmentEvent
from placement.models.enrolment import MOVES
from placement.record_result import record_result, take_back
from tests.cast import MONDAY, MONDAY_9, a_social_worker
from tests.placement.builders import a_case, a_case_inside, an_open_vacancy
from tests.placement.classes import a_class, an_enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
IN_CLASS = MONDAY_9 + timedelta(days=12)


def states(cohort) -> list[tuple[str, str, int | None]]:
    rows = Enrolment.objects.unscoped("test").filter(cohort=cohort).order_by("pk")
    return [(row.client.name, row.state, row.seat) for row in rows.select_related("client")]


# Seats ----------------------------------------------------------------------------------------------------------------


def test_who_comes_when_all_seats_are_taken_waits():
    li, cohort = a_social_worker(), a_class(seats=1)

    enrol(li, a_case("王建军"), cohort)
    enrol(li, a_case("孙丽"), cohort)

    assert states(cohort) == [("王建军", "enrolled", 1), ("孙丽", "waiting", None)]


def test_a_free_seat_goes_to_who_waits_longest_and_her_caseworker_is_told():
    li, zhang = a_social_worker(), a_social_worker("张伟")
    cohort = a_class(seats=1)
    first = enrol(li, a_case("王建军"), cohort)
    enrol(zhang, a_case("陈志远", zhang), cohort)
    enrol(li, a_case("孙丽"), cohort)

    moved = drop(li, first, "work")

    assert [row.client.name for row in moved] == ["陈志远"]
    assert states(cohort) == [("王建军", "dropped", None), ("陈志远", "enrolled", 1), ("孙丽", "waiting", None)]
    told = Notice.objects.get()
    assert (told.user, told.url_name) == (zhang, "placement:enrolment")
    assert "陈志远" not in told.text


def test_a_seat_that_falls_free_is_not_given_past_the_waiting_list():
    li, cohort = a_social_worker(), a_class(seats=1, starts_on=MONDAY - timedelta(days=3), sign_up_until=MONDAY)
    first, waiting = enrol(li, a_case("王建军"), cohort), enrol(li, a_case("孙丽"), cohort)

    # Two days after the last for signing up nobody is called up by itself.
    moved = drop(li, first, "ill", at=MONDAY_9 + timedelta(days=2))

    assert moved == []
    with pytest.raises(Refused, match="已经截止"):
        enrol(li, a_case("赵强"), cohort, at=MONDAY_9 + timedelta(days=2))
    assert move_up(li, waiting, at=MONDAY_9 + timedelta(days=2)).seat == 1


def test_nobody_is_moved_up_before_who_signed_up_earlier():
    li, cohort = a_social_worker(), a_class(seats=1)
    for name in ("王建军", "孙丽"):
        enrol(li, a_case(name), cohort)
    last = enrol(li, a_case("赵强"), cohort)

    with pytest.raises(Refused, match="前面还有 1 位"):
        move_up(li, last)


def test_the_database_gives_one_seat_to_one_person_and_no_seat_beyond_the_class():
    li, cohort = a_social_worker(), a_class(seats=1)
    enrol(li, a_case("王建军"), cohort)
    second = a_case("孙丽")

    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(client=second, cohort=cohort, state="enrolled", seat=1)
    with pytest.raises(IntegrityError, match=enrolment_schema.NO_SEAT), transaction.atomic():
        Enrolment.objects.create(client=second, cohort=cohort, state="enrolled", seat=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(client=second, cohort=cohort, state="enrolled")


def test_the_database_lets_a_state_change_only_along_the_table():
    row = an_enrolment(a_case(), a_class())

    with pytest.raises(IntegrityError, match=enrolment_schema.NO_STEP), transaction.atomic():
        Enrolment.objects.unscoped("test").filter(pk=row.pk).update(state="waiting", seat=None)
    with pytest.raises(IntegrityError, match="enrolment_event_is_a_step"), transaction.atomic():
        EnrolmentEvent.objects.create(enrolment=row, name="pass", source="waiting", target="completed")


def test_every_step_of_the_table_ends_where_it_says():
    assert {name: move.target.value for name, move in MOVES.items()} == {
        "enrol": "enrolled", "wait": "waiting", "move_up": "enrolled", "pass": "completed", "fail": "failed",
        "take_back": "enrolled", "drop": "dropped", "cancel": "cancelled",
    }  # fmt: skip


# Who may be in which class --------------------------------------------------------------------------------------------


def test_one_live_enrolment_per_class_and_a_new_one_after_leaving():
    li, wang, cohort = a_social_worker(), a_case(), a_class()
    first = enrol(li, wang, cohort)

    with pytest.raises(Refused, match="已经报了这个班"):
        enrol(li, wang, cohort)
    drop(li, first, "family")

    assert enrol(li, wang, cohort).state == "enrolled"


def test_two_classes_on_the_same_days_need_a_word():
    li, wang = a_social_worker(), a_case()
    enrol(li, wang, a_class("低压电工取证班"))
    welding = a_class("焊接与热切割取证班", certificate="welder", starts_on=MONDAY + timedelta(days=20))

    with pytest.raises(Overlaps, match="低压电工取证班"):
        enrol(li, wang, welding)
    made = enrol(li, wang, welding, overlap_ok=True)

    assert (made.state, made.overlap_ok) == ("enrolled", True)


def test_a_class_that_begins_the_day_after_the_other_ends_does_not_overlap():
    li, wang = a_social_worker(), a_case()
    enrol(li, wang, a_class("低压电工取证班", starts_on=MONDAY + timedelta(days=10), days=14))
    next_one = a_class("叉车司机班", certificate="forklift", starts_on=MONDAY + timedelta(days=24))

    assert enrol(li, wang, next_one).overlap_ok is False


def test_who_is_inside_is_taught_inside_and_nobody_else_is():
    li = a_social_worker()
    inside, outside = a_case_inside(MONDAY + timedelta(days=60), "那仁"), a_case("王建军")
    sewing, wiring = a_class("电工班（所内）", inside=True), a_class()

    with pytest.raises(Refused, match="只能报所内"):
        enrol(li, inside, wiring)
    with pytest.raises(Refused, match="只收在所内"):
        enrol(li, outside, sewing)

    assert enrol(li, inside, sewing).state == "enrolled"


def test_a_colleague_cannot_enrol_and_a_closed_case_loses_her_seat():
    li, zhang = a_social_worker(), a_social_worker("张伟")
    wang, cohort = a_case(), a_class(seats=1)
    with pytest.raises(Refused, match="不归您负责"):
        enrol(zhang, wang, cohort)
    enrol(li, wang, cohort)
    enrol(li, a_case("孙丽"), cohort)

    close(li, wang, "moved")

    assert states(cohort) == [("王建军", "dropped", None), ("孙丽", "enrolled", 1)]


# The class changes ----------------------------------------------------------------------------------------------------


def test_a_cancelled_class_ends_every_enrolment_and_tells_each_caseworker():
    li, zhang = a_social_worker(), a_social_worker("张伟")
    cohort = a_class(seats=1)
    enrol(li, a_case("王建军"), cohort)
    enrol(zhang, a_case("陈志远", zhang), cohort)

    cancel_cohort(li, cohort.pk, "报名不足")

    assert [state for _, state, _ in states(cohort)] == ["cancelled", "cancelled"]
    assert {notice.user.name for notice in Notice.objects.select_related("user")} == {"李敏", "张伟"}


def test_more_seats_call_up_who_waits_and_fewer_than_people_are_refused():
    li, cohort = a_social_worker(), a_class(seats=1)
    for name in ("王建军", "孙丽", "赵强"):
        enrol(li, a_case(name), cohort)

    correct_cohort(li, cohort.pk, seats=2)
    with pytest.raises(Refused, match="已经有 2 人占了名额"):
        correct_cohort(li, cohort.pk, seats=1)

    assert states(cohort) == [("王建军", "enrolled", 1), ("孙丽", "enrolled", 2), ("赵强", "waiting", None)]
    cohort.refresh_from_db()
    assert cohort.seats == 2


def test_fewer_seats_move_people_to_the_numbers_that_are_left():
    li, cohort = a_social_worker(), a_class(seats=3)
    first, *_ = [enrol(li, a_case(name), cohort) for name in ("王建军", "孙丽", "赵强")]
    drop(li, first, "work")

    correct_cohort(li, cohort.pk, seats=2)

    assert states(cohort)[1:] == [("孙丽", "enrolled", 2), ("赵强", "enrolled", 1)]


# Attendance -----------------------------------------------------------------------------------------------------------


def test_one_day_for_all_at_once():
    li, zhang, cohort = a_social_worker(), a_social_worker("张伟"), a_class(seats=3)
    wang, sun = an_enrolment(a_case("王建军"), cohort), an_enrolment(a_case("孙丽"), cohort)
    foreign = an_enrolment(a_case("陈志远", zhang), cohort)

    changed = attend(
        li, cohort, cohort.starts_on, {wang.pk: ("present", 8), sun.pk: ("excused", 0), foreign.pk: ("absent", 0)},
        at=IN_CLASS,
    )  # fmt: skip

    rows = Attendance.objects.unscoped("test").order_by("pk").values_list("enrolment", "state", "hours")
    assert (changed, list(rows)) == (2, [(wang.pk, "present", 8), (sun.pk, "excused", 0)])


def test_a_mark_is_put_right_and_taken_away():
    li, cohort = a_social_worker(), a_class()
    wang = an_enrolment(a_case(), cohort)
    day = cohort.starts_on
    attend(li, cohort, day, {wang.pk: ("present", 8)}, at=IN_CLASS)

    assert attend(li, cohort, day, {wang.pk: ("present", 8)}, at=IN_CLASS) == 0
    attend(li, cohort, day, {wang.pk: ("absent", 8)}, at=IN_CLASS)
    assert wang.attendances.get().hours == 0
    attend(li, cohort, day, {wang.pk: ("", 0)}, at=IN_CLASS)
    assert not wang.attendances.exists()


@pytest.mark.parametrize(
    ("day", "mark", "words"),
    [
        (9, ("present", 8), "不在上课日期"),
        (13, ("present", 8), "还没有到"),
        (11, ("present", 0), "1 到 12 课时"),
        (11, ("present", 13), "1 到 12 课时"),
        (11, ("asleep", 8), "请选"),
    ],
)
def test_a_day_or_hours_that_make_no_sense_are_refused(day, mark, words):
    li, cohort = a_social_worker(), a_class()
    wang = an_enrolment(a_case(), cohort)

    with pytest.raises(Refused, match=words):
        attend(li, cohort, MONDAY + timedelta(days=day), {wang.pk: mark}, at=IN_CLASS)

    assert not wang.attendances.exists()


# Results --------------------------------------------------------------------------------------------------------------


def test_who_passes_has_the_certificate_and_the_vacancies_that_it_opens(time_machine):
    li, wang, cohort = a_social_worker(), a_case(), a_class()
    closed = an_open_vacancy("维修电工", certificates=["electrician_low"])
    an_open_vacancy("叉车电工", firm="恒源物流", certificates=["electrician_low", "forklift"])
    row = enrol(li, wang, cohort)
    time_machine.move_to(IN_CLASS)
    before = len(for_client(wang, li, IN_CLASS.date()).ranked)

    told = record_result(li, row, True, number="T150602198803090014", issued_on=IN_CLASS.date())

    row.refresh_from_db()
    assert (row.state, row.opened, told.opened) == ("completed", [closed.pk], (closed.pk,))
    assert wang.certificates.get().number == "T150602198803090014"
    wang = type(wang).objects.visible_to(li).get()
    assert len(for_client(wang, li, IN_CLASS.date()).ranked) == before + 1


def test_a_certificate_held_already_is_renewed_and_not_doubled():
    li, cohort = a_social_worker(), a_class(starts_on=MONDAY)
    wang = a_case(certificates=("electrician_low",))
    paper = wang.certificates.get()
    paper.expires_on, paper.number = date(2026, 10, 1), "旧编号"
    paper.save()
    post = an_open_vacancy(certificates=["electrician_low"])
    row = enrol(li, wang, cohort)

    told = record_result(li, row, True, expires_on=date(2032, 11, 22))

    held = wang.certificates.get()
    assert (held.expires_on, held.number, told.opened) == (date(2032, 11, 22), "旧编号", (post.pk,))


def test_who_does_not_pass_keeps_the_seat_and_may_pass_later():
    li, wang, cohort = a_social_worker(), a_case(), a_class(starts_on=MONDAY)
    row = enrol(li, wang, cohort)

    record_result(li, row, False)
    assert (row.state, row.seat, wang.certificates.count()) == ("failed", 1, 0)
    record_result(li, row, True)

    assert [event.name for event in row.events.all()] == ["enrol", "fail", "pass"]
    assert wang.certificates.get().code == "electrician_low"


def test_a_course_without_a_certificate_puts_none_on_file():
    li, wang = a_social_worker(), a_case()
    row = enrol(li, wang, a_class("农机维修班", certificate="", starts_on=MONDAY))

    told = record_result(li, row, True)

    assert (told.certificate, told.opened, wang.certificates.count()) == (None, (), 0)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"issued_on": date(2026, 12, 1)}, "还没有到"),
        ({"issued_on": date(2026, 11, 20), "expires_on": date(2026, 11, 1)}, "有效期不能早于发证日期"),
    ],
)
def test_dates_that_make_no_sense_leave_nothing(facts, words):
    li, wang = a_social_worker(), a_case()
    row = enrol(li, wang, a_class(starts_on=MONDAY))

    with pytest.raises(Refused, match=words):
        record_result(li, row, True, **facts)

    row.refresh_from_db()
    assert (row.state, wang.certificates.count()) == ("enrolled", 0)


def test_a_result_before_the_class_is_refused():
    li, row = a_social_worker(), an_enrolment(a_case(), a_class())

    with pytest.raises(Refused, match="还没有开班"):
        record_result(li, row, True)


def test_a_result_taken_back_takes_its_certificate_along():
    li, wang = a_social_worker(), a_case()
    row = enrol(li, wang, a_class(starts_on=MONDAY))
    record_result(li, row, True)

    stays = take_back(li, row)

    assert (stays, row.state, row.opened, wang.certificates.count()) == (False, "enrolled", [], 0)


def test_a_renewed_certificate_stays_when_the_result_is_taken_back():
    li, wang = a_social_worker(), a_case(certificates=("electrician_low",))
    row = enrol(li, wang, a_class(starts_on=MONDAY))
    record_result(li, row, True)

    assert take_back(li, row) is True
    assert wang.certificates.count() == 1


def test_an_enrolment_has_no_way_back_from_the_class():
    an_enrolment(a_case(), cohort := a_class())

    assert not [one for one in cohort._meta.get_fields(include_hidden=False) if one.related_model is Enrolment]
