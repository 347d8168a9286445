"""Every move of a vacancy: who, from where, to where, and what the database forbids."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from employers import post_vacancy, publish, review
from employers.models import By, Cause, Enterprise, SentVacancy, State, Vacancy
from employers.models.vacancy import FRESH_DAYS
from employers.models.vacancy_moves import MOVES
from people.errors import Refused
from people.models import ApiToken
from tests.api.tokens import a_token
from tests.cast import (
    KANGBASHI,
    MONDAY,
    MONDAY_9,
    a_contact,
    a_manager,
    a_region,
    a_social_worker,
    a_vacancy,
    an_enterprise,
)

pytestmark = pytest.mark.django_db


LATER = MONDAY_9 + timedelta(days=31)


def take(name: str, by: By, vacancy: Vacancy) -> Vacancy:
    """The step by its verb, a month after the vacancy was posted."""
    if by == By.SYSTEM:
        return publish.take_place(vacancy.pk, at=LATER) if name == "fill" else publish.expire(vacancy.pk, at=LATER)
    actor = {By.FIRM: a_contact, By.SENDER: lambda: the_sender_of(vacancy), By.STAFF: a_manager}[by]()
    if name == "return":
        return review.send_back(actor, vacancy.pk, Cause.WORK, seen=MONDAY_9, at=LATER)
    if name == "publish" and vacancy.state == State.SUBMITTED:
        return review.publish(actor, vacancy.pk, seen=MONDAY_9, post_kinds=[], at=LATER)
    return publish.STEPS[name](actor, vacancy.pk, at=LATER)


def the_sender_of(vacancy: Vacancy) -> ApiToken:
    """The job board that sent it, for a firm that has been verified."""
    token, _ = a_token()
    SentVacancy.objects.create(vacancy=vacancy, sender=token.sender, reference="A-1")
    Enterprise.objects.filter(pk=vacancy.enterprise_id).update(verified_at=MONDAY_9, verified_by=a_manager())
    return token


@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("state", State)
def test_each_move_from_each_state_goes_by_the_table(name, state, by):
    vacancy = a_vacancy(state=state, headcount=1, wage_min=Decimal(4500), text="检修配电柜。")
    step = MOVES[name]

    if state in step.sources and by in step.by:
        moved = take(name, by, vacancy)
        assert moved.state == step.target
        (event,) = vacancy.events.all()
        assert (event.name, event.by, event.source, event.target) == (name, by, state, step.target)
    else:
        actors = {By.STAFF: a_manager, By.FIRM: a_contact, By.SYSTEM: lambda: None, By.SENDER: lambda: a_token()[0]}
        actor = actors[by]()
        why = f"现在是“{state.label}”，不能{step.label}" if by in step.by else f"“{step.label}”不由{by.label}办理"
        with pytest.raises(Refused, match=why):
            publish.move(actor, vacancy, name, at=LATER)
        assert not vacancy.events.exists()


def test_every_move_has_its_verb():
    assert publish.STEPS.keys() | {"return", "expire"} == MOVES.keys()


def test_who_came_second_is_refused_and_leaves_no_trace():
    manager = a_manager()
    vacancy = a_vacancy()
    seen_before = Vacancy.objects.get(pk=vacancy.pk)
    publish.pause(a_social_worker("李敏"), vacancy.pk)

    with pytest.raises(Refused, match="刚刚有人更新了这个岗位"):
        publish.move(manager, seen_before, "withdraw", at=MONDAY_9)

    vacancy.refresh_from_db()
    assert vacancy.state == State.PAUSED
    assert [event.name for event in vacancy.events.all()] == ["pause"]


def test_publishing_starts_both_clocks():
    vacancy = a_vacancy(state=State.DRAFT)

    publish.publish(a_manager(), vacancy.pk, at=MONDAY_9)

    vacancy.refresh_from_db()
    assert (vacancy.published_at, vacancy.refreshed_at) == (MONDAY_9, MONDAY_9)


def test_reopening_keeps_the_day_of_first_publication():
    vacancy = a_vacancy(state=State.PAUSED)

    publish.reopen(a_manager(), vacancy.pk, at=MONDAY_9 + timedelta(days=40))

    vacancy.refresh_from_db()
    assert vacancy.published_at == MONDAY_9
    assert vacancy.refreshed_at == MONDAY_9 + timedelta(days=40)


@pytest.mark.parametrize(("days", "stale"), [(FRESH_DAYS, False), (FRESH_DAYS + 1, True)])
def test_a_vacancy_is_stale_after_thirty_days_without_a_word(days, stale):
    vacancy = a_vacancy()
    day = MONDAY + timedelta(days=days)

    assert vacancy.is_stale(day) is stale
    assert (vacancy in Vacancy.objects.stale(day)) is stale
    assert (vacancy in Vacancy.objects.open(day)) is not stale


def test_a_word_of_the_firm_makes_it_fresh_again():
    vacancy = a_vacancy()

    publish.refresh(a_manager(), vacancy.pk, at=MONDAY_9 + timedelta(days=60))

    assert vacancy in Vacancy.objects.open(MONDAY + timedelta(days=60))


@pytest.mark.parametrize(("headcount", "filled", "is_open"), [(2, 1, True), (2, 2, False), (None, 5, True)])
def test_open_means_that_places_are_left(headcount, filled, is_open):
    vacancy = a_vacancy(headcount=headcount, filled=filled)

    assert (vacancy in Vacancy.objects.open(MONDAY)) is is_open


def test_the_last_place_fills_the_vacancy():
    vacancy = a_vacancy(headcount=1)

    publish.take_place(vacancy.pk)

    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.filled) == (State.FILLED, 1)
    with pytest.raises(Refused, match="已经招满"):
        publish.take_place(vacancy.pk)


def test_a_full_vacancy_is_not_reopened():
    vacancy = a_vacancy(headcount=1, filled=1, state=State.FILLED)

    with pytest.raises(Refused, match=r"已经招满.*改多"):
        publish.reopen(a_manager(), vacancy.pk)


def test_a_worker_of_another_county_cannot_move_it():
    vacancy = a_vacancy(firm=an_enterprise("康巴什物业", KANGBASHI), region=KANGBASHI)

    with pytest.raises(Vacancy.DoesNotExist):
        publish.pause(a_social_worker("李敏"), vacancy.pk)


@pytest.mark.parametrize(
    "impossible",
    [
        {"headcount": 2, "filled": 3},
        {"headcount": 0},
        {"wage_min": Decimal(5000), "wage_max": Decimal(4000)},
        {"longitude": 109.9},
        {"longitude": 109.9, "latitude": 39.8},
        {"datum": "gcj02"},
        {"published_at": None},
        {"refreshed_at": None},
        {"refreshed_at": MONDAY_9 - timedelta(days=1)},
        {"state": "draft"},
        {"state": "submitted", "review_since": MONDAY_9},
        {"state": "submitted", "published_at": None, "refreshed_at": None},
        {"state": "draft", "published_at": None, "refreshed_at": None, "review_since": MONDAY_9},
    ],
)
def test_the_database_forbids_impossible_states(impossible):
    vacancy = a_vacancy()

    with pytest.raises(IntegrityError):
        Vacancy.objects.filter(pk=vacancy.pk).update(**impossible)


def test_recording_reads_the_demands_and_writes_history():
    li = a_social_worker("李敏")
    firm = an_enterprise()

    vacancy = post_vacancy.record(
        li, firm.pk, title="保洁员", region=a_region(), text="限女性，50岁以下。", post_kinds=[], headcount=2
    )

    assert [demand["kind"] for demand in vacancy.demands] == ["sex", "age"]
    assert vacancy.kinds_are_confirmed
    assert vacancy.events.get().label == "登记"


def test_editing_reads_the_demands_anew_and_keeps_the_state():
    li = a_social_worker("李敏")
    vacancy = a_vacancy(text="限女性。")

    post_vacancy.edit(li, vacancy.pk, text="男女不限。", features=["night"])

    vacancy.refresh_from_db()
    assert (vacancy.demands, vacancy.features, vacancy.state) == ([], ["night"], State.PUBLISHED)
    assert vacancy.events.get().label == "修改"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"wage_min": Decimal(5000), "wage_max": Decimal(4000)}, "最低工资不能高于最高工资"),
        ({"headcount": 1, "longitude": 109.9}, "要么都填，要么都不填"),
        ({"features": ["flying"]}, "不认识或重复的代码：flying"),
        ({"shifts": ["day", "day"]}, "不认识或重复的代码：重复"),
        ({"shifts": "day"}, "应是一列代码"),
        ({"occupation": "9-99-99-99"}, "没有这个职业代码"),
    ],
)
def test_contradictions_are_refused_in_words(fields, text):
    vacancy = a_vacancy()

    with pytest.raises(Refused, match=text):
        post_vacancy.edit(a_manager(), vacancy.pk, **fields)


def test_a_misspelt_field_is_our_own_mistake():
    with pytest.raises(ValueError, match="salary"):
        post_vacancy.record(a_manager(), an_enterprise().pk, salary=4000)
