"""The pack: a dossier as one ZIP in the order of the office."""

import io
import zipfile
from datetime import date

import pytest
import time_machine
from openpyxl import load_workbook

from employers import pack_dossier
from employers.models import DossierEvent
from people.errors import Refused
from tests.cast import MONDAY_9, a_contact
from tests.employers.hires import a_dossier, fill

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_a_whole_dossier_packs_in_the_order_of_the_office():
    zhou = a_contact()
    dossier = a_dossier(zhou)
    fill(zhou, dossier)

    names = opened(pack_dossier.packed(zhou, dossier)).namelist()

    assert names == [
        "00_封面.xlsx",
        "01_情况说明.xlsx",
        "02_增值税减免税申报明细表_2026-Q3.png",
        "03_招用人员总台账.xlsx",
        "04_重点群体或自主就业退役士兵就业信息表_2026-Q3.png",
        "05_企业吸纳重点群体就业认定证明.png",
        f"06_就业创业证_用工{dossier.hire_id}.png",
        f"07_身份证明_用工{dossier.hire_id}.png",
        f"08_劳动合同_用工{dossier.hire_id}.png",
        f"09_养老保险缴费记录_用工{dossier.hire_id}.png",
        f"10_工伤保险缴费记录_用工{dossier.hire_id}.png",
        f"11_失业保险缴费记录_用工{dossier.hire_id}.png",
    ]
    assert dossier.events.filter(name=DossierEvent.Name.PACKED).count() == 1


def test_the_cover_names_the_firm_and_says_on_which_page_each_paper_is():
    zhou = a_contact()
    dossier = a_dossier(zhou)
    fill(zhou, dossier)

    sheet = load_workbook(io.BytesIO(opened(pack_dossier.packed(zhou, dossier)).read("00_封面.xlsx")))["封面"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert ["企业名称", "蒙泰热电"] in [row[:2] for row in cells]
    assert ["统一社会信用代码", dossier.enterprise.credit_code] in [row[:2] for row in cells]
    assert [row[4] for row in cells if isinstance(row[0], int)] == list(range(1, 12))


def test_the_same_papers_give_the_same_bytes():
    zhou = a_contact()
    dossier = a_dossier(zhou)
    fill(zhou, dossier)

    first = pack_dossier.packed(zhou, dossier)
    with time_machine.travel(MONDAY_9.replace(hour=8), tick=False):
        later = pack_dossier.packed(zhou, dossier)

    assert first == later


def test_what_is_missing_is_named_and_nothing_is_packed():
    zhou = a_contact()
    dossier = a_dossier(zhou)

    with pytest.raises(Refused, match="劳动合同"):
        pack_dossier.packed(zhou, dossier)

    assert not dossier.events.filter(name=DossierEvent.Name.PACKED).exists()
