"""Pages for what went wrong: what happened, what is kept, what to do."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template

from motcua.kit.posted import had_files, typed_fields


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when what was sent is larger than any page takes."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "errors/403.html", status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, with the search box."""
    return render(request, "errors/404.html", status=404)


@login_not_required
def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many tries from one address."""
    return render(request, "errors/429.html", status=429)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """500: stands without database, session and translation."""
    return HttpResponseServerError(get_template("errors/500.html").render())


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection grew old: what our own page had typed is offered to be sent again."""
    fields = typed_fields(request) if _is_ours(request) else []
    context = {"fields": fields, "path": request.get_full_path(), "had_files": had_files(request)}
    return render(request, "errors/stale_form.html", context, status=403)


def _is_ours(request: HttpRequest) -> bool:
    # A stranger's page cannot forge Origin or Referer: only our own forms are offered again.
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(source).netloc == request.get_host()
