"""Which agency offers which procedure, how far online and through which door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
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

    A changed offer ends on the eve of the day from which the new one holds (its own, or today), so
    that every day keeps what was offered on it; only what begins no earlier is corrected in place.
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
    new, corrected, ended = [], [], []
    for wanted in offers:
        offer = open_ones.get((wanted.agency_id, wanted.procedure_id))
        if offer is None:
            new.append(_offer(wanted, wanted.valid_from))
        elif any(getattr(offer, name) != getattr(wanted, name) for name in _KEPT):
            begins = _begins(wanted, offer, today=local_date(now))
            if begins <= offer.valid_from:
                corrected.append(_corrected(offer, wanted))
            else:
                offer.valid_to = begins - timedelta(days=1)
                ended.append(offer)
                new.append(_offer(wanted, begins))
    ServiceOffer.objects.bulk_update(corrected, _KEPT, batch_size=500)
    ServiceOffer.objects.bulk_update(ended, ["valid_to"], batch_size=500)
    ServiceOffer.objects.bulk_create(new)
    touched = {offer.procedure_id for offer in (*new, *corrected)}
    if touched:
        indexing.index(procedure_ids=sorted(touched), today=local_date(now))
        indexing.finish()
        after = {
            "new": len(new) - len(ended),
            "changed": len(corrected) + len(ended),
            "procedures": len(touched),
        }
        record("catalogue.offers_kept", by=by, now=now, object_kind="offer", after=after)
    return len(new) + len(corrected)


def _offer(wanted: OfferDetails, begins: date) -> ServiceOffer:
    values = {name: getattr(wanted, name) for name in OfferDetails.__slots__}
    return ServiceOffer(**values | {"valid_from": begins})


def _corrected(offer: ServiceOffer, wanted: OfferDetails) -> ServiceOffer:
    for name in _KEPT:
        setattr(offer, name, getattr(wanted, name))
    return offer


def _begins(wanted: OfferDetails, offer: ServiceOffer, *, today: date) -> date:
    """From when a changed offer holds: what names no day after the old one's holds from today."""
    return wanted.valid_from if wanted.valid_from > offer.valid_from else today
