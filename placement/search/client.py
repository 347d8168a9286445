"""The way to Elasticsearch: opened on first use, and left alone for a minute after it did not answer.

The client is installed with requirements/grown.txt alone; nothing here imports it before it is needed.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

from django.conf import settings

from placement.search.engine import Away, NotBuilt

logger = logging.getLogger(__name__)

# A page waits so long, once; for the pause after that nobody asks. A worker that fills the index has more patience.
PAGE_SECONDS, PAUSE_SECONDS, WORK_SECONDS = 1.5, 60.0, 30.0
HOW_TO_INSTALL = "pip install --require-hashes -r requirements/grown.txt"


class Breaker:
    """Remembers, for this process, that the engine did not answer."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0
        self._lock = Lock()

    def is_open(self) -> bool:
        """Whether nobody should ask. Once the pause is over one caller gets False, and the next a pause again, until
        that one has said how it went."""
        with self._lock:
            now = self._clock()
            if now < self._until:
                return True
            if self._until:
                self._until = now + PAUSE_SECONDS
            return False

    def fail(self) -> None:
        with self._lock:
            self._until = self._clock() + PAUSE_SECONDS

    def close(self) -> None:
        with self._lock:
            self._until = 0.0


breaker = Breaker()


def alias() -> str:
    """The name under which the vacancies are searched; the indexes behind it are ``<alias>.<stamp>``."""
    return f"{settings.SEARCH_INDEX}-vacancies"


@contextmanager
def asking() -> Iterator[Any]:
    """The client for a page. Raises Away, at once while the breaker is open, and NotBuilt."""
    if breaker.is_open():
        raise Away
    with _spoken_of(PAGE_SECONDS) as client:
        yield client


@contextmanager
def working() -> Iterator[Any]:
    """The client for a job or a command: patient, and asked whatever a page has met. Raises Away and NotBuilt."""
    with _spoken_of(WORK_SECONDS) as client:
        yield client


def require_there() -> None:
    """Raises Away if the engine does not answer a page, NotBuilt if it has nothing of ours."""
    with asking() as client:
        if not client.indices.exists_alias(name=alias()):
            raise NotBuilt


@contextmanager
def _spoken_of(seconds: float) -> Iterator[Any]:
    """What the client raises in our words; the breaker hears how it went."""
    try:
        client = _client(settings.ELASTICSEARCH_URL)
    except ImportError:
        breaker.fail()
        logger.error("ELASTICSEARCH_URL is set and its client is missing: %s", HOW_TO_INSTALL)
        raise Away from None
    from elasticsearch import ApiError, NotFoundError, TransportError

    try:
        yield client.options(request_timeout=seconds)
    except NotFoundError:
        breaker.close()
        raise NotBuilt from None
    except (ApiError, TransportError) as error:
        breaker.fail()
        # Not the error's text: it may quote what was asked.
        logger.warning("the search engine does not answer: %s", type(error).__name__)
        raise Away from None
    breaker.close()


@cache
def _client(url: str) -> Any:
    from elasticsearch import Elasticsearch

    return Elasticsearch(url, max_retries=0, retry_on_timeout=False)
