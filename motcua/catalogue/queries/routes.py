"""The internal route that a case follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from motcua.catalogue.models import ProcedureCase
from motcua.catalogue.rules.routing.usual import USUAL
from motcua.kit.errors import NotThere

if TYPE_CHECKING:
    from motcua.catalogue.models import Procedure


class NoSuchCase(NotThere):
    """The procedure has no case of that number."""

    message = _("Thủ tục không có trường hợp mang số này.")


def case_of(procedure: Procedure, number: int = 0) -> ProcedureCase:
    """A case of the version in force by its number, 0 for the default one. Raises NoSuchCase."""
    cases = ProcedureCase.objects.filter(version__procedure=procedure, version__is_current=True)
    chosen = cases.filter(number=number) if number else cases.order_by("-is_default", "number")
    found = chosen.select_related("route_version").first()
    if found is None:
        raise NoSuchCase
    return found


def definition_of(case: ProcedureCase) -> dict[str, Any]:
    """The definition of the route that a case follows."""
    definition: dict[str, Any] = case.route_version.definition if case.route_version else USUAL
    return definition
