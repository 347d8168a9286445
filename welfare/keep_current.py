"""The answers of a household follow its facts at once: after each change, or once after several that belong together.

with together():              one look after ten answers of one form, in their transaction
    record_answer(…)
    record_answer(…)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

from clients.models import Client
from clients.record_household import household_changed
from welfare.determine import refresh

_waiting: ContextVar[dict[int, Client] | None] = ContextVar("welfare_waiting", default=None)


def follow(sender: Any, client: Client, **_: Any) -> None:
    """Receiver of ``household_changed``: look at the household, now or at the end of ``together``."""
    waiting = _waiting.get()
    if waiting is None:
        refresh(client)
    else:
        waiting[client.pk] = client


@contextmanager
def together() -> Iterator[None]:
    """One transaction, and one look at each household changed in it, at its end; nothing where it raises."""
    if _waiting.get() is not None:
        yield
        return
    waiting: dict[int, Client] = {}
    with transaction.atomic():
        token = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(token)
        for _, client in sorted(waiting.items()):
            refresh(client)


def connect() -> None:
    household_changed.connect(follow, dispatch_uid="welfare.keep_current")
