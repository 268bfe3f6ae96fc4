"""Standing pages: help, privacy, terms, accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.public.caching import same_for_everybody

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_safe
@same_for_everybody
def guide(request: HttpRequest) -> HttpResponse:
    """How to find, file, follow and receive."""
    return render(request, "public/pages/guide.html")


@login_not_required
@require_safe
@same_for_everybody
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a person, why, how long, and what he may ask for."""
    return render(request, "public/pages/privacy.html")


@login_not_required
@require_safe
@same_for_everybody
def terms(request: HttpRequest) -> HttpResponse:
    """Terms of use."""
    return render(request, "public/pages/terms.html")


@login_not_required
@require_safe
@same_for_everybody
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, and where to say what does not."""
    return render(request, "public/pages/accessibility.html")
