"""For anyone: look a dossier up by code and PIN, verify a paper by its QR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from motcua.dossiers.actions.looks.tracking import look_up
from motcua.dossiers.queries.clocks import standing
from motcua.kit import clock
from motcua.kit.errors import NotThere, Refusal
from motcua.papers.queries.papers import verified

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from motcua.dossiers.models import Dossier

_ACTION = "look_up"


class NothingTyped(Refusal):
    """Code or PIN was left empty."""

    message = _("Hãy điền cả mã hồ sơ và mã tra cứu.")


class TooManyTries(Refusal):
    """Too many wrong pairs from one network address."""

    message = _(
        "Từ mạng này vừa có quá nhiều lần nhập sai. "
        "Hãy đợi mười phút rồi thử lại, hoặc đăng nhập để xem hồ sơ."
    )


@login_not_required
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
def tracking(request: HttpRequest) -> HttpResponse:
    """Code and PIN give the course of a dossier, without a word of what is in it."""
    code, pin = request.POST.get("code", "")[:64], request.POST.get("pin", "")[:32]
    context = {"code": code or request.GET.get("ma", "")[:64], "pin": pin, "error": ""}
    if request.method == "POST":
        try:
            found = _look_up(request, code, pin)
        except Refusal as refusal:
            context["error"] = str(refusal)
            status = 429 if isinstance(refusal, TooManyTries) else 422
            return render(request, "public/tracking/form.html", context, status=status)
        now = clock.now()
        shown = {
            "dossier": found,
            "standing": standing.standing_of(found, at=now, with_words=False),
            "promised_at": standing.promised_at(found),
        }
        return render(request, "public/tracking/course.html", shown)
    return render(request, "public/tracking/form.html", context)


def _look_up(request: HttpRequest, code: str, pin: str) -> Dossier:
    """Only wrong pairs are counted: a whole village may share one address."""
    if not (code.strip() and pin.strip()):
        raise NothingTyped
    if not ratelimit.consume(request, action=_ACTION, dry_run=True):
        raise TooManyTries
    try:
        return look_up(code=code, pin=pin)
    except Refusal:
        ratelimit.consume(request, action=_ACTION)
        raise


@login_not_required
@require_GET
def verification(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a paper is genuine and still valid; says nothing that is not printed on it."""
    try:
        return render(request, "public/tracking/verification.html", {"paper": verified(token)})
    except NotThere:
        return render(request, "public/tracking/no_paper.html", status=NotThere.status)
