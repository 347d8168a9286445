"""Encrypted files: whole or not there, bound to their name, brought under a new key."""

import base64
import os
import stat
import time
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from people.errors import Refused
from people.vault import SealedFiles, VaultError

OLD = "test1:" + base64.b64encode(b"1" * 32).decode()
NEW = "test2:" + base64.b64encode(b"n" * 32).decode()
CONTENT = "低保证 王建军".encode() * 1000


@pytest.fixture
def files(settings, tmp_path, monkeypatch):
    settings.SOME_PAPERS = tmp_path / "papers"
    monkeypatch.setattr(SealedFiles, "every", [])
    return SealedFiles("SOME_PAPERS")


def on_disk(files):
    return [path for path in files.folder.rglob("*") if path.is_file()]


def test_what_goes_in_comes_out_and_lies_encrypted_for_its_owner_alone(files):
    uid = uuid4()

    files.write(uid, CONTENT)

    assert files.read(uid) == CONTENT
    (path,) = on_disk(files)
    assert "王建军".encode() not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_under_another_name_it_does_not_open(files):
    mine, other = uuid4(), uuid4()
    files.write(mine, CONTENT)
    files.write(other, b"")
    files._path(other).write_bytes(files._path(mine).read_bytes())

    with pytest.raises(VaultError, match="does not belong"):
        files.read(other)


DAMAGES = {
    "cut": lambda data: data[:-1],
    "beginning": lambda data: data[:5],
    "empty": lambda data: b"",
    "in the clear": lambda data: CONTENT,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_does_not_open_and_the_error_tells_nothing_of_it(files, damage):
    uid = uuid4()
    files.write(uid, CONTENT)
    path = files._path(uid)
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(VaultError) as told:
        files.read(uid)

    assert "王建军" not in str(told.value)


def test_a_write_that_fails_half_way_leaves_nothing_and_spoils_nothing(files, monkeypatch):
    uid = uuid4()
    files.write(uid, CONTENT)

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="存储空间满了"):
        files.write(uid, b"new")
    with pytest.raises(Refused, match="存储空间满了"):
        files.write(uuid4(), b"new")

    assert files.read(uid) == CONTENT
    assert len(on_disk(files)) == 1


def test_what_is_not_there_is_deleted_already(files):
    uid = uuid4()

    files.write(uid, CONTENT)
    files.delete(uid)
    files.delete(uid)

    assert on_disk(files) == []
    with pytest.raises(FileNotFoundError):
        files.read(uid)


def test_only_old_files_of_no_row_are_swept(files):
    kept, young, orphan = uuid4(), uuid4(), uuid4()
    for uid in (kept, young, orphan):
        files.write(uid, CONTENT)
    unfinished = files._path(orphan).with_suffix(".part")
    unfinished.write_bytes(b"half")
    yesterday = time.time() - 90_000
    for path in (files._path(kept), files._path(orphan), unfinished):
        os.utime(path, (yesterday, yesterday))

    assert files.sweep({kept}, time.time() - 3_600) == 2

    assert {*files.uids()} == {kept, young}


@pytest.mark.django_db
def test_files_come_under_the_newest_key(files, settings, capsys):
    first, second = uuid4(), uuid4()
    files.write(first, CONTENT)
    settings.VAULT_KEYS = [NEW, OLD]
    files.write(second, CONTENT)

    call_command("rotate_keys")

    assert "1 cells and files rotated" in capsys.readouterr().out
    settings.VAULT_KEYS = [NEW]
    assert files.read(first) == files.read(second) == CONTENT
    call_command("rotate_keys")
    assert "0 cells and files rotated" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_file_that_no_key_opens_fails_the_command_and_stays(files, settings):
    uid = uuid4()
    files.write(uid, CONTENT)
    settings.VAULT_KEYS = [NEW]

    with pytest.raises(CommandError, match=f"SOME_PAPERS {uid}"):
        call_command("rotate_keys")

    settings.VAULT_KEYS = [NEW, OLD]
    assert files.read(uid) == CONTENT
