"""Both sides of each threshold, and the blank between them."""

from datetime import date

import pytest

from law.terms import NOT_AVAILABLE
from law.truth import Truth
from lexicon.features import Education, Shift, WorkFeature
from placement.matching.constraints.offer import highest_wage
from placement.matching.constraints.table import BY_CODE, CONSTRAINTS
from placement.matching.pool import PostColumns, SeekerColumns
from placement.matching.records import Appointment
from tests.placement.matching.pairs import (
    DONGSHENG,
    DOSE,
    HEIGHTS,
    HOME,
    KANGBASHI,
    ORDOS,
    SIGN_IN,
    TODAY,
    electrician,
    reason,
    wang,
)

NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda constraint: constraint.code)
def test_a_pair_with_everything_in_order_passes_every_constraint(constraint):
    assert reason(constraint.code, wang(), electrician()).truth is YES


@pytest.mark.parametrize(
    ("code", "seeker", "post", "truth"),
    [
        ("fresh", {}, {"fresh_until": TODAY}, YES),
        ("fresh", {}, {"fresh_until": date(2026, 11, 21)}, NO),
        ("fresh", {}, {"fresh_until": None}, UNKNOWN),
        ("headcount", {}, {"headcount_left": 1}, YES),
        ("headcount", {}, {"headcount_left": 0}, NO),
        ("headcount", {}, {"headcount_left": None}, UNKNOWN),
        ("age", {"birth_date": date(2010, 11, 22)}, {}, YES),
        ("age", {"birth_date": date(2010, 11, 23)}, {}, NO),
        ("age", {"birth_date": None}, {}, UNKNOWN),
        ("age", {"birth_date": date(2008, 11, 23)}, {"features": frozenset({WorkFeature.UNDERGROUND})}, NO),
        ("age", {"birth_date": date(2008, 11, 22)}, {"features": frozenset({WorkFeature.UNDERGROUND})}, YES),
        ("education", {"education": Education.PRIMARY}, {}, NO),
        ("education", {"education": Education.SENIOR}, {}, YES),
        ("education", {"education": None}, {}, UNKNOWN),
        ("education", {"education": None}, {"education": Education.NONE}, YES),
        ("education", {"education": Education.NONE}, {"education": Education.NONE}, YES),
        ("education", {"education": Education.NONE}, {}, NO),
        ("education", {}, {"education": None}, UNKNOWN),
        ("certificates", {"certificates": {}}, {}, NO),
        ("certificates", {"certificates": {}, "certificates_complete": False}, {}, UNKNOWN),
        ("certificates", {"certificates": {"electrician_low": TODAY}}, {}, YES),
        ("certificates", {"certificates": {"electrician_low": date(2026, 11, 21)}}, {}, NO),
        (
            "certificates",
            {"certificates": {"electrician_low": date(2026, 11, 21)}, "certificates_complete": False},
            {},
            NO,
        ),
        ("certificates", {"certificates": {"electrician_low": None}}, {}, YES),
        ("certificates", {}, {"certificates": frozenset({"electrician"})}, YES),
        ("certificates", {}, {"certificates": frozenset({"本单位上岗证"})}, NO),
        ("certificates", {}, {"certificates": None}, UNKNOWN),
        ("certificates", {"certificates": {}}, {"certificates": frozenset({"driving_c1"})}, YES),
        ("licence", {}, {"certificates": frozenset({"driving_c1"})}, NO),
        ("licence", {"certificates": {"driving_b2": None}}, {"certificates": frozenset({"driving_c1"})}, YES),
        ("licence", {"certificates": {"driving_c1": None}}, {"certificates": frozenset({"driving_b2"})}, NO),
        ("limits", {"limits": {WorkFeature.HEIGHT: False}}, {"features": HEIGHTS}, NO),
        ("limits", {"limits": {WorkFeature.HEIGHT: None}}, {"features": HEIGHTS}, UNKNOWN),
        ("limits", {"limits": {WorkFeature.HEIGHT: True}}, {"features": HEIGHTS}, YES),
        ("limits", {"limits": {}}, {"features": HEIGHTS}, YES),
        ("limits", {"limits": {WorkFeature.HEIGHT: False}}, {}, YES),
        ("limits", {"limits": {WorkFeature.HEIGHT: False}}, {"features_complete": False}, UNKNOWN),
        ("limits", {"limits": {WorkFeature.HEIGHT: None}}, {"features_complete": False}, YES),
        ("shifts", {}, {"shifts": frozenset({Shift.NIGHT})}, NO),
        ("shifts", {}, {"shifts": frozenset({Shift.NIGHT, Shift.TWO})}, YES),
        ("shifts", {}, {"shifts": frozenset({Shift.ROTATING})}, UNKNOWN),
        ("shifts", {}, {"shifts": frozenset({Shift.FLEXIBLE})}, UNKNOWN),
        ("shifts", {"shifts": frozenset({Shift.DAY})}, {"shifts": frozenset({Shift.ROTATING})}, NO),
        ("shifts", {"shifts": frozenset({Shift.ROTATING})}, {"shifts": frozenset({Shift.THREE})}, YES),
        ("shifts", {"shifts": None}, {}, UNKNOWN),
        ("shifts", {}, {"shifts": None}, UNKNOWN),
        ("place", {}, {"region": KANGBASHI}, NO),
        ("place", {}, {"region": "150602001"}, YES),
        ("place", {}, {"region": ORDOS}, UNKNOWN),
        ("place", {}, {"region": None}, UNKNOWN),
        ("place", {"districts": frozenset({ORDOS})}, {"region": KANGBASHI}, YES),
        ("place", {"districts": frozenset({"150602000000"})}, {}, YES),
        ("place", {"districts": None}, {}, UNKNOWN),
        ("place", {"districts": None, "radius_km": 5.0}, {"region": KANGBASHI}, YES),
        ("place", {"radius_km": 5.0}, {"latitude": HOME[1] + 0.044}, YES),
        ("place", {"radius_km": 5.0}, {"latitude": HOME[1] + 0.046}, NO),
        ("place", {"radius_km": 5.0}, {"latitude": None}, UNKNOWN),
        ("place", {"radius_km": 5.0, "longitude": None}, {}, UNKNOWN),
        ("place", {"radius_km": 5.0}, {"region": KANGBASHI}, NO),
        ("industry", {"excluded_industries": frozenset({"44"})}, {}, NO),
        ("industry", {"excluded_industries": frozenset({"D"})}, {}, NO),
        ("industry", {"excluded_industries": frozenset({"H"})}, {}, YES),
        ("industry", {"excluded_industries": frozenset({"4430"})}, {"industry": "44"}, UNKNOWN),
        ("industry", {"excluded_industries": frozenset({"H"})}, {"industry": None}, UNKNOWN),
        ("wage", {"wage_floor": 4200.0}, {}, YES),
        ("wage", {"wage_floor": 4201.0}, {}, UNKNOWN),
        ("wage", {"wage_floor": 5000.0}, {}, UNKNOWN),
        ("wage", {"wage_floor": 5001.0}, {}, NO),
        ("wage", {"wage_floor": 5001.0}, {"wage_max": None}, UNKNOWN),
        ("wage", {}, {"wage_min": None}, UNKNOWN),
        ("wage", {}, {"wage_min": 5000.0, "wage_max": 4200.0}, YES),
        ("wage", {"wage_floor": None}, {}, UNKNOWN),
        ("wage", {}, {"wage_min": None, "wage_max": None}, UNKNOWN),
    ],
)
def test_threshold(code, seeker, post, truth):
    said = reason(code, wang(**seeker), electrician(**post))

    assert said.truth is truth
    assert bool(said.missing) is (truth is UNKNOWN)
    assert said.worker or truth is YES


