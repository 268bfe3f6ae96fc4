"""One id for all that a request leaves behind: events of the trail and lines of the log."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

import structlog

from motcua.audit.actions.recording import request_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,40}")


class RequestIdMiddleware:
    """Take the id that the proxy gave in X-Request-Id, else make one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        name = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(name)
        try:
            with structlog.contextvars.bound_contextvars(request_id=name):
                return self.get_response(request)
        finally:
            request_id.reset(token)
