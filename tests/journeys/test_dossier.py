"""周丽 has three hires and three papers missing for one of them: she hands them in, prints the dossier and packs it."""

import io
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from employers.adverts.for_firms import tells
from employers.incentives.catalogue import CATALOGUE
from employers.models import Claim
from tests.employers.hires import a_document, a_dossier, a_hire, a_paper, written
from tests.journeys.test_every_page import let_in

pytestmark = pytest.mark.django_db(transaction=True)

SUBSIDY = "social_insurance_subsidy"
LACKING = ("身份证明", "劳动合同", "工资发放明细")


@pytest.fixture
def three(city):
    """Three on the payroll; of 高文's subsidy three papers are missing."""
    today = timezone.localdate()
    began = date(today.year - 1, today.month, 1)
    facts = {
        "started_on": began, "contract_from": began, "contract_until": began + timedelta(days=1200),
        "insured": (began, None), "statuses": {"hard_to_employ": True},
        "contributions": {"pension": "672.00", "medical": "336.00", "unemployment": "21.00"},
    }  # fmt: skip
    for name in ("陈海", "刘婷"):
        a_hire(city.contact, name, **facts)
    hire = a_hire(city.contact, "高文", **facts)
    dossier = a_dossier(city.contact, hire, SUBSIDY)
    for document in CATALOGUE[SUBSIDY].documents:
        if not document.ours and document.name not in LACKING:
            issued = today - timedelta(days=3) if document.life else None
            file = a_document(document.name, "蒙泰热电 高文")
            a_paper(city.contact, dossier, document.code, file=file, issued_on=issued)
    return hire


def test_from_three_papers_missing_to_a_printed_dossier_and_a_zip(city, three, page, live_server, tmp_path):
    let_in(page.context, live_server, city.zhou)
    page.goto(live_server.url + reverse("portal:home"))
    page.get_by_role("link", name="用工", exact=True).first.click()
    expect(page.get_by_role("row").filter(has_text="高文")).to_contain_text("缺 3 份")
    page.get_by_role("link", name="高文").click()
    page.get_by_role("link", name="继续准备材料").click()
    expect(page.get_by_text("还缺 3 份")).to_be_visible()

    refused = hand_in(page, "身份证明", written("高文 强制隔离戒毒人员安置证明"), "证明（戒毒所）.pdf")
    expect(refused).to_contain_text("换")
    page.complaints.clear()
    assert not tells(page.content())
    for name in LACKING:
        hand_in(page, name, written(name, "蒙泰热电 高文"), "材料.pdf")
    expect(page.get_by_text("材料齐了，可以打包递交")).to_be_visible()

    page.get_by_role("link", name="打印封面和台账").click()
    expect(page.get_by_text("材料目录")).to_be_visible()
    printed = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages)
    assert "单位社会保险补贴" in printed
    assert "总台账" in printed
    assert "登记用工" not in printed
    page.go_back()

    with page.expect_download() as download:
        page.get_by_role("button", name="打包下载").click()
    download.value.save_as(tmp_path / "材料.zip")
    packed = zipfile.ZipFile(tmp_path / "材料.zip")
    names = packed.namelist()
    assert names == sorted(names)
    assert not any(tells(name) or "高文" in name for name in names)
    asked = [document.name for document in CATALOGUE[SUBSIDY].documents if not document.ours]
    assert [name for name in asked if any(name[:4] in entry for entry in names)] == asked
    sheets = [openpyxl.load_workbook(io.BytesIO(packed.read(name))) for name in names if name.endswith(".xlsx")]
    cells = [
        str(cell) for book in sheets for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert "蒙泰热电" in "".join(cells)
    assert not tells("".join(cells))


def test_what_was_handed_in_is_followed_until_the_money_comes(city, three, phone, live_server):
    dossier = three.dossiers.get()
    for name in LACKING:
        (document,) = (one for one in CATALOGUE[SUBSIDY].documents if one.name == name)
        a_paper(city.contact, dossier, document.code, file=a_document(name, "蒙泰热电 高文"))
    let_in(phone.context, live_server, city.zhou)
    phone.goto(live_server.url + reverse("portal:dossier", args=[dossier.uid]))

    phone.get_by_text("已经递交了，登记一下").click()
    phone.get_by_label("申报金额").fill("3087")
    phone.get_by_role("button", name="登记已递交").click()

    expect(phone.get_by_text("已递交").first).to_be_visible()
    phone.get_by_text("到账了").click()
    phone.get_by_label("到账金额").fill("3,000 元")
    phone.get_by_role("button", name="登记到账").click()

    expect(phone.get_by_text("已到账").first).to_be_visible()
    claim = Claim.objects.get(dossier=dossier)
    assert (claim.amount, claim.paid, claim.state) == (3087, 3000, Claim.State.PAID)


def hand_in(page, name: str, content: bytes, file_name: str):
    """Unfold the paper called ``name`` if need be, choose the file and press; returns its place on the list."""
    place = page.locator("li.paper").filter(has=page.get_by_role("heading", name=name))
    if not place.locator("input[type=file]").is_visible():
        place.locator("summary").first.click()
    place.locator("input[type=file]").set_input_files(
        {"name": file_name, "mimeType": "application/pdf", "buffer": content}
    )
    place.get_by_role("button", name=f"上传{name}").click()
    page.wait_for_load_state("networkidle")
    return page.locator("li.paper").filter(has=page.get_by_role("heading", name=name))
