"""救助 as it is walked: from a row to an application, from an income to its effect, from a number to whom it helps."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from clients import papers
from clients.models import Client
from jobs.models import Job, State
from jobs.run import run
from people.models import User
from tests.browser import DESK
from tests.cast import a_client, a_household_member, a_social_worker, a_welfare_officer
from tests.clients.papers import a_pdf
from tests.journeys.conftest import PASSWORD
from tests.journeys.test_every_page import serious_faults
from tests.placement.builders import a_case, an_open_vacancy
from tests.welfare.families import a_known_family, on_minimum_living, the_line_is
from tests.welfare.records import a_whole_file
from welfare import plain
from welfare.determine import refresh
from welfare.models import Application, TakeUpGap

at_the_desk = pytest.mark.parametrize("page", [DESK], ids=["desk"], indirect=True)
A4 = (595, 842)
REMARK = "十月发放四千二百元"


@pytest.fixture
def office(transactional_db) -> dict[str, User]:
    """乌云 and 娜仁, the welfare officers of 东胜区."""
    return {name: a_welfare_officer(name, password=PASSWORD) for name in ("乌云", "娜仁")}


@pytest.fixture
def wang(office) -> Client:
    """王建军 earns 900 元/月 for wife and daughter; 低保 leaves nothing to ask of them but its line."""
    return a_family("王建军", wage_income_month=900)


@pytest.fixture
def line(office) -> None:
    """低保 in the towns of 东胜区: 1,100 元/月."""
    the_line_is("1100")


def a_family(name: str, **own) -> Client:
    client = a_client(a_social_worker("李敏", password=PASSWORD), name)
    wife = a_household_member(client, "spouse", "赵秀英", sex="female", birth_date=date(1990, 4, 1))
    child = a_household_member(client, "child", "王小雨", sex="female", birth_date=date(2016, 9, 1))
    return a_whole_file(client, wife, child, **own)


def choose(page: Page, place: str) -> None:
    """A place of the main menu."""
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name=place, exact=True).click()


def the_row(page: Page, name: str = "王建军"):
    """Somebody and 低保 in the queue."""
    return page.locator("tbody").get_by_role("row").filter(has_text=name).filter(has_text="最低生活保障")


@at_the_desk
def test_an_officer_takes_a_row_of_the_queue_to_an_accepted_application(page, office, wang, line, sign_in):
    for family in (wang, a_family("赵志强", wage_income_month=600)):
        refresh(family, timezone.localdate())
    sign_in(page, office["乌云"])
    choose(page, "应享未享")
    expect(the_row(page)).to_contain_text("2,400 元/月")

    the_row(page).get_by_role("link", name="安排").click()
    form = page.locator("tbody form.stack")
    form.get_by_label("没有享受的原因").select_option(label="材料不齐")
    form.get_by_label("下一步").fill("周四上门取收入证明")
    form.get_by_label("办理期限").fill((timezone.localdate() + timedelta(days=3)).isoformat())
    form.get_by_label("经办人").select_option(label="乌云")
    form.get_by_role("button", name="保存").click()

    for words in ("材料不齐", "周四上门取收入证明", "还有 3 天", "乌云"):
        expect(the_row(page)).to_contain_text(words)
    the_row(page).get_by_role("button", name="申请").click()
    expect(page.get_by_role("status").filter(has_text="已发起申请")).to_be_visible()
    page.get_by_role("button", name="受理").click()

    steps = page.locator(".card").filter(has=page.get_by_role("heading", name="办理步骤"))
    whole = steps.get_by_role("listitem").filter(has_text="全部程序")
    expect(whole).to_contain_text("还有 30 个工作日")
    expect(whole).to_contain_text("《最低生活保障审核确认办法》第二十二条")
    choose(page, "应享未享")
    expect(the_row(page)).to_contain_text("申请：已受理")
    page.get_by_role("checkbox", name="还没有申请").check()
    expect(page).to_have_url(re.compile("applied=no"))
    expect(the_row(page)).to_have_count(0)
    expect(the_row(page, "赵志强")).to_be_visible()


@at_the_desk
def test_a_row_leaves_the_queue_only_with_a_reason(page, office, wang, line, sign_in):
    refresh(wang, timezone.localdate())
    sign_in(page, office["乌云"])
    choose(page, "应享未享")
    the_row(page).get_by_role("link", name="最低生活保障").click()
    page.get_by_label("办结方式").select_option(label="本人书面放弃")

    page.get_by_role("button", name="办结").click()
    expect(page.get_by_role("textbox", name="办结说明")).to_be_focused()
    page.get_by_role("textbox", name="办结说明").fill("放弃书已收存")
    page.get_by_role("button", name="办结").click()

    expect(page.locator("body")).to_contain_text("放弃书已收存")
    choose(page, "应享未享")
    expect(the_row(page)).to_have_count(0)


def earns(page: Page, amount: str, source: str) -> None:
    """What 王建军 earns, as the paper on file says."""
    own = page.locator("#person-self")
    if not own.get_by_role("link", name="改工资性收入").is_visible():
        own.get_by_text("项记录和依据").click()
    own.get_by_role("link", name="改工资性收入").click()
    own.get_by_label("工资性收入", exact=True).fill(amount)
    own.get_by_label("有材料").check()
    own.get_by_label("来源").fill(source)
    own.get_by_text("材料、日期和有效期").click()
    own.get_by_label(re.compile("^材料")).select_option(index=1)
    own.get_by_role("button", name="保存").click()


@at_the_desk
def test_an_income_with_its_paper_turns_the_answer_and_says_why(page, office, wang, line, sign_in, live_server):
    refresh(wang, timezone.localdate())
    sign_in(page, office["乌云"])
    page.goto(live_server.url + reverse("welfare:household", args=[wang.pk]))
    page.get_by_role("link", name="上传").first.click()
    page.get_by_label("材料名称").or_(page.get_by_label("种类")).fill("工资流水")
    sheet = {"name": "王建军.pdf", "mimeType": "application/pdf", "buffer": a_pdf(REMARK)}
    page.get_by_label("文件").set_input_files(sheet)
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_role("status").filter(has_text="材料已收下")).to_be_visible()
    held = wang.papers.get()
    assert REMARK in papers.read(held).decode("utf-8", "replace")
    assert not [file for file in on_disk() if REMARK.encode() in file]
    told = page.locator("#household > .notice")

    earns(page, "4,200", "10月工资流水")

    line_and_income = "家庭月人均收入 1,400 元/月；最低生活保障标准 1,100 元/月"
    expect(told).to_contain_text(f"最低生活保障：符合 → 不符合，因为{line_and_income}")
    page.get_by_text("暂不符合的").click()
    result = page.locator("#result-minimum_living")
    result.locator("summary").first.click()
    expect(result).to_contain_text("《社会救助暂行办法》第九条")
    assert wang.household_facts.current().get(code="wage_income_month", member=None).paper == held
    assert open_gaps() == ["near_minimum"]

    earns(page, "1,200", "11月工资流水")

    expect(told).to_contain_text("最低生活保障：不符合 → 符合，2,100 元/月")
    assert open_gaps() == ["minimum_living"]


def on_disk() -> list[bytes]:
    """What lies where papers are kept; something does."""
    found = [file.read_bytes() for file in Path(settings.PAPERS_DIR).rglob("*") if file.is_file()]
    assert found
    return found


def open_gaps() -> list[str]:
    return list(TakeUpGap.objects.unscoped("test").open().values_list("entitlement", flat=True))


@at_the_desk
def test_two_people_bring_in_a_number_and_whom_it_helps_is_listed(page, office, wang, sign_in):
    refresh(wang, timezone.localdate())
    sign_in(page, office["乌云"])
    choose(page, "救助标准")
    page.get_by_role("link", name=re.compile("还缺")).click()
    page.get_by_role("link", name="提出新的最低生活保障标准", exact=True).click()
    page.get_by_label("适用地区").select_option(label="东胜区")
    page.get_by_label("城镇还是农村").select_option(label="城镇")
    page.get_by_label("数值").fill("1,100")
    page.get_by_label("执行日期").fill(timezone.localdate().isoformat())
    page.get_by_label("文件名称").fill("东胜区关于调整城乡低保标准的通知")
    page.get_by_role("button", name="提出，并试算影响").click()
    expect(page.get_by_role("status").filter(has_text="已提出")).to_be_visible()

    work_off("welfare.preview")
    page.reload()

    helped = page.get_by_role("row").filter(has_text="王建军").filter(has_text="新符合")
    expect(helped).to_contain_text("最低生活保障")
    expect(helped).to_contain_text("2,400")
    assert serious_faults(page) == []
    expect(page.get_by_text("自己提出的标准不能自己审核")).to_be_visible()
    expect(page.get_by_role("button", name="批准")).to_have_count(0)
    another(page, sign_in, office["娜仁"])
    choose(page, "救助标准")
    page.get_by_role("link", name="看影响，审核").click()
    page.get_by_label("审核意见").fill("与文件一致")
    page.get_by_role("button", name="批准").click()
    expect(page.get_by_role("status").filter(has_text="已生效")).to_be_visible()
    choose(page, "救助")
    page.get_by_role("button", name=re.compile("筛查")).click()
    work_off("welfare.screen")
    choose(page, "应享未享")
    expect(the_row(page)).to_contain_text("2,400 元/月")


def another(page: Page, sign_in, user) -> None:
    """Somebody else sits down at the same desk."""
    page.context.clear_cookies()
    sign_in(page, user)


def work_off(kind: str) -> None:
    """What a worker beside the site would do now."""
    job = Job.objects.get(kind=kind)
    assert run(job.pk)
    job.refresh_from_db()
    assert job.state == State.DONE, job.error


@at_the_desk
def test_a_notice_is_one_plain_sheet_of_a4(page, office, wang, line, sign_in, live_server, tmp_path):
    sign_in(page, office["乌云"])
    page.goto(live_server.url + reverse("welfare:household", args=[wang.pk]))
    page.get_by_role("link", name="打印告知单").first.click()

    page.emulate_media(media="print")
    everything = page.locator("body").inner_text()
    page.goto(live_server.url + reverse("welfare:notice", args=[wang.pk, "near_minimum"]))
    one = page.locator("body").inner_text()
    printed = page.pdf(prefer_css_page_size=True)

    for paper in (everything, one):
        assert "不符合" not in paper
        assert not plain.is_delicate(paper)
        assert "王建军" not in paper
        assert "电话：" in paper
    assert "最低生活保障\n\n按现在登记的情况，您家符合条件，可以申请。" in everything
    assert "家庭月人均收入 300 元/月；最低生活保障标准 1,100 元/月" in one
    for heading in ("为什么", "到什么时候", "要带什么", "到哪里问"):
        assert f"\n{heading}\n" in one
    width, height = re.search(rb"MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed).groups()
    assert (round(float(width)), round(float(height))) == A4
    assert printed.count(b"/MediaBox") == 1


@at_the_desk
def test_a_vacancy_says_what_the_family_has_and_leads_to_the_curve(page, office, sign_in, live_server):
    the_line_is("1090", least="0.075")
    wang = a_case("王建军", a_social_worker("李敏", password=PASSWORD), wage_floor=2000)
    a_known_family(wang, wage=0)
    on_minimum_living(wang, 2180)
    an_open_vacancy("维修电工(低压)", on=timezone.localdate())
    sign_in(page, wang.caseworker)
    page.goto(live_server.url + reverse("clients:caseload"))
    page.get_by_role("link", name="王建军").click()
    page.get_by_role("link", name="推荐岗位").click()

    offer = page.get_by_role("article").filter(has_text="维修电工(低压)")
    expect(offer).to_contain_text("现在 2,180 元")
    offer.get_by_role("link", name="家庭每月约 4,200 元").click()

    expect(page.get_by_label("每月到手工资")).to_have_value("4200")
    expect(page.locator(".notice")).to_contain_text("每月挣 4,200 元，全家到手 4,200 元，比现在多 2,020 元；低保停发")
    expect(page.locator("svg.curve-plot")).to_be_visible()
    page.get_by_label("每月到手工资").fill("2,200")
    page.get_by_role("button", name="算一算").click()
    here = page.get_by_role("row").filter(has_text="这份工作")
    expect(here).to_contain_text("2,180–2,343.48 元")
    expect(here).to_contain_text("多挣反而少")


NO_LOAN = "待核实 → 不符合，因为子女：不满足“全日制在读阶段为大专、本科、研究生”"
ANSWERS = {"王小雨的全日制在读阶段是哪一种？": "小学", "有自有住房，是吗？": "否"}


def test_an_interview_on_a_phone_ends_in_an_application(phone, office, wang, line, sign_in, live_server):
    sign_in(phone, wang.caseworker)
    phone.goto(live_server.url + reverse("welfare:household", args=[wang.pk]))
    phone.get_by_role("link", name="一网办理").first.click()

    asked = answer_all(phone)

    assert len(asked) == len({*asked}) > len(ANSWERS)
    fits(phone)
    assert serious_faults(phone) == []
    expect(phone.get_by_role("checkbox", name=re.compile("最低生活保障 2,400 元"))).to_be_checked()
    phone.get_by_role("button", name="发起勾选的申请").click()
    expect(phone.get_by_role("status").filter(has_text="已发起 1 份申请")).to_be_visible()
    assert Application.objects.unscoped("test").get().entitlement == "minimum_living"
    known = {row.code: row.value for row in wang.household_facts.current()}
    assert [json.loads(known[code]) for code in ("owns_dwelling", "aid_class")] == [False, None]


def answer_all(page: Page) -> list[str]:
    """One question after the other as they come, what is not in ``ANSWERS`` skipped; those that were asked."""
    asked, looked_at = [], set()
    while "summary" not in page.url and len(asked) < 60:
        asked.append(page.get_by_role("heading", level=2).first.inner_text())
        fits(page)
        is_typed = page.locator(".answer[name=answer]").count() == 0
        if is_typed not in looked_at:
            looked_at.add(is_typed)
            assert serious_faults(page) == []
        page.get_by_role("button", name=ANSWERS.get(asked[-1], "不清楚，先跳过"), exact=True).click()
        if asked[-1].startswith("王小雨的全日制"):
            expect(page.get_by_role("status").filter(has_text="国家助学贷款")).to_contain_text(NO_LOAN)
    assert looked_at == {True, False}
    return asked


def fits(page: Page) -> None:
    """Nothing runs off the side, and whatever is pressed is as large as a thumb."""
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert page.locator("#main").locator("button, select, summary, a.btn, input[type=text]").evaluate_all(SMALL) == []


SMALL = """parts => parts
    .filter(part => part.checkVisibility() && part.getBoundingClientRect().height < 44)
    .map(part => part.outerHTML)
