"""Figures of the running house for a monitoring system, at /metrics (Prometheus' text format).

Off unless MOTCUA_METRICS_TOKEN or MOTCUA_METRICS_ADDRESSES is set; nginx never lets it out.
"""

from __future__ import annotations

import os
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import MiddlewareNotUsed
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from motcua.dossiers.queries.lists import figures
from motcua.kit import clock, jobs
from motcua.notifications.queries import delivery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import HttpRequest

_DAY = timedelta(days=1)
_KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
REQUESTS = Counter(
    "motcua_requests",
    "Requests by view, method and status",
    ("view", "method", "status"),
    registry=None,
)
SECONDS = Histogram(
    "motcua_request_seconds",
    "Seconds until the answer was there, by view",
    ("view",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=None,
)


def is_wanted() -> bool:
    """Whether anybody may read figures here."""
    return bool(settings.METRICS_TOKEN or settings.METRICS_ADDRESSES)


class MetricsMiddleware:
    """Count every request and how long it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not is_wanted():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = match.view_name if match and match.view_name else "none"
        method = request.method if request.method in _KNOWN_METHODS else "OTHER"
        REQUESTS.labels(view, method, response.status_code).inc()
        SECONDS.labels(view).observe(time.perf_counter() - begun)
        return response


@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """The process answers and reaches its database."""
    ready = database_answers()
    words = "ok" if ready else "database unreachable"
    return HttpResponse(words, content_type="text/plain", status=200 if ready else 503)


@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """Every figure, to those who may read them; nobody else learns that there are any."""
    if not _may_read(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Stored())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def database_answers() -> bool:
    """Whether a statement comes back."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        connection.close()
        return False
    return True


class Stored(Collector):
    """What the rows say: jobs, mails and dossiers, none where the database does not answer."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        answers = database_answers()
        yield GaugeMetricFamily("motcua_database_up", "Whether the database answers", answers)
        if not answers:
            return
        since = clock.now() - _DAY
        yield _gauge("motcua_jobs", "Jobs by state", "state", jobs.counts())
        yield _gauge(
            "motcua_mails",
            "Mails of the last day by state, and all that wait",
            "state",
            delivery.counts(since=since),
        )
        yield _gauge(
            "motcua_dossiers_open",
            "Dossiers not yet settled by status",
            "status",
            figures.open_by_status(),
        )
        total = figures.estimated_total()
        yield GaugeMetricFamily("motcua_dossiers_estimated", "All dossiers, as estimated", total)


def _gauge(name: str, words: str, label: str, counts: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=[label])
    for value, count in counts.items():
        family.add_metric([value], count)
    return family


def _may_read(request: HttpRequest) -> bool:
    """With the token, or straight from an address that is allowed: what a proxy passes on names
    the one it came for, and has that proxy's own address.
    """
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if token and constant_time_compare(given, f"Bearer {token}"):
        return True
    is_direct = "X-Forwarded-For" not in request.headers
    return is_direct and request.META.get("REMOTE_ADDR", "") in settings.METRICS_ADDRESSES
