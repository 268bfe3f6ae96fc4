"""Filing for a person at the counter: find the procedure here, then the citizen's own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.accounts.enums import Permission
from motcua.catalogue.queries.search import search
from motcua.desk.positions import at_desk
from motcua.dossiers.queries.drafts import counter

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from motcua.accounts.models import Position


@require_GET
@at_desk(Permission.DOSSIER_FILE_FOR_OTHERS)
def choose(request: HttpRequest, position: Position) -> HttpResponse:
    """Find the procedure to file, or go on with what was begun."""
    text = request.GET.get("q", "")[:200]
    context = {
        "position": position,
        "text": text,
        "hits": search(text).hits if text.strip() else [],
        "drafts": counter.drafts_of(position),
    }
    return render(request, "desk/counter/choose.html", context)
