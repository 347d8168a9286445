"""读数: what a manager reads of her region, what adds up how, and which rows she may open."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from clients.models import HelpEvent, Transfer
from figures.cell import HIDDEN, UNKNOWN
from figures.close_month import close, count_running, recount
from figures.corrections import corrections
from figures.figure import Table
from figures.models import FigureSet
from figures.publish import published
from figures.read import REST, figure_series, month_table, months_counted, span_table
from figures.rows import rows_behind
from people.errors import Refused
from people.models import Region
from tests.cast import DONGSHENG, JIAOTONG, KANGBASHI, a_manager, a_region, a_social_worker
from tests.figures.months import a_month
from tests.figures.october import GONGYUAN, HABAGEXI, OCTOBER, SHANGHAI, Town
from tests.placement.jobs import a_job
from ui import cells

pytestmark = pytest.mark.django_db

SEPTEMBER, NOVEMBER = date(2026, 9, 1), date(2026, 11, 1)
THIRD = datetime(2026, 11, 3, 2, tzinfo=SHANGHAI)


def the_city():
    return a_manager("乌兰", "1506"), a_region("1506")


def test_what_stands_in_a_cell_is_what_the_pictures_know():
    assert (HIDDEN, UNKNOWN) == (cells.HIDDEN, cells.UNKNOWN)


def test_a_table_has_the_region_and_each_place_below_it():
    town = Town()
    for place, people in ((JIAOTONG, 2), (GONGYUAN, 3), (HABAGEXI, 1)):
        for _ in range(people):
            town.person(place)
    count_running(OCTOBER, at=THIRD)
    user, city = the_city()

    table = month_table(user, OCTOBER, city)

    assert [column.name for column in table.columns] == ["鄂尔多斯市", "东胜区", "康巴什区"]
    assert table.line("clients.open").cells == {"1506": 6, DONGSHENG: 5, KANGBASHI: 1}
    assert (table.state, table.counted_at) == ("running", THIRD)
    assert table.value("fairs.held") == UNKNOWN
    assert table.line("bases.missing").cells == {"1506": 2, DONGSHENG: 1, KANGBASHI: 1}
    assert table.value("work.at_work") == 0
    assert table.value("answers.days") == table.value("work.mark90.share") == UNKNOWN


def test_who_is_known_to_live_in_the_district_alone_has_a_column_of_her_own():
    town = Town()
    town.person(DONGSHENG)
    town.person(JIAOTONG)
    count_running(OCTOBER, at=THIRD)

    table = month_table(a_manager(), OCTOBER, a_region(DONGSHENG))

    assert table.columns[-1].code == REST
    assert table.line("clients.open").cells == {DONGSHENG: 2, JIAOTONG: 1, GONGYUAN: 0, REST: 1}
    assert table.line("pairing.cadres").cells[REST] == 0
    # The rule is one for districts.
    assert table.line("bases.missing").cells == {DONGSHENG: 1, JIAOTONG: UNKNOWN, GONGYUAN: UNKNOWN, REST: UNKNOWN}


def test_a_quarter_sums_what_happened_and_takes_what_stands_from_its_last_month():
    town = Town()
    client = town.person(JIAOTONG)
    for month in (SEPTEMBER, OCTOBER):
        HelpEvent.objects.create(
            client=client, worker=town.worker, kind="aid", aid="money", value=Decimal("150.25"), note="慰问",
            at=datetime(2026, month.month, 20, 9, tzinfo=SHANGHAI),
        )  # fmt: skip
        close(None, month, at=THIRD)
    user, city = the_city()

    table = span_table(user, [SEPTEMBER, OCTOBER], city)

    assert table.value("help.value.money") == Decimal("300.5")
    assert table.value("help.contacts") == 3
    assert table.value("clients.open") == 1
    assert table.is_closed
    assert span_table(user, [date(2026, 8, 1), SEPTEMBER], city).value("help.contacts") == UNKNOWN


def test_a_series_tells_the_months_that_were_never_counted():
    Town().person(JIAOTONG)
    close(None, OCTOBER, at=THIRD)
    user, city = the_city()

    points = figure_series(user, "clients.open", city, [SEPTEMBER, OCTOBER])

    assert [(point.value, point.state) for point in points] == [(UNKNOWN, None), (1, "closed")]
    assert [one.month for one in months_counted(user)] == [OCTOBER]
    assert months_counted(a_social_worker()) == []


def test_rows_are_opened_only_by_who_may_see_them():
    town = Town()
    stayed, moved = town.person(JIAOTONG), town.person(JIAOTONG)
    close(None, OCTOBER, at=THIRD)
    moved.residence_region = a_region(HABAGEXI)
    moved.save()

    behind = rows_behind(a_manager(), "clients.open", OCTOBER, a_region(DONGSHENG))

    assert (behind.table, behind.ids, behind.beyond) == (Table.CLIENT, (stayed.pk,), 1)
    with pytest.raises(Region.DoesNotExist):
        rows_behind(a_manager(), "clients.open", OCTOBER, a_region(KANGBASHI))


def test_a_later_move_leaves_the_closed_month_and_the_recount_where_she_was():
    town = Town()
    client = town.person(JIAOTONG)
    close(None, OCTOBER, at=THIRD)
    client.residence_region = a_region(HABAGEXI)
    client.save()
    Transfer.objects.create(
        client=client, from_region=a_region(JIAOTONG), to_region=a_region(HABAGEXI), giver=town.worker, note="搬家",
        offered_by=town.worker, moved_on=NOVEMBER, offered_on=NOVEMBER, due_on=NOVEMBER, state="received",
        received_by=town.worker, new_caseworker=town.worker, closed_at=datetime(2026, 11, 2, 9, tzinfo=SHANGHAI),
    )  # fmt: skip

    recount(OCTOBER, at=THIRD)

    user, city = the_city()
    assert corrections(user, OCTOBER, city).lines == ()
    assert month_table(user, OCTOBER, city).line("clients.open").cells[DONGSHENG] == 1


def test_a_correction_tells_both_numbers_and_the_rows_between_them():
    town = Town()
    town.job(JIAOTONG, date(2026, 8, 15))
    close(None, OCTOBER, at=THIRD)
    user, city = the_city()
    assert corrections(user, OCTOBER, city).counted_at is None

    late = a_job(town.person(GONGYUAN), started_on=date(2026, 10, 12))
    recount(OCTOBER, at=THIRD)

    found = {one.figure.code: one for one in corrections(user, OCTOBER, city).lines}
    placed = found["work.placed"]
    assert (placed.closed, placed.recount, placed.came, placed.went) == (0, 1, (late.pk,), ())
    assert (found["work.at_work"].closed, found["work.at_work"].recount) == (1, 2)
    assert corrections(a_manager(region=KANGBASHI, name="其其格"), OCTOBER, a_region(KANGBASHI)).lines == ()


def test_what_has_no_past_is_taken_from_the_first_counting_after_the_month():
    from clients.models import Plan

    town = Town()
    plan = Plan.objects.create(client=town.person(JIAOTONG), made_on=SEPTEMBER, review_on=date(2026, 10, 20))
    count_running(OCTOBER, at=datetime(2026, 11, 1, 2, 30, tzinfo=SHANGHAI))
    plan.review_on = date(2027, 1, 20)
    plan.save()

    close(None, OCTOBER, at=THIRD)
    recount(OCTOBER, at=THIRD)

    user, city = the_city()
    assert month_table(user, OCTOBER, city).value("overdue.plan") == 1
    assert "overdue.plan" not in {one.figure.code for one in corrections(user, OCTOBER, city).lines}


# What leaves the house ------------------------------------------------------------------------------------------------


def a_town_with_a_small_street() -> Town:
    town = Town()
    for place, people in ((JIAOTONG, 3), (GONGYUAN, 30), (HABAGEXI, 40)):
        for _ in range(people):
            town.person(place)
    return town


def test_a_small_cell_leaves_hidden_and_takes_another_with_it():
    a_town_with_a_small_street()
    close(None, OCTOBER, at=THIRD)
    user, city = the_city()

    table = published(user, [OCTOBER], a_region(DONGSHENG))

    line = table.line("clients.open").cells
    assert line[JIAOTONG] == HIDDEN
    assert HIDDEN in (line[DONGSHENG], line[GONGYUAN])
    assert table.value("clients.sex.female", JIAOTONG) == 0
    assert table.value("help.share", JIAOTONG) == HIDDEN
    assert table.value("staff.workers", JIAOTONG) == 1
    assert table.value("staff.ratio", JIAOTONG) == HIDDEN
    assert published(user, [OCTOBER], city).line("clients.open").cells[DONGSHENG] == line[DONGSHENG]


def test_a_quarter_does_not_tell_what_a_month_hides():
    a_town_with_a_small_street()
    for month in (SEPTEMBER, OCTOBER):
        close(None, month, at=THIRD)
    user, city = the_city()

    table = published(user, [SEPTEMBER, OCTOBER], city)

    months = [published(user, [month], city).line("help.contacts").cells for month in (SEPTEMBER, OCTOBER)]
    for code, value in table.line("help.contacts").cells.items():
        assert (value == HIDDEN) == any(one[code] == HIDDEN for one in months)


def test_nor_in_what_is_left_once_a_street_is_no_more():
    gone = f"{DONGSHENG}077"
    a_region(JIAOTONG)
    for month, numbers, hidden in (
        (SEPTEMBER, {gone: 6, JIAOTONG: 7}, [gone, JIAOTONG]),
        (OCTOBER, {JIAOTONG: 9}, []),
    ):
        a_month(month, {"help.contacts": numbers}, hidden={"help.contacts": hidden})
    Region.objects.filter(code=gone).update(valid_to=date(2026, 10, 1))
    user, _ = the_city()

    table = published(user, [SEPTEMBER, OCTOBER], a_region(DONGSHENG))

    assert table.line("help.contacts").cells == {DONGSHENG: 22, JIAOTONG: HIDDEN, REST: HIDDEN}


def test_only_what_is_closed_leaves_and_no_community():
    Town().person(JIAOTONG)
    count_running(OCTOBER, at=THIRD)
    user, city = the_city()
    with pytest.raises(Refused, match="没有结账"):
        published(user, [OCTOBER], city)

    close(None, OCTOBER, at=THIRD)

    a_region(f"{JIAOTONG}001")
    assert len(published(user, [OCTOBER], a_region(JIAOTONG)).columns) == 1
    with pytest.raises(Refused, match="社区"):
        published(user, [OCTOBER], a_region(f"{JIAOTONG}001"))


def test_the_mask_is_that_of_the_closing():
    town = a_town_with_a_small_street()
    close(None, OCTOBER, at=THIRD)
    user, city = the_city()
    before = published(user, [OCTOBER], city).lines

    for _ in range(9):
        town.person(JIAOTONG)
    recount(OCTOBER, at=THIRD)

    assert published(user, [OCTOBER], city).lines == before
    assert FigureSet.objects.count() == 2
