"""Papers of a household: who hands them in and sees them, what becomes of hostile ones, what lies on the disk."""

import logging
import time
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from clients import papers
from clients.close_case import close
from clients.desk.papers import PaperForm
from clients.models import Client, Paper
from clients.models.evidence import PAPER_FILES
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import (
    GONGYUAN,
    KANGBASHI,
    a_client,
    a_household_fact,
    a_household_member,
    a_manager,
    a_social_worker,
    a_user,
    a_welfare_officer,
    an_auditor,
)
from tests.clients.papers import JPEG, WEBP, a_pdf, a_png, an_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PAPERS_DIR = tmp_path / "papers"
    return settings.PAPERS_DIR


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"))


def on_disk(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def address(paper):
    return reverse("clients:paper", args=[paper.uid])


@pytest.mark.parametrize("who", [lambda: a_social_worker("李敏"), a_manager, a_welfare_officer])
def test_whoever_has_business_there_hands_a_paper_in(wang, folder, who):
    actor, wife = who(), a_household_member(wang, "spouse", "陈丽")

    paper = papers.keep(
        actor, wang, an_upload(), "工资流水", member=wife, issued_on=date(2026, 11, 2), expires_on=date(2027, 5, 1)
    )

    paper = Paper.objects.shown_to(actor).get(pk=paper.pk)
    assert papers.read(paper) == a_pdf().rstrip()
    assert (paper.kind, paper.media_type, paper.member) == ("工资流水", "application/pdf", wife)
    assert (paper.size, paper.recorded_by) == (len(a_pdf().rstrip()), actor)
    assert AccessEvent.objects.of("paper", paper.pk).get().action == "create"
    assert AccessEvent.objects.of("household", wang.pk).get().action == "change"


def test_neither_the_content_nor_the_name_of_the_file_is_in_the_clear(wang, folder):
    papers.keep(wang.caseworker, wang, an_upload(), "工资流水")

    (path,) = on_disk(folder)
    assert "王建军" not in str(path)
    assert "工资流水".encode() not in path.read_bytes()
    row = Paper.objects.visible_to(wang.caseworker).values().get()
    assert "王建军" not in str(row)


@pytest.mark.parametrize(
    "who",
    [lambda: a_social_worker("张伟"), lambda: a_welfare_officer("斯琴", GONGYUAN), an_auditor, lambda: a_user("周丽")],
)
def test_nobody_else_hands_one_in_and_nothing_is_left(wang, folder, who):
    with pytest.raises(Refused, match="不在您的办理范围内"):
        papers.keep(who(), wang, an_upload(), "工资流水")

    assert not Paper.objects.visible_to(wang.caseworker).exists()
    assert on_disk(folder) == []


def test_a_closed_case_and_a_member_of_another_household_are_refused(wang, folder):
    stranger = a_household_member(a_client(wang.caseworker, "赵志强"), name="赵小军")
    with pytest.raises(Refused, match="不是这一家的"):
        papers.keep(wang.caseworker, wang, an_upload(), "工资流水", member=stranger)
    close(wang.caseworker, wang, Client.ClosedHow.MOVED, timezone.localdate())
    with pytest.raises(Refused, match="已经结案"):
        papers.keep(wang.caseworker, wang, an_upload(), "工资流水")

    assert on_disk(folder) == []


@pytest.mark.parametrize(
    "content",
    [b"<html><script>fetch('/desk/')</script>", b"", b"PK\x03\x04" + b"\0" * 90, a_pdf()[:40], b"\0" * (11 * 2**20)],
    ids=["html", "empty", "zip", "half a pdf", "11 MB"],
)
def test_a_hostile_file_is_refused_in_words_and_leaves_nothing(wang, folder, content):
    with pytest.raises(Refused):
        papers.keep(wang.caseworker, wang, an_upload(content, "低保证.pdf"), "低保证")

    assert on_disk(folder) == []
    assert not Paper.objects.visible_to(wang.caseworker).exists()


def test_no_more_of_a_large_file_is_read_than_it_takes_to_refuse_it(wang):
    asked = []

    class Endless:
        def read(self, size):
            asked.append(size)
            return b"%PDF-1.4" + b"\0" * (size - 8)

    with pytest.raises(Refused, match="超过 10 MB"):
        papers.keep(wang.caseworker, wang, Endless(), "低保证")

    assert asked == [10 * 2**20 + 1]


def test_a_row_that_cannot_be_written_leaves_no_file(wang, folder, monkeypatch):
    def broken(*args, **options):
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr("people.ledger.record", broken)
    with pytest.raises(RuntimeError):
        papers.keep(wang.caseworker, wang, an_upload(), "工资流水")

    assert on_disk(folder) == []
    assert not Paper.objects.visible_to(wang.caseworker).exists()


def test_what_a_cancelled_transaction_left_behind_goes_in_the_night(wang, folder, monkeypatch):
    kept = papers.keep(wang.caseworker, wang, an_upload(), "户口簿")
    with transaction.atomic():
        papers.keep(wang.caseworker, wang, an_upload(), "工资流水")
        transaction.set_rollback(True)
    assert len(on_disk(folder)) == 2

    assert papers.sweep(None, None) == {"removed": 0}
    monkeypatch.setattr("clients.papers.timezone.now", lambda: timezone.datetime.fromtimestamp(time.time() + 90_000))
    assert papers.sweep(None, None) == {"removed": 1}

    assert papers.read(kept) == a_pdf().rstrip()


def test_a_paper_handed_in_by_mistake_goes_with_its_file_and_the_answer_stays(
    wang, folder, django_capture_on_commit_callbacks
):
    paper = papers.keep(wang.caseworker, wang, an_upload(), "工资流水")
    fact = a_household_fact(wang, "wage_income_month", 2600, grade="documented", source="工资流水", paper=paper)

    with django_capture_on_commit_callbacks(execute=True):
        papers.remove(a_welfare_officer(), paper)

    fact.refresh_from_db()
    assert fact.paper is None
    assert on_disk(folder) == []


def test_a_restricted_paper_does_not_exist_for_those_who_would_remove_it(wang):
    paper = papers.keep(wang.caseworker, wang, an_upload(), "检测报告", restricted=True)

    for actor in (a_welfare_officer(), a_manager(), a_social_worker("张伟")):
        with pytest.raises(Refused, match="没有这份材料"):
            papers.remove(actor, paper)


# The page -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "media_type", "how"),
    [
        (a_pdf(), "application/pdf", "attachment"),
        (JPEG, "image/jpeg", "inline"),
        (a_png(), "image/png", "inline"),
        (WEBP, "image/webp", "inline"),
    ],
)
def test_a_paper_is_shown_as_what_it_is_and_kept_by_no_browser(client, wang, content, media_type, how):
    paper = papers.keep(wang.caseworker, wang, an_upload(content, "王建军.html"), "低保证")
    client.force_login(a_welfare_officer("乌云"))

    answer = client.get(address(paper))

    assert answer.content == content.rstrip(b"\n")
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"].startswith(f'{how}; filename="paper-')
    assert "王建军" not in str(answer.headers)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_each_look_at_a_paper_is_written_down(client, wang):
    paper = papers.keep(wang.caseworker, wang, an_upload(), "低保证")
    officer = a_welfare_officer("乌云")
    client.force_login(officer)

    client.get(address(paper))
    client.get(address(paper))

    views = AccessEvent.objects.filter(actor=officer, action="view").order_by("pk")
    assert (
        list(views.values_list("kind", "object_id", "purpose"))
        == [
            ("household", str(wang.pk), "welfare"),
            ("paper", str(paper.pk), "welfare"),
        ]
        * 2
    )


