"""The morning mail to officers: what waits, what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from motcua.dossiers.queries.lists.digest import digest_of, in_office, working_agencies
from motcua.dossiers.rules import addresses
from motcua.kit import jobs
from motcua.kit.clock import local_date
from motcua.notifications.actions.notifying import notify
from motcua.notifications.queries.delivery import messages_about

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position

EVENT = "office.digest"


@transaction.atomic
def begin(*, now: datetime) -> int:
    """Ask for the mails of every agency that works today; how many agencies."""
    agencies = working_agencies(now)
    for agency in agencies:
        jobs.defer("dossiers.digest_agency", agency_id=agency.pk)
    return len(agencies)


@transaction.atomic
def send(*, agency_id: int, now: datetime) -> int:
    """One mail to each officer of an agency for whom something waits, once a day; how many."""
    held = list(in_office(now).filter(agency=agency_id).select_for_update(of=("self",)))
    return sum(_tell(position, now=now) for position in held)


def _tell(position: Position, *, now: datetime) -> bool:
    about = f"digest:{position.pk}:{local_date(now).isoformat()}"
    if messages_about(about).exists():
        return False
    user = position.user
    with translation.override(user.language):
        digest = digest_of(position, at=now)
    if digest is None:
        return False
    notify(
        EVENT,
        to_email=user.email,
        to_user=user,
        language=user.language,
        context={
            "agency": position.agency.name,
            "on": local_date(now),
            "counts": digest.counts,
            "urgent": digest.urgent,
            "link": addresses.DESK,
        },
        about=about,
        now=now,
    )
    return True
