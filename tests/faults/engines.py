"""Engines of a test's own, which it may kill, by the project's script; and a wire to a shared one, which it may cut."""

import os
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.faults.processes import free_port

SCRIPT = Path(settings.BASE_DIR) / ".ci" / "engines.sh"
PORTS = {"postgres": "PG_PORT", "redis": "REDIS_PORT"}


class OwnEngine:
    """One engine on a port of its own: started, killed by kill -9, started again on the same data."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder, self.port = name, folder, free_port()
        self.start()

    def start(self) -> None:
        self._do("start")

    mend = start

    def kill(self) -> None:
        self._do("kill")

    cut = kill

    def _do(self, what: str) -> None:
        environment = {**os.environ, PORTS[self.name]: str(self.port)}
        command = ["bash", str(SCRIPT), what, self.name, "--dir", str(self.folder)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@contextmanager
def own_engine(name: str) -> Iterator[OwnEngine]:
    """Up for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix=f"guihang-{name}-", ignore_cleanup_errors=True) as home:
        # Servers do not run as root: everybody must be able to enter it.
        Path(home).chmod(0o755)
        engine = OwnEngine(name, Path(home))
        try:
            yield engine
        finally:
            engine.kill()


@contextmanager
def own_postgres() -> Iterator[OwnEngine]:
    """A server with a copy of the tests' database, to which this process speaks instead."""
    with own_engine("postgres") as engine:
        shared = connection.settings_dict
        place = {"HOST": "127.0.0.1", "PORT": str(engine.port), "NAME": "guihang", "USER": "guihang", "PASSWORD": ""}
        copied = ["-h", shared["HOST"], "-p", str(shared["PORT"]), "-U", shared["USER"], shared["NAME"]]
        with subprocess.Popen(["pg_dump", *copied], stdout=subprocess.PIPE) as dump:
            into = ["psql", "-X", "-q", "-h", "127.0.0.1", "-p", str(engine.port), "-U", "guihang", "guihang"]
            subprocess.run(into, stdin=dump.stdout, stdout=subprocess.DEVNULL, check=True)
        before = {name: shared[name] for name in place}
        connection.close()
        shared.update(place)
        try:
            yield engine
        finally:
            connection.close()
            shared.update(before)


class Wire:
    """Between a port of ours and a server: whole, cut (connections break and are refused), or silent (taken, and
    never answered)."""

    def __init__(self, host: str, port: int) -> None:
        self._target, self.port = (host, port), free_port()
        self._ends: list[socket.socket] = []
        self._is_silent = False
        self._listening: socket.socket | None = None
        self.mend()

    def mend(self) -> None:
        self._is_silent = False
        listening = socket.create_server(("127.0.0.1", self.port))
        self._listening = listening
        threading.Thread(target=self._take, args=(listening,), daemon=True).start()

    def cut(self) -> None:
        """Nobody listens any more, and what was open is broken off."""
        if self._listening is not None:
            with suppress(OSError):
                self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
            self._listening = None
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def fall_silent(self) -> None:
        self.cut()
        self.mend()
        self._is_silent = True

    def _take(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                self._ends.append(near)
                if self._is_silent:
                    continue
                far = socket.create_connection(self._target)
                self._ends.append(far)
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    @staticmethod
    def _carry(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
