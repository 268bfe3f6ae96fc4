"""Finding the case whose form somebody wants on paper."""

from __future__ import annotations

from motcua.catalogue.enums import ProcedureLife
from motcua.catalogue.models import ProcedureCase
from motcua.kit.errors import NotThere


def case_in_force(code: str, number: int) -> ProcedureCase:
    """A case, by its number, of the current version of a procedure in force. Raises NotThere."""
    case = (
        ProcedureCase.objects.filter(
            version__procedure__code=code,
            version__procedure__life=ProcedureLife.IN_FORCE,
            version__is_current=True,
            number=number,
        )
        .select_related("version__procedure")
        .first()
    )
    if case is None:
        raise NotThere
    return case
