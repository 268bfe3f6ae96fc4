"""Which dossiers a person may see; every face looks dossiers up through one of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from motcua.accounts.enums import Permission
from motcua.accounts.models import Mandate, Position, User
from motcua.accounts.queries import positions
from motcua.dossiers.models import Dossier, Draft

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID


def dossiers_of(user: User, *, today: date) -> QuerySet[Dossier]:
    """What a citizen filed, and what was filed for a party the user may act for."""
    parties = (
        Mandate.objects.filter(user=user, valid_from__lte=today)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .values("party_id")
    )
    return Dossier.objects.filter(Q(applicant__filer=user) | Q(applicant__party__in=parties))


def dossiers_seen_by(position: Position) -> QuerySet[Dossier]:
    """What an officer may see: his agency's, or all with DOSSIER_SEE_ALL; none without
    DOSSIER_SEE.
    """
    if position.may(Permission.DOSSIER_SEE_ALL):
        return Dossier.objects.all()
    if not position.may(Permission.DOSSIER_SEE):
        return Dossier.objects.none()
    agency = position.agency_id
    return Dossier.objects.filter(
        Q(holder_agency=agency) | Q(receiving_agency=agency) | Q(responsible_agency=agency)
    )


def drafts_of(user: User) -> QuerySet[Draft]:
    """What a signed-in person has begun and not sent, latest first."""
    awaited = Draft.objects.filter(sent_at__isnull=True, supplement__closed_at__isnull=True)
    return awaited.filter(owner=user).order_by("-changed_at")


def draft_open_to(
    key: UUID, *, user: User | None, held: Collection[str], today: date
) -> Draft | None:
    """The draft of this key if the person may open it: its owner, the officer who files it at the
    counter and is in office that day, or, until an owner has signed in, whoever holds its key in
    the session.
    """
    mine = Q(
        owner__last_login__isnull=True,  # nobody's, or of an address that may be mistyped
        filer_position__isnull=True,
        key__in=[one for one in held if one == str(key)],
    )
    if user is not None:
        seats = positions.held_by(user=user, on=today)
        mine |= Q(owner=user) | Q(filer_position__in=seats.values("pk"))
    return (
        Draft.objects.filter(mine, key=key)
        .select_related(
            "case__version__procedure",
            "offer__agency",
            "supplement__dossier",
            "owner",
            "filer_position__agency",
        )
        .first()
    )


def draft_with_owner(key: UUID) -> Draft | None:
    """A draft that belongs to a person or a counter: whoever comes without a session may be them,
    and is asked to sign in.
    """
    theirs = Q(owner__isnull=False) | Q(filer_position__isnull=False)
    return Draft.objects.filter(theirs, key=key).first()


def is_counter_draft(key: UUID) -> bool:
    """Whether an officer files it at a counter: what guards the desk guards its pages."""
    return Draft.objects.filter(key=key, filer_position__isnull=False).exists()


def dossier_of_draft(draft: Draft) -> Dossier:
    """What a sent draft became. Raises Dossier.DoesNotExist."""
    if draft.supplement is not None:
        return draft.supplement.dossier
    return Dossier.objects.get(draft_key=draft.key)
