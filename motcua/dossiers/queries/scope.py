"""Which dossiers a person may see; every face looks dossiers up through one of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from motcua.accounts.enums import Permission
from motcua.accounts.models import Mandate, Position, User
from motcua.dossiers.models import Dossier, Draft

if TYPE_CHECKING:
    from datetime import date


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
    return Draft.objects.filter(owner=user, sent_at__isnull=True).order_by("-changed_at")
