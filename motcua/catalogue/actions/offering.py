"""Which agency offers which procedure, how far online and through which door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.accounts.enums import Permission
from motcua.audit.actions import record
from motcua.catalogue.actions import indexing
from motcua.catalogue.enums import FrontDoor
from motcua.catalogue.models import ServiceOffer
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from motcua.accounts.models import Position

_KEPT = ("level", "service_class", "front_door", "url", "collects_by_post", "returns_by_post")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDetails:
    """One agency's offer of one procedure from a day on; the class is empty below level 3."""

    agency_id: int
    procedure_id: int
    level: int
    service_class: str = ""
    front_door: str = FrontDoor.HOSTED
    url: str = ""
    collects_by_post: bool = False
    returns_by_post: bool = False
    valid_from: date


@transaction.atomic
def keep_offers(*, offers: Sequence[OfferDetails], by: Position | None, now: datetime) -> int:
    """Bring the open offers of these agencies and procedures to what is given, and the search with
    them; answers how many are new or changed.

    Offers not named stay as they are. `by` is the position that answers for it, or None for the
    house itself (commands). Raises NotPermitted.
    """
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted
    open_ones = {
        (offer.agency_id, offer.procedure_id): offer
        for offer in ServiceOffer.objects.filter(
            valid_to__isnull=True, procedure_id__in={offer.procedure_id for offer in offers}
        ).select_for_update()
    }
    new, changed = [], []
    for wanted in offers:
        offer = open_ones.get((wanted.agency_id, wanted.procedure_id))
        if offer is None:
            values = {name: getattr(wanted, name) for name in OfferDetails.__slots__}
            new.append(ServiceOffer(**values))
        elif any(getattr(offer, name) != getattr(wanted, name) for name in _KEPT):
            for name in _KEPT:
                setattr(offer, name, getattr(wanted, name))
            changed.append(offer)
    ServiceOffer.objects.bulk_create(new)
    ServiceOffer.objects.bulk_update(changed, _KEPT, batch_size=500)
    touched = {offer.procedure_id for offer in (*new, *changed)}
    if touched:
        indexing.index(procedure_ids=sorted(touched), today=local_date(now))
        indexing.finish()
        after = {"new": len(new), "changed": len(changed), "procedures": len(touched)}
        record("catalogue.offers_kept", by=by, now=now, object_kind="offer", after=after)
    return len(new) + len(changed)
