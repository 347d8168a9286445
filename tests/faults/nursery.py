"""A process with everything loaded, from which real processes of the site are forked in no time.

Starting Django takes seconds; ``kill -9`` takes one process. So one is loaded (``python -m tests.faults.nursery``) and
forks on request: it does nothing itself, opens no database and uses nothing that starts threads, which a fork would
lose. It is spoken to by lines of JSON; see ``tests.faults.processes``.
"""

import gc
import importlib
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partialmethod, wraps
from pathlib import Path
from typing import Any


def main() -> None:
    """Load, say so, then fork what is asked for until nobody asks any more."""
    _load()
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        child = os.fork()
        if not child:
            _be(asked)
        print(child, flush=True)


def _load() -> None:
    import django

    django.setup()
    from django.conf import settings

    from jobs.kinds import recurring
    from lexicon.cut import words

    recurring()
    words("保洁")
    for name in ("config.demo.serve", "celery.bin.worker", "celery.apps.worker", settings.ROOT_URLCONF):
        importlib.import_module(name)
    gc.freeze()


# The child's side ----------------------------------------------------------------------------------------------------


def _be(asked: dict[str, Any]) -> None:
    """Become what is asked for; never returns."""
    os.setsid()
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    code = 1
    try:
        _prepare(asked)
        ROLES[asked["role"]](**asked.get("with", {}))
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _prepare(asked: dict[str, Any]) -> None:
    from django.conf import settings
    from django.db import connections

    connections["default"].settings_dict.update(asked["database"])
    for name, value in asked.get("settings", {}).items():
        setattr(settings, name, value)
    for place, value in asked.get("set", {}).items():
        holder, name = _holder(place)
        setattr(holder, name, value)
    for stop in asked.get("stops", ()):
        _stop_at(**stop)


def _holder(place: str) -> tuple[Any, str]:
    """``module:Class.attribute`` as the object that has it, and its name."""
    module, _, path = place.partition(":")
    holder: Any = importlib.import_module(module)
    *way, name = path.split(".")
    for step in way:
        holder = getattr(holder, step)
    return holder, name


def _stop_at(at: str, marker: str, call: int = 1) -> None:
    """Let this process stand still for good after the ``call``-th call of a function, and leave its number in
    ``marker``; only the first process that comes there does."""
    holder, name = _holder(at)
    work: Callable[..., Any] = getattr(holder, name)
    calls = 0

    @wraps(work)
    def stopping(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        result = work(*args, **kwargs)
        calls += 1
        if calls == call and not Path(marker).exists():
            Path(f"{marker}.part").write_text(str(os.getpid()))
            Path(f"{marker}.part").rename(marker)
            os.kill(os.getpid(), signal.SIGSTOP)
        return result

    setattr(holder, name, stopping)


def _work() -> None:
    from django.core.management import call_command

    call_command("work", skip_checks=True)


def _serve(port: int) -> None:
    from config.demo.serve import server

    # Nothing has filled polars' threads here, and a fork is there at once.
    multiprocessing.set_start_method("fork", force=True)
    server("127.0.0.1", port).serve()


def _celery() -> None:
    from django.conf import settings
    from kombu.connection import Connection

    from config.celery import app

    # A worker knocks again after 2, 4, 6 … seconds; here a test waits for it.
    Connection.ensure_connection = partialmethod(Connection.ensure_connection, interval_start=0.2, interval_step=0.1)
    # By its name, Celery reads it from the environment before anything else.
    os.environ["CELERY_BROKER_URL"] = settings.CELERY_BROKER_URL
    app.conf.update(broker_url=settings.CELERY_BROKER_URL, task_default_queue=settings.CELERY_TASK_DEFAULT_QUEUE)
    app.worker_main(["worker", "--concurrency", "1", "--loglevel", "WARNING"])


def _call(function: str, **arguments: Any) -> None:
    holder, name = _holder(function)
    getattr(holder, name)(**arguments)


ROLES: dict[str, Callable[..., None]] = {"work": _work, "serve": _serve, "celery": _celery, "call": _call}

if __name__ == "__main__":
    main()