@pytest.mark.parametrize(
    "who",
    [
        lambda: a_social_worker("张伟"),
        lambda: a_manager("白音", KANGBASHI),
        lambda: a_welfare_officer("斯琴", GONGYUAN),
        an_auditor,
        lambda: a_user("周丽"),
    ],
    ids=["another worker", "another district", "another street", "auditor", "employer"],
)
def test_for_outsiders_there_is_no_such_paper(client, wang, who):
    paper = papers.keep(wang.caseworker, wang, an_upload(), "低保证")
    actor = who()
    client.force_login(actor)

    assert client.get(address(paper)).status_code == 404
    assert not AccessEvent.objects.filter(actor=actor).exists()


def test_a_restricted_paper_is_for_the_caseworker_alone(client, wang):
    paper = papers.keep(wang.caseworker, wang, an_upload(), "检测报告", restricted=True)

    def status(actor):
        client.force_login(actor)
        return client.get(address(paper)).status_code

    assert status(wang.caseworker) == 200
    assert status(a_manager()) == status(a_welfare_officer()) == 404


def test_a_paper_has_no_address_that_can_be_counted_up(client, wang):
    paper = papers.keep(wang.caseworker, wang, an_upload(), "低保证")
    client.force_login(wang.caseworker)

    assert client.get(f"/desk/papers/{paper.pk}/").status_code == 404
    assert client.post(address(paper)).status_code == 405


def test_nothing_of_a_paper_is_in_the_log(client, wang, caplog):
    with caplog.at_level(logging.DEBUG):
        papers.keep(wang.caseworker, wang, an_upload(), "工资流水")
        with pytest.raises(Refused):
            papers.keep(wang.caseworker, wang, an_upload(b"<html>", "王建军.pdf"), "工资流水")

    assert "王建军" not in caplog.text
    assert "工资流水" not in caplog.text


# The form -------------------------------------------------------------------------------------------------------------


def test_the_form_keeps_a_paper(wang):
    wife = a_household_member(wang, "spouse", "陈丽")
    data = {"kind": "残疾证", "member": wife.pk, "issued_on": "2026-03-02", "restricted": ""}

    form = PaperForm(data, {"file": an_upload(a_png())}, actor=a_welfare_officer(), client=wang)
    assert form.is_valid(), form.errors
    paper = form.save_paper(restricted=True)

    assert (paper.kind, paper.member, paper.restricted) == ("残疾证", wife, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"issued_on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "issued_on"),
        ({"expires_on": "2020-01-01"}, "__all__"),
        ({"member": "999999"}, "member"),
    ],
)
def test_the_form_says_what_is_missing(wang, changes, field):
    data = {"kind": "残疾证", "issued_on": "2026-03-02", **changes}

    form = PaperForm(data, {"file": an_upload(a_png())}, actor=wang.caseworker, client=wang)

    assert list(form.errors) == [field]
    assert list(PaperForm({"kind": "残疾证"}, {}, actor=wang.caseworker, client=wang).errors) == ["file"]


def test_the_file_of_a_lost_paper_is_missed_loudly(wang):
    paper = papers.keep(wang.caseworker, wang, an_upload(), "低保证")
    PAPER_FILES.delete(paper.uid)

    with pytest.raises(FileNotFoundError):
        papers.read(paper)


def test_the_page_of_a_lost_paper_is_not_there_and_the_log_says_so(client, wang, caplog):
    paper = papers.keep(wang.caseworker, wang, an_upload(), "低保证")
    PAPER_FILES.delete(paper.uid)
    client.force_login(wang.caseworker)

    answer = client.get(address(paper))

    assert answer.status_code == 404
    assert f"the file of paper {paper.pk} cannot be read" in caplog.text
