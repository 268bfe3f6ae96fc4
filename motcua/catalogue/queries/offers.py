"""Which agencies offer a procedure, as its page shows them, and the way to another system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.catalogue.models import ServiceOffer
from motcua.catalogue.rules import doors

if TYPE_CHECKING:
    from datetime import date

# Of the procedure p on a day (given twice), departments before communes; in the order of Offered.
OFFERS = """
    SELECT json_agg(json_build_array(
        o.id, o.level, o.service_class, o.front_door, o.collects_by_post, o.returns_by_post,
        a.code, a.name
    ) ORDER BY o.level DESC, a.kind, a.sort_key, a.id)
    FROM catalogue_serviceoffer o JOIN places_agency a ON a.id = o.agency_id
    WHERE o.procedure_id = p.id AND o.valid_from <= %s
      AND (o.valid_to IS NULL OR o.valid_to >= %s)
"""


@dataclass(frozen=True, slots=True)
class Offered:
    """One agency's offer, in the plain values that a page needs of it."""

    id: int
    level: int
    service_class: str
    front_door: str
    collects_by_post: bool
    returns_by_post: bool
    agency_code: str
    agency_name: str

    @property
    def leads_outside(self) -> bool:
        return doors.leads_outside(self.front_door)

    @property
    def can_file_here(self) -> bool:
        return doors.can_file_here(self.level, self.front_door)


def offer_outside(offer_id: int, code: str, *, on: date) -> ServiceOffer | None:
    """An offer of this procedure that leads to another system on a day."""
    offer = (
        ServiceOffer.objects.on(on)
        .filter(pk=offer_id, procedure__code=code)
        .select_related("agency", "procedure")
        .first()
    )
    return offer if offer is not None and offer.leads_outside else None
