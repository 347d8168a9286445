"""One figure, and the rows behind it: names for those who may see them, each page written down."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import Client
from figures.catalogue.table import BY_CODE, FIGURES
from figures.count import count_month
from figures.desk.figure import opens
from figures.desk.lines import LOOKS, lines_of
from figures.figure import Table
from figures.models import FigureSet
from figures.rows import queryset
from people.models import AccessEvent
from tests.cast import DONGSHENG, GONGYUAN, JIAOTONG, a_client, a_manager, a_region, a_social_worker
from tests.figures.months import a_month, some_months
from tests.figures.october import SHANGHAI, Town
from tests.figures.test_every_figure import TOWNS

pytestmark = pytest.mark.django_db

OCTOBER = date(2026, 10, 1)
THIRD = datetime(2026, 11, 3, 9, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def on_the_third():
    with time_machine.travel(THIRD, tick=False):
        yield


def open_rows(client, user, code="clients.open", **query):
    client.force_login(user)
    return client.get(reverse("figures:rows", args=[code]), query)


def people(count: int) -> list[Client]:
    """Each born on a day of her own: the ID number follows from name and birthday."""
    worker, names = a_social_worker(), "甲乙丙丁戊己庚辛壬癸"
    return [
        a_client(worker, f"王{names[number // 10]}{names[number % 10]}", born=date(1980, 1, 1 + number))
        for number in range(count)
    ]


def test_a_page_of_rows_names_twenty_and_each_of_them_is_written_down(client):
    there = people(22)
    a_month(OCTOBER, {"clients.open": {JIAOTONG: [one.pk for one in there]}})

    answer = open_rows(client, a_manager())

    assert len(answer.context["lines"]) == 20
    assert there[-1].name in answer.content.decode()
    assert there[0].name not in answer.content.decode()
    looks = AccessEvent.objects.filter(purpose="statistics")
    assert looks.filter(kind="client").count() == 20
    assert looks.get(kind="figures").object_id == f"clients.open 2026-10 {DONGSHENG}"


def test_the_second_page_writes_down_its_own_two(client):
    there = people(22)
    a_month(OCTOBER, {"clients.open": {JIAOTONG: [one.pk for one in there]}})

    open_rows(client, a_manager(), page=2)

    seen = AccessEvent.objects.filter(kind="client", purpose="statistics").values_list("object_id", flat=True)
    assert set(seen) == {str(one.pk) for one in there[:2]}


def test_who_has_moved_away_is_counted_and_not_named(client):
    stays, moved = people(2)
    a_month(OCTOBER, {"clients.open": {JIAOTONG: [stays.pk, moved.pk]}})
    moved.residence_region = a_region("150603001")
    moved.save()

    answer = open_rows(client, a_manager())

    assert [line.client for line in answer.context["lines"]] == [stays]
    assert moved.name not in answer.content.decode()
    assert "1 条没有列出" in answer.content.decode()


def test_only_the_rows_of_the_region_asked_for(client):
    here, there = people(2)
    a_month(OCTOBER, {"clients.open": {JIAOTONG: [here.pk], GONGYUAN: [there.pk]}})
    a_region(GONGYUAN)

    answer = open_rows(client, a_manager(), region=GONGYUAN)

    assert [line.client for line in answer.context["lines"]] == [there]


@pytest.mark.parametrize(
    ("code", "query"),
    [
        ("clients.none", {}),
        ("fairs.held", {}),
        ("bases.missing", {}),
        ("clients.open", {"period": "2026Q4"}),
        ("clients.open", {"region": "150603"}),
    ],
)
def test_there_are_no_rows_of_what_has_none(client, code, query):
    a_month(OCTOBER, {"clients.open": {JIAOTONG: 3}, "bases.missing": {DONGSHENG: 1}})

    assert open_rows(client, a_manager(), code, **query).status_code == 404


def test_a_correction_opens_to_the_rows_that_came_and_to_those_that_went(client):
    stayed, went, came = (one.pk for one in people(3))
    a_month(OCTOBER, {"clients.new": {JIAOTONG: [stayed, went]}})
    a_month(OCTOBER, {"clients.new": {JIAOTONG: [stayed, came]}}, FigureSet.Kind.RECOUNT)
    manager = a_manager()

    client.force_login(manager)
    ((_, (line,)),) = client.get(reverse("figures:month")).context["corrections"]
    listed = [client.get(there).context["lines"] for _, there in line["rows"]]

    assert [words for words, _ in line["rows"]] == ["后来补录 1 条", "后来去掉 1 条"]
    assert [[one.client.pk for one in lines] for lines in listed] == [[came], [went]]


def test_there_are_no_rows_of_a_correction_where_nothing_was_corrected(client):
    a_month(OCTOBER, {"clients.new": {JIAOTONG: [one.pk for one in people(1)]}})

    assert open_rows(client, a_manager(), "clients.new", which="came").status_code == 404


def test_a_social_worker_opens_no_rows(client):
    a_month(OCTOBER, {"clients.open": {JIAOTONG: 3}})

    assert open_rows(client, a_social_worker()).status_code == 404


def test_every_table_that_has_rows_to_open_has_a_look():
    manager = a_manager("苏和", "1506")

    openable = {table for table in Table if queryset(manager, table) is not None}

    assert set(LOOKS) == openable
    assert {figure.table for figure in FIGURES if opens(figure) and figure.table} <= set(LOOKS)


# The figure -----------------------------------------------------------------------------------------------------------


def test_a_figure_says_what_it_counts_how_it_went_and_where(client):
    some_months(OCTOBER, [])
    a_region(GONGYUAN)
    client.force_login(a_manager())

    answer = client.get(reverse("figures:figure", args=["work.share"]))

    page = answer.content.decode()
    assert "在业人数除以在册人数" in page
    assert len(answer.context["trend"]["points"]) == 13
    assert [(row["name"], row["value"], row["behind"]) for row in answer.context["rows"]] == [
        ("交通街道", 50.0, False),
        ("公园街道", 25.0, True),
    ]
    assert answer.context["behind_it"][0]["href"].startswith("/desk/figures/work.share/rows/")


def test_the_trend_shows_what_a_later_correction_makes_of_a_month(client):
    some_months(OCTOBER, [])
    client.force_login(a_manager())

    answer = client.get(reverse("figures:figure", args=["help.contacts"]), {"months": 36})

    points = answer.context["trend"]["points"]
    assert len(points) == 14
    assert (points[-1].value, points[-1].corrected, points[-2].corrected) == (126, 127, None)


def test_a_month_before_the_first_is_a_gap_and_no_nought(client):
    a_month(date(2026, 8, 1), {"clients.open": {JIAOTONG: 7}})
    a_month(OCTOBER, {"clients.open": {JIAOTONG: 9}})
    client.force_login(a_manager())

    points = client.get(reverse("figures:figure", args=["clients.open"])).context["trend"]["points"]

    assert [point.value for point in points] == [7, None, 9]


@pytest.mark.parametrize("code", ["clients.none", "all.", "x"])
def test_a_figure_that_is_none_is_not_there(client, code):
    a_month(OCTOBER, {"clients.open": {JIAOTONG: 3}})
    client.force_login(a_manager())

    assert client.get(reverse("figures:figure", args=[code])).status_code == 404


def test_every_figure_has_a_page(client):
    numbers = {figure.code: {JIAOTONG: 3} for figure in FIGURES if figure.rows and not figure.rests_on}
    a_month(OCTOBER, numbers, FigureSet.Kind.RUNNING)
    client.force_login(a_manager())

    answers = {
        figure.code: client.get(reverse("figures:figure", args=[figure.code])).status_code for figure in FIGURES[::6]
    }

    assert set(answers.values()) == {200}


def test_a_page_of_rows_asks_as_many_queries_for_twenty_as_for_two(client):
    there, manager, counts = people(20), a_manager(), []
    client.force_login(manager)
    for many in (2, 2, 20):
        FigureSet.objects.filter(kind="running").delete()
        a_month(OCTOBER, {"clients.open": {JIAOTONG: [one.pk for one in there[:many]]}}, FigureSet.Kind.RUNNING)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("figures:rows", args=["clients.open"])).status_code == 200
        counts.append(len(caught))

    # The first page of a session asks who she is.
    assert counts[1] == counts[2] <= 25


def test_whatever_was_counted_can_be_listed():
    town = Town()
    for live in TOWNS:
        live(town)
    manager = a_manager("苏和", "1506")

    listed = {}
    for code, one in count_month(OCTOBER, date(2026, 11, 23)).items():
        table = BY_CODE[code].table
        ids = [pk for rows in one.rows.values() for pk in rows]
        if table in LOOKS and ids:
            listed.setdefault(table, []).extend(lines_of(manager, table, ids[:5]))

    assert set(LOOKS) - set(listed) == set()
    shown = [line for lines in listed.values() for line in lines]
    assert all(line.what is not None and (line.href or line.client is None) for line in shown)
    assert all(line.client or line.title for line in shown)
