"""Who is asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from django.http import HttpRequest

    from motcua.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The user of a request to a private page; PermissionDenied when nobody is signed in."""
    user = request.user
    if not user.is_authenticated:
        raise PermissionDenied
    return user
