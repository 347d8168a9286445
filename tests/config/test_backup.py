"""A backup holds the site of one moment, and comes back as it was in another place, of either engine."""

import gzip
import stat
import tarfile

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection
from wagtail.documents.models import Document

from clients.models import Client, Paper
from clients.models.evidence import PAPER_FILES
from config.backup import restore, take, verify
from config.backup.files import OWNERS
from config.backup.tables import unknown
from jobs.models import Job
from people import ledger
from people.models import User
from people.vault import SealedFiles
from placement.search.database import find
from tests.cast import a_client, a_social_worker, a_vacancy
from tests.config.places import a_city, a_paper, elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_site_comes_back_as_it_was_in_another_place(out, tmp_path):
    wang = a_city()
    taken = take(out)

    with elsewhere(tmp_path):
        restored = restore(taken.path)

        assert all(table.same for table in restored.tables)
        again = Client.objects.unscoped("test").get(pk=wang.pk)
        assert (again.name, again.id_number, again.caseworker.username) == (wang.name, wang.id_number, "limin")
        assert again.caseworker.check_password("在东胜区上班2026")
        assert PAPER_FILES.read(Paper.objects.unscoped("test").get().uid) == "工资流水 3,200 元".encode()
        with Document.objects.get().file.open() as file:
            assert file.read() == "%PDF-1.4 登记表".encode()
        assert [ledger.verify(year) for year in ledger.years()] == [None]
        assert len(find("维修电工")) == 1


def test_what_is_restored_can_be_worked_with(out, tmp_path):
    wang = a_city()
    gone = a_client(a_social_worker("李敏"), "赵强")
    number = gone.pk
    gone.delete()
    taken = take(out)

    with elsewhere(tmp_path):
        restore(taken.path)
        new = a_client(a_social_worker("李敏"), "孙海")
        post = a_vacancy("保洁员", "伊泰物业")

        # The ledger names clients by number: that of a deleted one is not given twice.
        assert new.pk > number > wang.pk
        assert find("保洁员") == [post.pk]
        with pytest.raises(IntegrityError):
            User.objects.bulk_create([User(username="limin", name="另一个李敏")])


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(out, tmp_path):
    wang = a_city()
    seen = []

    def meanwhile(words):
        seen.append(words)
        if seen == ["MEDIA_ROOT"]:
            # After the folder of papers was not yet looked through, and before the database is read …
            a_paper(wang)
        if seen.count("PAPERS_DIR") == 2 and len(Paper.objects.unscoped("test")) == 2:
            a_paper(wang)
        if words == "people_region":
            # … and after that: neither a new client nor a deleted paper changes what was begun.
            a_client(a_social_worker("李敏"), "孙海")
            paper = Paper.objects.unscoped("test").first()
            PAPER_FILES.delete(paper.uid)
            paper.delete()

    taken = take(out, meanwhile)

    rows = {table.table: table.rows for table in verify(taken.path)}
    assert (rows["clients_client"], rows["clients_paper"], taken.missing) == (1, 3, 0)
    assert Paper.objects.unscoped("test").count() == 2


def test_a_row_that_has_lost_its_file_is_told(out):
    wang = a_city()
    PAPER_FILES.delete(a_paper(wang).uid)

    assert take(out).missing == 1


def test_neither_keys_nor_ways_in_are_in_it(out, settings, client):
    client.force_login(a_city().caseworker)
    session = client.cookies["sessionid"].value

    taken = take(out)

    with tarfile.open(taken.path) as parts:
        everything = b"".join(_unpacked(parts, part) for part in parts)
    secrets = [
        settings.SECRET_KEY,
        settings.VAULT_INDEX_KEY,
        settings.LEDGER_KEY,
        settings.VAULT_KEYS[0].partition(":")[2],
    ]
    assert b"limin" in everything
    assert not [secret for secret in [*secrets, session] if secret.encode() in everything]
    assert stat.S_IMODE(taken.path.stat().st_mode) == 0o600


def _unpacked(parts, part):
    content = parts.extractfile(part).read()
    return gzip.decompress(content) if part.name.endswith(".gz") else content


def test_the_command_leaves_word_for_the_operator(out, capsys):
    a_city()

    call_command("backup", str(out / "guihang.tar"), "--verify")

    job = Job.objects.get(kind="config.backup")
    assert (job.state, job.result["verified"], job.result["files"]) == ("done", True, 2)
    assert job.result["bytes"] == (out / "guihang.tar").stat().st_size
    assert "NO KEYS" in capsys.readouterr().out
    assert [path.name for path in out.iterdir()] == ["guihang.tar"]


def test_every_table_and_every_folder_of_papers_is_known():
    assert unknown(connection, apps) == []
    assert {str(files) for files in SealedFiles.every} == OWNERS.keys()
