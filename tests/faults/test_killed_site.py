"""The site is killed in the middle of a form and of an upload: nothing half-written, and the same form works again."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Paper
from clients.models.evidence import PAPER_FILES
from people import ledger
from people.models import AccessEvent, Action
from tests.cast import a_client, a_social_worker
from tests.clients.papers import a_pdf
from tests.faults.processes import free_port
from tests.faults.visitor import Visitor, a_call, events_of

pytestmark = pytest.mark.django_db(transaction=True)

FORM = ("clients.record_help:keep_files", 1)
UPLOAD = ("people.vault.files:SealedFiles._write", 1)


def cut_off(send, kill):
    """What a request answers whose server is killed meanwhile."""
    with ThreadPoolExecutor(1) as beside:
        answer = beside.submit(send)
        kill()
        return answer.result(60)


def counted(wang):
    """How many contacts, changes in the ledger, papers and files there are."""
    changes = AccessEvent.objects.exclude(action=Action.VIEW).count()
    return events_of(wang), changes, Paper.objects.unscoped("test").count(), len(list(PAPER_FILES.uids()))


def test_a_form_and_an_upload_that_were_cut_off_leave_nothing_and_work_the_second_time(
    nursery, client, settings, tmp_path
):
    settings.PAPERS_DIR = tmp_path
    li = a_social_worker("李敏")
    wang = a_client(li, "王建军")
    before = counted(wang)
    address, port = reverse("clients:help", args=[wang.pk]), free_port()
    where = {"settings": {"PAPERS_DIR": str(tmp_path)}, "with_": {"port": port}}
    site, visitor = nursery.start("serve", FORM, **where), Visitor(client, li, port)
    visitor.wait_for_the_site()

    answer = cut_off(lambda: visitor.post(address, a_call()), lambda: os.kill(site.wait_for_stop(), signal.SIGKILL))

    assert answer is None
    assert counted(wang) == before
    # The process that watches over it has started another.
    visitor.wait_for_the_site()
    status, _ = visitor.post(address, a_call())
    assert status == 302
    events, changes, papers, files = counted(wang)
    assert (events, changes, papers, files) == (before[0] + 1, before[1] + 1, 0, 0)
    site.kill()

    site = nursery.start("serve", UPLOAD, **where)
    visitor.wait_for_the_site()
    answer = cut_off(lambda: visitor.post(address, a_call(), a_pdf()), lambda: site.wait_for_stop() and site.kill())

    assert answer is None
    assert counted(wang) == (events, changes, 0, 1)
    nursery.start("serve", **where)
    visitor.wait_for_the_site()
    assert visitor.send("GET", address)[1].count("附件") == 0
    status, _ = visitor.post(address, a_call(), a_pdf())
    assert status == 302
    assert counted(wang)[2:] == (1, 2)
    paper = Paper.objects.unscoped("test").get()
    assert visitor.send("GET", reverse("clients:paper", args=[paper.uid]))[0] == 200
    # What the power cut left behind goes in the night, and nothing else.
    PAPER_FILES.sweep({paper.uid}, (timezone.now() + timedelta(minutes=1)).timestamp())
    assert list(PAPER_FILES.uids()) == [paper.uid]
    assert [ledger.verify(year) for year in ledger.years()] == [None]
