"""One risky step in a process of its own, so that whatever happens there cannot take the site along.

Readers of foreign file formats crash on damaged files: some panic, some ask for 50 GB of memory and abort. The step is
a function ``answer(data: bytes) -> bytes`` of a module without Django; the process gets the data and nothing else, no
secrets and no database.
"""

import contextlib
import importlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024


class Crashed(Exception):
    """The step died, took too long or wanted too much memory. Says nothing of the data."""


def run_aside(module: str, data: bytes, *, seconds: float = 60, megabytes: int = 1536) -> bytes:
    """``module.answer(data)``, computed in a child process within these limits. Raises Crashed.

    Costs about a tenth of a second more than calling it. Memory is limited where the system can (not on Windows).
    """
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own module
            [sys.executable, "-m", "jobs.aside", module, str(megabytes)],
            input=data,
            stdout=subprocess.PIPE,
            # What a crashing reader prints may quote the file.
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=kept,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise Crashed(f"{module} took more than {seconds} seconds") from None
    except subprocess.CalledProcessError as error:
        raise Crashed(f"{module} ended with {error.returncode}") from None
    return done.stdout


def _limit_memory(megabytes: int) -> None:
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
        # A crash leaves no copy of the data on the disk.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(module: str, megabytes: str) -> None:
    """The child's side."""
    _limit_memory(int(megabytes))
    sys.stdout.buffer.write(importlib.import_module(module).answer(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main(*sys.argv[1:])
