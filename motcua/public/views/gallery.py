"""The gallery of components, for those who build pages; in demo mode and while debugging only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from motcua.kit import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

STATUSES = (
    "DRAFT",
    "SUBMITTED",
    "ACCEPTED",
    "NOT_ACCEPTED",
    "IN_PROGRESS",
    "AWAITING_SUPPLEMENT",
    "AWAITING_PAYMENT",
    "WITHDRAWN",
    "STOPPED",
    "DECIDED",
    "RETURNED",
)


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with its variants."""
    context = {"statuses": STATUSES, "moment": clock.now()}
    return render(request, "public/gallery/index.html", context)


@login_not_required
def sheet(request: HttpRequest) -> HttpResponse:
    """A page meant for paper."""
    return render(request, "public/gallery/sheet.html")
