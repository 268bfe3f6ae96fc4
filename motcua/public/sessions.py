"""What a browser's session keeps for someone who has not signed in: keys of drafts, pages typed
too late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

_DRAFTS = "drafts"
_TYPED = "typed"
_MOST_DRAFTS = 10


def held_drafts(request: HttpRequest) -> list[str]:
    """Keys of the drafts begun in this browser."""
    kept = request.session.get(_DRAFTS, [])
    return [key for key in kept if isinstance(key, str)]


def hold_draft(request: HttpRequest, key: UUID) -> None:
    """Remember a draft's key, the newest few only."""
    kept = [*(one for one in held_drafts(request) if one != str(key)), str(key)]
    request.session[_DRAFTS] = kept[-_MOST_DRAFTS:]


def keep_typed(request: HttpRequest, key: UUID, section: str, raw: Any) -> None:
    """Keep a page that was sent after the session had ended, until its owner has signed in
    again.
    """
    request.session[_TYPED] = {"draft": str(key), "section": section, "raw": raw}


def take_typed(request: HttpRequest, key: UUID, section: str) -> Any:
    """Give back the page kept for this draft, once."""
    kept = request.session.get(_TYPED)
    if not kept or (kept["draft"], kept["section"]) != (str(key), section):
        return None
    del request.session[_TYPED]
    return kept["raw"]
