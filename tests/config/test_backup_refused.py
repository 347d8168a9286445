"""What is no sound backup, or has no place, is refused before anything is written; and no half archive is ever left."""

import base64
import resource

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from clients.models.evidence import PAPER_FILES
from config.backup import Damaged, NotHere, restore, take, verify
from config.backup.archive import Reader
from config.backup.put_files import Staged
from config.backup.take import NotReady
from people.models import User
from tests.config.places import a_city, elsewhere

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = base64.b64encode(b"9" * 32).decode()


def files_in(home):
    return sorted(path.name for path in home.rglob("*") if path.is_file() and "sqlite3" not in path.name)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("VAULT_KEYS", [f"test2:{OTHER}"], "holds no key 'test1'"),
        ("VAULT_KEYS", [f"test1:{OTHER}"], "the key 'test1' is another one"),
        ("VAULT_INDEX_KEY", OTHER, "GUIHANG_VAULT_INDEX_KEY is another one"),
        ("LEDGER_KEY", OTHER, "GUIHANG_LEDGER_KEY is another one"),
    ],
)
def test_other_keys_are_told_before_anything_is_written(out, tmp_path, settings, name, value, says):
    a_city()
    taken = take(out)
    setattr(settings, name, value)

    with elsewhere(tmp_path) as home, pytest.raises(NotHere, match=says):
        restore(taken.path)

    assert files_in(home) == []


def test_a_newer_key_beside_the_old_one_does_no_harm(out, tmp_path, settings):
    a_city()
    taken = take(out)
    settings.VAULT_KEYS = [f"test2:{OTHER}", *settings.VAULT_KEYS]

    with elsewhere(tmp_path):
        assert restore(taken.path).files == 2


def test_where_somebody_works_nothing_is_restored(out):
    a_city()
    taken = take(out)

    with pytest.raises(NotHere, match="there are files in MEDIA_ROOT, PAPERS_DIR"):
        restore(taken.path)


def test_a_database_in_use_is_not_replaced(out, tmp_path):
    a_city()
    taken = take(out)

    with elsewhere(tmp_path) as home:
        User.objects.create_user("zhangwei", "张伟")
        with pytest.raises(NotHere, match="people_user holds rows"):
            restore(taken.path)

        assert list(User.objects.values_list("username", flat=True)) == ["zhangwei"]
    assert files_in(home) == []


def test_a_file_that_came_meanwhile_is_not_thrown_away(out, tmp_path):
    a_city()
    taken, (uid,) = take(out), PAPER_FILES.uids()

    def put_while_somebody_writes(theirs):
        with Reader(taken.path) as reader, Staged.of(reader, lambda words: None) as staged:
            theirs.parent.mkdir(parents=True)
            theirs.write_bytes(b"1")
            staged.move()

    with elsewhere(tmp_path) as home:
        theirs = home / "papers_dir" / uid.hex[:2] / "theirs"
        with pytest.raises(OSError, match="directory"):
            put_while_somebody_writes(theirs)

        assert theirs.read_bytes() == b"1"
        assert files_in(home) == ["theirs"]


def test_one_changed_byte_anywhere_is_found_and_nothing_is_left(out, tmp_path):
    a_city()
    taken = take(out)
    whole = taken.path.read_bytes()
    with Reader(taken.path) as reader:
        places = {
            name: start + size // 2
            for name, (start, size) in reader.parts.items()
            if name in ("manifest.json", "manifest.seal", "tables/clients_client.jsonl.gz")
            or name.startswith("files/PAPERS")
        }

    with elsewhere(tmp_path) as home:
        for place in places.values():
            taken.path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            with pytest.raises((Damaged, NotHere)):
                restore(taken.path)
            assert (files_in(home), User.objects.count()) == ([], 0)
    assert len(places) == 4


def test_an_archive_that_was_cut_off_is_none(out):
    a_city()
    taken = take(out)
    whole = taken.path.read_bytes()

    for kept in (0, 100, len(whole) // 2, len(whole) - 20_000):
        taken.path.write_bytes(whole[:kept])
        with pytest.raises(Damaged):
            verify(taken.path)


def test_an_archive_of_a_newer_version_names_it(out, tmp_path, monkeypatch):
    a_city()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '0999_later', '2027-01-01')")
    taken = take(out)

    with elsewhere(tmp_path), pytest.raises(NotHere, match=r"newer version.*jobs\.0999_later"):
        restore(taken.path)


def test_a_full_disk_leaves_nothing_behind(out):
    a_city()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
    try:
        with pytest.raises(CommandError, match="nothing was left behind"):
            call_command("backup", str(out))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert list(out.iterdir()) == []


def test_no_backup_replaces_another(out):
    (out / "guihang.tar").write_text("yesterday's")

    with pytest.raises(CommandError, match="no backup replaces another"):
        call_command("backup", str(out / "guihang.tar"))

    assert (out / "guihang.tar").read_text() == "yesterday's"


def test_a_table_that_nobody_knows_stops_it(out):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody (id integer)")
    try:
        with pytest.raises(NotReady, match="of_somebody"):
            take(out)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE of_somebody")

    assert list(out.iterdir()) == []
