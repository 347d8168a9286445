"""How log lines are written: what happened, where and how long it took, never what somebody had typed.

Everything that speaks into the log goes through one formatter, ours and the packages'. It lets through, not out:

====================================  ==========================================================================
who says it                           what is written of it
====================================  ==========================================================================
ours, structlog (``log.info(event,    the event and its values; text only as far as it is code (``plain``)
key=value)``)
ours, ``logger.warning("…", value)``  the sentence with its values, the same way
a package, ``("… %s …", value)``      the sentence; of its values small numbers and the kinds of errors
a package, a finished sentence        where in its source it stands: the sentence may quote anything
servers and brokers (``OF_PROCESSES``)  the sentence, as far as it is code
an error                              the kinds of errors and the places they passed, no texts
a warning of Python                   its kind and place
====================================  ==========================================================================

The last sieve, ``plain``, is for all: no character beyond ASCII (names), no long number (telephones, ID numbers), no
address of a client's own page, no mail address, no query of an address, no password in one.
"""

import json
import logging
import logging.config
import re
import sys
import threading
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

HOME = Path(__file__).resolve().parent.parent
# Whose sentences are ours: reviewed here, with codes and numbers in them.
OURS = tuple(sorted(path.parent.name for path in HOME.glob("*/__init__.py")))
# They speak of processes and connections, not of requests.
OF_PROCESSES = ("granian", "_granian", "celery.worker", "celery.apps", "celery.beat", "celery.bootsteps", "kombu")
# … but for these, which quote addresses of requests and what was printed.
NEVER = ("granian.access",)
# Sentences of packages that lose everything without their values.
INSTEAD = {"django.request": "request failed", "django.server": "request"}
WITHHELD = "…"

# The address of a client's own page is half a key to it, so that none is written down. Mind access logs, too: those of
# a server in front are not written here.
PERSONAL_ADDRESS = re.compile(r"(/me/)[\w.~%:-]{20,}")
NOT_PLAIN = re.compile(
    r"(?<=\?)[^\s\"']+"  # the query of an address
    r"|(?<=://)[^\s/@]*:[^\s/@]*@"  # name and password for an engine
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # a mail address
    r"|(?:%[0-9A-Fa-f]{2})+"  # text within an address
    r"|\d(?:[ -]?\d){6,}[Xx]?"  # telephones, ID numbers, credit codes
    r"|[^\x00-\x7f]+"  # names, places, anything that people write here
)
# Beyond it, a number is one of somebody's, not of something.
LARGEST = 10**7

Error = tuple[type[BaseException], BaseException, TracebackType | None]


def plain(text: str) -> str:
    """``text`` without what may be somebody's: see above."""
    return NOT_PLAIN.sub(WITHHELD, PERSONAL_ADDRESS.sub(rf"\1{WITHHELD}", text))


class WithoutTexts(logging.Formatter):
    """One line per record: JSON objects for machines with ``as_json``, else readable.

    Values bound by ``structlog.contextvars`` (the request, the job) are on every line written in their scope.
    """

    def __init__(self, *, as_json: bool = False) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).astimezone().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            **_said(record),
        }
        if self._as_json:
            return json.dumps(entry, ensure_ascii=True)
        return _readable(entry)


def _said(record: logging.LogRecord) -> dict[str, Any]:
    entry: dict[str, Any] = {"event": ""}
    error = record.exc_info
    if isinstance(record.msg, Mapping):
        told = dict(record.msg)
        error = told.pop("exc_info", None) or error
        entry |= {key: _plain_value(value) for key, value in told.items()}
    elif record.name == "py.warnings":
        entry["event"] = _of_a_warning(record)
    else:
        entry["event"] = _sentence(record)
    for key, value in structlog.contextvars.get_contextvars().items():
        entry.setdefault(key, _plain_value(value) if key != "request_id" else value)
    if error is True:
        error = sys.exc_info()
    elif isinstance(error, BaseException):
        error = (type(error), error, error.__traceback__)
    if error and error[1] is not None:
        entry["error"] = _of_an_error(error[1])
    return entry


def _sentence(record: logging.LogRecord) -> str:
    name = record.name
    if name in INSTEAD:
        return INSTEAD[name]
    if name.split(".")[0] in OURS:
        return plain(_filled(record, ours=True))
    if _begins(name, NEVER):
        return WITHHELD
    if record.args:
        return plain(_filled(record, ours=False))
    if _begins(name, OF_PROCESSES):
        return plain(str(record.msg))
    return f"{_short(record.pathname)}:{record.lineno}"


