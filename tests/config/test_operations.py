"""运行状况: what the system administrator sees, what it costs, and what stays out of it."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from celery.schedules import crontab
from django.urls import reverse
from django.utils import timezone

from config.operations import engines, lags, troubles, work
from config.operations.words import span
from jobs.kinds import Kind
from jobs.models import Job, Recurrence, State, WorkerKind, WorkerSeen
from jobs.schedule import next_turn
from people.enrol_staff import appoint, enrol, givable
from people.errors import Refused
from people.models import AccessEvent, Membership, Role
from tests.cast import DONGSHENG, a_client, a_manager, a_member, a_region, a_social_worker, a_user
from welfare.models import Screening

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def wulan():
    return a_member("乌兰", Role.ADMINISTRATOR, "1506")


@pytest.fixture
def page(client, wulan):
    """The page as 乌兰 sees it."""

    def opened(name: str = "operations", query: str = "") -> str:
        client.force_login(wulan)
        answer = client.get(reverse(name) + query)
        assert answer.status_code == 200
        return answer.content.decode()

    return opened


def given_up(key: str = "1", ago: timedelta = timedelta(hours=1), **fields) -> Job:
    return Job.objects.create(
        kind="welfare.screen", key=key, state=State.GIVEN_UP, attempts=5, finished_at=timezone.now() - ago,
        error="王建军的事实读不出来", fault="ValueError at welfare/gather.py:78", payload={"region": "150602"}, **fields
    )  # fmt: skip


# The page -------------------------------------------------------------------------------------------------------------


def test_her_day_begins_here(client, wulan):
    client.force_login(wulan)

    answer = client.get(reverse("home"), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("operations")


def test_a_page_of_a_healthy_site_says_so(page):
    now = timezone.now()
    WorkerSeen.objects.create(name="web-1/77", kind=WorkerKind.SITE, seen_at=now)
    told = {"at": now.isoformat(), "bytes": 5_000_000, "files": 12, "verified": True}
    Job.objects.create(kind="config.backup", key="1", state=State.DONE, finished_at=now, result=told)

    said = page()

    assert "一切正常" in said
    assert "web-1/77" in said
    assert "恢复核对过" in said


def test_a_worker_that_fell_silent_is_named_for_an_hour():
    now = timezone.now()
    for name, minutes in (("web-1/77", 0), ("celery-1/8", 20), ("celery-2/9", 90)):
        WorkerSeen.objects.create(name=name, kind=WorkerKind.CELERY, seen_at=now - timedelta(minutes=minutes))

    found = [one.title for one in troubles.of_work(now, work.line(now), work.workers(now), [])]

    assert found == ["执行进程 celery-1/8 没有消息了"]


def test_a_page_of_a_new_site_says_what_to_do_first(page):
    said = page()

    assert "没有执行进程在工作" in said
    assert "manage.py work" in said
    assert "还没有备份过" in said


def test_a_job_that_was_given_up_is_shown_by_kind_and_place_and_starts_again(client, wulan, page):
    li = a_social_worker("李敏")
    job = given_up(asked_by=li)

    said = page()
    answer = client.post(reverse("operations_again", args=[job.pk]), follow=True)

    assert "救助筛查" in said
    assert "ValueError at welfare/gather.py:78" in said
    assert "王建军" not in said
    assert "李敏" not in said
    job.refresh_from_db()
    assert (job.state, job.max_attempts) == (State.WAITING, 8)
    assert "已重新开始：救助筛查" in answer.content.decode()
    event = AccessEvent.objects.get(kind="job")
    assert (event.actor, event.object_id, event.get_purpose_display()) == (wulan, str(job.pk), "系统运行")


@pytest.mark.parametrize("state", [State.FAILED, State.WAITING, State.DONE])
def test_a_job_that_was_not_given_up_does_not_start_again(client, wulan, state):
    over = timezone.now() if state != State.WAITING else None
    job = Job.objects.create(kind="intake.apply", key="1", state=state, finished_at=over)
    client.force_login(wulan)

    answer = client.post(reverse("operations_again", args=[job.pk]), follow=True)

    job.refresh_from_db()
    assert job.state == state
    assert "不需要重新开始" in answer.content.decode()
    assert not AccessEvent.objects.exists()


def test_all_jobs_are_listed_without_who_asked_and_what_about(page):
    given_up("1", asked_by=a_social_worker("李敏"))
    Job.objects.create(kind="notices.mail", key="2", note="王建军", payload={"notice": 4711})

    everything, stuck, silly = (
        page("operations_jobs"),
        page("operations_jobs", "?state=given_up"),
        page("operations_jobs", "?state=x&page=99"),
    )

    assert "邮件提醒" in everything
    assert "救助筛查" in everything
    assert "邮件提醒" not in stuck.split("<main")[1]
    assert "邮件提醒" in silly
    assert [word for word in ("李敏", "王建军", "4711", "150602") if word in everything.split("<main")[1]] == []


def test_the_page_asks_for_its_middle_alone(client, wulan):
    client.force_login(wulan)

    answer = client.get(reverse("operations"), headers={"HX-Request": "true"})

    assert "<html" not in answer.content.decode()
    assert "各个部分" in answer.content.decode()


def test_looking_costs_a_handful_of_questions(client, wulan, django_assert_max_num_queries):
    client.force_login(wulan)
    for number in range(12):
        given_up(str(number))

    with django_assert_max_num_queries(30):
        client.get(reverse("operations"))


# Engines --------------------------------------------------------------------------------------------------------------


def test_without_engines_the_database_does_everything(settings):
    settings.CELERY_BROKER_URL, settings.ELASTICSEARCH_URL = "", ""

    database, broker, search, cache = engines.look()

    assert all(one.is_well for one in (database, broker, search, cache))
    assert database.answer.size > 0
    assert "任务表" in broker.answer.what
    assert "数据库" in search.answer.what


def test_dead_engines_are_named_and_hold_nobody_up(settings, monkeypatch):
    monkeypatch.setattr(engines, "PATIENCE", 0.2)
    # Nothing listens on port 9, and nobody answers for 192.0.2.1.
    settings.CELERY_BROKER_URL, settings.ELASTICSEARCH_URL = "amqp://guest@127.0.0.1:9//", "http://192.0.2.1:9200"
    began = time.monotonic()

    found = {one.key: one for one in engines.look()}

    assert time.monotonic() - began < 1.2
    assert not found["broker"].is_well
    assert not found["search"].is_well
    assert found["database"].is_well
    assert [one.title for one in troubles.of_engines([*found.values()])] == ["消息队列连不上", "岗位检索服务连不上"]


@pytest.mark.engine("rabbitmq")
def test_a_broker_that_lives_says_how_much_waits():
    broker = engines.look()[1]

    assert broker.is_well
    assert broker.answer.what == "RabbitMQ"
    assert broker.answer.waiting >= 0


@pytest.mark.engine("elasticsearch")
def test_a_search_engine_that_lives_says_its_version():
    search = engines.look()[2]

    assert search.is_well
    assert search.answer.what.startswith("Elasticsearch 8")


# Work and lags --------------------------------------------------------------------------------------------------------


def test_a_turn_is_missed_once_nobody_asked_for_it_in_ten_minutes(monkeypatch):
    kind = Kind("tests.nightly", "每晚清点", print, every=crontab(hour="1", minute="30"))
    monkeypatch.setattr(work, "recurring", lambda: [kind])
    turn_came = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    Recurrence.objects.create(kind="tests.nightly", settled_at=turn_came - timedelta(hours=2))

    missed = [work.missed(turn_came + timedelta(minutes=minutes)) for minutes in (-1, 9, 11)]

    assert missed == [0, 0, 1]
    assert next_turn(kind, turn_came - timedelta(minutes=1)) == turn_came
    assert next_turn(kind, turn_came) == turn_came + timedelta(days=1)


def test_the_schedule_shows_what_became_of_the_last_turn():
    for key, state in (("1", State.GIVEN_UP), ("2", State.DONE)):
        Job.objects.create(kind="figures.count", key=key, state=state, finished_at=NOON)

    turn = next(turn for turn in work.schedule(NOON) if turn.title == "每晚统计")

    assert (turn.last.key, turn.tone) == ("2", "good")
    assert turn.next_at == datetime(2026, 11, 23, 18, 30, tzinfo=UTC)


def test_a_district_left_out_last_night_is_behind():
    now = timezone.now()
    for code, ages in ((DONGSHENG, (50, 5)), ("150603", (30,)), ("150621", (24 * 40,))):
        for hours in ages:
            Screening.objects.create(
                region=a_region(code), as_of=now, key=f"{code}.{hours}", finished_at=now - timedelta(hours=hours)
            )

    screened = lags.screening(now)

    assert (screened.districts, screened.behind) == (2, 1)
    assert screened.oldest_words == "1 天 6 小时"


def test_a_backup_of_the_day_before_yesterday_is_old():
    now = timezone.now()
    for key, hours in (("1", 3), ("2", 60)):
        state = State.FAILED if key == "1" else State.DONE
        told = {"at": (now - timedelta(hours=hours)).isoformat(), "bytes": 10, "files": 2, "verified": False}
        Job.objects.create(kind="config.backup", key=key, state=state, finished_at=now, result=told)

    backup = lags.backup(now)

    assert (backup.is_old, backup.verified, backup.bytes) == (True, False, 10)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (40, "40 秒"),
        (700, "11 分钟"),
        (3600, "1 小时"),
        (11100, "3 小时 5 分钟"),
        (187_200, "2 天 4 小时"),
        (0, "0 秒"),
    ],
)
def test_a_span_is_said_in_its_two_largest_parts(seconds, words):
    assert span(timedelta(seconds=seconds)) == words


# Who becomes one ------------------------------------------------------------------------------------------------------


def test_only_a_manager_of_the_city_appoints_one_and_for_the_city_alone():
    city, district = a_manager("苏和", "1506"), a_manager("高峰")
    somebody = enrol(
        city, username="wulan", name="乌兰", sex=None, email="", role=Role.SOCIAL_WORKER, region=a_region(DONGSHENG)
    )[0]

    held = appoint(city, somebody.pk, role=Role.ADMINISTRATOR, region=a_region("1506"))

    assert held.role == Role.ADMINISTRATOR
    assert Role.ADMINISTRATOR in givable(city)
    assert Role.ADMINISTRATOR not in givable(district)
    for actor in (city, district):
        with pytest.raises(Refused, match="市一级"):
            appoint(actor, somebody.pk, role=Role.ADMINISTRATOR, region=a_region(DONGSHENG))
    assert Membership.objects.filter(role=Role.ADMINISTRATOR).count() == 1


def test_a_district_offers_no_such_post(client):
    client.force_login(a_manager("高峰"))

    said = client.get(reverse("people:staff_new")).content.decode()

    assert "系统管理员" not in said


@pytest.mark.parametrize(
    "name",
    ["clients:caseload", "people:audit", "placement:referrals", "employers:firms", "welfare:home", "people:staff"],
)
def test_she_reads_no_case_no_firm_and_no_ledger(client, wulan, name):
    a_client(a_social_worker("李敏"))
    client.force_login(wulan)

    assert client.get(reverse(name)).status_code == 404


def test_nobody_else_finds_the_page(client):
    for user in (a_social_worker("李敏"), a_manager("敖登", "1506"), a_user("无任职")):
        client.force_login(user)

        assert client.get(reverse("operations")).status_code == 404
        assert client.post(reverse("operations_again", args=[1])).status_code == 404
