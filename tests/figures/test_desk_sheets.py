"""What leaves the house: closed, without small numbers, under a name that says nothing, and written down."""

from datetime import date, datetime
from io import BytesIO
from urllib.parse import unquote

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from figures.catalogue.table import BY_CODE, CITY_FORM, FIGURES
from figures.form import HIDDEN_MARK, LEGEND, UNKNOWN_MARK
from figures.models import FigureSet
from people.models import AccessEvent, Action
from tests.cast import DONGSHENG, GONGYUAN, JIAOTONG, a_manager, a_region
from tests.figures.months import a_month
from tests.figures.october import SHANGHAI

pytestmark = pytest.mark.django_db

OCTOBER = date(2026, 10, 1)
COMMUNITY = "150602001003"


@pytest.fixture(autouse=True)
def on_the_third():
    with time_machine.travel(datetime(2026, 11, 3, 9, tzinfo=SHANGHAI), tick=False):
        yield


@pytest.fixture
def october():
    a_region(GONGYUAN)
    numbers = {
        "clients.open": {JIAOTONG: 30, GONGYUAN: 12},
        "work.at_work": {JIAOTONG: 9, GONGYUAN: 3},
        "work.placed": {JIAOTONG: 0},
    }
    return a_month(OCTOBER, numbers, hidden={"work.at_work": [GONGYUAN, JIAOTONG]})


def get(client, page, **query):
    client.force_login(a_manager())
    return client.get(reverse(f"figures:{page}"), query)


def cells_of(sheet) -> dict[str, list]:
    """The lines of a page by the figure's name, from the third column on."""
    return {row[0]: list(row[2:]) for row in sheet.iter_rows(values_only=True) if row[0] and len(row) > 2}


def test_small_numbers_and_what_would_tell_them_are_signs(client, october):
    book = load_workbook(BytesIO(get(client, "excel").content))

    lines = cells_of(book["月报"])
    assert lines["指标"] == ["东胜区", "交通街道", "公园街道"]
    assert lines["在册人数"] == [42, 30, 12]
    assert lines["在业人数"] == [12, HIDDEN_MARK, HIDDEN_MARK]
    # A share with a hidden number in it would give that number away.
    assert lines["在业率"] == [28.6, HIDDEN_MARK, HIDDEN_MARK]
    assert lines["举办推介会"] == [UNKNOWN_MARK] * 3


def test_every_page_of_the_book_hides_the_same(client, october):
    book = load_workbook(BytesIO(get(client, "excel").content))

    assert book.sheetnames == ["月报", "全部指标", "指标说明"]
    assert cells_of(book["全部指标"])["在业人数"] == [12, HIDDEN_MARK, HIDDEN_MARK]


def test_the_form_has_the_citys_lines_and_the_book_every_definition(client, october):
    book = load_workbook(BytesIO(get(client, "excel").content))

    assert [BY_CODE[code].label for code in CITY_FORM if BY_CODE[code].label not in cells_of(book["月报"])] == []
    meant = {row[0]: row[2] for row in book["指标说明"].iter_rows(values_only=True)}
    assert all(meant[figure.label] == figure.definition for figure in FIGURES)
    assert meant["记号"] == LEGEND


def test_title_state_and_day_stand_on_it(client, october):
    sheet = load_workbook(BytesIO(get(client, "excel").content))["月报"]

    assert sheet["A1"].value == "就业安置和救助帮扶月报"
    place = a_region(DONGSHENG).full_name
    assert sheet["A2"].value == f"{place}　2026年10月　已结账（2026年11月3日）　制表 2026年11月3日"


def test_the_name_of_the_file_says_month_and_place(client, october):
    answer = get(client, "excel")

    assert unquote(answer["Content-Disposition"]).endswith("月报-2026-10-东胜区.xlsx")


@pytest.mark.parametrize("page", ["excel", "sheet"])
def test_whatever_is_given_out_is_written_down(client, october, page):
    get(client, page)

    (event,) = AccessEvent.objects.filter(action=Action.EXPORT)
    assert (event.kind, event.object_id, event.purpose) == ("figures", f"2026-10 {DONGSHENG}", "statistics")


def test_the_printed_sheet_hides_the_same(client, october):
    answer = get(client, "sheet")

    rows = {figure.code: values for _, lines in answer.context["form"].rows for figure, values in lines}
    assert rows["work.at_work"] == [12, "hidden", "hidden"]
    assert LEGEND in answer.content.decode()


@pytest.mark.parametrize("page", ["excel", "sheet"])
def test_a_month_that_is_not_closed_does_not_leave_and_the_page_says_why(client, page):
    a_month(OCTOBER, {"clients.open": {JIAOTONG: 30}}, FigureSet.Kind.RUNNING)

    assert get(client, page).status_code == 404
    assert "还没有结账的数字不对外报送" in get(client, "month").content.decode()
    assert not AccessEvent.objects.filter(action=Action.EXPORT).exists()


def test_a_quarter_leaves_when_all_its_months_are_closed(client):
    for month in (7, 8, 9):
        a_month(date(2026, month, 1), {"clients.open": {JIAOTONG: 30}, "work.placed": {JIAOTONG: month}})

    sheet = load_workbook(BytesIO(get(client, "excel", period="2026Q3").content))["月报"]

    assert cells_of(sheet)["本月安置"][0] == 24
    assert "2026年三季度" in sheet["A2"].value
    a_month(OCTOBER, {"clients.open": {JIAOTONG: 30}})
    assert get(client, "excel", period="2026Q4").status_code == 404


def test_a_community_is_too_small_to_leave(client, october):
    a_region(COMMUNITY)

    assert get(client, "excel", region=COMMUNITY).status_code == 404
    assert "人太少" in get(client, "month", region=COMMUNITY).content.decode()
