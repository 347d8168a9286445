"""Working with one family: an answer is changed in its place, a notice is printed, the interview is held on a phone."""

import pytest
from django.urls import reverse

from tests.cast import a_household_member
from welfare.models import Benefit
from welfare.record_answer import record_answer


@pytest.fixture
def family(city):
    """王建军 lives alone with everything told but his wage."""
    li, wang = city.li, city.wang
    wang.household_members.all().delete()
    Benefit.objects.unscoped("test").filter(client=wang).delete()
    told = {
        "members_complete": True, "is_urban_household": True, "financial_assets_total": 0, "dwellings_count": 0,
        "has_nonres_property": False, "has_motor_vehicle": False, "has_business_registration": False,
        "business_income_month": 0, "property_income_month": 0, "transfer_income_month": 0, "disability_grade": "无",
        "serious_illness_listed": False, "rigid_deduction_month": 0,
    }  # fmt: skip
    for code, answer in told.items():
        record_answer(li, wang, code, answer)
    return wang


def test_officer_records_a_dwelling_and_sees_the_answer_change(page, city, family, live_server, sign_in):
    sign_in(page, city.officer)
    page.goto(live_server.url + reverse("welfare:household", args=(family.pk,)))
    page.locator("#facts").get_by_text("补充一项").last.click()
    page.locator("#of-household").get_by_role("link", name="有自有住房", exact=True).click()
    panel = page.locator(".fact-panel")

    panel.get_by_text("是", exact=True).click()
    panel.get_by_text("部门比对", exact=True).click()
    panel.get_by_role("button", name="保存").click()
    # Refused: nobody said which authority; what was chosen is still there.
    panel.get_by_text("请写明是哪个部门的比对结果").first.wait_for()
    assert panel.get_by_role("radio", name="是", exact=True).is_checked()
    panel.get_by_label("来源").fill("不动产登记中心")
    panel.get_by_role("button", name="保存").click()

    page.get_by_text("有自有住房已记下").wait_for()
    assert family.household_facts.current().get(code="owns_dwelling").recorded_by == city.officer
    page.complaints.remove(next(one for one in page.complaints if "422" in one))


def test_reasons_unfold_by_keyboard(page, city, family, live_server, sign_in):
    sign_in(page, city.li)
    page.goto(live_server.url + reverse("welfare:household", args=(family.pk,)))
    result = page.locator("#result-minimum_living")
    page.evaluate("document.querySelectorAll('details.more').forEach(fold => fold.open = true)")

    result.locator("summary").first.focus()
    page.keyboard.press("Enter")

    assert result.locator(".why li").first.is_visible()
    assert "《" in result.locator(".result-body").inner_text()


def test_notice_is_one_sheet_without_the_screen_around_it(page, city, family, live_server, sign_in):
    sign_in(page, city.li)
    page.goto(live_server.url + reverse("welfare:notices", args=(family.pk,)))

    page.emulate_media(media="print")

    assert page.locator("article.sheet").is_visible()
    assert not page.locator(".record-head").is_visible()
    assert not page.locator(".tabs").is_visible()


def test_interview_is_held_on_a_phone(phone, city, family, live_server, sign_in):
    mother = a_household_member(family, "mother", "刘桂兰")
    record_answer(city.li, family, "lives_together", False, member=mother)
    sign_in(phone, city.li)
    phone.goto(live_server.url + reverse("welfare:household", args=(family.pk,)))
    phone.get_by_role("link", name="一网办理").first.click()

    for _ in range(80):
        if "summary" in phone.url:
            break
        known = phone.locator("button.answer[name=answer]")
        if known.count():
            assert known.first.bounding_box()["height"] >= 44
        phone.get_by_role("button", name="不清楚，先跳过").click()

    assert phone.url.endswith(reverse("welfare:interview_summary", args=(family.pk,)))
    assert phone.get_by_role("heading", name="可以申请").is_visible()
    assert family.household_facts.current().filter(code="owns_dwelling").exists()
