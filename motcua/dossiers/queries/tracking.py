"""Whether looking a dossier up by its PIN is locked, and who may open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.accounts.enums import Permission

if TYPE_CHECKING:
    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier

MOST_FAILURES = 10


def is_locked(dossier: Dossier) -> bool:
    """Whether too many wrong PINs were tried."""
    return dossier.lookup_failures >= MOST_FAILURES


def may_unlock(position: Position, dossier: Dossier) -> bool:
    """Whoever meets the owner at the counter: those who accept or return for this dossier."""
    at_counter = position.may(Permission.DOSSIER_ACCEPT) or position.may(Permission.DOSSIER_RETURN)
    near = (dossier.returning_agency.pk, dossier.holder_agency_id)
    return at_counter and position.agency_id in near
