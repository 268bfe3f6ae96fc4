"""What was typed on a form that could not be carried out, to be offered again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

if TYPE_CHECKING:
    from django.http import HttpRequest

_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - a name, no secret
_NEVER_KEPT = {_TOKEN, "code", "pin", "credential"}
_UNREADABLE = (SuspiciousOperation, BadRequest, MultiPartParserError)


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values in their order, without passwords and codes; empty when nothing can be
    read.
    """
    try:
        pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    except _UNREADABLE:
        return []
    return [(name, value) for name, value in pairs if not _is_secret(name.lower())]


def had_files(request: HttpRequest) -> bool:
    """Whether files came along, which cannot be offered again."""
    try:
        return bool(request.FILES)
    except _UNREADABLE:
        return False


def has_secrets(request: HttpRequest) -> bool:
    """Whether a password or a code was typed."""
    try:
        names = list(request.POST)
    except _UNREADABLE:
        return False
    return any(_is_secret(name.lower()) and name != _TOKEN for name in names)


def _is_secret(name: str) -> bool:
    return name in _NEVER_KEPT or "password" in name
