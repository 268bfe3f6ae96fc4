"""One id binds what a request leaves behind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from motcua.audit.actions import record
from motcua.audit.actions.recording import request_id
from motcua.audit.models import Event
from motcua.config.tracing import RequestIdMiddleware

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def ask(**headers: str) -> str:
    """The id under which an event of the request is recorded."""

    def view(_request: HttpRequest) -> HttpResponse:
        record("test.asked", by=None, now=NOW)
        assert structlog.contextvars.get_contextvars()["request_id"] == request_id.get()
        return HttpResponse()

    RequestIdMiddleware(view)(RequestFactory().get("/", headers=headers))
    assert request_id.get() == ""
    assert "request_id" not in structlog.contextvars.get_contextvars()
    return Event.objects.latest("id").request_id


@pytest.mark.django_db
def test_id_of_the_proxy_is_kept() -> None:
    assert ask(**{"X-Request-Id": "9f2c41d0-77aa"}) == "9f2c41d0-77aa"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", ["", "short", "x" * 41, "id\nwith line", "<script>alert()</script>"]
)
def test_other_ids_are_made_here(given: str) -> None:
    first, second = (ask(**{"X-Request-Id": given}) for _time in range(2))

    assert len(first) == len(second) == 32
    assert first != second
