"""Pages that are the same for everybody: no cookie, a validator, and leave for a proxy to keep
them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

if TYPE_CHECKING:
    from datetime import datetime

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

_BROWSER_SECONDS = 60
_PROXY_SECONDS = 300


def same_for_everybody(view: View[P]) -> View[P]:
    """Mark the answer as public and give it an ETag; a browser that has it already gets 304."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.same_for_everybody = True  # type: ignore[attr-defined]
        if response.status_code != 200 or request.method not in {"GET", "HEAD"}:
            return response
        patch_cache_control(
            response, public=True, max_age=_BROWSER_SECONDS, s_maxage=_PROXY_SECONDS
        )
        response["ETag"] = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
        known = get_conditional_response(request, etag=response["ETag"], response=response)
        if known is None:
            return response
        known.same_for_everybody = True  # type: ignore[attr-defined]
        return known

    return wrapped


def last_changed(response: HttpResponse, moment: datetime) -> HttpResponse:
    """Say when the content last changed."""
    response["Last-Modified"] = http_date(moment.timestamp())
    return response


class OneLanguagePerAddressMiddleware:
    """Take Accept-Language out of Vary on public pages: the address alone chooses the language.

    Stands outside LocaleMiddleware, which cannot know that; a proxy would otherwise keep one copy
    for each setting of the browsers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(response, "same_for_everybody", False) and response.has_header("Vary"):
            kept = [
                part for part in response["Vary"].split(", ") if part.lower() != "accept-language"
            ]
            if kept:
                response["Vary"] = ", ".join(kept)
            else:
                del response["Vary"]
        return response
