"""In which position the officer sits at the desk now."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from motcua.accounts.enums import Permission
from motcua.accounts.models import Position
from motcua.accounts.queries import positions
from motcua.accounts.queries.users import signed_in
from motcua.dossiers.queries import desk
from motcua.kit import clock
from motcua.kit.errors import NotPermitted

P = ParamSpec("P")
_CHOSEN = "position"


Seated = Callable[Concatenate[HttpRequest, Position, P], HttpResponseBase]
Plain = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def at_desk(*permissions: Permission) -> Callable[[Seated[P]], Plain[P]]:
    """Hand the view the officer's position, which must have one of the permissions.

    Actions check again, with the dossier at hand; this keeps a whole page from those whom it is not
    for, and lets a test of the house read who a page is for.
    """

    def wrap(view: Seated[P]) -> Plain[P]:
        @wraps(view)
        def seated(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            position = current(request)
            if not any(position.may(permission) for permission in permissions):
                raise NotPermitted
            request.position = position  # type: ignore[attr-defined]  # for the header of the page
            return view(request, position, *args, **kwargs)

        seated.permissions = permissions  # type: ignore[attr-defined]
        return seated

    return wrap


def held(request: HttpRequest) -> list[Position]:
    """Every position of the officer today."""
    known: list[Position] | None = getattr(request, "positions", None)
    if known is None:
        today = clock.local_date(clock.now())
        known = positions.seats_of(signed_in(request), on=today)
        request.positions = known  # type: ignore[attr-defined]  # asked once per request
    return known


def current(request: HttpRequest) -> Position:
    """The position chosen in this session, else the first that has something to see here. Raises
    NotPermitted.
    """
    all_held = held(request)
    if not all_held:
        raise NotPermitted
    chosen = request.session.get(_CHOSEN)
    fitting = [position for position in all_held if position.may(Permission.DOSSIER_SEE)]
    return next((one for one in all_held if one.pk == chosen), (fitting or all_held)[0])


def choose(request: HttpRequest, position_id: int) -> None:
    """Sit down in another of one's positions. Raises NotPermitted."""
    if position_id not in {position.pk for position in held(request)}:
        raise NotPermitted
    request.session[_CHOSEN] = position_id


def move_to_see(request: HttpRequest, code: str) -> Position:
    """Sit down in that of one's positions from which a dossier is seen, and be told so: whoever
    files at a counter, or follows a link, need not sit there. Raises NotThere.
    """
    found = desk.seat_seeing(held(request), code)
    choose(request, found.pk)
    request.position = found  # type: ignore[attr-defined]
    names = {"role": found.get_role_display(), "agency": found.agency.name}
    words = _(
        "Hồ sơ này xem được từ vị trí %(role)s, %(agency)s; bạn đã được chuyển sang vị trí đó."
    )
    messages.info(request, words % names)
    return found