def _begins(name: str, families: tuple[str, ...]) -> bool:
    return any(name == family or name.startswith(f"{family}.") for family in families)


def _filled(record: logging.LogRecord, *, ours: bool) -> str:
    """The sentence with those of its values that may be told."""
    template, args = str(record.msg), record.args
    if not args:
        return template
    try:
        if isinstance(args, Mapping):
            return template % {key: _told(value, ours) for key, value in args.items()}
        return template % tuple(_told(value, ours) for value in args)
    except (TypeError, ValueError):
        # A form of number over what may not be told: then without any value.
        return re.sub(r"%(?:\(\w+\))?[#0 +-]*[\d.]*[a-zA-Z]", WITHHELD, template)


def _told(value: object, ours: bool) -> object:
    if isinstance(value, bool | int | float) and abs(value) < LARGEST:
        return value
    if isinstance(value, BaseException):
        return type(value).__name__
    return value if ours and isinstance(value, str) else WITHHELD


def _plain_value(value: object) -> Any:
    """A value of one of our own events, as far as it is a number or code."""
    if value is None or (isinstance(value, bool | int | float) and abs(value) < LARGEST):
        return value
    if isinstance(value, BaseException):
        return type(value).__name__
    return plain(value) if isinstance(value, str) else WITHHELD


def _of_a_warning(record: logging.LogRecord) -> str:
    """``file:line: Kind``, of what ``logging.captureWarnings`` hands on: its text may quote a value."""
    text = str(record.args[0]) if isinstance(record.args, tuple) and record.args else str(record.msg)
    found = re.match(r"(.+?):(\d+): (\w+):", text)
    return f"{_short(found[1])}:{found[2]}: {found[3]}" if found else WITHHELD


def _of_an_error(error: BaseException | None) -> list[str]:
    """Kinds and places, the outermost error first: what a text would quote is somebody's ID number or row."""
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        kind = type(error)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        lines += [
            f"  {_short(frame.f_code.co_filename)}:{line} in {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(error.__traceback__)
        ]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return [plain(line) for line in lines]


def _short(path: str) -> str:
    """A file of ours from the top of the project, a package's from its own name."""
    if "site-packages/" in path:
        return path.rsplit("site-packages/", 1)[1]
    return path.removeprefix(f"{HOME}/")


def _readable(entry: dict[str, Any]) -> str:
    head = f"{entry.pop('at')[:23].replace('T', ' ')} {entry.pop('level').upper()} {entry.pop('logger')}"
    event, error = entry.pop("event"), entry.pop("error", [])
    values = [f"{key}={value}" for key, value in entry.items()]
    return "\n".join([" ".join([head, event, *values]), *error])


def configure(settings: Mapping[str, Any]) -> None:
    """Django's ``LOGGING_CONFIG``: one handler and one formatter for everything, also for what servers set up before.

    settings  ``format`` "json" or "line", ``level`` a level's name
    """
    as_json = settings["format"] == "json"
    taken_over = {name: {"handlers": [], "level": "NOTSET", "propagate": True} for name in _WITH_OWN_HANDLERS}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"plain": {"()": WithoutTexts, "as_json": as_json}},
            "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
            "root": {"handlers": ["console"], "level": settings["level"]},
            "loggers": {
                **taken_over,
                # Said by the line of the request, without its address.
                "django.request": {"level": "ERROR"},
                "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
                "granian.access": {"handlers": [], "level": "ERROR", "propagate": True},
            },
        }
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    # Else a line with the wrong number of values is written to the console with all of them.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    threading.excepthook = _thread_died
    if as_json:
        # Somebody collects what this process says. At a terminal its own reader may see the error as it is.
        sys.excepthook = _process_died


_WITH_OWN_HANDLERS = ("django", "_granian", "celery", "py.warnings")


def _thread_died(what: threading.ExceptHookArgs) -> None:
    if what.exc_value is not None and not isinstance(what.exc_value, SystemExit):
        logging.getLogger("config.logs").error("a thread died", exc_info=what.exc_value)


def _process_died(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("config.logs").critical("the process died", exc_info=(kind, error, trace))
