"""The ledger: what a row says, that nobody can change it unseen, and who finds out."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from people import ledger
from people.ledger import Entry, OutOfTurn
from people.models import AccessEvent, Action, LedgerHead, Purpose
from people.models.access_event import AppendOnly
from tests.cast import JIAOTONG, MONDAY_9, a_manager, a_social_worker

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year


def look(count=1, actor=None):
    actor = actor or a_social_worker("李敏")
    return [ledger.record(actor, Action.VIEW, "client", number, Purpose.CASE_WORK) for number in range(count)]


def forge(row, /, **changes):
    """What somebody does who can write to the database."""
    columns = ", ".join(f"{name} = %s" for name in changes)
    with connection.cursor() as cursor:
        cursor.execute(f"update people_accessevent set {columns} where number = %s", [*changes.values(), row])


def test_a_row_says_who_where_what_and_why():
    li = a_social_worker("李敏")

    ledger.record(li, Action.LOOK_UP, "client", 417, Purpose.LOOK_UP)

    event = ledger.of("client", 417).get()
    assert (event.actor, event.role, event.region_code) == (li, "social_worker", JIAOTONG)
    assert (event.action, event.purpose, event.number) == ("look_up", "look_up", 1)


def test_the_system_has_no_person_and_no_region():
    event = ledger.record(None, Action.CHANGE, "vacancy", 3, Purpose.STATISTICS)

    assert (event.actor, event.role, event.region_code) == (None, "", "")


def test_an_unknown_purpose_is_an_error():
    with pytest.raises(ValueError, match="随便看看"):
        ledger.record(a_social_worker(), Action.VIEW, "client", 1, "随便看看")


def test_a_later_change_of_post_does_not_rewrite_history():
    li = a_social_worker("李敏")
    look(1, li)

    li.memberships.update(role="auditor")

    assert AccessEvent.objects.get().role == "social_worker"


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: AccessEvent.objects.get().save(),
        lambda: AccessEvent.objects.get().delete(),
        lambda: AccessEvent.objects.all().delete(),
        lambda: AccessEvent.objects.update(purpose="audit"),
        lambda: AccessEvent.objects.bulk_update(AccessEvent.objects.all(), ["purpose"]),
    ],
)
def test_rows_are_neither_changed_nor_deleted(attempt):
    look()

    with pytest.raises(AppendOnly):
        attempt()

    assert AccessEvent.objects.get().purpose == "case_work"


def test_a_whole_ledger_holds():
    look(12)

    assert ledger.verify(YEAR) is None


@pytest.mark.parametrize(
    "column", ["at", "actor_id", "role", "region_code", "action", "kind", "object_id", "purpose", "hash"]
)
def test_every_changed_column_is_found(column):
    manager = a_manager()
    look(5)
    new = {"at": MONDAY_9.replace(tzinfo=None), "actor_id": manager.pk}.get(column, "x")

    forge(3, **{column: new})

    assert ledger.verify(YEAR) == (YEAR, 3, "changed: its content does not fit its hash")


def test_a_missing_row_is_found():
    look(5)
    with connection.cursor() as cursor:
        cursor.execute("delete from people_accessevent where number = 3")

    broken = ledger.verify(YEAR)

    assert broken.number == 3
    assert broken.reason.startswith("missing")


def test_a_cut_off_end_is_found():
    look(5)
    with connection.cursor() as cursor:
        cursor.execute("delete from people_accessevent where number > 3")

    assert ledger.verify(YEAR).number == 4


def test_exchanged_rows_are_found():
    look(5)
    forge(2, number=99)
    forge(3, number=2)
    forge(99, number=3)

    assert ledger.verify(YEAR) == (YEAR, 2, "out of order: it does not continue the row before it")


def test_a_row_made_without_the_key_does_not_fit(settings):
    look(2)
    key, settings.LEDGER_KEY = settings.LEDGER_KEY, "a guess"
    look(1)
    settings.LEDGER_KEY = key

    assert ledger.verify(YEAR).number == 3


def test_the_command_names_the_first_broken_row_and_fails(capsys):
    look(5)
    call_command("verify_ledger")
    assert f"{YEAR}: 5 rows hold" in capsys.readouterr().out

    forge(4, purpose="audit")

    with pytest.raises(CommandError, match=f"{YEAR}-4: changed"):
        call_command("verify_ledger", year=YEAR)


def entries(*offsets):
    li = a_social_worker("李敏")
    return [
        Entry(
            MONDAY_9 + timedelta(days=days), li.pk, "social_worker", JIAOTONG, "view", "client", str(days), "case_work"
        )
        for days in offsets
    ]


def test_past_events_are_written_in_bulk_year_by_year():
    written = ledger.record_many(entries(-800, -400, -399, -30))

    assert written == 4
    assert ledger.years() == [2024, 2025, 2026]
    assert [ledger.verify(year) for year in ledger.years()] == [None, None, None]


def test_bulk_and_single_rows_make_one_chain():
    look(2)
    at = timezone.now()
    ledger.record_many([entry._replace(at=at) for entry in entries(1, 2)])
    look(1)

    assert [event.number for event in AccessEvent.objects.order_by("number")] == [1, 2, 3, 4, 5]
    assert ledger.verify(YEAR) is None


def test_the_past_is_closed():
    ledger.record_many(entries(-400, -30))

    with pytest.raises(OutOfTurn):
        ledger.record_many(entries(-31))

    assert ledger.verify(2026) is None


def test_the_year_changes_at_midnight_of_the_site(time_machine):
    time_machine.move_to("2026-12-31 23:59:59 +08:00", tick=False)
    look()
    time_machine.move_to("2027-01-01 00:00:01 +08:00", tick=False)
    look()

    assert [(event.year, event.number) for event in AccessEvent.objects.order_by("year")] == [(2026, 1), (2027, 1)]


def test_recording_costs_few_queries(django_assert_max_num_queries):
    li = a_social_worker("李敏")
    look(1, li)

    # Savepoint, head, row, head, release.
    with django_assert_max_num_queries(5):
        look(1, li)


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain():
    li = a_social_worker("李敏")
    together = Barrier(4)

    def write():
        together.wait()
        try:
            for number in range(15):
                ledger.record(li, Action.VIEW, "client", number, Purpose.CASE_WORK)
        finally:
            connection.close()

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert AccessEvent.objects.count() == 60
    assert LedgerHead.objects.get().number == 60
    assert ledger.verify(YEAR) is None
