"""Two who close the same month at the same moment, and what the schedule does by itself."""

from collections.abc import Callable
from datetime import date, datetime
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection

from figures import close_month, tasks
from figures.close_month import close
from figures.models import FigureSet, StoredFigure
from figures.schema import create_triggers, drop_triggers
from jobs.kinds import recurring
from jobs.models import Job
from jobs.run import ask, run
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import a_client, a_manager, a_social_worker
from tests.figures.october import OCTOBER, SHANGHAI

THIRD = datetime(2026, 11, 3, 2, tzinfo=SHANGHAI)


@pytest.fixture
def cleared(transactional_db):
    """Rows are committed; afterwards even what is closed is cleared away, which nobody else can."""
    yield
    drop_triggers()
    FigureSet.objects.all().delete()
    create_triggers()


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all of these at the same moment, each on a connection of its own; what was refused."""
    start, refused, broken = Barrier(len(deeds)), [], []

    def do(deed: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            deed()
        except Refused as no:
            refused.append(str(no))
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert broken == []
    return refused


@pytest.mark.usefixtures("cleared")
def test_of_two_who_close_one_is_told():
    a_client(a_social_worker())
    manager = a_manager("乌兰", "1506")

    refused = at_once(lambda: close(manager, OCTOBER, at=THIRD), lambda: close(None, OCTOBER, at=THIRD))

    assert len(refused) == 1
    assert "已经结账" in refused[0]
    made = FigureSet.objects.get()
    assert StoredFigure.objects.filter(figure_set=made).count() == StoredFigure.objects.count()
    assert AccessEvent.objects.filter(kind="figures").count() == 1


@pytest.mark.usefixtures("cleared")
def test_the_slower_of_two_countings_is_refused_by_the_database(monkeypatch):
    """The other one closes while this one counts: the question before the counting has seen nothing."""
    counts = close_month.count_month
    first = []

    def slowly(*arguments, **options):
        counted = counts(*arguments, **options)
        if not first:
            first.append(True)
            close(None, OCTOBER, at=THIRD)
        return counted

    monkeypatch.setattr(close_month, "count_month", slowly)

    with pytest.raises(Refused, match="已经结账"):
        close(None, OCTOBER, at=THIRD)

    assert FigureSet.objects.count() == 1


# By itself ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_it_closes_on_the_third_and_counts_every_night():
    table = {kind.name: kind.every for kind in recurring() if kind.name.startswith("figures.")}

    assert {
        name: (every._orig_day_of_month, every._orig_hour, every._orig_minute) for name, every in table.items()
    } == {
        "figures.close": ("3", "2", "0"),
        "figures.count": ("*", "2", "30"),
    }


@pytest.mark.django_db
def test_months_whose_third_was_missed_are_closed_together():
    with time_machine.travel(datetime(2026, 9, 12, 9, tzinfo=SHANGHAI), tick=False):
        assert run(ask(None, "figures.count", "september").pk)
    with time_machine.travel(datetime(2026, 11, 9, 2, tzinfo=SHANGHAI), tick=False):
        assert run(ask(None, "figures.close", "november").pk)
        assert run(ask(None, "figures.count", "november").pk)

    standing = FigureSet.objects.order_by("month", "kind").values_list("month", "kind")
    assert list(standing) == [
        (date(2026, 8, 1), "closed"),
        (date(2026, 8, 1), "recount"),
        (date(2026, 9, 1), "closed"),
        (date(2026, 9, 1), "recount"),
        (date(2026, 10, 1), "closed"),
        (date(2026, 10, 1), "recount"),
        (date(2026, 11, 1), "running"),
    ]
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert tasks.LEASE.total_seconds() > 120
