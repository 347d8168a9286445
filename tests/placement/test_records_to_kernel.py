"""What the kernel is told of a client and of a vacancy is what the records say, and no more."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from clients.models import BarFact, Client, FixedTime, Limit, RehabMeasure
from law.truth import Truth
from lexicon.features import Education, PostKind, Shift, WorkFeature
from placement.datum import as_wgs84
from placement.matching.case import Fact
from placement.matching.records import Appointment
from placement.override_bar import override_bar
from placement.posts import card_of, post_of
from placement.seekers import seeker_of, with_facts
from tests.cast import DONGSHENG, MONDAY, a_manager, a_social_worker
from tests.placement.builders import ELECTRICIAN, SHANGHAI, a_case, a_vacancy, an_open_vacancy, days_before

pytestmark = pytest.mark.django_db


def test_a_blank_record_is_all_questions():
    client = a_case(wish=False, skills=(), measures=(), education="", birth_date=None)

    seeker = seeker_of(client, MONDAY)

    assert (seeker.wished, seeker.wage_floor, seeker.districts, seeker.shifts) == ((), None, None, None)
    assert (seeker.education, seeker.birth_date, seeker.appointments) == (None, None, None)
    assert not seeker.certificates_complete
    assert seeker.case.measures is None
    assert seeker.case.knows(Fact.COMPULSORY_ISOLATION, MONDAY) is Truth.UNKNOWN


def test_a_full_record_is_told_whole():
    client = a_case(certificates=("electrician_low",), longitude=109.99, latitude=39.81, datum="wgs84")
    Limit.objects.create(client=client, feature="height", answer="cannot")
    Limit.objects.create(client=client, feature="night", answer="unknown")

    seeker = seeker_of(client, MONDAY)

    assert (seeker.wished, seeker.wage_floor, seeker.skills) == ((ELECTRICIAN,), 3200.0, ("低压线路检修",))
    assert (seeker.districts, seeker.shifts) == ({DONGSHENG}, {Shift.DAY})
    assert seeker.limits == {WorkFeature.HEIGHT: False, WorkFeature.NIGHT: None}
    assert seeker.certificates == {"electrician_low": None}
    assert seeker.certificates_complete
    assert (seeker.longitude, seeker.latitude) == (109.99, 39.81)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "sign_in", "every": "month", "weekday": 2, "half_day": "am"}, ({1}, 510, 720)),
        ({"kind": "sign_in", "every": "week", "weekday": 7, "half_day": "pm"}, ({6}, 840, 1050)),
        (
            {"kind": "medication", "every": "day", "starts_at": time(9), "ends_at": time(10, 30)},
            (set(range(7)), 540, 630),
        ),
    ],
)
def test_fixed_times_are_appointments(fields, expected):
    client = a_case()
    fixed = FixedTime.objects.create(client=client, **fields)

    (appointment,) = seeker_of(client, MONDAY).appointments

    assert appointment == Appointment(fixed.get_kind_display(), frozenset(expected[0]), *expected[1:])


def test_measures_and_answers_become_the_case():
    client = a_case(measures=())
    RehabMeasure.objects.create(
        client=client, kind="compulsory_isolation", start=date(2021, 1, 4), end=date(2023, 1, 3)
    )
    for kind, answer, on in [
        ("recent_use", "yes", date(2020, 5, 1)),
        ("drug_crime", "no", None),
        ("criminal_penalty", "unknown", None),
    ]:
        BarFact.objects.create(client=client, kind=kind, answer=answer, on=on)

    case = seeker_of(client, MONDAY).case

    assert case.knows(Fact.COMPULSORY_ISOLATION, MONDAY) is Truth.YES
    assert case.knows(Fact.DRUG_CRIME, MONDAY) is Truth.NO
    assert case.knows(Fact.CRIMINAL_PENALTY, MONDAY) is Truth.UNKNOWN
    assert case.knows(Fact.RECENT_USE, MONDAY) is Truth.UNKNOWN  # six years ago, and perhaps not the last time
    assert case.knows(Fact.RECENT_USE, date(2022, 1, 1)) is Truth.YES


def test_every_question_of_the_records_is_one_of_the_kernel():
    assert {kind.value for kind in BarFact.Kind} <= {fact.value for fact in Fact}


def test_an_override_reaches_the_kernel_while_it_holds():
    client, manager = a_case(), a_manager()
    override_bar(manager, client, "security_guard", "保安服务管理条例第十七条", until=MONDAY, as_of=days_before(10))

    assert [o.bar for o in seeker_of(client, MONDAY).overrides] == ["security_guard"]
    assert seeker_of(client, MONDAY + timedelta(days=1)).overrides == ()


def test_reading_a_caseload_costs_the_same_for_one_and_for_many(django_assert_num_queries):
    worker = a_social_worker()
    for name in ("王建军", "赵强", "孙丽"):
        a_case(name, worker)
    assert worker.role  # her post is looked up once

    for count in (1, 3):
        with django_assert_num_queries(10):
            for client in list(with_facts(Client.objects.visible_to(worker))[:count]):
                seeker_of(client, MONDAY)


def test_a_bare_advertisement_leaves_everything_open():
    post = post_of(a_vacancy("普工", on=MONDAY))

    assert (post.wage_min, post.shifts, post.education, post.certificates, post.kinds) == (None,) * 5
    assert (post.headcount_left, post.occupation, post.longitude) == (None, None, None)
    assert post.fresh_until == MONDAY + timedelta(days=30)


def test_an_advertisement_with_a_text_has_said_which_papers_it_wants():
    assert post_of(a_vacancy(text="打扫楼道。")).certificates == frozenset()
    assert post_of(a_vacancy(text="", certificates=["health"])).certificates == {"health"}


@pytest.mark.parametrize(
    ("guessed", "confirmed", "kinds"),
    [([], False, None), ([], True, set()), (["security_guard"], False, {PostKind.SECURITY_GUARD})],
)
def test_statutory_kinds_count_when_guessed_and_are_open_when_nobody_looked(guessed, confirmed, kinds):
    at = datetime(2026, 11, 20, tzinfo=SHANGHAI) if confirmed else None

    assert post_of(a_vacancy("保安", post_kinds=guessed, kinds_confirmed_at=at)).kinds == kinds


def test_card_and_post_say_what_the_vacancy_says():
    vacancy = an_open_vacancy(headcount=5, filled=2, wage_min=Decimal("2827.50"), wage_max=None, features=["height"])

    card, post = card_of(vacancy), post_of(vacancy)

    assert (card.places, post.headcount_left, card.wage_min, post.wage_min) == (3, 3, Decimal(2828), 2827.5)
    assert (card.group, card.occupation, card.county) == ("6-31-00-00", "电工", DONGSHENG)
    assert (card.shifts, post.shifts, post.education) == ((Shift.DAY,), {Shift.DAY}, Education.NONE)
    assert post.features == {WorkFeature.HEIGHT}


@pytest.mark.parametrize("days", [0, 30, 31])
def test_card_and_queries_agree_on_what_is_open(days):
    from employers.models import Vacancy

    vacancy = a_vacancy(on=days_before(days))
    card = card_of(vacancy)

    assert card.is_open(MONDAY) is Vacancy.objects.open(MONDAY).exists()
    assert card.is_stale(MONDAY) is Vacancy.objects.stale(MONDAY).exists() is vacancy.is_stale(MONDAY)


def test_coordinates_are_brought_to_one_datum():
    # 鄂尔多斯: GCJ-02 lies some 600 m off, BD-09 about a kilometre.
    assert as_wgs84(109.99, 39.81, "wgs84") == (109.99, 39.81)
    assert as_wgs84(None, None, "") is None
    longitude, latitude = as_wgs84(109.99598, 39.81126, "gcj02")
    assert abs(longitude - 109.99) < 0.002
    assert abs(latitude - 39.81) < 0.002
    bd_longitude, bd_latitude = as_wgs84(110.00248, 39.81726, "bd09")
    assert abs(bd_longitude - longitude) < 0.0015
    assert abs(bd_latitude - latitude) < 0.0015


# Tests and leave ------------------------------------------------------------------------------------------------------


def measured(kind: str, start: date, end: date | None = None) -> Client:
    """王建军 of 东胜区, whose only measure is this one."""
    client = a_case(measures=())
    RehabMeasure.objects.create(client=client, kind=kind, start=start, end=end)
    return client


def test_a_calendar_of_tests_without_a_day_is_a_question_and_with_one_a_limit():
    client = measured("community_treatment", date(2025, 6, 2))
    assert seeker_of(client, MONDAY).undated == ("到检",)

    client.fixed_times.create(kind="test", every="month", weekday=4, half_day="pm")
    seeker = seeker_of(client, MONDAY)

    assert seeker.undated == ()
    assert [one.label for one in seeker.appointments] == ["到检"]


@pytest.mark.parametrize(
    ("measure", "undated", "county"),
    [
        (("community_treatment", date(2025, 6, 2), None), ("到检",), "150602"),
        # The calendar of three years is through, and nobody has recorded the end.
        (("community_treatment", date(2023, 6, 2), None), (), "150602"),
        (("community_treatment", date(2025, 6, 2), date(2026, 6, 2)), (), None),
        (("voluntary", date(2025, 6, 2), None), (), None),
        (("compulsory_isolation", date(2025, 6, 2), None), (), None),
    ],
)
def test_only_what_a_street_carries_out_plans_tests_and_ties_to_a_county(measure, undated, county):
    seeker = seeker_of(measured(*measure), MONDAY)

    assert (seeker.undated, seeker.executing_county) == (undated, county)


def test_while_a_measure_stands_still_nothing_is_planned():
    client = measured("community_treatment", date(2025, 6, 2))
    client.measures.get().pauses.create(since=date(2026, 11, 1))

    seeker = seeker_of(client, MONDAY)

    assert (seeker.undated, seeker.executing_county) == ((), None)
