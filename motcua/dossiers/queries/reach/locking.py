"""Taking a row before changing it.

First the row alone, then a fresh look with its neighbours: one statement that joins and has to
wait for the lock would go on with the neighbours as they were before it waited, or find nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries.reach.contents import whole
from motcua.dossiers.queries.reach.scope import everything
from motcua.kit.errors import NotThere
from motcua.kit.prepared import prepared

if TYPE_CHECKING:
    from django.db import models
    from django.db.models import QuerySet

_NEIGHBOURS = (
    "case",
    "procedure",
    "receiving_agency",
    "responsible_agency",
    "holder_agency",
    "applicant",
)


def lock(dossier_id: int) -> Dossier:
    """The dossier's row, held until the transaction ends. Raises NotThere."""
    _hold(Dossier, dossier_id)
    found = _dossier.one(dossier=dossier_id)
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
    row = _draft.one(draft=draft_id)
    if row is None:
        raise NotThere
    found = whole(row)
    procedure = found.case.version.procedure
    if found.offer.procedure_id == procedure.pk:
        found.offer.procedure = procedure
    return found


@prepared
def _dossier(*, dossier: int) -> QuerySet[Dossier]:
    return Dossier.objects.filter(pk=dossier).select_related(*_NEIGHBOURS).order_by()


@prepared
def _draft(*, draft: int) -> QuerySet[Draft]:
    return everything(Draft.objects.filter(pk=draft)).order_by()


def _hold(model: type[models.Model], key: int) -> None:
    rows = model._default_manager.select_for_update().filter(pk=key)
    rows.values_list("pk", flat=True).first()
