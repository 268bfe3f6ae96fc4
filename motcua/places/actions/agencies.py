"""Setting up the agencies of a province, their rooms, and what the pages say about the province."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.audit.actions import record
from motcua.kit.errors import Refusal
from motcua.kit.sheets import Outcome
from motcua.kit.text_vi import clean, sort_key
from motcua.places.actions.permits import permit
from motcua.places.enums import AreaClass
from motcua.places.models import AdministrativeUnit, Agency, Division
from motcua.places.models.province import ProvinceProfile
from motcua.places.queries import province

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from motcua.audit.actions.recording import Actor


NEEDED_OF_PROFILE = ("name", "portal_name", "office")


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
    email: str = ""
    website: str = ""
    former_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionDetails:
    """A room of an agency."""

    code: str
    name: str
    is_one_stop_counter: bool = False


class ParentOfItself(Refusal):
    """An agency cannot stand above itself, directly or through others."""

    message = _("Cơ quan cấp trên không thể là chính cơ quan này hoặc cơ quan trực thuộc của nó.")


class CodeTaken(Refusal):
    """The code is, or was, another agency's: dossier codes would become ambiguous."""

    message = _("Mã cơ quan này đang hoặc đã được dùng cho cơ quan khác.")


class UnusableProfile(Refusal):
    """Something else than texts under the names of the profile, or a needed one is missing."""

    message = _(
        "Tệp cần là một đối tượng JSON gồm các dòng chữ name, portal_name, office và, nếu có,"
        " address, hotline, email, unit_code."
    )


@transaction.atomic
def establish(
    *,
    details: AgencyDetails,
    divisions: Sequence[DivisionDetails] = (),
    by: Actor | None,
    now: datetime,
) -> Agency:
    """Set up an agency with its rooms, or bring it to these details; nothing is taken away.

    Doing it again with the same details changes and records nothing.
    """
    return bring(details=details, divisions=divisions, by=by, now=now)[0]


@transaction.atomic
def bring(
    *,
    details: AgencyDetails,
    divisions: Sequence[DivisionDetails] = (),
    by: Actor | None,
    now: datetime,
) -> tuple[Agency, Outcome]:
    """What `establish` does, and what it took."""
    permit(by)
    _refuse_taken(details)
    agency = Agency.objects.select_for_update().filter(code=details.code).first()
    before = _values_of(agency) if agency else {}
    if agency is None:
        agency = Agency(code=details.code)
    _refuse_circle(agency, details.parent)
    wanted = _values(details)
    for name, value in wanted.items():
        setattr(agency, name, value)
    if wanted != before:
        agency.save()
    rooms = [room.code for room in divisions if _set_up_room(agency, room)]
    changed = {name for name, value in wanted.items() if before.get(name) != value}
    if changed or rooms:
        record(
            "places.agency_changed" if before else "places.agency_established",
            by=by,
            now=now,
            object_kind="agency",
            object_id=agency.pk,
            before={name: str(before[name]) for name in changed if name in before},
            after={name: str(wanted[name]) for name in changed} | {"rooms": rooms},
        )
    if not before:
        return agency, Outcome.NEW
    return agency, Outcome.CHANGED if changed or rooms else Outcome.UNCHANGED


def _values(details: AgencyDetails) -> dict[str, Any]:
    """The fields of the row, the code apart."""
    values = {name: getattr(details, name) for name in AgencyDetails.__slots__ if name != "code"}
    return values | {
        "name": clean(details.name),
        "short_name": clean(details.short_name),
        "former_codes": list(details.former_codes),
        "sort_key": sort_key(details.name),
    }


def _values_of(agency: Agency) -> dict[str, Any]:
    names = [name for name in AgencyDetails.__slots__ if name != "code"]
    return {name: getattr(agency, name) for name in (*names, "sort_key")}


def _set_up_room(agency: Agency, wanted: DivisionDetails) -> bool:
    """Whether the room is new or changed."""
    values = {"name": clean(wanted.name), "is_one_stop_counter": wanted.is_one_stop_counter}
    room, is_new = Division.objects.get_or_create(agency=agency, code=wanted.code, defaults=values)
    if is_new or {name: getattr(room, name) for name in values} == values:
        return is_new
    Division.objects.filter(pk=room.pk).update(**values)
    return True


def _refuse_taken(details: AgencyDetails) -> None:
    others = Agency.objects.exclude(code=details.code)
    was_others = others.filter(former_codes__contains=[details.code])
    still_others = others.filter(code__in=details.former_codes, valid_to__isnull=True)
    if was_others.exists() or still_others.exists():
        raise CodeTaken(field="code")


def _refuse_circle(agency: Agency, parent: Agency | None) -> None:
    above = parent
    while above is not None:
        if above.code == agency.code:
            raise ParentOfItself(field="parent")
        above = above.parent


def stated_profile(stated: Any) -> province.Province:
    """The profile that a file states, its texts by the names of the fields; raises
    UnusableProfile.
    """
    known = set(province.Province.__slots__)
    if not isinstance(stated, dict) or not set(stated) <= known:
        raise UnusableProfile
    texts = {name: clean(text) for name, text in stated.items() if isinstance(text, str)}
    if len(texts) < len(stated) or not all(map(texts.get, NEEDED_OF_PROFILE)):
        raise UnusableProfile
    return province.Province(**texts)


@transaction.atomic
def set_profile(*, profile: province.Province, by: Actor | None, now: datetime) -> Outcome:
    """Say which province this installation serves; every page shows it within a minute."""
    permit(by)
    values = asdict(profile)
    before = ProvinceProfile.objects.filter(pk=1).values(*values).first()
    if before == values:
        return Outcome.UNCHANGED
    ProvinceProfile.objects.update_or_create(pk=1, defaults=values)
    province.forget()
    record(
        "places.profile_set",
        by=by,
        now=now,
        object_kind="province",
        object_id=1,
        before=before,
        after=values,
    )
    return Outcome.CHANGED if before else Outcome.NEW
