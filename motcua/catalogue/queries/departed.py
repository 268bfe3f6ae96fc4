"""How many people left by the portal for services that run on other systems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from datetime import date

    from motcua.places.models import Agency

_LEFT = """
    WITH left_by AS (
        SELECT offer_id, departures FROM catalogue_offerdepartureday WHERE left_on >= %(since)s
        UNION ALL
        SELECT offer_id, 1 FROM catalogue_offerdeparture WHERE left_on >= %(since)s
    )
    SELECT a.code, a.name, p.code, p.name, sum(departures)
    FROM left_by
    JOIN catalogue_serviceoffer o ON o.id = offer_id
    JOIN catalogue_procedure p ON p.id = o.procedure_id
    JOIN places_agency a ON a.id = o.agency_id
    WHERE %(agency)s::bigint IS NULL OR a.id = %(agency)s
    GROUP BY a.id, p.id
    ORDER BY sum(departures) DESC, p.code, a.code
"""


@dataclass(frozen=True, slots=True)
class Departed:
    """How often one agency's service was left for since a day; days not yet folded count, too."""

    agency_code: str
    agency_name: str
    code: str
    name: str
    departures: int


def since(day: date) -> list[Departed]:
    """Of every agency, most first."""
    return _asked(None, day)


def by_agency(agency: Agency, *, since: date) -> list[Departed]:
    """Of one agency, most first."""
    return _asked(agency.pk, since)


def _asked(agency_id: int | None, day: date) -> list[Departed]:
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, {"agency": agency_id, "since": day})
        return [
            Departed(agency_code, agency, code, name, int(count))
            for agency_code, agency, code, name, count in cursor.fetchall()
        ]
