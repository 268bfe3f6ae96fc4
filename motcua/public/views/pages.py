"""Standing pages: help, privacy, terms, accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@login_not_required
def guide(request: HttpRequest) -> HttpResponse:
    """How to find, file, follow and receive."""
    return render(request, "public/pages/guide.html")


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a person, why, how long, and what he may ask for."""
    return render(request, "public/pages/privacy.html")


@require_safe
@login_not_required
def terms(request: HttpRequest) -> HttpResponse:
    """Terms of use."""
    return render(request, "public/pages/terms.html")


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, and where to say what does not."""
    return render(request, "public/pages/accessibility.html")
