"""Agencies, their rooms and the words about the province."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.demo.loading import content
from motcua.places.actions import agencies
from motcua.places.queries import units
from motcua.places.queries.province import Province

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.places.models import AdministrativeUnit, Agency


def load(*, now: datetime) -> dict[str, Agency]:
    """Set up every agency, parents first; answers them by code."""
    agencies.set_profile(profile=Province(**content.rows("profile")), by=None, now=now)
    rooms = {
        kind: [agencies.DivisionDetails(**room) for room in members]
        for kind, members in content.rows("divisions").items()
    }
    made: dict[str, Agency] = {}
    for row in content.rows("agencies"):
        details = agencies.AgencyDetails(
            **row
            | {
                "parent": made.get(row["parent"]),
                "unit": _unit(row["unit"]),
                "former_codes": tuple(row["former_codes"]),
            }
        )
        made[details.code] = agencies.establish(
            details=details, divisions=rooms[details.kind], by=None, now=now
        )
    return made


def _unit(code: str) -> AdministrativeUnit | None:
    return units.province(code) if len(code) == 2 else units.commune(code)
