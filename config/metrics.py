"""``/metrics`` for Prometheus: what this process counted, and how things stand in the database at this moment.

Requests are counted per process. Of several processes on one machine each has its own numbers, unless
``PROMETHEUS_MULTIPROC_DIR`` names an empty folder that they share: then any of them answers for all. What is read from
the database is the same whoever is asked.

No label holds an id or a text, and nothing here counts clients: a small count names somebody.
"""

import hmac
import os
from collections.abc import Iterator
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

# The slowest page that we want to see is 0.3 s.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0)
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

# When a counter began is nobody's question, and twice the lines.
disable_created_metrics()
COUNTED = CollectorRegistry()
REQUESTS = Counter("guihang_requests", "Requests answered", ["route", "method", "status"], registry=COUNTED)
SECONDS = Histogram("guihang_request_seconds", "Time to answer", ["route"], buckets=BUCKETS, registry=COUNTED)
# Of this process, as are the counters where no folder is shared.
PROCESS = CollectorRegistry()
ProcessCollector(namespace="guihang", registry=PROCESS)
GCCollector(registry=PROCESS)


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """One more request; ``status`` is kept as its class, "2xx"."""
    REQUESTS.labels(route, method, f"{status // 100}xx").inc()
    SECONDS.labels(route).observe(seconds)


class Standing(Collector):
    """What the database says now. Nothing but ``guihang_database_up 0`` when it says nothing."""

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing in advance: registering must ask the database nothing."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        # Not at the top: tables are there only once Django is set up, and the settings name a middleware that counts.
        from config.operations import standing

        try:
            gauges = list(standing.gauges(timezone.now()))
        except DatabaseError:
            gauges = []
        yield _gauge("database_up", "Whether the database answers", {(): float(bool(gauges))})
        for one in gauges:
            yield _gauge(one.name, one.about, one.values, one.labels)


def _gauge(
    name: str, about: str, values: dict[tuple[str, ...], float], labels: tuple[str, ...] = ()
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"guihang_{name}", about, labels=labels)
    for of, value in values.items():
        family.add_metric(of, value)
    return family


STANDING = CollectorRegistry()
STANDING.register(Standing())


@never_cache
@login_not_required
@require_safe
def scrape(request: HttpRequest) -> HttpResponse:
    """Everything, in Prometheus' text format; 404 for whoever may not ask: a session opens nothing here."""
    if not may_scrape(request):
        raise Http404
    counted = COUNTED
    if os.environ.get(SHARED_FOLDER):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    parts = (generate_latest(registry) for registry in (counted, PROCESS, STANDING))
    return HttpResponse(b"".join(parts), content_type=CONTENT_TYPE_LATEST)


def may_scrape(request: HttpRequest) -> bool:
    """Whoever brings the token; where none is set, a program on this very machine that speaks to the site directly.

    What a proxy hands on comes from this machine as well, whoever asked: behind one, set a token.
    """
    token = settings.METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    handed_on = settings.SECURE_PROXY_SSL_HEADER or {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"} & set(
        request.headers
    )
    return not handed_on and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
