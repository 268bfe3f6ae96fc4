"""Forms to print and fill in by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.catalogue.actions import blank_forms
from motcua.catalogue.queries.blank_forms import case_in_force
from motcua.files.queries.files import content_of
from motcua.kit import clock
from motcua.public.caching import last_changed, same_for_everybody

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_not_required
@require_safe
@same_for_everybody
def blank_form(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The form of one case as a blank sheet, under both languages in Vietnamese."""
    case = case_in_force(code, number)
    sheet = blank_forms.ensure_drawn(case=case, now=clock.now())
    response = HttpResponse(content_of(sheet.file), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{sheet.file.download_name}"'
    response["X-Robots-Tag"] = "noindex"
    return last_changed(response, sheet.drawn_at)
