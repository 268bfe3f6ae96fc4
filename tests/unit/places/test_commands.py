"""What the people who run the server say about places and time."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.accounts.enums import Permission
from motcua.accounts.models import Position
from motcua.audit.models import Event
from motcua.kit import clock
from motcua.kit.errors import NotPermitted
from motcua.kit.worktime import HANOI, is_working_day
from motcua.places.actions import agencies as agency_actions
from motcua.places.actions import calendar
from motcua.places.actions.permits import MANAGE
from motcua.places.enums import DayKind
from motcua.places.models import Agency, Closure
from motcua.places.queries import province
from motcua.places.queries.calendar import working_calendar
from tests.factories.places import make_agency

pytestmark = pytest.mark.django_db

PROFILE = {"name": "Tỉnh Gia Lai", "portal_name": "Cổng", "office": "Văn phòng"}


def run(name: str, *arguments: object) -> str:
    out = StringIO()
    call_command(name, *map(str, arguments), stdout=out)
    return out.getvalue()


def sheet(folder: Path, *lines: str) -> Path:
    path = folder / "rows.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_agencies_are_set_up_changed_and_refused_by_row(tmp_path: Path) -> None:
    head = "code,name,kind,parent,area_class,counter"
    rows = ["H21,UBND tỉnh,province,,,", "H21.1,Xã Gào,COMMUNE,H21,MOUNTAINOUS,Một cửa"]
    run("load_agencies", sheet(tmp_path, head, *rows))

    with pytest.raises(CommandError, match="2 dòng bị từ chối"):
        run("load_agencies", sheet(tmp_path, head, "H21.2,A,VILLAGE,,,", "H21.3,B,COMMUNE,H9,,"))
    changed = run("load_agencies", sheet(tmp_path, "code,name,kind", "H21.1,Xã Gào mới,COMMUNE"))

    office = Agency.objects.get(code="H21.1")
    assert "Đã thay đổi" in changed
    assert (office.name, office.area_class) == ("Xã Gào mới", "MOUNTAINOUS")
    assert office.parent == Agency.objects.get(code="H21")
    assert office.divisions.get().is_one_stop_counter
    assert Agency.objects.count() == 2


def test_province_is_set_once_and_recorded_once(tmp_path: Path) -> None:
    path = tmp_path / "province.json"
    path.write_text(json.dumps(PROFILE), encoding="utf-8")

    run("set_province", path)
    run("set_province", path)

    assert province.profile().name == "Tỉnh Gia Lai"
    event = Event.objects.get(name="places.profile_set")
    assert event.actor_label == "manage.py set_province"
    province.forget()


@pytest.mark.parametrize(
    "stated", [[], {}, PROFILE | {"x": "y"}, PROFILE | {"name": 5}, PROFILE | {"office": " "}]
)
def test_unusable_profile_is_refused(tmp_path: Path, stated: Any) -> None:
    path = tmp_path / "province.json"
    path.write_text(json.dumps(stated), encoding="utf-8")

    with pytest.raises(CommandError):
        run("set_province", path)


def test_day_is_set_and_cleared() -> None:
    monday = date(2026, 9, 14)

    run("calendar_day", monday, "off", "Lễ hội")
    run("calendar_day", monday, "off", "Lễ hội")
    assert not is_working_day(monday, working_calendar(None))
    run("calendar_day", monday, "clear")

    assert is_working_day(monday, working_calendar(None))
    names = list(Event.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["places.day_set", "places.day_cleared"]


def test_hours_of_an_agency_replace_the_common_ones(tmp_path: Path) -> None:
    office = make_agency()
    path = sheet(
        tmp_path,
        "weekday,start,end,season_from,season_to",
        "2-6,7:30,11:30,,",
        "CN,08:00,10:00,16/10,15/4",
    )
    run("office_hours", path, "--agency", office.code)
    run("office_hours", path, "--agency", office.code)

    hours = working_calendar(office).windows
    assert [window.weekday for window in hours] == [0, 1, 2, 3, 4, 6]
    assert hours[-1].season == ((10, 16), (4, 15))
    assert Event.objects.filter(name="places.hours_set").count() == 1
    run("office_hours", "--agency", office.code)
    assert working_calendar(office).windows == working_calendar(None).windows


@pytest.mark.parametrize(
    "row", ["8,7:00,8:00", "2,25:00,26:00", "2,9:00,8:00", "2,,8:00", "6-2,7:00,8:00"]
)
def test_hours_that_cannot_be_read_change_nothing(tmp_path: Path, row: str) -> None:
    with pytest.raises(CommandError):
        run("office_hours", sheet(tmp_path, "weekday,start,end", "2,7:00,8:00", row))

    assert not Event.objects.exists()


def test_closure_is_declared_listed_and_ended_early() -> None:
    office = make_agency()
    told = ("--agency", office.code, "--reason", "Bão", "--order", "12/QĐ")
    run("closure", "declare", *told, "--from", "2126-10-20T07:00", "--to", "2126-10-22T17:00")
    number = Closure.objects.get().pk

    assert "Bão" in run("closure", "list")
    run("closure", "end", number, "--at", "2126-10-21T12:00")

    assert Closure.objects.get().ends_at == datetime(2126, 10, 21, 12, tzinfo=HANOI)
    for wrong in (
        ("end", number + 1, "--at", "2126-10-21T12:00"),
        ("end", number, "--at", "2026-10-21T12:00"),
        ("declare", "--agency", "H9", *told[2:], "--from", "2126-10-20", "--to", "2126-10-22"),
        ("declare", "--unit", "99", *told[2:], "--from", "2126-10-20", "--to", "2126-10-22"),
    ):
        with pytest.raises(CommandError):
            run("closure", *wrong)


def test_only_who_keeps_the_catalogue_changes_places_and_time(
    administrator: Position, counter_officer: Position
) -> None:
    monday, now = date(2026, 9, 14), clock.now()
    profile = province.Province(**PROFILE)

    assert MANAGE == Permission.MANAGE_CATALOGUE
    calendar.set_day(on=monday, kind=DayKind.OFF, name="", by=administrator, now=now)
    for by in (counter_officer, administrator.user):
        with pytest.raises(NotPermitted):
            calendar.clear_day(on=monday, by=by, now=now)
        with pytest.raises(NotPermitted):
            calendar.set_windows(agency=None, windows=(), by=by, now=now)
        with pytest.raises(NotPermitted):
            agency_actions.set_profile(profile=profile, by=by, now=now)
