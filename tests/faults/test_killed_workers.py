"""A worker is killed in the middle: its job is taken up again, and everything is there once.

Each stops inside the transaction of a later step, where the most can go wrong, and is killed there.
"""

import time
from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from clients.intake import apply as intake
from clients.models import Client
from employers import import_vacancies
from employers.models import Vacancy, VacancyEvent
from jobs.models import Job, State, WorkerSeen
from jobs.run import ask, run
from people import ledger
from people.models import AccessEvent, Action, Notice
from placement.models import ToldFit
from tests.cast import DONGSHENG, MONDAY, a_client, a_region, a_social_worker, an_enterprise, an_id_number
from tests.clients.workbooks import an_xlsx
from tests.employers.test_import import ELECTRICIAN, a_workbook
from tests.faults.processes import wait_until
from tests.jobs.works.tasks import STEPS
from tests.placement.builders import a_case, an_open_vacancy
from tests.welfare.records import an_answer
from welfare.catalogue.table import CATALOGUE
from welfare.models import Determination
from welfare.tasks import ask_screening

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = {"jobs.worker:IDLE_SECONDS": 0.05}
PEOPLE = ("王建军", "赵志强", "刘洋", "孙浩", "陈静", "李娜", "周强", "吴敏", "郑凯", "冯磊")


def killed_in_the_middle(nursery, row, stop, call=2, **changed):
    """Let a worker take ``row``, kill it right after the ``call``-th call of ``stop``, and let its lease run out."""
    victim = nursery.start("work", (stop, call), set=AT_ONCE | changed)
    victim.wait_for_stop()
    victim.kill()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.RUNNING, 1)
    assert WorkerSeen.objects.filter(name=row.worker.rpartition("/")[0]).exists(), "who is killed leaves its row"
    Job.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def done(row):
    row.refresh_from_db()
    assert (row.state, row.attempts, row.fault) == (State.DONE, 2, "")
    assert [ledger.verify(year) for year in ledger.years()] == [None for _ in ledger.years()]
    return row.result


def test_a_list_of_people_comes_in_once(nursery):
    li = a_social_worker("李敏")
    born = [date(1980, 3, day) for day, _ in enumerate(PEOPLE, start=1)]
    lines = [
        (name, an_id_number(name, day), "13847712345", "东胜区交通街道") for name, day in zip(PEOPLE, born, strict=True)
    ]
    upload = intake.upload(li, an_xlsx(lines))
    row = intake.start(li, upload)
    killed_in_the_middle(nursery, row, "clients.intake.apply:_add", **{"clients.intake.apply:STEP": 4})
    assert (Client.objects.unscoped("test").count(), row.progress_done) == (4, 4)

    run(row.pk)

    assert (done(row)["added"], done(row)["known"], done(row)["refused"]) == (len(PEOPLE), 0, 0)
    assert sorted(one.name for one in Client.objects.unscoped("test")) == sorted(PEOPLE)
    imported = AccessEvent.objects.filter(action=Action.IMPORT, kind="client")
    assert Counter(imported.values_list("object_id", flat=True)).most_common(1)[0][1] == 1


def test_a_list_of_vacancies_comes_in_once(nursery):
    li = a_social_worker("李敏")
    a_region(DONGSHENG)
    an_enterprise("蒙泰热电")
    titles = [f"{number}号车间电工" for number in range(1, 11)]
    upload = import_vacancies.upload(li, a_workbook(*([ELECTRICIAN[0], title, *ELECTRICIAN[2:]] for title in titles)))
    row = import_vacancies.start(li, upload)
    killed_in_the_middle(nursery, row, "employers.import_vacancies:_add", **{"employers.import_vacancies:STEP": 4})
    assert (Vacancy.objects.count(), row.progress_done) == (4, 4)

    run(row.pk)

    assert (done(row)["added"], done(row)["known"], done(row)["refused"]) == (len(titles), 0, 0)
    assert sorted(Vacancy.objects.values_list("title", flat=True)) == sorted(titles)
    assert VacancyEvent.objects.count() == len(titles)


