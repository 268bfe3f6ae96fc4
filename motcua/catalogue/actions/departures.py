"""Counting who leaves for a linked service, without a counter in the request's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from motcua.catalogue.models import OfferDeparture, ServiceOffer
from motcua.kit.clock import local_date

if TYPE_CHECKING:
    from datetime import datetime

_FOLD = """
    WITH taken AS (DELETE FROM catalogue_offerdeparture RETURNING offer_id, left_on)
    INSERT INTO catalogue_offerdepartureday (offer_id, left_on, departures)
    SELECT offer_id, left_on, count(*) FROM taken GROUP BY offer_id, left_on
    ON CONFLICT (offer_id, left_on) DO UPDATE
    SET departures = catalogue_offerdepartureday.departures + EXCLUDED.departures
"""


def leave(*, offer: ServiceOffer, now: datetime) -> str:
    """Note that somebody leaves for a linked service; answers its address."""
    OfferDeparture.objects.create(offer=offer, left_on=local_date(now))
    return offer.url


@transaction.atomic
def fold() -> int:
    """Fold the departures noted so far into days; answers how many days were written."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)
        return int(cursor.rowcount)
