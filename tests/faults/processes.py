"""Real processes of the site for tests that kill them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

PATIENCE = 60.0
# As another process sees it: where the tests' database is.
PLACE = ("NAME", "HOST", "PORT", "USER", "PASSWORD")


def wait_until(happened: Callable[[], Any], what: str = "it") -> Any:
    """The first true answer. Fails after ``PATIENCE`` seconds."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := happened()):
        assert time.monotonic() < deadline, f"{what} did not happen in time"
        time.sleep(0.02)
    return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Process:
    """One forked process of the site, first of its group."""

    pid: int
    log: Path
    nursery: "Nursery"
    markers: list[Path] = field(default_factory=list)
    code: int | None = None

    def wait_for_stop(self, number: int = 0) -> int:
        """Wait until it, or a child of its, stands still at this stop; the number of who does."""
        marker = self.markers[number]
        return int(wait_until(lambda: marker.exists() and marker.read_text(), f"the stop {marker.name}"))

    def kill(self) -> None:
        """kill -9 to it and to all that it started, as when the power fails."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.wait()

    def end(self) -> int:
        """Ask it to end, as an operator does; its exit code."""
        os.kill(self.pid, signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        if self.code is None:
            self.code = int(self.nursery.say({"wait": self.pid}))
        return self.code

    @property
    def lives(self) -> bool:
        state = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z"


class Nursery:
    """The loaded process (``tests.faults.nursery``) and what it has forked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[Process] = []
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.jobs.works.settings"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if self._answer() != "ready":
            self.close()
            pytest.fail("the loaded process did not start; what it says is above")

    def start(self, role: str, *stops: tuple[str, int], **asked: Any) -> Process:
        """Fork one process on the tests' database.

        role   work, serve, celery or call, with its arguments in ``with_``
        stops  ("module:function", n): where it stands still, right after the n-th call
        """
        number = len(list(self.folder.glob("*.log")))
        markers = [self.folder / f"{number}.{place}.stopped" for place in range(len(stops))]
        log = self.folder / f"{number}.log"
        asked["with"] = asked.pop("with_", {})
        asked["database"] = {name: connection.settings_dict[name] for name in PLACE} | asked.pop("database", {})
        asked["database"]["NAME"] = str(asked["database"]["NAME"])
        asked["stops"] = [
            {"at": at, "call": call, "marker": str(marker)}
            for (at, call), marker in zip(stops, markers, strict=True)
        ]  # fmt: skip
        pid = int(self.say({"role": role, "log": str(log), **asked}))
        process = Process(pid, log, self, markers)
        self.started.append(process)
        return process

    def say(self, asked: dict[str, Any]) -> str:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def clear(self) -> None:
        """Kill whatever still runs."""
        for process in self.started:
            process.kill()
        self.started.clear()

    def close(self) -> None:
        self.clear()
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@pytest.fixture(scope="session")
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    nursery = Nursery(tmp_path_factory.mktemp("processes"))
    yield nursery
    nursery.close()


@pytest.fixture
def nursery(_loaded: Nursery) -> Iterator[Nursery]:
    """Starts processes; what a test leaves running is killed before its database is put back."""
    yield _loaded
    _loaded.clear()
