"""Setting up the agencies of a province, their rooms, and what the pages say about the province."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.audit.actions import record
from motcua.kit.text_vi import sort_key
from motcua.places.enums import AreaClass
from motcua.places.models import AdministrativeUnit, Agency, Division
from motcua.places.models.province import ProvinceProfile
from motcua.places.queries import province

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from motcua.audit.actions.recording import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyDetails:
    """An agency as decided; `unit` is the area it is responsible for."""

    code: str
    name: str
    kind: str
    short_name: str = ""
    is_official_code: bool = True
    parent: Agency | None = None
    unit: AdministrativeUnit | None = None
    area_class: str = AreaClass.USUAL
    address: str = ""
    phone: str = ""
    former_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionDetails:
    """A room of an agency."""

    code: str
    name: str
    is_one_stop_counter: bool = False


@transaction.atomic
def establish(
    *,
    details: AgencyDetails,
    divisions: Sequence[DivisionDetails] = (),
    by: Actor | None,
    now: datetime,
) -> Agency:
    """Set up an agency with its rooms, or bring it to these details; nothing is taken away."""
    values = {name: getattr(details, name) for name in AgencyDetails.__slots__ if name != "code"}
    values |= {"former_codes": list(details.former_codes), "sort_key": sort_key(details.name)}
    agency, is_new = Agency.objects.update_or_create(code=details.code, defaults=values)
    for division in divisions:
        Division.objects.update_or_create(
            agency=agency,
            code=division.code,
            defaults={
                "name": division.name,
                "is_one_stop_counter": division.is_one_stop_counter,
            },
        )
    record(
        "places.agency_established" if is_new else "places.agency_changed",
        by=by,
        now=now,
        object_kind="agency",
        object_id=agency.pk,
        after={"code": agency.code, "name": agency.name, "rooms": [d.code for d in divisions]},
    )
    return agency


@transaction.atomic
def set_profile(*, profile: province.Province, by: Actor | None, now: datetime) -> None:
    """Say which province this installation serves; every page shows it within a minute."""
    values = asdict(profile)
    ProvinceProfile.objects.update_or_create(pk=1, defaults=values)
    province.forget()
    record("places.profile_set", by=by, now=now, object_kind="province", object_id=1, after=values)
