"""What every answer says about being kept and about what it may load, and what happens to a refusal
that no view answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.kit.errors import Refusal, SignInFirst

if TYPE_CHECKING:
    from collections.abc import Callable


class NotStoredMiddleware:
    """What may concern one person is kept by no cache and by no shared machine: every answer that
    did not choose for itself says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not getattr(response, "same_for_everybody", False):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class ContentPolicyMiddleware:
    """One content security policy for every page, put together once: no page has an exception."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in {404, 500}):  # Django's own error pages
            response.headers.setdefault(HEADER, self._policy)
        return response


class RefusalMiddleware:
    """Turn a Refusal into its sentence: on the page it came from, or with its status for htmx."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if isinstance(exception, SignInFirst):
            messages.info(request, str(exception))
            return redirect_to_login(exception.back)
        if getattr(request, "htmx", False):
            return HttpResponse(
                str(exception), status=exception.status, content_type="text/plain; charset=utf-8"
            )
        back = request.headers.get("Referer", "")
        same_site = url_has_allowed_host_and_scheme(
            back, {request.get_host()}, require_https=request.is_secure()
        )
        if request.method == "POST" and exception.status == 409 and same_site:
            messages.error(request, str(exception))
            return HttpResponseRedirect(back)
        return render(request, exception.template, {"refusal": exception}, status=exception.status)
