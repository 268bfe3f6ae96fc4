"""Who may change places and time: the house itself, or a position that keeps the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.kit.errors import NotPermitted

if TYPE_CHECKING:
    from motcua.audit.actions.recording import Actor
    from motcua.places.models import Agency

# accounts stand above this floor; the words are theirs
MANAGE = "MANAGE_CATALOGUE"
CALENDAR = "MANAGE_CALENDAR"
CALENDAR_OF_ALL = "MANAGE_CALENDAR_ALL"


def permit(by: Actor | None) -> None:
    """Raise NotPermitted unless nobody (a command) or a position that may acts."""
    may = getattr(by, "may", None)
    if by is not None and (may is None or not may(MANAGE)):
        raise NotPermitted


def permit_calendar(by: Actor | None, agency: Agency | None) -> None:
    """Raise NotPermitted unless nobody (a command) acts, a position that keeps the calendar of the
    whole province, or one that keeps that of its own agency.
    """
    if by is None:
        return
    may = getattr(by, "may", None)
    if may is None:
        raise NotPermitted
    own = agency is not None and getattr(by, "agency_id", None) == agency.pk
    if not may(CALENDAR_OF_ALL) and not (own and may(CALENDAR)):
        raise NotPermitted
