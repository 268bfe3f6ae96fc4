"""Which agency offers which procedure, how far online and through which door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.audit.actions import record
from motcua.catalogue.actions import indexing
from motcua.catalogue.enums import FrontDoor
from motcua.catalogue.models import ServiceOffer
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from motcua.accounts.models import Position


class EndsBeforeItBegins(Refusal):
    """The last day of an offer lies before its first."""

    message = _("Ngày kết thúc của dịch vụ công phải từ ngày bắt đầu trở đi.")


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


def permit(by: Position | None) -> None:
    """Raise NotPermitted unless the house itself or a position that keeps the catalogue acts."""
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted


def differs(offer: ServiceOffer, wanted: OfferDetails) -> bool:
    """Whether an offer says something else than is wanted, the days apart."""
    return any(getattr(offer, name) != getattr(wanted, name) for name in _KEPT)


@transaction.atomic
def keep_offers(*, offers: Sequence[OfferDetails], by: Position | None, now: datetime) -> int:
    """Bring the open offers of these agencies and procedures to what is given, and the search with
    them; answers how many are new or changed.

    A changed offer ends on the eve of the day from which the new one holds (its own, or today), so
    that every day keeps what was offered on it; only what begins no earlier is corrected in place.
    Offers not named stay as they are. `by` is the position that answers for it, or None for the
    house itself (commands). Raises NotPermitted.
    """
    permit(by)
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
        elif differs(offer, wanted):
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


@transaction.atomic
def end_offers(*, last_days: Mapping[int, date], by: Position | None, now: datetime) -> int:
    """Let offers, by their keys, end with a day; dossiers under way go on. Answers how many were
    changed.

    Raises NotPermitted and EndsBeforeItBegins.
    """
    permit(by)
    changed = []
    for offer in ServiceOffer.objects.filter(pk__in=last_days).select_for_update():
        last = last_days[offer.pk]
        if last < offer.valid_from:
            raise EndsBeforeItBegins
        if offer.valid_to != last:
            offer.valid_to = last
            changed.append(offer)
    if changed:
        ServiceOffer.objects.bulk_update(changed, ["valid_to"], batch_size=500)
        touched = {offer.procedure_id for offer in changed}
        indexing.index(procedure_ids=sorted(touched), today=local_date(now))
        indexing.finish()
        after = {"ended": len(changed), "procedures": len(touched)}
        record("catalogue.offers_ended", by=by, now=now, object_kind="offer", after=after)
    return len(changed)


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