def test_a_district_is_screened_once(nursery):
    li = a_social_worker("李敏")
    for name in PEOPLE[:5]:
        an_answer(a_client(li, name, measure=None), "members_complete", True)
    row = ask_screening(None, a_region(DONGSHENG), MONDAY)
    killed_in_the_middle(nursery, row, "welfare.screen:store", **{"welfare.screen:BATCH": 2})
    answers = Determination.objects.unscoped("test")
    assert (answers.count(), row.progress_done) == (2 * len(CATALOGUE), 2)

    run(row.pk)

    assert (done(row)["households"], done(row)["differences"]) == (5, 0)
    assert answers.count() == 5 * len(CATALOGUE)
    assert not answers.filter(superseded_at__isnull=False).exists()


def test_each_caseworker_is_told_once_of_what_fits_her_client(nursery):
    posts = {"李敏": "150602001", "张伟": "150602002", "高娃": "150602005"}
    clients = [a_case("王建军", a_social_worker(name, street)) for name, street in posts.items()]
    an_open_vacancy("低压电工", on=timezone.localdate())
    row = ask(None, "placement.fits", key="now")
    killed_in_the_middle(nursery, row, "placement.tell_of_fits:tell")
    assert (Notice.objects.count(), row.progress_done) == (1, 1)

    run(row.pk)

    assert done(row)["told"] == 2, "the rest of the three"
    assert Counter(Notice.objects.values_list("user__name", flat=True)) == dict.fromkeys(posts, 1)
    assert sorted(ToldFit.objects.unscoped("test").values_list("client", flat=True)) == [one.pk for one in clients]
    assert Job.objects.filter(kind="notices.mail").count() == len(posts)


# The lease ----------------------------------------------------------------------------------------------------


def steps_done():
    return Counter(AccessEvent.objects.filter(kind="step").values_list("object_id", flat=True))


def test_a_second_worker_takes_over_when_the_lease_is_over_and_the_first_leaves_no_trace(nursery):
    row = ask(a_social_worker(), "tests.count", "1", sleep_at=5)
    sleeper = nursery.start("work", set=AT_ONCE)
    wait_until(lambda: len(steps_done()) == 5)
    quick = nursery.start("work", set=AT_ONCE)
    wait_until(lambda: Job.objects.filter(pk=row.pk, state=State.DONE).exists())
    finished_at = Job.objects.get(pk=row.pk).finished_at

    # The sleeper has seen it and steps on.
    time.sleep(0.3)

    assert (sleeper.end(), quick.end()) == (0, 0)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.finished_at) == (State.DONE, 2, finished_at)
    assert steps_done() == {str(step): 1 for step in range(STEPS)}
    assert not WorkerSeen.objects.exists(), "who ends in order takes its row along"


def test_a_worker_told_to_stop_hands_its_job_back_at_once(nursery):
    row = ask(a_social_worker(), "tests.count", "1", pause=0.05)
    worker = nursery.start("work", set=AT_ONCE)
    wait_until(lambda: len(steps_done()) >= 2)

    assert worker.end() == 0

    row.refresh_from_db()
    assert (row.state, row.max_attempts) == (State.WAITING, 6)
    assert len(steps_done()) == row.progress_done


def test_several_processes_that_ask_at_once_ask_for_one_job(nursery):
    li = a_social_worker("李敏")
    together = time.time() + 0.5
    asking = [
        nursery.start("call", with_={"function": "tests.faults.deeds:ask_at", "moment": together, "actor": li.pk})
        for _ in range(4)
    ]

    assert [process.wait() for process in asking] == [0, 0, 0, 0], asking[0].log.read_text()

    assert Job.objects.count() == 20
    assert set(Job.objects.values_list("asked_by", flat=True)) == {li.pk}


def test_several_workers_do_each_job_once(nursery):
    li = a_social_worker("李敏")
    for number in range(6):
        ask(li, "tests.count", str(number))
    workers = [nursery.start("work", set=AT_ONCE) for _ in range(2)]

    wait_until(lambda: not Job.objects.exclude(state=State.DONE).exists())

    assert all(worker.lives for worker in workers)
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}
    assert steps_done() == {str(step): 6 for step in range(STEPS)}
