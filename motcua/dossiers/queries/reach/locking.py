"""Taking a row before changing it.

First the row alone, then a fresh look with its neighbours: one statement that joins and has to
wait for the lock would go on with the neighbours as they were before it waited, or find nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries.reach.contents import whole
from motcua.dossiers.queries.reach.scope import with_hint, with_service
from motcua.kit.errors import NotThere
from motcua.kit.rows import one_of

if TYPE_CHECKING:
    from django.db import models


def lock(dossier_id: int) -> Dossier:
    """The dossier's row, held until the transaction ends. Raises NotThere."""
    _hold(Dossier, dossier_id)
    neighbours = (
        "case",
        "procedure",
        "receiving_agency",
        "responsible_agency",
        "holder_agency",
        "applicant",
    )
    found = one_of(Dossier.objects.filter(pk=dossier_id).select_related(*neighbours))
    if found is None:
        raise NotThere
    return found


def lock_draft(draft_id: int) -> Draft:
    """The draft's row, held until the transaction ends. Raises NotThere."""
    _hold(Draft, draft_id)
    return fresh_draft(draft_id)


def fresh_draft(draft_id: int) -> Draft:
    """A draft as it is now, with what it holds, for whoever has its row or only shows it. Raises
    NotThere.
    """
    found = whole(with_service(with_hint(Draft.objects.filter(pk=draft_id))))
    if found is None:
        raise NotThere
    procedure = found.case.version.procedure
    if found.offer.procedure_id == procedure.pk:
        found.offer.procedure = procedure
    return found


def _hold(model: type[models.Model], key: int) -> None:
    rows = model._default_manager.select_for_update().filter(pk=key)
    rows.values_list("pk", flat=True).first()