@pytest.mark.parametrize(
    ("appointments", "post", "truth"),
    [
        (None, {}, UNKNOWN),
        ((SIGN_IN,), {}, NO),
        ((SIGN_IN,), {"appointment_leave": True}, YES),
        ((SIGN_IN,), {"appointment_leave": None}, UNKNOWN),
        ((SIGN_IN,), {"rest_days": frozenset({1})}, YES),
        ((SIGN_IN,), {"rest_days": None}, UNKNOWN),
        ((SIGN_IN,), {"hours": None}, UNKNOWN),
        ((SIGN_IN,), {"hours": (9 * 60 + 30, 18 * 60)}, YES),
        ((SIGN_IN,), {"hours": (9 * 60 + 29, 18 * 60)}, NO),
        ((SIGN_IN,), {"shifts": frozenset({Shift.TWO})}, UNKNOWN),
        ((SIGN_IN,), {"shifts": frozenset({Shift.NIGHT})}, YES),
        ((SIGN_IN,), {"shifts": None}, UNKNOWN),
        ((SIGN_IN,), {"shifts": frozenset({Shift.FLEXIBLE})}, YES),
        ((DOSE,), {}, YES),
        ((DOSE,), {"hours": (7 * 60 + 30, 17 * 60)}, NO),
        ((DOSE,), {"hours": (7 * 60 + 30, 17 * 60), "appointment_leave": True}, NO),
        ((SIGN_IN, DOSE), {"appointment_leave": True}, YES),
    ],
)
def test_sign_ins_and_doses_against_hours(appointments, post, truth):
    said = reason("appointments", wang(appointments=appointments), electrician(**post))

    assert said.truth is truth


def test_a_shift_that_is_refused_anyway_does_not_make_room_for_a_sign_in():
    seeker = wang(shifts=frozenset({Shift.DAY}), appointments=(SIGN_IN,))

    said = reason("appointments", seeker, electrician(shifts=frozenset({Shift.DAY, Shift.NIGHT})))

    assert said.truth is NO
    assert "周二9:00–12:00" in said.worker


