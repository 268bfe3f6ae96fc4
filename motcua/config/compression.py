"""Pages travel compressed also when no nginx stands in front to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class CompressedPagesMiddleware(GZipMiddleware):
    """Text only: pictures and PDFs are compressed already and keep their length. Django adds a
    random number of bytes, so that the length tells nothing of a secret in the page (BREACH).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.MOTCUA_X_ACCEL:  # nginx keeps one plain copy of a page and compresses that
            raise MiddlewareNotUsed
        super().__init__(get_response)

    def process_response(  # type: ignore[override]  # Django's stubs know whole answers only
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The page compressed where the browser can read that."""
        is_text = response.headers.get("Content-Type", "").startswith("text/")
        if response.streaming or not is_text:
            return response
        return super().process_response(request, response)  # type: ignore[arg-type]
