"""没有进展: what moves somebody, what only looks like it, who is left out, and the way off the list."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients import record_facts
from clients.models import RehabMeasure
from clients.record_help import record_help
from clients.record_service import record_service
from people.errors import Refused
from placement import shortlist, stalled
from placement.models import Shortlist
from placement.place import end as end_placement
from placement.stalled import Movement
from tests.cast import GONGYUAN, KANGBASHI, MONDAY, MONDAY_9, a_manager, a_social_worker
from tests.placement.builders import a_case_inside, a_quiet_case, ago, an_open_vacancy, days_before
from tests.placement.jobs import a_job
from tests.placement.referrals import a_referral

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def stuck(worker=None, day: date = MONDAY) -> list[str]:
    return [row.client.name for row in stalled.of(worker or a_social_worker(), day)]


# Thirty days


@pytest.mark.parametrize(("days", "is_stalled"), [(29, False), (30, True), (31, True)])
def test_thirty_days_since_the_last_contact_are_too_long(days, is_stalled):
    client = a_quiet_case()
    record_help(client.caseworker, client, kind="call", at=ago(days), note="说还在等消息")

    rows = stalled.of(client.caseworker, MONDAY)

    assert bool(rows) is is_stalled
    assert all(row.last == Movement(days_before(days), "电话") for row in rows)


@pytest.mark.parametrize(("days", "is_stalled"), [(29, False), (30, True)])
def test_who_was_never_heard_of_counts_from_the_opening(days, is_stalled):
    a_quiet_case(days=days, wish=False)

    assert bool(stuck()) is is_stalled


def test_the_day_turns_at_midnight_here_not_in_greenwich(time_machine):
    client = a_quiet_case()
    # 23:50 on 23 November in 鄂尔多斯: still the 23rd, and 15:50 in Greenwich.
    record_help(client.caseworker, client, kind="call", at=MONDAY_9 - timedelta(hours=9, minutes=10), note="晚上打通了")

    assert stuck(day=date(2026, 12, 21)) == []
    assert stuck(day=date(2026, 12, 22)) == ["王建军"]


def test_the_longest_waiting_comes_first():
    a_quiet_case("王建军", days=90)
    a_quiet_case("孙丽", days=200)

    assert stuck() == ["孙丽", "王建军"]


# What moves


def _service(client):
    record_service(client.caseworker, client, kind="guidance", on=days_before(5), with_client=False)


def _result(client):
    record_service(
        client.caseworker, client, kind="registration", on=days_before(60), with_client=False, result="done",
        result_on=days_before(4),
    )  # fmt: skip


def _kept(client):
    shortlist.add(client.caseworker, client, an_open_vacancy())


def _wish(client):
    record_facts.record(client.caseworker, client, client.wish)


def _referred(client):
    a_referral(client, upto="send", at=ago(6))


def _prepared(client):
    a_referral(client, upto="prepare", at=ago(3))


def _a_job_ended(client):
    end_placement(client.caseworker, a_job(client, started_on=days_before(100)), days_before(7), "quit")


def _out_of_the_site(client):
    RehabMeasure.objects.create(
        client=client, kind="compulsory_isolation", start=date(2024, 11, 15), end=days_before(9), ended_how="expired"
    )


@pytest.mark.parametrize(
    "something",
    [_service, _result, _kept, _wish, _referred, _prepared, _a_job_ended, _out_of_the_site],
    ids=lambda what: what.__name__,
)
def test_whatever_moves_her_takes_her_off_the_list(something):
    client = a_quiet_case()
    assert stuck() == ["王建军"]

    something(client)

    assert stuck() == []


def _attempt(client):
    record_help(client.caseworker, client, kind="attempt", at=ago(2), note="电话没人接")


def _lapsed(client):
    a_referral(client, upto="lapse", at=ago(50))


@pytest.mark.parametrize("nothing", [_attempt, _lapsed], ids=lambda what: what.__name__)
def test_what_did_not_reach_anybody_moves_nothing(nothing):
    client = a_quiet_case()

    nothing(client)

    assert stuck() == ["王建军"]


MOVES = {
    "call": lambda client, days: record_help(client.caseworker, client, kind="call", at=ago(days), note="说了近况"),
    "attempt": lambda client, days: record_help(client.caseworker, client, kind="attempt", at=ago(days), note="没人接"),
    "service": lambda client, days: record_service(client.caseworker, client, kind="coaching", on=days_before(days)),
    "kept": lambda client, days: Shortlist.objects.create(
        client=client, vacancy=an_open_vacancy(), recorded_at=ago(days)
    ),
}


# Examples share one database: each has a client of its own.
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([*MOVES]), st.integers(0, 60)), max_size=4, unique_by=lambda move: move[0]))
def test_she_is_stalled_when_the_latest_movement_is_thirty_days_old(moves):
    client = a_quiet_case()
    for what, days in moves:
        MOVES[what](client, days)
    since = min((days for what, days in moves if what != "attempt"), default=200)

    found = {row.client.pk: row.days for row in stalled.of(client.caseworker, MONDAY)}

    assert found.get(client.pk) == (since if since >= 30 else None)


def test_of_two_movements_the_later_is_told():
    client = a_quiet_case()
    record_help(client.caseworker, client, kind="visit", at=ago(50), note="上门")
    Shortlist.objects.create(client=client, vacancy=an_open_vacancy(), recorded_at=ago(40))

    (row,) = stalled.of(client.caseworker, MONDAY)

    assert (row.last, row.days) == (Movement(days_before(40), "收藏岗位"), 40)


# Who is left out


def test_who_has_a_job_is_not_stalled():
    a_job(a_quiet_case(), started_on=days_before(120))

    assert stuck() == []


def test_who_is_inside_belongs_to_another_list():
    client = a_quiet_case(measures=())
    RehabMeasure.objects.create(client=client, kind="compulsory_isolation", start=date(2025, 9, 1))

    assert stuck() == []


def test_a_closed_case_is_not_stalled():
    client = a_quiet_case()
    client.status, client.closed_on, client.closed_how = "closed", days_before(40), "moved"
    client.save()

    assert stuck() == []


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (a_social_worker, ["王建军"]),
        (lambda: a_social_worker("张伟", GONGYUAN), []),
        (a_manager, ["王建军"]),
        (lambda: a_manager("巴特尔", KANGBASHI), []),
    ],
    ids=["caseworker", "another worker", "manager", "manager elsewhere"],
)
def test_each_sees_her_own(who, sees):
    a_quiet_case()

    assert stuck(who()) == sees


# 暂缓求职


def test_a_pause_takes_her_off_until_it_ends():
    client = a_quiet_case()

    stalled.pause(client.caseworker, client, "ill", MONDAY + timedelta(days=60))

    assert stuck() == []
    assert stuck(day=MONDAY + timedelta(days=60)) == []
    assert stuck(day=MONDAY + timedelta(days=61)) == ["王建军"]


def test_a_short_pause_was_a_movement_too():
    client = a_quiet_case()

    stalled.pause(client.caseworker, client, "family", MONDAY + timedelta(days=3))

    assert stuck(day=MONDAY + timedelta(days=29)) == []
    assert stuck(day=MONDAY + timedelta(days=30)) == ["王建军"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"until": days_before(1)}, "已经过了"),
        ({"until": date(2027, 5, 24)}, "最多暂缓半年"),
        ({"until": MONDAY, "reason": "other"}, "写明原因"),
        ({"until": MONDAY, "reason": "other", "note": "  "}, "写明原因"),
    ],
)
def test_a_pause_says_why_and_until_when(fields, why):
    client = a_quiet_case()

    with pytest.raises(Refused, match=why):
        stalled.pause(client.caseworker, client, **{"reason": "ill", **fields})

    assert stuck() == ["王建军"]


def test_half_a_year_to_the_day_is_allowed():
    client = a_quiet_case()

    stalled.pause(client.caseworker, client, "study", date(2027, 5, 23))

    assert stuck() == []


def test_a_pause_holds_once():
    client = a_quiet_case()
    stalled.pause(client.caseworker, client, "ill", MONDAY + timedelta(days=5))

    with pytest.raises(Refused, match="已经在暂缓中"):
        stalled.pause(client.caseworker, client, "ill", MONDAY + timedelta(days=50))


def test_only_who_cares_for_her_pauses():
    client = a_quiet_case()

    with pytest.raises(Refused, match="不归您负责"):
        stalled.pause(a_social_worker("张伟", GONGYUAN), client, "ill", MONDAY)


def test_ending_a_pause_brings_her_back_today():
    client = a_quiet_case()
    held = stalled.pause(client.caseworker, client, "ill", MONDAY + timedelta(days=90), at=ago(40))

    stalled.end_pause(client.caseworker, held)

    assert stuck() == ["王建军"]
    assert held.until == days_before(1)


def test_a_pause_of_today_is_taken_back_without_a_trace():
    client = a_quiet_case()
    held = stalled.pause(client.caseworker, client, "ill", MONDAY + timedelta(days=90))

    stalled.end_pause(client.caseworker, held)

    assert stuck() == ["王建军"]
    assert not client.search_pauses.exists()


# The page


def test_the_page_says_since_when_why_and_what_next(enter):
    client = a_quiet_case(wish=False)
    record_help(client.caseworker, client, kind="call", at=ago(35), note="说再等等")

    page = enter(client.caseworker, "stalled").content.decode()

    for words in ("35 天前：电话", "还没有记录想做什么工作", "问意愿", reverse("clients:wishes", args=[client.pk])):
        assert words in page


def test_a_manager_reads_whose_client_it_is(enter):
    a_quiet_case()

    assert "李敏" in enter(a_manager(), "stalled").content.decode()


def test_a_pause_is_written_down_in_place(client, enter):
    case = a_quiet_case()
    client.force_login(case.caseworker)
    address, htmx = reverse("placement:pause", args=[case.pk]), {"hx-request": "true"}

    form = client.get(address, headers=htmx).content.decode()
    wrong = client.post(address, {"reason": "ill"}, headers=htmx)
    done = client.post(address, {"reason": "ill", "until": "2026-12-31"}, headers=htmx).content.decode()

    assert "<html" not in form
    assert wrong.status_code == 422
    assert "暂缓到 2026年12月31日（生病、休养）" in done
    page = enter(case.caseworker, "stalled").content.decode()
    assert "人人都有进展" in page
    assert "暂缓求职的 1 人" in page


def test_thinking_better_of_a_pause_brings_the_line_back(client):
    case = a_quiet_case()
    client.force_login(case.caseworker)

    line = client.get(reverse("placement:pause", args=[case.pk]) + "?row", headers={"hx-request": "true"})

    assert "200 天前：记意愿" in line.content.decode()


def test_a_pause_is_ended_on_the_page(client):
    case = a_quiet_case()
    held = stalled.pause(case.caseworker, case, "ill", MONDAY + timedelta(days=90))
    client.force_login(case.caseworker)

    response = client.post(reverse("placement:pause_end", args=[case.pk, held.pk]), follow=True)

    assert "已结束暂缓" in response.content.decode()
    assert stuck() == ["王建军"]


def test_a_pause_of_somebody_else_is_404(client):
    mine, theirs = a_quiet_case(), a_quiet_case("孙丽", a_social_worker("张伟", GONGYUAN), residence=GONGYUAN)
    held = stalled.pause(theirs.caseworker, theirs, "ill", MONDAY)
    client.force_login(mine.caseworker)

    for owner in (mine, theirs):
        assert client.post(reverse("placement:pause_end", args=[owner.pk, held.pk])).status_code == 404


def test_today_names_each_person_once(enter):
    worker = a_social_worker()
    stuck_one, working, leaving = a_quiet_case("王建军"), a_quiet_case("孙丽"), a_case_inside(date(2027, 1, 5), "赵强")
    a_job(working, started_on=days_before(120))

    context = enter(worker, "today").context

    assert [line.row.client for line in context["stuck"]] == [stuck_one]
    assert [client for client, _ in context["silent"]] == [working]
    assert [one.client for one, _ in context["leaving"]] == [leaving]
    assert context["silent_count"] == 3


def test_the_manager_is_led_to_both_lists(enter):
    a_quiet_case("王建军")
    a_case_inside(date(2027, 1, 5), "赵强")

    response = enter(a_manager(), "district")

    assert (response.context["stuck_count"], response.context["leaving_count"]) == (1, 1)
    for name in ("stalled", "pre_release"):
        assert reverse(f"placement:{name}") in response.content.decode()
