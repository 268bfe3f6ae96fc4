"""For anyone: look a dossier up by code and PIN, verify a paper by its QR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from motcua.dossiers.actions.tracking import look_up
from motcua.dossiers.queries import standing
from motcua.kit import clock
from motcua.kit.errors import Refusal
from motcua.papers.queries.papers import verified

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
def tracking(request: HttpRequest) -> HttpResponse:
    """Code and PIN give the course of a dossier, without a word of what is in it."""
    code, pin = request.POST.get("code", "")[:64], request.POST.get("pin", "")[:32]
    context = {"code": code or request.GET.get("ma", "")[:64], "error": "", "dossier": None}
    if request.method == "POST":
        try:
            found = look_up(code=code, pin=pin)
        except Refusal as refusal:
            context["error"] = str(refusal)
            return render(request, "public/tracking/form.html", context, status=422)
        now = clock.now()
        shown = {
            "dossier": found,
            "standing": standing.standing_of(found, at=now, with_words=False),
            "promised_at": standing.promised_at(found),
        }
        return render(request, "public/tracking/course.html", shown)
    return render(request, "public/tracking/form.html", context)


@login_not_required
@require_GET
def verification(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a paper is genuine and still valid; says nothing that is not printed on it."""
    return render(request, "public/tracking/verification.html", {"paper": verified(token)})
