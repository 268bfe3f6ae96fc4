"""Taking a dossier's row before changing it."""

from __future__ import annotations

from motcua.dossiers.models import Dossier, Draft
from motcua.kit.errors import NotThere


def lock(dossier_id: int) -> Dossier:
    """The dossier's row, held until the transaction ends. Raises NotThere."""
    found = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related(
            "case",
            "procedure",
            "receiving_agency",
            "responsible_agency",
            "holder_agency",
            "applicant",
        )
        .filter(pk=dossier_id)
        .first()
    )
    if found is None:
        raise NotThere
    return found


def lock_draft(draft_id: int) -> Draft:
    """The draft's row, held until the transaction ends. Raises NotThere."""
    found = (
        Draft.objects.select_for_update(of=("self",))
        .select_related(
            "case__version__procedure", "offer__agency", "offer__procedure", "supplement"
        )
        .filter(pk=draft_id)
        .first()
    )
    if found is None:
        raise NotThere
    return found
