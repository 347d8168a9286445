"""月报: what a manager reads on the third of the month."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from figures.ask import CLOSE
from figures.close_month import close, count_running, recount
from figures.models import FigureSet
from jobs.models import Job, State
from jobs.run import run
from tests.cast import (
    DONGSHENG,
    GONGYUAN,
    JIAOTONG,
    KANGBASHI,
    a_client,
    a_manager,
    a_region,
    a_social_worker,
    a_welfare_officer,
    an_auditor,
)
from tests.figures.months import a_month, some_months
from tests.figures.october import SHANGHAI
from tests.placement.builders import an_open_vacancy
from tests.placement.referrals import a_referral

pytestmark = pytest.mark.django_db

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
THIRD = datetime(2026, 11, 3, 9, tzinfo=SHANGHAI)
MONTH = "figures:month"


@pytest.fixture(autouse=True)
def on_the_third():
    with time_machine.travel(THIRD, tick=False):
        yield


def the_page(client, user, name=MONTH, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    "who", [a_social_worker, a_welfare_officer, an_auditor], ids=["social worker", "officer", "auditor"]
)
@pytest.mark.parametrize("page", [MONTH, "figures:all", "figures:excel", "figures:sheet"])
def test_nobody_but_a_manager_reads_figures(client, who, page):
    a_month(OCTOBER, {"clients.open": {JIAOTONG: 20}})

    assert the_page(client, who(), page).status_code == 404


@pytest.mark.parametrize("region", [KANGBASHI, "1506", "15", "150602999", "x"])
@pytest.mark.parametrize("page", [MONTH, "figures:all", "figures:excel", "figures:sheet"])
def test_another_region_is_not_there(client, region, page):
    a_region(KANGBASHI)
    a_month(OCTOBER, {"clients.open": {JIAOTONG: 20}})

    assert the_page(client, a_manager(), page, region=region).status_code == 404


def test_before_the_first_counting_the_page_says_what_comes_and_offers_it(client):
    answer = the_page(client, a_manager())

    assert "还没有统计过" in text_of(answer)
    assert reverse("figures:count") in text_of(answer)


def test_a_closed_month_says_when_and_by_whom(client):
    a_month(OCTOBER, {"clients.open": {JIAOTONG: 20}}, by=a_manager("苏和", "1506"), at=THIRD)

    answer = the_page(client, a_manager())

    assert "2026年10月已结账" in text_of(answer)
    assert "由苏和结账" in text_of(answer)


def test_what_was_not_counted_reads_unrecorded_and_never_nought(client):
    a_region(GONGYUAN)
    a_month(OCTOBER, {"clients.open": {JIAOTONG: 20}})

    answer = the_page(client, a_manager())

    cards = {card.figure.code: card.value for _, group in answer.context["groups"] for card in group}
    assert cards["clients.open"] == 20
    assert cards["work.placed"] == "unknown"
    row = next(row for row in answer.context["table"]["rows"] if row["label"] == "举办推介会")
    assert [cell.value for cell in row["cells"]] == [None, None, None]
    assert "未登记" in text_of(answer)


def test_who_was_not_asked_after_is_told_beside_the_share(client):
    marks = {"working": 4, "left": 1, "unknown": 3}
    numbers = {"work.mark90": 8, **{f"work.mark90.{outcome}": number for outcome, number in marks.items()}}
    a_month(OCTOBER, {code: {JIAOTONG: number} for code, number in numbers.items()})

    sentences = the_page(client, a_manager()).context["sentences"]

    assert "满 90 天的在岗率 50%，到期的 8 人次里有 3 人次情况不明。" in sentences


def test_the_first_sentences_can_be_read_aloud(client):
    some_months(OCTOBER, [])
    a_region(GONGYUAN)

    sentences = the_page(client, a_manager()).context["sentences"]

    assert sentences[0] == "2026年10月，东胜区在册 100 人，在业 40 人，在业率 40%（比上月低 1.4 个百分点）。"
    assert sentences[-1].startswith("公园街道在业率 25%，比全区低 15 个百分点，相当于少 6 人在业")


def test_a_correction_stands_beside_what_was_closed(client):
    some_months(OCTOBER, [])

    answer = the_page(client, a_manager())

    ((month, lines),) = answer.context["corrections"]
    assert (month, lines[0]["closed"], lines[0]["recount"]) == (OCTOBER, 126, 127)
    assert "结账后的更正" in text_of(answer)


def test_a_quarter_sums_what_happened_takes_the_last_register_and_divides_anew(client):
    for month, placed, at_work in ((7, 1, 10), (8, 2, 20), (9, 3, 30)):
        numbers = {
            "clients.open": {JIAOTONG: 100},
            "work.placed": {JIAOTONG: placed},
            "work.at_work": {JIAOTONG: at_work},
        }
        a_month(date(2026, month, 1), numbers)

    answer = the_page(client, a_manager(), period="2026Q3")

    cards = {card.figure.code: card.value for _, group in answer.context["groups"] for card in group}
    assert (cards["work.placed"], cards["clients.open"], cards["work.share"]) == (6, 100, 30)
    assert "本季度各月都已结账" in text_of(answer)


@pytest.mark.parametrize("period", ["2026-08", "2026Q3", "2025", "x"])
def test_months_that_were_not_counted_are_not_there(client, period):
    a_month(OCTOBER, {"clients.open": {JIAOTONG: 20}})

    assert the_page(client, a_manager(), period=period).status_code == 404


def test_the_funnel_follows_the_same_referrals(client):
    """Two were sent in October; of one the firm had asked for an interview, and another was invited that had been sent
    before anything was counted."""
    li = a_social_worker()
    vacancy = an_open_vacancy("维修电工", on=date(2026, 10, 2))
    for name, day, upto in (("王建军", 5, "invite"), ("赵强", 6, "send")):
        at = datetime(2026, 10, day, 10, tzinfo=SHANGHAI)
        a_referral(a_client(li, name), vacancy, upto=upto, at=at)
    count_running(OCTOBER)

    steps = the_page(client, a_manager()).context["funnel"]["steps"]

    assert [(step["label"], step["count"]) for step in steps[:4]] == [
        ("推荐给企业", 2), ("约到面试", 1), ("企业录用", 0), ("上岗", 0),
    ]  # fmt: skip


def test_the_page_asks_as_many_queries_for_a_year_of_months_as_for_one(client):
    counts = []
    client.force_login(a_manager())
    for months in (1, 1, 14):
        FigureSet.objects.filter(kind="running").delete()
        for back in range(months):
            year, month = divmod(2026 * 12 + 9 - back, 12)
            a_month(date(year, month + 1, 1), {"clients.open": {JIAOTONG: 9}, "work.at_work": {JIAOTONG: 4}}, "running")
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(reverse(MONTH)).status_code == 200
        counts.append(len(caught))

    # The first page of a session asks who she is.
    assert counts[1] == counts[2] <= 30


# Closing --------------------------------------------------------------------------------------------------------------


def test_the_manager_of_the_city_closes_a_month_that_is_over(client):
    suhe = a_manager("苏和", "1506")
    a_client(a_social_worker())
    count_running(OCTOBER)
    page = the_page(client, suhe)

    answer = client.post(reverse("figures:close"), {"month": "2026-10-01"})
    run(Job.objects.get(kind=CLOSE).pk)

    assert "close-month" in text_of(page)
    assert answer.status_code == 302
    made = FigureSet.objects.get(month=OCTOBER)
    assert (made.kind, made.closed_by) == (FigureSet.Kind.CLOSED, suhe)


@pytest.mark.parametrize(
    ("name", "region", "month", "why"),
    [
        ("苏和", "1506", NOVEMBER, "还没有过完"),
        ("苏日娜", DONGSHENG, OCTOBER, "全市的负责人"),
        ("苏和", "1506", date(2026, 9, 1), "已经结账"),
    ],
)
def test_a_closing_is_refused_with_its_reason_before_anything_is_asked_for(client, name, region, month, why):
    a_month(date(2026, 9, 1), {"clients.open": {JIAOTONG: 20}})
    client.force_login(a_manager(name, region))

    answer = client.post(reverse("figures:close"), {"month": month.isoformat()}, follow=True)

    assert why in text_of(answer)
    assert not Job.objects.exists()


def test_a_month_that_runs_has_no_button_and_says_from_when(client):
    a_month(NOVEMBER, {"clients.open": {JIAOTONG: 20}}, FigureSet.Kind.RUNNING, at=THIRD)

    answer = the_page(client, a_manager("苏和", "1506"), period="2026-11")

    assert "close-month" not in text_of(answer)
    assert "2026年12月1日起才可以结账" in text_of(answer)


def test_who_left_her_post_closes_nothing(client):
    suhe = a_manager("苏和", "1506")
    client.force_login(suhe)
    client.post(reverse("figures:close"), {"month": "2026-10-01"})
    suhe.memberships.update(valid_to=date(2026, 11, 2))

    job = Job.objects.get(kind=CLOSE)
    run(job.pk)

    job.refresh_from_db()
    assert (job.state, FigureSet.objects.exists()) == (State.FAILED, False)
    assert "不在这个岗位" in job.error


def test_a_month_is_counted_again_when_asked_and_once_at_a_time(client):
    a_client(a_social_worker())
    client.force_login(a_manager())
    for _ in range(2):
        client.post(reverse("figures:count"), {"month": "2026-11-01"})

    run(Job.objects.get().pk)
    client.post(reverse("figures:count"), {"month": "2026-11-01"})

    assert FigureSet.objects.get().kind == FigureSet.Kind.RUNNING
    assert Job.objects.count() == 2


@pytest.mark.parametrize("month", ["", "2026-12-01", "2026-11-02", "2026-13-01"])
def test_a_month_that_is_none_is_not_counted(client, month):
    client.force_login(a_manager())

    answer = client.post(reverse("figures:count"), {"month": month})

    assert answer.status_code == 404
    assert not Job.objects.exists()


def test_a_late_record_shows_as_a_correction_of_the_real_count(client):
    worker = a_social_worker()
    close(None, OCTOBER)
    a_client(worker, opened_on=date(2026, 10, 20))
    recount(OCTOBER)

    ((_, lines),) = the_page(client, a_manager()).context["corrections"]

    ((words, _),) = {line["figure"].code: line["rows"] for line in lines}["clients.new"]
    assert words == "后来补录 1 条"
