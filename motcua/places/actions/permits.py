"""Who may change places and time: the house itself, or a position that keeps the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.kit.errors import NotPermitted

if TYPE_CHECKING:
    from motcua.audit.actions.recording import Actor

MANAGE = "MANAGE_CATALOGUE"  # accounts stand above this floor; the word is theirs


def permit(by: Actor | None) -> None:
    """Raise NotPermitted unless nobody (a command) or a position that may acts."""
    may = getattr(by, "may", None)
    if by is not None and (may is None or not may(MANAGE)):
        raise NotPermitted
