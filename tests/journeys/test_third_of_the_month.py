"""The manager's third of the month: what is true, which district fell behind, who that is, closed and handed out."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from figures.ask import CLOSE
from figures.close_month import count_running
from figures.models import FigureSet
from jobs.models import Job
from jobs.run import run
from people.models import AccessEvent, Action
from placement.place import place
from tests.cast import DONGSHENG, KANGBASHI, a_manager, a_region, a_social_worker
from tests.figures.months import clear_months
from tests.journeys.conftest import PASSWORD
from tests.journeys.test_every_page import let_in, serious_faults
from tests.placement.builders import a_case

YIJINHUOLUO = "150627100"


def a_district(worker, street: str, surnames: str, at_work: int) -> list:
    """Ten people who live there; so many of them have had work for half a year."""
    today = timezone.localdate()
    people = [
        a_case(f"{surname}晓{'东南西北'[index % 4]}", worker, street, wish=False, opened_on=today - timedelta(days=300))
        for index, surname in enumerate(surnames)
    ]
    for one in people[:at_work]:
        begun = today - timedelta(days=190)
        place(worker, one, kind="flexible", job_title="送货", started_on=begun, workplace="城里")
    return people


def test_the_third_of_the_month(page, city, live_server):
    clear_months()
    suhe = a_manager("苏和", "1506", password=PASSWORD)
    for code, street, surnames, at_work in (
        (DONGSHENG, "150602005", "赵钱孙李周吴郑王冯陈", 8),
        (KANGBASHI, "150603001", "褚卫蒋沈韩杨朱秦尤许", 8),
        ("150627", YIJINHUOLUO, "何吕施张孔曹严华金魏", 1),
    ):
        a_region(code)
        a_district(a_social_worker(f"社工{code}", street), street, surnames, at_work)
    last = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    count_running(last)
    let_in(page.context, live_server, suhe)

    # She reads three sentences, and which district fell behind.
    page.goto(live_server.url + reverse("figures:month"))
    expect(page.get_by_role("heading", name="鄂尔多斯市月报")).to_be_visible()
    expect(page.locator(".figures-lead")).to_contain_text(re.compile(r"伊金霍洛旗在业率 10%，比全市低 [\d.]+ 个百分点"))
    expect(page.locator(".tile", has_text="伊金霍洛旗")).to_contain_text("落后")
    assert serious_faults(page) == []

    # Who that is: the figure, the district, the rows behind it.
    page.get_by_role("listitem").filter(has_text="伊金霍洛旗在业率").get_by_role("link", name="看这一项").click()
    expect(page.get_by_role("heading", name="在业率", exact=True)).to_be_visible()
    page.get_by_role("row", name=re.compile("伊金霍洛旗")).get_by_role("link", name="10", exact=True).click()
    expect(page.get_by_role("heading", name="在业人数明细")).to_be_visible()
    expect(page.get_by_role("link", name="何晓东")).to_be_visible()
    assert AccessEvent.objects.filter(actor=suhe, kind="client", purpose="statistics").count() == 1

    # Nothing leaves before it is closed; she closes it.
    page.goto(live_server.url + reverse("figures:month"))
    page.get_by_role("button", name="打印或下载").click()
    expect(page.get_by_role("dialog")).to_contain_text("还没有结账的数字不对外报送")
    page.get_by_role("button", name="知道了").click()
    page.get_by_role("button", name="结账").click()
    page.get_by_role("dialog").get_by_role("button", name="结账").click()
    expect(page.get_by_text("正在给")).to_be_visible()
    assert run(Job.objects.get(kind=CLOSE).pk)
    page.reload()
    expect(page.get_by_text("由苏和结账")).to_be_visible()
    assert FigureSet.objects.get(month=last).closed_by == suhe

    # What she takes along hides the one who works there.
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载 Excel").click()
    assert taken.value.suggested_filename == f"月报-{last:%Y-%m}-鄂尔多斯市.xlsx"
    sheet = load_workbook(BytesIO(Path(taken.value.path()).read_bytes()))["月报"]
    lines = {row[0]: row[2:] for row in sheet.iter_rows(values_only=True)}
    column = lines["指标"].index("伊金霍洛旗")
    assert lines["在业人数"][column] == "·"
    assert AccessEvent.objects.get(action=Action.EXPORT).object_id == f"{last:%Y-%m} 1506"