def test_the_same_sign_in_is_looked_at_anew_for_somebody_who_takes_other_shifts():
    posts = PostColumns([electrician(shifts=frozenset({Shift.DAY, Shift.NIGHT}))])
    by_day = wang(shifts=frozenset({Shift.DAY}), appointments=(SIGN_IN,))
    by_night = wang(id="刘强", shifts=frozenset({Shift.NIGHT}), appointments=(SIGN_IN,))

    truths = BY_CODE["appointments"].truth(SeekerColumns([by_day, by_night], posts, TODAY), posts)

    assert [Truth(int(value)) for value in truths[:, 0]] == [NO, YES]


TEST = Appointment("到检", frozenset({3}), 14 * 60, 17 * 60 + 30)


@pytest.mark.parametrize(
    ("appointments", "undated", "post", "truth"),
    [
        ((TEST,), (), {}, NO),
        ((TEST,), (), {"appointment_leave": True}, YES),
        ((), ("到检",), {}, UNKNOWN),
        ((), ("到检",), {"appointment_leave": True}, YES),
        ((), ("到检",), {"appointment_leave": None}, UNKNOWN),
        ((), ("到检",), {"shifts": None}, UNKNOWN),
        (None, ("到检",), {"appointment_leave": True}, UNKNOWN),
        ((SIGN_IN,), ("到检",), {}, NO),
        ((SIGN_IN,), ("到检",), {"rest_days": frozenset({1})}, UNKNOWN),
    ],
)
def test_days_of_tests_are_a_limit_once_known_and_a_question_before(appointments, undated, post, truth):
    seeker = wang(appointments=appointments, undated=undated)
    pool = PostColumns([electrician(**post)])

    said = reason("appointments", seeker, electrician(**post))

    assert said.truth is truth
    assert BY_CODE["appointments"].truth(SeekerColumns([seeker], pool, TODAY), pool)[0, 0] == truth.value


def test_a_day_that_nobody_wrote_down_is_asked_for_by_name_and_excludes_nothing():
    said = reason("appointments", wang(appointments=(), undated=("到检",)), electrician())

    assert said.worker == "到检在哪一天、上午还是下午没有记录，和班次冲不冲突要问清。"
    assert (said.missing, said.excludes) == (("client.appointment_days",), False)


def test_a_night_dose_before_dawn_is_a_question_for_the_night_shift():
    early = DOSE.__class__("服药", frozenset(range(7)), 5 * 60, 6 * 60)

    said = reason("appointments", wang(appointments=(early,)), electrician(shifts=frozenset({Shift.NIGHT})))

    assert said.truth is UNKNOWN


def test_every_refusal_has_three_wordings_and_the_employer_learns_nothing():
    refused = [
        reason("headcount", wang(), electrician(headcount_left=0)),
        reason("limits", wang(limits={WorkFeature.HEIGHT: False}), electrician(features=HEIGHTS)),
        reason("wage", wang(wage_floor=9000.0), electrician()),
    ]

    assert {said.employer for said in refused} == {NOT_AVAILABLE}
    assert len({said.worker for said in refused}) == 3
    assert all(said.client for said in refused)


def test_reasons_say_the_numbers():
    assert reason("wage", wang(wage_floor=5001.0), electrician()).worker == ("4,200–5,000 元/月，低于底线5,001 元/月。")
    assert "有效至2028年3月1日" in reason("certificates", wang(), electrician()).worker
    assert reason("fresh", wang(), electrician(fresh_until=date(2026, 11, 1))).worker == (
        "岗位信息已过期（有效至2026年11月1日），请企业更新后再推荐。"
    )
    far = reason("place", wang(radius_km=5.0), electrician(latitude=HOME[1] + 0.1))
    assert far.worker == "直线距离11.1公里，超过可接受的5公里。"
    assert reason("wage", wang(), electrician(wage_max=None)).worker.startswith("4,200 元/月以上")
    assert reason("wage", wang(), electrician(wage_min=None, wage_max=3000.0)).worker.startswith("最高3,000 元/月")


def test_an_expired_paper_is_told_from_a_missing_one():
    post = electrician(certificates=frozenset({"electrician_low", "health"}))

    said = reason("certificates", wang(certificates={"electrician_low": date(2026, 1, 1)}), post)

    assert said.worker == "缺健康证，低压电工作业证已过期。"
    assert "低压电工作业证、健康证" in said.client


def test_a_place_outside_both_districts_and_radius_names_the_distance():
    said = reason("place", wang(radius_km=5.0), electrician(region=KANGBASHI, latitude=HOME[1] - 0.2))

    assert "22.2公里" in said.worker
    assert reason("place", wang(), electrician(region=KANGBASHI)).worker == "工作地点不在可接受的区域内。"


def test_a_wage_without_an_upper_end_has_no_highest():
    assert highest_wage(electrician(wage_max=None)) is None
    assert highest_wage(electrician(wage_min=5000.0, wage_max=4200.0)) == 5000.0


def test_two_vacancies_with_one_id_are_refused():
    with pytest.raises(ValueError, match="two vacancies"):
        PostColumns([electrician(), electrician(region=DONGSHENG)])
