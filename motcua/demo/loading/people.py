"""The demo people, and officers for every agency."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from motcua.accounts.actions import people, profiles
from motcua.accounts.enums import IdentityKind, MandateKind, Role
from motcua.accounts.models import Position, User
from motcua.accounts.queries import parties
from motcua.demo.loading import content, names
from motcua.demo.loading.offers import SINCE
from motcua.kit.clock import local_date
from motcua.places.enums import AgencyKind
from motcua.places.queries import units

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.places.models import Agency

PASSWORD = "demo-gia-lai"  # noqa: S105 - public, and only in demo mode
OFFICERS = (
    (Role.COUNTER, "MC", "Chuyên viên một cửa"),
    (Role.SPECIALIST, "CM", "Chuyên viên"),
)

# A centre receives for the departments of the province; what is filed there, they settle.
STAFF = {
    AgencyKind.COMMUNE: (*OFFICERS, (Role.HEAD, "LD", "Phó Chủ tịch Ủy ban nhân dân")),
    AgencyKind.DEPARTMENT: (*OFFICERS, (Role.HEAD, "LD", "Phó Giám đốc")),
    AgencyKind.CENTRE: ((Role.COUNTER, "MC", "Nhân viên tiếp nhận của Trung tâm"),),
}


def load(agencies: dict[str, Agency], *, now: datetime) -> None:
    """Make the twelve accounts of the demo and three officers an agency who cannot sign in."""
    for row in content.rows("people"):
        user = User.objects.filter(email=row["email"]).first() or people.enrol(
            email=row["email"], name=row["name"], password=PASSWORD, by=None, now=now
        )
        _keep_parties(user, row, now=now)
        for post in row.get("positions", ()):
            _appoint(user, post, agencies, now=now)
    _staff(agencies, now=now)


def _keep_parties(user: User, row: dict[str, Any], *, now: datetime) -> None:
    if "person" in row and parties.own_person(user=user) is None:
        stated = dict(row["person"])
        details = profiles.PersonDetails(
            name=row["name"],
            identity_kind=IdentityKind.CITIZEN_12,
            identity_number=stated["identity_number"],
            born_on=date.fromisoformat(stated["born_on"]),
            phone=stated["phone"],
            email=row["email"],
            unit_id=_commune(stated["unit"]),
            address_detail=stated["address_detail"],
        )
        profiles.keep_person(user=user, details=details, now=now)
    if (
        "organisation" in row
        and not parties.organisations_of(user=user, on=local_date(now)).exists()
    ):
        stated = dict(row["organisation"])
        unit_id = _commune(stated.pop("unit"))
        profiles.keep_organisation(
            user=user,
            party=None,
            details=profiles.OrganisationDetails(**stated, unit_id=unit_id),
            kind=MandateKind.REPRESENTATIVE,
            now=now,
        )


def _commune(code: str) -> int | None:
    unit = units.commune(code)
    return unit.pk if unit else None


def _appoint(
    user: User, post: dict[str, str], agencies: dict[str, Agency], *, now: datetime
) -> None:
    agency = agencies[post["agency"]]
    if Position.objects.filter(
        user=user, role=post["role"], agency=agency, valid_to__isnull=True
    ).exists():
        return
    appointment = people.Appointment(
        role=post["role"],
        agency=agency,
        division=agency.divisions.get(code=post["division"]),
        title=post["title"],
        valid_from=SINCE,
    )
    people.appoint(user=user, to=appointment, by=None, now=now)


def _staff(agencies: dict[str, Agency], *, now: datetime) -> None:
    """Officers who cannot sign in, so that dossiers of every agency have people behind them."""
    staffed = set(Position.objects.values_list("agency__code", "role"))
    for agency in agencies.values():
        for role, room, title in STAFF.get(AgencyKind(agency.kind), ()):
            if (agency.code, role) in staffed:
                continue
            name = names.officer(f"{agency.code}/{role}")
            user = people.enrol(email=None, name=name, by=None, now=now)
            post = {"role": role, "agency": agency.code, "division": room, "title": title}
            _appoint(user, post, agencies, now=now)
