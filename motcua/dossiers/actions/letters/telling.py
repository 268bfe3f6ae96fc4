"""Telling people: one place that knows whom a dossier's messages go to and what each one needs
to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation

from motcua.dossiers.codes import lookup_pin
from motcua.dossiers.enums import FiledAs, Moment, Status
from motcua.dossiers.rules import addresses
from motcua.notifications.actions.notifying import notify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier, SupplementProposal


def tell(dossier: Dossier, event: str, *, now: datetime, **facts: Any) -> None:
    """Insert the message rows for the applicant and, where somebody else filed, for the filer
    too.
    """
    for name, email in _recipients(dossier):
        _tell_one(dossier, event, name, email, facts, now=now)


def tell_submitted(dossier: Dossier, *, now: datetime) -> None:
    """The system has the dossier; when somebody else filed it, the applicant is told by whom."""
    applicant = dossier.applicant
    lookup = {
        "submitted_at": dossier.submitted_at,
        "pin": pin_of(dossier),
        "lookup_link": addresses.TRACKING,
    }
    by_another = applicant.filer_position_id or applicant.filed_as == FiledAs.ANOTHER
    for name, email in _recipients(dossier):
        is_filer = bool(email) and email == applicant.filer_email.lower()
        if by_another and not is_filer:
            facts = {"filed_by": applicant.filer_name, **lookup}
            _tell_one(dossier, "dossier.filed_for_you", name, email, facts, now=now)
        else:
            facts = {"answer_by": dossier.reception_due_at, **lookup}
            _tell_one(dossier, "dossier.submitted", name, email, facts, now=now)


def tell_undone(dossier: Dossier, moment: Moment, *, now: datetime) -> None:
    """An earlier message was a mistake and has been taken back."""
    with translation.override(dossier.language):
        undone, status = str(moment.label), str(Status(dossier.status).label)
    tell(dossier, "dossier.correction", now=now, undone=undone, status=status)


def tell_officer(dossier: Dossier, officer: Position, *, now: datetime) -> None:
    """To whoever asked: the applicant has added what was asked for."""
    facts = {"applicant": dossier.applicant.name, "received_at": now}
    _tell_at_desk(dossier, "dossier.supplement_received", officer, facts, now=now)


def tell_of_message(dossier: Dossier, officer: Position, *, now: datetime) -> None:
    """To an officer: the applicant wrote; what, stands in the house alone."""
    facts = {"applicant": dossier.applicant.name}
    _tell_at_desk(dossier, "dossier.message_received", officer, facts, now=now)


def tell_proposal_settled(dossier: Dossier, proposal: SupplementProposal, *, now: datetime) -> None:
    """To whoever proposed to ask for something new: what the head said."""
    with translation.override(proposal.proposed_by.user.language):
        outcome = str(proposal.get_outcome_display())
    facts = {"outcome": outcome, "reason": proposal.settled_because or None}
    _tell_at_desk(dossier, "dossier.proposal_settled", proposal.proposed_by, facts, now=now)


def tell_file_refused(
    dossier: Dossier, officer: Position | None, *, paper: str, file: str, now: datetime
) -> None:
    """A sent file was refused as unsafe: to the applicant, and to the officer at whom the dossier
    is.
    """
    tell(dossier, "dossier.file_refused", now=now, paper=paper, file=file)
    if officer is not None:
        facts = {"paper": paper, "file": file}
        _tell_at_desk(dossier, "dossier.file_refused_officer", officer, facts, now=now)


def tell_ready(dossier: Dossier, *, now: datetime) -> None:
    """The result is ready, and how to get it."""
    agency = dossier.returning_agency
    place = ", ".join(part for part in (agency.name, agency.address) if part)
    tell(dossier, "dossier.decided", now=now, way=dossier.return_way, place=place)


def pin_of(dossier: Dossier) -> str:
    """The lookup PIN, computed; it is stored nowhere."""
    return lookup_pin(
        secret=settings.SECRET_KEY.encode(),
        dossier_id=dossier.pk,
        generation=dossier.pin_generation,
    )


def _tell_one(
    dossier: Dossier, event: str, name: str, email: str, facts: Mapping[str, Any], *, now: datetime
) -> None:
    about = {
        "code": dossier.code,
        "procedure": dossier.matter,
        "agency": dossier.responsible_agency.name,
        "link": addresses.dossier(dossier.code or ""),
    }
    notify(
        event,
        to_email=email,
        to_name=name,
        language=dossier.language,
        context={**about, **facts},
        about=f"dossier:{dossier.pk}",
        now=now,
    )


def _tell_at_desk(
    dossier: Dossier, event: str, officer: Position, facts: Mapping[str, Any], *, now: datetime
) -> None:
    about = {
        "code": dossier.code,
        "procedure": dossier.matter,
        "agency": dossier.holder_agency.name,
        "link": addresses.desk_dossier(dossier.code or ""),
    }
    notify(
        event,
        to_email=officer.user.email,
        to_user=officer.user,
        context={**about, **facts},
        language=officer.user.language,
        about=f"dossier:{dossier.pk}",
        now=now,
    )


def _recipients(dossier: Dossier) -> list[tuple[str, str]]:
    """Names and addresses; nobody with an address still gives a row that says so."""
    applicant = dossier.applicant
    found: dict[str, str] = {}
    for name, email in (
        (applicant.name, applicant.email),
        (applicant.filer_name, applicant.filer_email),
    ):
        if email:
            found.setdefault(email.lower(), name)
    return [(name, email) for email, name in found.items()] or [(applicant.name, "")]