"""


@at_the_desk
def test_reasons_open_and_close_from_the_keyboard(page, office, wang, line, sign_in, live_server):
    sign_in(page, office["乌云"])
    page.goto(live_server.url + reverse("welfare:household", args=[wang.pk]))
    result = page.locator("#result-minimum_living")

    tab_to(page, result.locator("summary").first)
    page.keyboard.press("Enter")
    property_ = result.locator(".why summary").filter(has_text="家庭财产符合当地规定")
    tab_to(page, property_)
    page.keyboard.press("Enter")

    part = result.get_by_text("金融资产不超过当地限额")
    expect(part).to_be_visible()
    page.keyboard.press("Space")
    expect(part).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    expect(result.locator("summary").first).to_be_focused()
    page.keyboard.press("Space")
    expect(property_).to_be_hidden()


def tab_to(page: Page, target: Locator) -> None:
    """With Tab alone; at every stop on the way one sees where one is."""
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(LOOKS_DIFFERENT), page.evaluate("document.activeElement.outerHTML")
        if target.evaluate("part => part === document.activeElement"):
            return
    pytest.fail("Tab never came there")


LOOKS_DIFFERENT = """() => {
    const part = document.activeElement;
    const look = () => {
        const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(part);
        return [outline, boxShadow, borderColor, backgroundColor].join();
    };
    const focused = look();
    part.blur();
    const left = look();
    part.focus({ focusVisible: true });
    return focused !== left;
}"""
