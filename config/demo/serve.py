"""The demo's server: one process that answers requests and drains the jobs."""

import multiprocessing

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def serve(host: str, port: int) -> None:
    """Serve until interrupted. The worker thread starts with the application (config/wsgi.py)."""
    # The build has filled polars' pool of threads. A forked server would inherit the pool without them, and its first
    # question to a table would never be answered: no letter, no import, no match until somebody starts it again.
    multiprocessing.set_start_method("spawn", force=True)
    server(host, port).serve()


def server(host: str, port: int) -> Granian:
    """One process for the requests, started again when it is killed, and one that watches over it."""
    return Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
