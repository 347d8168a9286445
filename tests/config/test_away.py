"""A database that is away, a disk that is full: said calmly, with what to do, and nothing half done."""

import errno

import pytest
from django.db import DataError, InterfaceError, OperationalError, connection
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from clients.models import HelpEvent, Paper
from clients.models.evidence import PAPER_FILES
from config.away import server_error
from tests.cast import DONGSHENG, a_client, a_manager, a_social_worker
from tests.clients.papers import an_upload


def page_of(error, method="get"):
    try:
        raise error
    except type(error):
        return server_error(getattr(RequestFactory(), method)("/desk/"))


@pytest.mark.parametrize("error", [OperationalError("connection refused"), InterfaceError("connection already closed")])
def test_a_database_that_is_away_is_503_and_says_to_come_back(error):
    response = page_of(error)

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "暂时连不上数据库" in response.content.decode()
    assert "返回" not in response.content.decode()


def test_who_was_sending_something_is_told_how_to_keep_it():
    assert "按浏览器的“返回”" in page_of(OperationalError("gone"), "post").content.decode()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_called_by_its_name(number):
    page = page_of(OSError(number, "no room")).content.decode()

    assert "存储空间满了" in page
    assert "系统管理员" in page


def test_what_no_column_can_hold_is_the_senders_mistake():
    response = page_of(DataError("value too long for type character varying(60)"), "post")

    assert response.status_code == 400
    assert "没有任何记录被改动" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.engine("postgresql")
def test_a_word_of_the_address_that_the_database_refuses_is_400_too(client):
    client.raise_request_exception = False
    client.force_login(a_manager())

    assert client.get(reverse("figures:month"), {"region": f"{DONGSHENG}\x00"}).status_code == 400


def test_every_other_fault_is_the_ordinary_one():
    assert page_of(KeyError("x")).status_code == 500
    assert page_of(OSError(errno.ENOENT, "no such file")).status_code == 500


@pytest.mark.django_db
def test_a_paper_that_finds_no_room_is_refused_in_the_form_and_leaves_nothing(client, monkeypatch, settings, tmp_path):
    settings.PAPERS_DIR = tmp_path
    wang = a_client(a_social_worker("李敏"), "王建军")
    client.force_login(wang.caseworker)

    def no_room(number):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("people.vault.files.os.fsync", no_room)
    page = client.post(reverse("clients:help", args=[wang.pk]), a_call(files=[an_upload()]))

    assert "服务器的存储空间满了，文件没有保存。" in page.content.decode()
    assert not Paper.objects.unscoped("test").exists()
    assert not HelpEvent.objects.unscoped("test").filter(client=wang).exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert list(PAPER_FILES.uids()) == []


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own limit stands for a full disk")
def test_a_database_without_room_says_so_and_keeps_nothing_of_it(client):
    wang = a_client(a_social_worker("李敏"), "王建军")
    client.force_login(wang.caseworker)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        answers = [client.post(reverse("clients:help", args=[wang.pk]), a_call("长" * 900)) for _ in range(40)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")

    kept = HelpEvent.objects.unscoped("test").filter(client=wang).count()
    assert {answer.status_code for answer in answers} == {302, 503}
    assert kept == sum(answer.status_code == 302 for answer in answers)
    assert "存储空间满了" in answers[-1].content.decode()


def a_call(note="问了近况", **fields):
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return {"kind": "call", "at": now, "note": note} | fields
