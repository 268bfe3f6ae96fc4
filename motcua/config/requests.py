"""Requests that no browser sends are refused before anything tries to read them."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.http import Http404

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class ReadableRequestMiddleware:
    """Find nothing at an address with a NUL, which the database cannot look for, and refuse any
    encoding but UTF-8.

    Django takes whatever encoding a request names, also ones that are no text (`hex`) and ones
    that make lone surrogates, which cannot be stored.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_utf8((request.content_params or {}).get("charset", "utf-8")):
            request.encoding = "utf-8"  # for the page that says so
            raise BadRequest("encoding")
        if "\x00" in request.path:
            raise Http404
        return self.get_response(request)


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name in {"utf-8", "ascii"}
    except (LookupError, ValueError):
        return False
