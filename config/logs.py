"""How log lines are written: where something went wrong, never what somebody had typed."""

import logging
import re
import traceback
from types import TracebackType

ErrorTriple = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


# The address of a client's own page is half a key to it, so that none is written down. Mind access logs, too: those of
# a server in front are not written here.
PERSONAL_ADDRESS = re.compile(r"(/me/)[\w.~%:-]{20,}")


class WithoutTexts(logging.Formatter):
    """Tracebacks with files, lines and kinds of errors, without their texts; messages without personal addresses.

    A text may quote what it choked on: a name, an ID number, a row of the database.
    """

    def format(self, record: logging.LogRecord) -> str:
        return PERSONAL_ADDRESS.sub(r"\1…", super().format(record))

    def formatException(self, ei: ErrorTriple) -> str:  # noqa: N802 - the name is logging's
        if ei[1] is None:
            return ""
        lines: list[str] = []
        error: BaseException | None = ei[1]
        while error is not None:
            kind = type(error)
            lines += traceback.format_tb(error.__traceback__)
            lines.append(f"{kind.__module__}.{kind.__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(line.rstrip() for line in lines)
