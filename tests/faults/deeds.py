"""What forked processes are told to do, by name."""

import ctypes
import json
import os
import resource
import time
from pathlib import Path

from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse

from clients.models import Client, Paper
from jobs.run import ask
from people.models import User
from people.vault import SealedFiles
from tests.clients.papers import a_pdf, an_upload
from tests.faults.visitor import a_call, events_of

NEW_MOUNTS, PRIVATE = 0x20000, 0x44000
ROOM = 64 * 1024


def ask_at(moment: float, actor: int) -> None:
    """Ask for the same twenty jobs, beginning at this moment."""
    li = User.objects.get(pk=actor)
    time.sleep(max(0.0, moment - time.time()))
    for number in range(20):
        ask(li, "tests.count", str(number))


def upload_without_room(client: int, told: str) -> None:
    """Send a paper larger than the disk that papers lie on; write down what was answered and what is there."""
    wang = Client.objects.unscoped("test").get(pk=client)
    how = "disk" if _put_on_a_small_disk(settings.PAPERS_DIR) else "limit"
    if how == "limit":
        _limit_each_file()
    browser = Browser(SERVER_NAME="127.0.0.1")
    browser.force_login(wang.caseworker)
    address = reverse("clients:help", args=[wang.pk])
    large = browser.post(address, a_call() | {"files": [an_upload(a_pdf("流水" * ROOM))]})
    refused = {
        "status": large.status_code,
        "page": large.content.decode(),
        "files": _files(),
        "events": events_of(wang),
    }
    small = browser.post(address, a_call() | {"files": [an_upload()]})
    kept = {"status": small.status_code, "files": _files(), "papers": Paper.objects.unscoped("test").count()}
    Path(told).write_text(json.dumps({"how": how, "large": refused, "small": kept}))


def _files() -> int:
    return sum(path.is_file() for path in Path(settings.PAPERS_DIR).rglob("*"))


def _put_on_a_small_disk(folder: str) -> bool:
    """A file system of its own that only this process sees; False where the system does not let us."""
    system = ctypes.CDLL(None, use_errno=True)
    if system.unshare(NEW_MOUNTS) or system.mount(b"none", b"/", None, PRIVATE, None):
        return False
    return system.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, f"size={ROOM}".encode()) == 0


def _limit_each_file() -> None:
    """No papers beyond this size; the database, which is larger, goes on."""
    write = SealedFiles._write

    def limited(*given) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
        try:
            write(*given)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    SealedFiles._write = limited
