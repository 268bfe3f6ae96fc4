"""Officers read what came from the applicant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.accounts.enums import Permission
from motcua.dossiers.queries.clocks.supplements import unread_answers

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier


def read_answers(dossier: Dossier, *, by: Position, now: datetime) -> None:
    """Whoever works on the dossier at the agency that has it opened it, so what came is no longer
    new; nothing where somebody only looks.
    """
    works = by.may(Permission.DOSSIER_PROCESS) or by.may(Permission.DOSSIER_ACCEPT)
    if works and dossier.is_received_by(by.agency_id):
        unread_answers().filter(dossier=dossier).update(read_at=now)
