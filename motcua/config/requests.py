"""Requests that no browser sends are refused before anything tries to read them."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.http import Http404

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

STATED_CHARSET = "motcua.charset"
_VALUE = r'\s*=\s*("[^"]*"|[^;\s]*)'
_BOUNDARY = re.compile(r";\s*boundary" + _VALUE, re.IGNORECASE)
_CHARSET = re.compile(r";\s*charset\*?" + _VALUE, re.IGNORECASE)


def with_plain_content_type(environ: dict[str, Any]) -> dict[str, Any]:
    """The WSGI environment with nothing but type and boundary in its content type.

    Django decodes the address in whatever encoding a content type names while it still builds the
    request, where nobody could answer an error; the encoding is put aside for the middleware.
    """
    stated = environ.get("CONTENT_TYPE") or ""
    if ";" not in stated:
        return environ
    boundary, charset = _BOUNDARY.search(stated), _CHARSET.search(stated)
    plain = stated.partition(";")[0] + (f"; boundary={boundary[1]}" if boundary else "")
    encoding = charset[1].strip('"').rpartition("'")[2] if charset else "utf-8"
    return {**environ, "CONTENT_TYPE": plain, STATED_CHARSET: encoding}


class ReadableRequestMiddleware:
    """Find nothing at an address with a NUL, which the database cannot look for, and refuse any
    encoding but UTF-8: there are some that are no text and some that make lone surrogates.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_utf8(request.META.get(STATED_CHARSET, "utf-8")):
            raise BadRequest("encoding")
        if "\x00" in request.path:
            raise Http404
        return self.get_response(request)


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name in {"utf-8", "ascii"}
    except (LookupError, ValueError):
        return False
