"""The officer's lists."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from motcua.accounts.enums import Permission
from motcua.desk import positions
from motcua.desk.positions import at_desk
from motcua.desk.views.bulk import offered
from motcua.dossiers.queries.clocks.clock import soon_at
from motcua.dossiers.queries.lists import inbox, narrowing
from motcua.kit import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from motcua.accounts.models import Position
    from motcua.dossiers.queries.lists.inbox import View
    from motcua.dossiers.queries.lists.narrowing import Choice


@require_GET
@at_desk(*Permission)
def index(request: HttpRequest, position: Position) -> HttpResponse:
    """One list, found by its key; search stays within it, a whole code is found anywhere. Who sees
    no dossiers is told where the work of the position is done.
    """
    if not position.may(Permission.DOSSIER_SEE):
        seats = {"position": position, "positions": positions.held(request)}
        return render(request, "desk/inbox/elsewhere.html", seats)
    now = clock.now()
    lists = inbox.views_for(position)
    view = inbox.VIEWS.get(request.GET.get("muc", ""), lists[0])
    text, after = request.GET.get("q", "")[:100], request.GET.get("sau", "")
    choice, soon = narrowing.read_choice(request.GET.dict()), soon_at(position.agency, now)
    around = inbox.around_of(position, at=now, soon=soon)
    page = inbox.inbox_of(position, view, at=now, soon=soon, text=text, choice=choice, after=after)
    context = {
        "position": position,
        "positions": positions.held(request),
        "lists": lists,
        "counts": around.counts,
        "page": page,
        "text": text,
        "choice": choice,
        "options": around.options,
        "bulk": offered(position, view),
        "following": _address(view, text, choice, page.following) if page.following else None,
        "first": _address(view, text, choice) if after else None,
        "now": now,
    }
    return render(request, "desk/inbox/index.html", context)


@require_POST
@at_desk(*Permission)
def sit(request: HttpRequest, position: Position) -> HttpResponse:
    """Change to another of one's positions."""
    typed = request.POST.get("position", "")
    positions.choose(request, int(typed) if typed.isdecimal() and len(typed) < 18 else 0)
    return redirect("desk:inbox")


def _address(view: View, text: str, choice: Choice, after: str = "") -> str:
    parts = {"muc": view.key, "q": text, **narrowing.address_of(choice), "sau": after}
    return "?" + urlencode({key: value for key, value in parts.items() if value})
