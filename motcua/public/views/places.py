"""The communes of a province, for the list that a form refills when another province is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from motcua.eforms.queries.places import CountryResolver

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_GET
@cache_control(public=True, max_age=86400)
def communes(request: HttpRequest, province: str) -> HttpResponse:
    """`{"communes": [{"code", "name"}]}` in Vietnamese order; 404 for an unknown province."""
    found = CountryResolver().communes_of(province)
    listed = [{"code": unit.code, "name": unit.name} for unit in found]
    return JsonResponse({"communes": listed}, status=200 if found else 404)
