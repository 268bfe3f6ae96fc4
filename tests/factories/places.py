"""Agencies for tests."""

from __future__ import annotations

from motcua.places.enums import AgencyKind
from motcua.places.models import Agency, Division


def make_agency(
    code: str = "H21.16", name: str = "Sở Tư pháp tỉnh Gia Lai", **fields: object
) -> Agency:
    """An agency with a one-stop counter and a specialist division."""
    agency = Agency.objects.create(
        code=code, name=name, kind=fields.pop("kind", AgencyKind.DEPARTMENT), **fields
    )
    Division.objects.create(
        agency=agency, code="MC", name="Bộ phận một cửa", is_one_stop_counter=True
    )
    return agency
