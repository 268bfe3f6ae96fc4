"""Where an offer leads: into this house, or to another system."""

from __future__ import annotations

from motcua.catalogue.enums import FrontDoor, OfferLevel

OUTSIDE_DOORS = (FrontDoor.LINKED, FrontDoor.NATIONAL, FrontDoor.MINISTRY)


def leads_outside(front_door: str) -> bool:
    """Whether the citizen files in another system."""
    return front_door in OUTSIDE_DOORS


def can_file_here(level: int, front_door: str) -> bool:
    """Level 3 and 4 services hosted here or exchanged with the system behind them."""
    return level >= OfferLevel.FILE_ONLINE and not leads_outside(front_door)
