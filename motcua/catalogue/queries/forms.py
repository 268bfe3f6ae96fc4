"""Which published form a case is filed with."""

from __future__ import annotations

from motcua.catalogue.models import ProcedureCase, SearchEntry
from motcua.catalogue.rules.default_form import key_for
from motcua.eforms.queries.forms import newest


def form_version_of(case: ProcedureCase) -> int:
    """Which published form a case is filed with now: its own, else the default for those it
    serves.
    """
    if case.form_version_id:
        return case.form_version_id
    audiences = SearchEntry.objects.filter(procedure_id=case.version.procedure_id).values_list(
        "audiences", flat=True
    )
    return newest(key_for(audiences.first() or [])).pk
