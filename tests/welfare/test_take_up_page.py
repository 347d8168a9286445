"""应享未享 on the screen: the queue with its counts, the row that becomes a form, the page with its history."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import AccessEvent
from tests.cast import (
    GONGYUAN,
    KANGBASHI,
    MONDAY,
    MONDAY_9,
    a_client,
    a_manager,
    a_social_worker,
    a_welfare_officer,
    an_auditor,
)
from tests.welfare.results import a_determination, a_gap
from welfare.apply import start
from welfare.models import Application, TakeUpGap

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
QUEUE = "/desk/welfare/take-up/"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


@pytest.fixture
def wuyun():
    return a_welfare_officer("乌云")


@pytest.fixture
def gaps(wuyun):
    """Four: one overdue and taken on, one due on Friday, one without a term, one applied for."""
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟")
    wang, zhao = a_client(li, "王建军"), a_client(zhang, "赵志强")
    a_determination(wang, amount=650)
    overdue = a_gap(wang, due_on=MONDAY - timedelta(days=3), assigned_to=wuyun, why="papers", missing_paper="收入证明")
    friday = a_gap(wang, "medical_aid", due_on=MONDAY + timedelta(days=4))
    open_end = a_gap(zhao, opened_on=date(2026, 10, 1))
    start(zhang, zhao, "temporary_relief")
    applied = a_gap(zhao, "temporary_relief", due_on=MONDAY + timedelta(days=20), assigned_to=zhang)
    return {"overdue": overdue, "friday": friday, "open_end": open_end, "applied": applied}


def page_of(gap):
    return reverse("welfare:gap", args=[gap.pk])


def deed_of(gap, deed):
    return reverse("welfare:gap_act", args=[gap.pk, deed])


def listed(answer):
    return [(line.client.name, line.gap.entitlement) for line in answer.context["lines"]]


def counts(answer, name):
    panel = next(one for one in answer.context["facets"] if one.facet.name == name)
    return {option.label: option.count for option in panel.options}


def an_answer(**changes):
    return {"why": "", "missing_paper": "", "next_action": "", "due_on": "", "assigned_to": ""} | changes


# The queue


def test_the_most_urgent_comes_first(client, wuyun, gaps):
    client.force_login(wuyun)

    answer = client.get(QUEUE)

    assert listed(answer) == [
        ("王建军", "minimum_living"),
        ("王建军", "medical_aid"),
        ("赵志强", "temporary_relief"),
        ("赵志强", "minimum_living"),
    ]
    page = answer.content.decode()
    assert "650 元/月" in page
    assert "还缺：收入证明" in page
    assert "已逾期 3 天" in page
    assert "申请：准备材料" in page


def test_each_facet_counts_what_a_click_lists(client, wuyun, gaps):
    a_gap(gaps["overdue"].client, "near_minimum", closed_on=MONDAY, closed_how="received")
    client.force_login(wuyun)

    answer = client.get(QUEUE)

    assert counts(answer, "state") == {"待办": 4, "一年内办结的": 1}
    assert counts(answer, "whose") == {"我经办的": 1, "还没有人": 2, "其他人": 1}
    assert counts(answer, "due") == {"已逾期": 1, "7 天内到期": 1, "以后到期": 1, "没有期限": 1}
    assert counts(answer, "street") == {"交通街道": 2, "公园街道": 2}
    assert counts(answer, "why") == {"材料不齐": 1, "还没有问": 3}
    assert counts(answer, "applied") == {"还没有申请": 3, "申请中": 1}
    for panel in answer.context["facets"]:
        for option in panel.options:
            assert len(listed(client.get(QUEUE, {panel.facet.name: option.value}))) == option.count, option


def test_the_queue_keeps_to_the_scope(client, wuyun, gaps):
    seen = {}
    for who in (
        wuyun,
        a_manager(),
        a_social_worker("李敏"),
        a_welfare_officer("斯琴", GONGYUAN),
        a_welfare_officer("娜仁", KANGBASHI),
    ):
        client.force_login(who)
        seen[who.name] = len(listed(client.get(QUEUE))) if client.get(QUEUE).context.get("lines") is not None else 0

    assert seen == {"乌云": 4, "苏日娜": 4, "李敏": 2, "斯琴": 2, "娜仁": 0}
    client.force_login(an_auditor())
    assert client.get(QUEUE).status_code == 404


def test_a_restricted_one_is_in_nobodys_queue_but_the_caseworkers(client, wuyun, gaps):
    hidden = a_gap(gaps["overdue"].client, "hiv_care")
    found = {}
    for who in (a_social_worker("李敏"), wuyun, a_manager()):
        client.force_login(who)
        answer = client.get(QUEUE)
        found[who.name] = ("hiv_care" in str(listed(answer)), sum(counts(answer, "state").values()))
        assert client.get(page_of(hidden)).status_code == (200 if who.name == "李敏" else 404)

    assert found == {"李敏": (True, 3), "乌云": (False, 4), "苏日娜": (False, 4)}


def test_the_queue_costs_the_same_for_few_and_for_many(client, wuyun, gaps):
    client.force_login(wuyun)
    client.get(QUEUE)

    with CaptureQueriesContext(connection) as few:
        client.get(QUEUE)
    li = a_social_worker("李敏")
    for number in range(10):
        kang = a_client(li, f"康{number}", born=date(1990, 1, 1 + number))
        a_determination(kang, amount=100)
        a_gap(kang, assigned_to=wuyun)
    with CaptureQueriesContext(connection) as many:
        client.get(QUEUE)

    assert len(many) == len(few)
    assert len(few) <= 22


def test_an_empty_queue_says_what_it_is_for(client, wuyun):
    client.force_login(wuyun)

    assert "没有应享未享的家庭" in client.get(QUEUE).content.decode()


@pytest.mark.parametrize("name", ["state", "whose", "due", "entitlement", "street", "why", "applied"])
def test_a_choice_that_nobody_offers_lists_nothing_and_breaks_nothing(client, wuyun, gaps, name):
    client.force_login(wuyun)

    answer = client.get(QUEUE, {name: "zz", "page": "-3"})

    assert answer.status_code == 200
    assert listed(answer) == []


# In place


def test_a_click_takes_it_on_and_gives_back_the_row(client, wuyun, gaps):
    client.force_login(wuyun)

    answer = client.post(deed_of(gaps["friday"], "take"), headers=HTMX)

    gaps["friday"].refresh_from_db()
    assert gaps["friday"].assigned_to == wuyun
    assert answer.content.decode().strip().startswith("<tr")
    assert "乌云" in answer.content.decode()


def test_without_javascript_one_comes_back_to_the_queue_as_it_was_narrowed(client, wuyun, gaps):
    client.force_login(wuyun)

    answer = client.post(deed_of(gaps["friday"], "take"), {"back": "due=soon&street=150602001"})

    assert answer["Location"] == f"{QUEUE}?due=soon&street=150602001"


def test_where_one_comes_back_to_is_never_another_site(client, wuyun, gaps):
    client.force_login(wuyun)

    answer = client.post(deed_of(gaps["friday"], "take"), {"back": "//evil.example/?x=1"})

    assert answer["Location"].startswith(f"{QUEUE}?")


def test_the_row_becomes_a_form_and_the_form_a_row(client, wuyun, gaps):
    client.force_login(wuyun)
    gap = gaps["open_end"]

    form = client.get(page_of(gap), headers=HTMX).content.decode()
    row = client.post(
        page_of(gap), an_answer(why="ashamed", next_action="约在社区见", due_on="2026-12-01"), headers=HTMX
    ).content.decode()

    gap.refresh_from_db()
    assert "<form" in form
    assert form.strip().startswith("<tr")
    assert (gap.why, gap.next_action, gap.due_on) == ("ashamed", "约在社区见", date(2026, 12, 1))
    assert "怕别人知道" in row
    assert "约在社区见" in row


def test_a_form_with_a_fault_comes_back_with_what_was_typed(client, wuyun, gaps):
    client.force_login(wuyun)

    answer = client.post(page_of(gaps["friday"]), an_answer(next_action="上门", due_on="2026-11-01"), headers=HTMX)

    assert answer.status_code == 422
    assert "办理期限已经过去了" in answer.content.decode()
    assert 'value="上门"' in answer.content.decode()


def test_a_form_that_is_out_of_date_says_who_was_quicker_and_can_be_saved_then(client, wuyun, gaps):
    client.force_login(wuyun)
    gap = gaps["open_end"]
    client.post(page_of(gap), an_answer(next_action="周四上门", seen="0"))

    late = client.post(page_of(gap), an_answer(why="ashamed", seen="0"))

    assert late.status_code == 422
    assert "刚刚更新了这一条" in late.content.decode()
    assert 'name="seen" value="1"' in late.content.decode()
    assert client.post(page_of(gap), an_answer(why="ashamed", seen="1")).status_code == 302


def test_cancelling_gives_the_row_back(client, wuyun, gaps):
    client.force_login(wuyun)

    row = client.get(f"{page_of(gaps['friday'])}?row", headers=HTMX).content.decode()

    assert "<tr" in row
    assert 'name="why"' not in row


def test_applying_from_the_row_leads_to_the_application(client, wuyun, gaps):
    client.force_login(wuyun)

    answer = client.post(deed_of(gaps["friday"], "start"))

    application = Application.objects.unscoped("test").get(entitlement="medical_aid")
    assert answer["Location"] == reverse("welfare:application", args=[application.pk])


def test_a_refused_application_says_why_on_the_page(client, wuyun, gaps):
    client.force_login(wuyun)

    page = client.post(deed_of(gaps["applied"], "start"), follow=True).content.decode()

    assert "已有一份申请在办" in page


def test_a_manager_arranges_but_does_not_apply(client, gaps):
    client.force_login(a_manager())

    page = client.get(page_of(gaps["friday"])).content.decode()

    assert "保存安排" in page
    assert deed_of(gaps["friday"], "start") not in page


# The page


def test_the_page_says_why_and_what_was_done(client, wuyun, gaps):
    client.force_login(wuyun)
    client.post(page_of(gaps["overdue"]), an_answer(why="no_time", due_on="2026-12-01"))

    page = client.get(page_of(gaps["overdue"])).content.decode()

    assert "家庭月人均收入 300 元/月" in page
    assert "没有享受的原因：没人去办" in page
    assert "筛查发现应享未享" in page


def test_a_closed_one_does_not_call_its_household_entitled_for_ever(client, wuyun, gaps):
    gap = gaps["overdue"]
    a_determination(gap.client, outcome="ineligible", why="家庭财产符合规定")
    TakeUpGap.objects.unscoped("test").filter(pk=gap.pk).update(closed_on=MONDAY, closed_how="changed")
    client.force_login(wuyun)

    page = client.get(page_of(gap)).content.decode()

    assert "为什么符合" not in page
    assert "现在的结果：不符合" in page


def test_opening_the_page_is_a_look_at_the_household(client, wuyun, gaps):
    client.force_login(wuyun)

    client.get(page_of(gaps["overdue"]))

    looks = AccessEvent.objects.of("household", gaps["overdue"].client_id).filter(action="view")
    assert [(one.actor, one.purpose) for one in looks] == [(wuyun, "welfare")]


def test_closing_without_a_reason_says_what_is_missing(client, wuyun, gaps):
    client.force_login(wuyun)

    answer = client.post(deed_of(gaps["friday"], "close"), {"how": "declined", "reason": " "})

    assert answer.status_code == 422
    assert "请写明办结说明" in answer.content.decode()
    gaps["friday"].refresh_from_db()
    assert gaps["friday"].closed_on is None


def test_closing_with_a_reason_ends_it(client, wuyun, gaps):
    client.force_login(wuyun)

    page = client.post(
        deed_of(gaps["friday"], "close"), {"how": "declined", "reason": "放弃书已收存"}, follow=True
    ).content.decode()

    assert "办结：本人书面放弃" in page
    assert "放弃书已收存" in page
    assert 'name="reason"' not in page
    assert len(listed(client.get(QUEUE))) == 3


def test_what_the_screening_closed_says_so(client, wuyun, gaps):
    closed = {"closed_on": MONDAY, "closed_how": "changed", "closed_reason": "测算结果变为“不符合”。"}
    gap = a_gap(gaps["overdue"].client, "near_minimum", **closed)
    client.force_login(wuyun)

    page = client.get(page_of(gap)).content.decode()

    assert "情况变化，不再符合" in page
    assert "测算结果变为“不符合”。" in page


@pytest.mark.parametrize("deed", ["take", "start", "close"])
def test_other_districts_find_nothing_and_change_nothing(client, gaps, deed):
    client.force_login(a_welfare_officer("娜仁", KANGBASHI))

    assert client.get(page_of(gaps["friday"])).status_code == 404
    assert client.post(page_of(gaps["friday"]), an_answer(why="papers")).status_code == 404
    assert client.post(deed_of(gaps["friday"], deed), {"how": "received", "reason": "x"}).status_code == 404
    assert TakeUpGap.objects.unscoped("test").filter(why="papers").count() == 1


def test_an_unknown_deed_is_not_found(client, wuyun, gaps):
    client.force_login(wuyun)

    assert client.post(deed_of(gaps["friday"], "nonsense")).status_code == 404
    assert client.get(deed_of(gaps["friday"], "take")).status_code == 405
