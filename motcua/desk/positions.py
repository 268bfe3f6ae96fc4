"""In which position the officer sits at the desk now."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from motcua.accounts.queries import positions
from motcua.accounts.queries.users import signed_in
from motcua.kit import clock
from motcua.kit.errors import NotPermitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from motcua.accounts.models import Position

P = ParamSpec("P")
_CHOSEN = "position"


def at_desk(
    view: Callable[Concatenate[HttpRequest, Position, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Hand the view the officer's position; people without one are refused."""

    @wraps(view)
    def seated(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, current(request), *args, **kwargs)

    return seated


def held(request: HttpRequest) -> list[Position]:
    """Every position of the officer today."""
    today = clock.local_date(clock.now())
    return list(positions.held_by(user=signed_in(request), on=today))


def current(request: HttpRequest) -> Position:
    """The position chosen in this session, else the first. Raises NotPermitted."""
    all_held = held(request)
    if not all_held:
        raise NotPermitted
    chosen = request.session.get(_CHOSEN)
    return next((position for position in all_held if position.pk == chosen), all_held[0])


def choose(request: HttpRequest, position_id: int) -> None:
    """Sit down in another of one's positions. Raises NotPermitted."""
    if position_id not in {position.pk for position in held(request)}:
        raise NotPermitted
    request.session[_CHOSEN] = position_id
