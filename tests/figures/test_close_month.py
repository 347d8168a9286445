"""结账: a month that is closed stays, whatever is put right later, whoever writes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from figures.close_month import close, count_running, months_to_close, recount
from figures.models import FigureSet, StoredFigure
from figures.read import figure_series, month_table
from people.errors import Refused
from people.models import AccessEvent, Region
from tests.cast import DONGSHENG, GONGYUAN, JIAOTONG, a_client, a_manager, a_region, a_social_worker
from tests.figures.months import a_month
from tests.placement.jobs import a_job

pytestmark = pytest.mark.django_db

OCTOBER = date(2026, 10, 1)
THIRD = datetime(2026, 11, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def a_manager_of_the_city():
    return a_manager("乌兰", "1506")


def the_numbers(kind: FigureSet.Kind) -> list:
    return list(StoredFigure.objects.filter(figure_set__kind=kind).order_by("code").values_list("code", "counts"))


def test_a_month_is_closed_once_and_says_by_whom():
    a_client(a_social_worker())

    made = close(a_manager_of_the_city(), OCTOBER, at=THIRD)

    assert (made.kind, made.month, made.counted_at, made.closed_by.name) == ("closed", OCTOBER, THIRD, "乌兰")
    assert AccessEvent.objects.filter(kind="figures", object_id="2026-10").count() == 1
    with pytest.raises(Refused, match="已经结账"):
        close(None, OCTOBER, at=THIRD)


def test_a_month_that_is_not_over_is_refused():
    with pytest.raises(Refused, match="还没有过完"):
        close(None, OCTOBER, at=datetime(2026, 10, 31, 23, tzinfo=ZoneInfo("Asia/Shanghai")))

    assert not FigureSet.objects.exists()


@pytest.mark.parametrize(("name", "region"), [("苏日娜", DONGSHENG), ("李敏", None)])
def test_only_a_manager_of_the_city_closes(name, region):
    actor = a_manager(name, region) if region else a_social_worker(name)

    with pytest.raises(Refused, match="全市的负责人"):
        close(actor, OCTOBER, at=THIRD)


def test_what_september_hid_along_october_hides_along():
    third_street = a_region("150602003").code
    for street, clients in ((JIAOTONG, 3), (GONGYUAN, 6), (third_street, 5)):
        worker = a_social_worker(f"李{street}", street)
        for number in range(clients):
            a_client(worker, f"王{street}{number}", opened_on=OCTOBER)
    a_month(date(2026, 9, 1), {"clients.open": {}}, hidden={"clients.open": [JIAOTONG, GONGYUAN]})

    close(None, OCTOBER, at=THIRD)

    assert StoredFigure.objects.get(figure_set__month=OCTOBER, code="clients.open").hidden == [JIAOTONG, GONGYUAN]


def test_what_ran_is_gone_once_it_is_closed():
    count_running(OCTOBER, at=THIRD)

    close(None, OCTOBER, at=THIRD)

    assert [one.kind for one in FigureSet.objects.all()] == ["closed"]
    assert count_running(OCTOBER, at=THIRD) is None


def test_a_late_entry_changes_the_recount_and_never_the_closed_month():
    worker = a_social_worker()
    wang = a_client(worker, "王建军")
    close(None, OCTOBER, at=THIRD)
    before = the_numbers(FigureSet.Kind.CLOSED)

    a_job(wang, started_on=date(2026, 10, 12))
    recount(OCTOBER, at=THIRD)

    dongsheng = a_region(DONGSHENG)
    assert the_numbers(FigureSet.Kind.CLOSED) == before
    assert month_table(a_manager(), OCTOBER, dongsheng).value("work.placed") == 0
    again = StoredFigure.objects.get(figure_set__kind=FigureSet.Kind.RECOUNT, code="work.placed")
    assert again.counts == {"150602001": 1}


@pytest.mark.parametrize("table", ["figures_figureset", "figures_storedfigure"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_no_statement_changes_a_closed_month(table, deed):
    a_client(a_social_worker())
    close(None, OCTOBER, at=THIRD)

    with pytest.raises(IntegrityError, match="closed_month_does_not_change"), transaction.atomic():
        connection.cursor().execute(deed.format(table))


def test_nothing_is_added_to_a_closed_month_or_moved_into_it():
    closed = close(None, OCTOBER, at=THIRD)
    other = StoredFigure.objects.filter(figure_set=count_running(date(2026, 11, 1), at=THIRD)).first()

    with pytest.raises(IntegrityError, match="closed_month_does_not_change"), transaction.atomic():
        StoredFigure.objects.create(figure_set=closed, code="clients.invented", counts={"150602001": 7})
    with pytest.raises(IntegrityError, match="closed_month_does_not_change"), transaction.atomic():
        StoredFigure.objects.filter(pk=other.pk).update(figure_set=closed, code="clients.invented")


def test_nobody_sees_figures_but_a_manager_and_only_her_own_places():
    close(None, OCTOBER, at=THIRD)
    a_region("150603")

    for actor, code in ((a_manager(), "150603"), (a_social_worker(), DONGSHENG), (a_manager(), "1506")):
        with pytest.raises(Region.DoesNotExist):
            month_table(actor, OCTOBER, a_region(code))
        with pytest.raises(Region.DoesNotExist):
            figure_series(actor, "clients.open", a_region(code), [OCTOBER])


def test_months_are_caught_up_in_order():
    close(None, date(2026, 8, 1), at=THIRD)

    assert months_to_close(date(2026, 11, 23)) == [date(2026, 9, 1), OCTOBER]
