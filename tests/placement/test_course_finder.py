"""培训找岗位: a course opens exactly as many vacancies as her matches grow by when its certificate is on file."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients import record_facts
from clients.models import BarFact, Client, ClientCertificate, Limit
from placement.best_vacancies import for_client
from placement.course_finder import courses_for, whom_it_helps
from tests.cast import MONDAY, a_social_worker
from tests.placement.builders import CLEANER, ELECTRICIAN, WELDER, a_case, a_case_inside, an_open_vacancy
from tests.placement.classes import a_class, an_enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def afresh(client: Client, worker) -> Client:
    return Client.objects.visible_to(worker).get(pk=client.pk)


def matches(client: Client, worker) -> set[int]:
    return {found.card.id for found in for_client(afresh(client, worker), worker, MONDAY).ranked}


def offers(client: Client, worker):
    return courses_for(afresh(client, worker), worker, MONDAY).offers


def test_a_course_opens_what_its_certificate_opens_and_nothing_else():
    li, wang = a_social_worker(), a_case()
    near = an_open_vacancy("维修电工", certificates=["electrician_low"], wage_min=Decimal(4800))
    better = an_open_vacancy("物业电工", firm="万正物业", certificates=["electrician"])
    an_open_vacancy("叉车电工", firm="恒源物流", certificates=["electrician_low", "forklift"])
    an_open_vacancy("夜班电工", certificates=["electrician_low"], shifts=["night"])
    an_open_vacancy("水电工", firm="万正物业")
    a_class()

    (offer,) = offers(wang, li)

    assert {found.card.id for found in offer.opened} == {near.pk, better.pk}
    assert [found.score for found in offer.opened] == sorted((found.score for found in offer.opened), reverse=True)
    assert offer.refused == (("班次", 1),)


def test_most_first_then_the_cheapest_then_the_soonest():
    li, wang = a_social_worker(), a_case()
    an_open_vacancy("维修电工", certificates=["electrician_low"])
    an_open_vacancy("电焊工", firm="恒源物流", certificates=["welder"])
    an_open_vacancy("焊工学徒", firm="万正物业", certificates=["welder"])
    soon = MONDAY + timedelta(days=5)
    a_class("低压电工取证班（自费）", certificate="electrician_low", payer="learner", cost=None, starts_on=soon)
    a_class("低压电工取证班（晚）", certificate="electrician_low", payer="learner", cost=300)
    a_class("低压电工取证班（早）", certificate="electrician_low", payer="learner", cost=300, starts_on=soon)
    a_class("低压电工取证班（补贴）", certificate="electrician_low", cost=1800)
    a_class("焊接与热切割取证班", certificate="welder", cost=1500)
    a_class("农机维修班", certificate="", cost=0, starts_on=soon)

    assert [offer.course.name for offer in offers(wang, li)] == [
        "焊接与热切割取证班",
        "低压电工取证班（补贴）",
        "低压电工取证班（早）",
        "低压电工取证班（晚）",
        "低压电工取证班（自费）",
        "农机维修班",
    ]


def test_a_course_without_a_certificate_opens_nothing():
    li, wang = a_social_worker(), a_case()
    an_open_vacancy("维修电工", certificates=["electrician_low"])
    a_class("农机维修班", certificate="")

    (offer,) = offers(wang, li)

    assert (offer.gain, offer.opens, offer.held, offer.is_barred) == (None, 0, False, False)


def test_what_she_holds_is_marked_and_opens_nothing():
    li, wang = a_social_worker(), a_case(certificates=("electrician_high",))
    an_open_vacancy("维修电工", certificates=["electrician"])
    a_class("电工证复审班", certificate="electrician")

    (offer,) = offers(wang, li)

    assert (offer.held, offer.opens) == (True, 0)


def test_a_course_that_the_law_bars_opens_nothing_and_says_so():
    li, wang = a_social_worker(), a_case(measures=("compulsory_isolation",))
    wang.measures.update(end=date(2025, 5, 6))
    an_open_vacancy("保安", certificates=["security_guard"], post_kinds=["security_guard"], occupation="4-07-05-01")
    a_class("保安员上岗班", certificate="security_guard")

    (offer,) = offers(wang, li)

    assert (offer.opens, offer.is_barred, offer.refused) == (0, True, (("从业限制", 1),))


def test_nobody_knows_what_she_can_do_and_the_page_is_told():
    li, sun = a_social_worker(), a_case("孙丽", skills=())
    an_open_vacancy("维修电工", certificates=["electrician_low"])
    a_class()

    found = courses_for(sun, li, MONDAY)

    assert (found.papers_known, found.offers[0].opens) == (False, 0)


def test_only_classes_that_take_sign_ups_are_offered():
    li, wang = a_social_worker(), a_case()
    a_class(starts_on=MONDAY - timedelta(days=1))
    a_class(starts_on=MONDAY + timedelta(days=20), sign_up_until=MONDAY - timedelta(days=1))
    a_class(starts_on=MONDAY + timedelta(days=30), cancelled_on=MONDAY, cancel_words="报名不足")
    last = a_class(starts_on=MONDAY)

    (offer,) = offers(wang, li)

    assert [row.cohort for row in offer.classes] == [last]


def test_who_is_inside_is_offered_what_is_taught_inside():
    li = a_social_worker()
    inside, outside = a_case_inside(MONDAY + timedelta(days=60), "那仁"), a_case("王建军")
    a_class("低压电工取证班")
    a_class("电工班（所内）", inside=True)

    assert [offer.course.name for offer in offers(inside, li)] == ["电工班（所内）"]
    assert [offer.course.name for offer in offers(outside, li)] == ["低压电工取证班"]


def test_seats_and_her_own_enrolment_are_shown():
    li, wang, sun = a_social_worker(), a_case(), a_case("孙丽")
    cohort = a_class(seats=1)
    row = an_enrolment(wang, cohort)
    an_enrolment(sun, cohort)

    (offer,) = offers(wang, li)

    assert (offer.mine, offer.classes[0].free, offer.classes[0].waiting) == (row, 0, 1)
    assert offer.classes[0].has_seat is False


def test_whom_a_class_helps_is_the_same_number_for_each():
    li, cohort = a_social_worker(), a_class()
    an_open_vacancy("维修电工", certificates=["electrician_low"])
    an_open_vacancy("夜班电工", certificates=["electrician_low"], shifts=["night"])
    day, both = a_case("王建军"), a_case("孙丽", shifts=("day", "night"))
    a_case("赵强", certificates=("electrician_low",))
    a_case("陈志远", a_social_worker("张伟"))

    found = whom_it_helps(li, cohort, MONDAY)

    assert [(one.client.name, one.opens) for one in found] == [("孙丽", 2), ("王建军", 1)]
    assert [offers(client, li)[0].opens for client in (both, day)] == [2, 1]


def test_more_courses_and_vacancies_take_no_more_queries():
    li, wang = a_social_worker(), a_case()
    counts = []
    for number in range(2):
        for extra in range(3):
            a_class(f"叉车司机班{number}{extra}", certificate="forklift")
            an_open_vacancy(f"叉车司机{number}{extra}", certificates=["forklift"])
        for_client(wang, li, MONDAY)
        client = afresh(wang, li)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            courses_for(client, li, MONDAY)
        counts.append(len(queries))

    assert counts[0] == counts[1]


# The promise ----------------------------------------------------------------------------------------------------------

CODES = ("electrician_low", "electrician", "welder", "forklift", "driving_c1", "security_guard", "高原作业培训证")


@pytest.fixture
def a_city():
    """Vacancies that ask for papers and much else, and one class for each paper."""
    an_open_vacancy("水电工", firm="万正物业")
    for code in CODES:
        an_open_vacancy(f"要{code}的", certificates=[code])
        an_open_vacancy(f"要{code}的夜班", firm="恒源物流", certificates=[code], shifts=["night"], features=["night"])
        a_class(f"{code}班", certificate=code)
    an_open_vacancy("叉车电工", firm="恒源物流", certificates=["electrician_low", "forklift"])
    an_open_vacancy("送货司机", certificates=["driving_c1"], post_kinds=["driver"], occupation="4-02-02-01")
    an_open_vacancy("保安", certificates=["security_guard"], post_kinds=["security_guard"])
    an_open_vacancy(
        "高处电工",
        certificates=["electrician_low"],
        features=["height"],
        wage_min=Decimal(6000),
        wage_max=Decimal(7000),
    )
    an_open_vacancy(
        "伊旗电工", region="150627", certificates=["electrician"], wage_min=Decimal(3000), wage_max=Decimal(3000)
    )
    return a_social_worker()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    held=st.sets(st.sampled_from(CODES), max_size=3),
    expired=st.booleans(),
    skills=st.sampled_from([(), ("低压线路检修",)]),
    shifts=st.sampled_from([(), ("day",), ("day", "night")]),
    floor=st.sampled_from([None, 3200, 5500]),
    districts=st.sampled_from([(), ("150602",), ("150602", "150627")]),
    wished=st.sampled_from([ELECTRICIAN, WELDER, CLEANER]),
    cannot=st.sampled_from([None, "night", "height"]),
    crime=st.sampled_from([None, "yes", "no", "unknown"]),
    code=st.sampled_from(CODES),
)
def test_predicted_is_what_her_matches_grow_by(
    a_city, held, expired, skills, shifts, floor, districts, wished, cannot, crime, code
):
    li = a_city
    with transaction.atomic():
        wang = a_case(
            skills=skills, shifts=shifts, wage_floor=floor, districts=districts, wished=(wished,),
            certificates=tuple(held),
        )  # fmt: skip
        if expired:
            wang.certificates.update(expires_on=MONDAY - timedelta(days=1))
        if cannot:
            Limit.objects.create(client=wang, feature=cannot, answer="cannot", recorded_by=li)
        if crime:
            BarFact.objects.create(client=wang, kind="drug_crime", answer=crime, recorded_by=li)
        before = matches(wang, li)
        offer = next(one for one in offers(wang, li) if one.course.certificate == code)
        (helped,) = [
            one.opens for one in whom_it_helps(li, offer.classes[0].cohort, MONDAY) if one.client.pk == wang.pk
        ] or [0]

        paper = wang.certificates.filter(code=code).first() or ClientCertificate(client=wang, code=code)
        paper.expires_on = None
        record_facts.record(li, wang, paper)

        after = matches(wang, li)
        assert before <= after
        assert {found.card.id for found in offer.opened} == after - before
        assert offer.opens == helped == len(after) - len(before)
        transaction.set_rollback(True)
