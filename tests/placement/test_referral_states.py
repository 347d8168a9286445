"""The table of steps, held by the verbs, by the history and by the database: nothing else is ever written."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from people.errors import Refused
from placement import referral_schema
from placement.models import Referral, ReferralEvent
from placement.models.referral import MOVES, RUNNING, UNDO, By, State, pairs
from placement.referral_step import Taker, take
from tests.cast import MONDAY, MONDAY_9, a_contact, a_social_worker
from tests.placement.builders import a_case, an_open_vacancy
from tests.placement.referrals import a_consent, a_referral

pytestmark = pytest.mark.django_db

NOW = MONDAY_9 + timedelta(hours=8)
ALL_PAIRS = [(source, target) for source, target in product(State, State) if source != target]
NAMES = {(source, target): f"{source}-{target}" for source, target in ALL_PAIRS}


def columns_of(state: State) -> dict[str, object]:
    """What a row of this state cannot be without, or with."""
    ran = state != State.PREPARED
    return {
        "sent_at": MONDAY_9 if ran else None,
        "answer_due": MONDAY + timedelta(days=14) if ran else None,
        "seen_at": MONDAY_9 if ran else None,
        "answered_at": MONDAY_9 if ran else None,
        "interview_at": MONDAY_9 if ran else None,
        "closed_at": None if state in RUNNING else MONDAY_9,
    }


def a_row(state: State) -> Referral:
    """A referral of this state, put there past the verbs."""
    client, vacancy = a_case(), an_open_vacancy()
    return Referral.objects.create(
        client=client, vacancy=vacancy, state=state, consent=a_consent(client, vacancy.enterprise), **columns_of(state)
    )


def write_state(referral: Referral, target: State) -> None:
    """Past the verbs and the history, with all that the constraints on one row ask for."""
    Referral.objects.unscoped("test").filter(pk=referral.pk).update(state=target, **columns_of(target))


# The database ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("source", "target"), ALL_PAIRS, ids=NAMES.values())
def test_the_database_lets_a_state_change_only_along_the_table(source, target):
    referral = a_row(source)

    if (source, target) in pairs():
        write_state(referral, target)
    else:
        with pytest.raises(IntegrityError, match=referral_schema.MESSAGE), transaction.atomic():
            write_state(referral, target)

    referral.refresh_from_db()
    assert referral.state == (target if (source, target) in pairs() else source)


def test_who_writes_sql_is_refused_too():
    a_referral()

    with (
        pytest.raises(IntegrityError, match=referral_schema.MESSAGE),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE placement_referral SET state = 'started', closed_at = sent_at")


@pytest.mark.django_db(transaction=True)
def test_migrating_puts_the_trigger_back():
    referral = a_referral()
    referral_schema.drop_triggers()

    call_command("migrate", verbosity=0)

    with pytest.raises(IntegrityError, match=referral_schema.MESSAGE):
        write_state(referral, State.STARTED)


@pytest.mark.parametrize(
    ("state", "lacking"),
    [
        (State.SENT, "sent_at"),
        (State.SENT, "answer_due"),
        (State.SEEN, "seen_at"),
        (State.INTERVIEW, "interview_at"),
        (State.OFFER, "answered_at"),
        (State.EMPLOYER_DECLINED, "closed_at"),
    ],
)
def test_a_state_without_what_belongs_to_it_cannot_be_written(state, lacking):
    client, vacancy = a_case(), an_open_vacancy()
    columns = columns_of(state) | {lacking: None}

    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(
            client=client, vacancy=vacancy, state=state, consent=a_consent(client, vacancy.enterprise), **columns
        )


def test_one_vacancy_has_one_running_referral_of_a_client():
    first = a_referral()

    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(client=first.client, vacancy=first.vacancy)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "start", "source": "sent", "target": "started"},
        {"name": "invite", "source": "sent", "target": "offer"},
        {"name": "invite", "by": "system", "recorded_by": None},
        {"name": "see", "by": "worker", "target": "seen"},
        {"name": "decline", "target": "employer_declined", "reason": ""},
        {"name": "invite", "reason": "skills"},
        {"name": "invite", "recorded_by": None},
        {"name": "invite", "on_behalf": True},
        {"name": UNDO, "source": "lapsed", "target": "sent"},
        {"name": "paint"},
    ],
    ids=str,
)
def test_the_history_takes_no_row_that_is_not_of_the_table(wrong):
    referral = a_referral()
    right = {"name": "invite", "source": "sent", "target": "interview", "by": "firm", "recorded_by": a_contact().user}

    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralEvent.objects.create(referral=referral, **{**right, **wrong})

    ReferralEvent.objects.create(referral=referral, **right)


# The verbs ------------------------------------------------------------------------------------------------------------


def steps() -> list[tuple[State, str, By]]:
    return [(state, name, by) for state in State for name in MOVES for by in By]


def test_every_step_that_is_not_in_the_table_is_refused_and_leaves_nothing():
    worker, zhou = a_social_worker(), a_contact()
    takers = {By.WORKER: Taker(By.WORKER, worker), By.FIRM: Taker(By.FIRM, zhou), By.SYSTEM: Taker(By.SYSTEM)}
    rows = {state: a_row(state) for state in State}
    refused = 0

    for state, name, by in steps():
        move, referral = MOVES[name], rows[state]
        if state in move.sources and by in move.by:
            continue
        with pytest.raises(Refused) as no:
            take(referral, name, takers[by], at=NOW, reason="other", note="没有")
        assert no.value.next_step
        refused += 1

    allowed = sum(len(move.sources) * len(move.by) for move in MOVES.values())
    assert refused == len(steps()) - allowed
    assert [Referral.objects.unscoped("test").get(pk=rows[state].pk).state for state in State] == list(State)
    assert not ReferralEvent.objects.unscoped("test").exists()


def test_every_step_of_the_table_is_taken_with_its_line_of_history():
    worker, zhou = a_social_worker(), a_contact()
    takers = {By.WORKER: Taker(By.WORKER, worker), By.FIRM: Taker(By.FIRM, zhou), By.SYSTEM: Taker(By.SYSTEM)}

    for state, name, by in steps():
        move = MOVES[name]
        if state not in move.sources or by not in move.by:
            continue
        referral = a_row(state)
        changes = {
            key: value for key, value in columns_of(move.target).items() if key not in ("closed_at", "answered_at")
        }
        take(referral, name, takers[by], at=NOW, reason="other" if move.reasons else "", note="已核实", **changes)
        (event,) = referral.events.all()
        referral.refresh_from_db()
        assert (referral.state, referral.turn) == (move.target, 1)
        assert (event.source, event.target, event.by, event.recorded_by) == (state, move.target, by, takers[by].user)
        assert event.label == move.done


def test_a_referral_says_what_may_come_next():
    referral = a_referral()

    assert referral.possible_moves(By.FIRM) == ["see", "invite", "offer", "decline"]
    assert referral.possible_moves(By.WORKER) == ["invite", "offer", "decline", "turn_down", "withdraw"]


def test_a_firm_reads_no_state_that_tells_why():
    ended = {state.for_firm for state in (State.CLIENT_DECLINED, State.WITHDRAWN, State.PLACED_ELSEWHERE)}

    assert ended == {"对方已有其他安排"}
    assert all(state.for_firm for state in State)
