"""Staff from a file."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from motcua.accounts.actions import people
from motcua.accounts.models import Position, User
from motcua.kit import clock
from motcua.kit.errors import NotPermitted
from motcua.places.models import Agency
from tests.factories.accounts import make_citizen

HEAD = "email,name,role,agency,from,to"
HA = "ha@phuong.example,Nguyễn Thị Hà,COUNTER,H21.16,2026-01-01,"


def load(folder: Path, *rows: str) -> str:
    path, out = folder / "staff.csv", StringIO()
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    call_command("load_staff", str(path), stdout=out)
    return out.getvalue()


def test_new_staff_get_one_mail_and_one_position(
    tmp_path: Path, agency: Agency, mailoutbox: list[object]
) -> None:
    load(tmp_path, HA)
    load(tmp_path, HA)

    position = Position.objects.get()
    assert position.user.email == "ha@phuong.example"
    assert not position.user.has_usable_password()
    assert len(mailoutbox) == 1


def test_last_day_in_the_row_dismisses(tmp_path: Path, agency: Agency) -> None:
    load(tmp_path, HA)

    assert "Đã thay đổi" in load(tmp_path, HA + "2026-06-30")

    assert Position.objects.get().valid_to == date(2026, 6, 30)
    load(tmp_path, HA.replace("2026-01-01", "2026-07-01"))
    assert Position.objects.count() == 2


def test_somebody_with_an_account_is_appointed_without_a_mail(
    tmp_path: Path, agency: Agency, mailoutbox: list[object]
) -> None:
    citizen = make_citizen()

    load(tmp_path, f"{citizen.email.upper()},Tên khác,HEAD,H21.16,2026-01-01,")

    assert Position.objects.get().user == citizen
    assert User.objects.get().name == citizen.name
    assert mailoutbox == []


@pytest.mark.parametrize(
    "row",
    [
        "khong-phai-thu,Hà,COUNTER,H21.16,2026-01-01,",
        "ha@phuong.example,,COUNTER,H21.16,2026-01-01,",
        "ha@phuong.example,Hà,BOSS,H21.16,2026-01-01,",
        "ha@phuong.example,Hà,COUNTER,H21.99,2026-01-01,",
        "ha@phuong.example,Hà,COUNTER,H21.16,,",
        "ha@phuong.example,Hà,COUNTER,H21.16,2026-01-02,2026-01-01",
    ],
)
def test_row_that_cannot_be_taken_makes_nothing(
    tmp_path: Path, agency: Agency, mailoutbox: list[object], row: str
) -> None:
    with pytest.raises(CommandError, match="1 dòng bị từ chối"):
        load(tmp_path, row)

    assert not User.objects.exists()
    assert mailoutbox == []


@pytest.mark.parametrize("row", [HA.replace("01-01", "02-01"), HA])
def test_role_is_not_held_twice_nor_reopened(tmp_path: Path, agency: Agency, row: str) -> None:
    load(tmp_path, HA + ("2026-06-30" if row == HA else ""))

    with pytest.raises(CommandError):
        load(tmp_path, row)

    assert Position.objects.count() == 1


def test_only_who_manages_people_enrols_appoints_and_dismisses(
    agency: Agency, administrator: Position, counter_officer: Position
) -> None:
    now = clock.now()
    wanted = people.Appointment(role="HEAD", agency=agency, valid_from=date(2026, 1, 1))

    user = people.enrol(email=None, name="Hà", by=administrator, now=now)
    position = people.appoint(user=user, to=wanted, by=administrator, now=now)

    for by in (counter_officer, administrator.user):
        with pytest.raises(NotPermitted):
            people.enrol(email=None, name="Hà", by=by, now=now)
        with pytest.raises(NotPermitted):
            people.appoint(user=user, to=wanted, by=by, now=now)
        with pytest.raises(NotPermitted):
            people.dismiss(position=position, on=date(2026, 2, 1), by=by, now=now)
