"""Agencies and their rooms: set up once, changed when they differ, found by any code they had."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from motcua.audit.models import Event
from motcua.places.actions import agencies as actions
from motcua.places.actions.agencies import AgencyDetails, DivisionDetails
from motcua.places.enums import AgencyKind
from motcua.places.models import Agency
from motcua.places.queries import agencies

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)
JUSTICE = AgencyDetails(
    code="H21.16", name="Sở Tư pháp", kind=AgencyKind.DEPARTMENT, former_codes=("H08.16",)
)
ROOMS = (
    DivisionDetails(code="LD", name="Lãnh đạo"),
    DivisionDetails(code="MC", name="Bộ phận Một cửa", is_one_stop_counter=True),
)


def establish(details: AgencyDetails, rooms: tuple[DivisionDetails, ...] = ()) -> Agency:
    return actions.establish(details=details, divisions=rooms, by=None, now=NOW)


def test_setting_up_again_records_nothing_new() -> None:
    first = establish(JUSTICE, ROOMS)
    recorded = Event.objects.count()
    assert establish(JUSTICE, ROOMS) == first
    assert Event.objects.count() == recorded
    assert set(first.divisions.values_list("code", "is_one_stop_counter")) == {
        ("MC", True),
        ("LD", False),
    }


def test_a_change_is_made_and_recorded() -> None:
    establish(JUSTICE)
    recorded = Event.objects.count()
    changed = establish(replace(JUSTICE, phone="0269 3824 404"))
    assert changed.phone == "0269 3824 404"
    assert Event.objects.filter(name="places.agency_changed").count() == 1
    assert Event.objects.count() == recorded + 1


def test_found_by_its_code_and_by_a_former_one() -> None:
    office = establish(JUSTICE)
    assert agencies.find("H21.16") == office
    assert agencies.find("H08.16") == office
    for unknown in ("", "H21.99", "\x00", "x" * 1000):
        assert agencies.find(unknown) is None


def test_codes_of_others_are_refused() -> None:
    establish(JUSTICE)
    with pytest.raises(actions.CodeTaken):
        establish(AgencyDetails(code="H08.16", name="Khác", kind=AgencyKind.DEPARTMENT))
    with pytest.raises(actions.CodeTaken):
        establish(
            AgencyDetails(
                code="H21.17", name="Khác", kind=AgencyKind.DEPARTMENT, former_codes=("H21.16",)
            )
        )


def test_nobody_stands_above_himself() -> None:
    top = establish(JUSTICE)
    below = establish(
        AgencyDetails(code="H21.16.1", name="Trung tâm", kind=AgencyKind.CENTRE, parent=top)
    )
    with pytest.raises(actions.ParentOfItself):
        establish(replace(JUSTICE, parent=below))


def test_agencies_stand_in_the_order_people_look_for_them() -> None:
    establish(AgencyDetails(code="H21.3", name="UBND xã Gào", kind=AgencyKind.COMMUNE))
    establish(AgencyDetails(code="H21.4", name="Sở Y tế", kind=AgencyKind.DEPARTMENT))
    establish(AgencyDetails(code="H21.5", name="Sở Công Thương", kind=AgencyKind.DEPARTMENT))
    establish(AgencyDetails(code="H21", name="UBND tỉnh", kind=AgencyKind.PROVINCE))
    found = [agency.code for agency in agencies.agencies(on=TODAY)]
    assert found == ["H21", "H21.5", "H21.4", "H21.3"]
    only = agencies.agencies(on=TODAY, kind=AgencyKind.COMMUNE)
    assert [agency.code for agency in only] == ["H21.3"]


def test_a_former_agency_is_not_listed() -> None:
    office = establish(JUSTICE)
    Agency.objects.filter(pk=office.pk).update(valid_to=date(2026, 1, 1))
    assert not agencies.agencies(on=TODAY).exists()
    assert agencies.agencies(on=date(2025, 12, 31)).exists()
