"""What officers propose to ask for and the head has not answered yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.dossiers.enums import ProposalOutcome
from motcua.dossiers.models import ProposedItem, SupplementProposal

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from motcua.dossiers.models import Dossier
    from motcua.files.models import StoredFile


def waiting() -> QuerySet[SupplementProposal]:
    """Every proposal without an answer."""
    return SupplementProposal.objects.filter(outcome=ProposalOutcome.OPEN)


def latest_of(dossier: Dossier) -> SupplementProposal | None:
    """The last proposal of a dossier, answered or not."""
    found = SupplementProposal.objects.filter(dossier=dossier)
    return found.select_related("proposed_by__user", "settled_by__user").first()


def example_of(dossier: Dossier, key: UUID) -> StoredFile | None:
    """The example picture of something that is only proposed."""
    items = ProposedItem.objects.filter(proposal__dossier=dossier, example__key=key)
    found = items.select_related("example").first()
    return found.example if found else None
