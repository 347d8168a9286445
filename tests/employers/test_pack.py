"""The pack: a dossier as one ZIP in the order of the office."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.files.base import ContentFile
from openpyxl import load_workbook
from pypdf import PdfReader, PdfWriter

from employers import hand_in_dossier, keep_firm_year, pack_dossier, prepare_dossier
from employers.adverts.for_firms import tells
from employers.dossier_cover import cover_of
from employers.dossier_ledger import ledger_of
from employers.incentives.months import Month
from employers.models import Dossier, DossierEvent, DossierPaper
from people.errors import Refused
from tests.cast import MONDAY_9, a_contact, a_social_worker, an_enterprise
from tests.employers.hires import a_dossier, a_hire, a_paper, fill, written

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DOSSIERS_DIR = tmp_path / "dossiers"


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
        pack_dossier.READ_FIRST,
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


def text_of(data: bytes) -> str:
    """Every cell of every workbook in the pack, and every name."""
    pack = opened(data)
    cells = [
        str(cell.value)
        for name in pack.namelist()
        if name.endswith(".xlsx")
        for sheet in load_workbook(io.BytesIO(pack.read(name)))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    return "\n".join([*pack.namelist(), *cells])


def test_nothing_in_the_pack_says_why_anybody_qualifies():
    zhou = a_contact()
    for incentive in ("key_group_hire", "social_insurance_subsidy", "job_expansion_subsidy"):
        dossier = a_dossier(
            zhou, a_hire(zhou, statuses={"hard_to_employ": True, "unemployed_half_year": True}), incentive
        )
        fill(zhou, dossier)

        said = text_of(pack_dossier.packed(zhou, dossier))

        assert not tells(said)


def test_no_name_of_a_person_is_the_name_of_a_file():
    zhou = a_contact()
    dossier = a_dossier(zhou)
    fill(zhou, dossier)

    assert not [name for name in opened(pack_dossier.packed(zhou, dossier)).namelist() if "陈海" in name]
    assert pack_dossier.file_name(dossier) == f"申报材料_招用重点群体抵减税费_{dossier.pk}.zip"


def test_pages_are_counted_through_the_bundle():
    zhou = a_contact()
    dossier = a_dossier(zhou)
    fill(zhou, dossier)
    three = PdfWriter(clone_from=PdfReader(io.BytesIO(written("劳动合同", "合同期限自2026年3月2日起"))))
    for _ in range(2):
        three.add_blank_page(595, 842)
    file = io.BytesIO()
    three.write(file)
    a_paper(zhou, dossier, "contract", file=ContentFile(file.getvalue(), name="合同.pdf"))

    lines = {line.name: (line.page, line.pages) for line in cover_of(dossier, TODAY).lines}

    assert lines["劳动合同"] == (8, 3)
    assert lines["养老保险缴费记录"] == (11, 1)


def test_what_nobody_could_read_is_warned_of_until_somebody_has_looked():
    zhou, li = a_contact(), a_social_worker("李敏")
    dossier = a_dossier(zhou)
    fill(zhou, dossier)
    pack = opened(pack_dossier.packed(zhou, dossier))
    assert "劳动合同" in pack.read(pack_dossier.READ_FIRST).decode("utf-8-sig")

    for paper in DossierPaper.objects.all():
        prepare_dossier.check(li, paper)

    assert cover_of(dossier, TODAY).warnings == ()
    assert pack_dossier.READ_FIRST not in opened(pack_dossier.packed(zhou, dossier)).namelist()


def test_what_was_waived_is_listed_and_has_no_page():
    zhou = a_contact()
    dossier = a_dossier(zhou)
    fill(zhou, dossier)
    other = a_dossier(zhou, a_hire(zhou, "刘芳"))
    for code in ("employment_card", "pension_record", "injury_record", "unemployment_record"):
        other = prepare_dossier.waive(zhou, other, code)
    for code in ("identity", "contract"):
        a_paper(zhou, other, code)

    lines = {line.name: line for line in cover_of(other, TODAY).lines}
    pack_dossier.packed(zhou, other)

    assert (lines["养老保险缴费记录"].state, lines["养老保险缴费记录"].page) == ("不用交", None)


def test_the_ledger_adds_up_month_by_month():
    zhou = a_contact()
    hire = a_hire(zhou)
    dossier = a_dossier(zhou, hire)
    keep_firm_year.keep_parameter(zhou, zhou.enterprise, 2026, "key_group_hire", "quota", "7800")
    hand_in_dossier.hand_in(zhou, dossier, period="2026-Q1", amount=Decimal("650.00"), on=date(2026, 4, 10))

    ledger = ledger_of(dossier, TODAY)
    may = ledger.months[4]

    assert len(ledger.months) == 11
    assert may == (Month(2026, 5), 1, Decimal(650), Decimal(1950), Decimal(650), Decimal(1300))
    assert sum(month.added for month in ledger.months) == ledger.months[-1].limit


def test_the_ledger_does_not_guess_what_nobody_wrote_down():
    dossier = a_dossier(hire=a_hire(insured=None))

    may = ledger_of(dossier, TODAY).months[4]

    assert (may.insured, may.added, may.limit, may.left) == (None, None, None, None)


def test_the_dossier_of_a_firms_year_packs_too():
    zhou = a_contact()
    dossier = prepare_dossier.open_dossier(zhou, zhou.enterprise, "charitable_donation", year=2026)
    fill(zhou, dossier)

    assert opened(pack_dossier.packed(zhou, dossier)).namelist() == [
        "00_封面.xlsx",
        "01_总台账.xlsx",
        "02_公益事业捐赠票据.png",
        "03_企业所得税年度纳税申报表.png",
        pack_dossier.READ_FIRST,
    ]


def test_nobody_packs_the_dossier_of_another_firm():
    with pytest.raises(Dossier.DoesNotExist):
        pack_dossier.packed(a_contact("赵强", "恒晟物业"), a_dossier())


def test_a_name_that_begins_like_a_formula_stays_a_name():
    zhou = a_contact(firm=an_enterprise("=1+1劳务"))
    dossier = a_dossier(zhou)
    fill(zhou, dossier)

    sheet = load_workbook(io.BytesIO(opened(pack_dossier.packed(zhou, dossier)).read("00_封面.xlsx")))["封面"]

    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == "=1+1劳务"] == ["s"]
