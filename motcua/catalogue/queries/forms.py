"""Which published form a case has now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.catalogue.models import ProcedureCase, SearchEntry
from motcua.catalogue.rules.default_form import key_for
from motcua.eforms.queries.forms import newest

if TYPE_CHECKING:
    from motcua.eforms.models import FormVersion


def form_version_of(case: ProcedureCase) -> FormVersion:
    """The case's own form, else the newest default form for those whom its procedure serves."""
    if case.form_version is not None:
        return case.form_version
    audiences = SearchEntry.objects.filter(procedure_id=case.version.procedure_id).values_list(
        "audiences", flat=True
    )
    return newest(key_for(audiences.first() or []))
