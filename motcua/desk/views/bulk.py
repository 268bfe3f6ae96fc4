"""One press for several dossiers of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext_lazy as lazy_
from django.views.decorators.http import require_POST

from motcua.accounts.enums import Permission
from motcua.desk.positions import at_desk
from motcua.dossiers.actions.handling import bulk
from motcua.dossiers.queries import desk
from motcua.dossiers.queries.lists.inbox import MINE, PAGE, TO_RECEIVE
from motcua.kit import clock
from motcua.kit.errors import NotThere

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

    from motcua.accounts.models import Position
    from motcua.dossiers.queries.lists.inbox import View

_MOVES: dict[str, tuple[View, Permission, Callable[..., list[bulk.Moved]], str | Promise]] = {
    "tiep-nhan": (
        TO_RECEIVE,
        Permission.DOSSIER_ACCEPT,
        bulk.accept_all,
        lazy_("Tiếp nhận các hồ sơ đã chọn"),
    ),
    "chuyen-buoc": (
        MINE,
        Permission.DOSSIER_PROCESS,
        bulk.forward_all,
        lazy_("Chuyển bước các hồ sơ đã chọn"),
    ),
}


def offered(position: Position, view: View) -> tuple[str, str | Promise] | None:
    """What a position may do with several dossiers of a list: the move's key and its words."""
    for key, (where, permission, _act, words) in _MOVES.items():
        if where is view and position.may(permission):
            return key, words
    return None


@require_POST
@at_desk(Permission.DOSSIER_ACCEPT, Permission.DOSSIER_PROCESS)
def move(request: HttpRequest, position: Position, key: str) -> HttpResponse:
    """Do it, and say of each what became of it."""
    if key not in _MOVES:
        raise NotThere
    view, _permission, act, words = _MOVES[key]
    chosen = desk.dossiers_for(position, request.POST.getlist("ho-so")[:PAGE])
    moved = act(dossiers=chosen, by=position, now=clock.now())
    context = {
        "title": words,
        "back": view,
        "done": [one for one in moved if one.refusal is None],
        "refused": [one for one in moved if one.refusal is not None],
    }
    return render(request, "desk/inbox/moved.html", context)
