"""What there is to choose from when a procedure is to be filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.catalogue.enums import Audience, ProcedureLife
from motcua.catalogue.models import Procedure, ProcedureCase, ServiceOffer
from motcua.catalogue.rules.audiences import audiences_of
from motcua.kit.errors import NotThere

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class FilingOptions:
    """A procedure that can be filed, its offers by agency and its cases."""

    procedure: Procedure
    offers: list[ServiceOffer]
    cases: list[ProcedureCase]

    @property
    def is_for_citizens(self) -> bool:
        """Whether people file it for themselves, as far as its record says for whom it is."""
        found = audiences_of(self.cases[0].version.subjects) if self.cases else []
        return not found or Audience.CITIZEN in found


def offer_now(offer: ServiceOffer, *, on: date) -> ServiceOffer:
    """The same agency's offer of the same procedure on a day: this one, or what took its place."""
    if offer.valid_to is None or offer.valid_to >= on:
        return offer
    later = ServiceOffer.objects.on(on).filter(agency=offer.agency_id, procedure=offer.procedure_id)
    return later.select_related("agency", "procedure").first() or offer


def filing_options(code: str, *, on: date) -> FilingOptions:
    """What can be filed under a code on a day. Raises NotThere for an unknown or
    ended procedure.
    """
    procedure = Procedure.objects.filter(code=code, life=ProcedureLife.IN_FORCE).first()
    if procedure is None:
        raise NotThere
    offers = (
        ServiceOffer.objects.on(on)
        .filter(procedure=procedure)
        .select_related("agency__unit", "procedure")
        .order_by("agency__kind", "agency__sort_key", "agency__name")
    )
    cases = ProcedureCase.objects.filter(
        version__procedure=procedure, version__is_current=True
    ).select_related("version__procedure")
    return FilingOptions(procedure, list(offers), list(cases.order_by("number")))
