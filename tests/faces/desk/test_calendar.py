"""The working calendar at the desk: read, changed by way of what it would move, confirmed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.handling import reception
from motcua.dossiers.models import CalendarChange, Dossier
from motcua.kit import clock
from motcua.places.actions import calendar
from motcua.places.models import Agency, CalendarDay, Closure, ProvinceProfile, WorkingWindow
from tests.factories.accounts import make_officer
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import make_dossier
from tests.factories.places import make_agency
from tests.jobs import RunJobs

GROUNDS = {"reason": "Bão số 13", "order_number": "12/CĐ-UBND"}


@pytest.fixture
def offer(agency: Agency) -> ServiceOffer:
    return make_offer(make_case(), agency)


@pytest.fixture
def dossier(offer: ServiceOffer, citizen: User, counter_officer: Position) -> Dossier:
    """Sent and accepted just now."""
    now = clock.now()
    sent = make_dossier(offer, citizen, now=now)
    return reception.accept(dossier_id=sent.pk, by=counter_officer, now=now)


@pytest.fixture
def control(agency: Agency) -> Position:
    return make_officer(Role.PROVINCE_CONTROL, agency, name="Hoàng Minh Quân")


def at(who: Position) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def text(answer: Any) -> str:
    return answer.content.decode()


def day_before_due(dossier: Dossier) -> Any:
    assert dossier.due_at is not None
    return clock.local_date(dossier.due_at)


def test_swap_is_shown_confirmed_and_read_on_both_sides(
    dossier: Dossier, control: Position, citizen: User, run_jobs: RunJobs
) -> None:
    off = day_before_due(dossier)
    saturday = off + timedelta(days=12 - off.weekday())
    typed = {"kind": "SWAP", "off": f"{off:%d/%m/%Y}", "work": f"{saturday:%d/%m/%Y}", **GROUNDS}
    officer = at(control)

    answer = officer.post("/mot-cua/lich/ngay/", typed)
    assert answer.status_code == 302
    run_jobs()
    shown = text(officer.get(answer["Location"]))
    assert "1 hồ sơ bị dời hạn" in shown
    assert str(dossier.code) in shown
    assert not CalendarDay.objects.exists()
    listed = b"".join(officer.get(answer["Location"] + "danh-sach.csv")).decode()
    assert str(dossier.code) in listed

    officer.post(answer["Location"] + "xac-nhan/")
    run_jobs()

    assert "1 hồ sơ đã dời hạn" in text(officer.get(answer["Location"]))
    assert "12/CĐ-UBND" in text(officer.get(f"/mot-cua/lich/?nam={off.year}"))
    citizens = Client()
    citizens.force_login(citizen)
    assert "Bão số 13" in text(citizens.get(f"/ho-so/{dossier.code}/"))


@pytest.mark.parametrize(
    ("address", "typed", "words"),
    [
        ("ngay/", {"kind": "SWAP", "off": "", "work": "", **GROUNDS}, "Hãy ghi ngày nghỉ."),
        (
            "ngay/",
            {"kind": "SWAP", "off": "04/05/2027", "work": "04/05/2027", **GROUNDS},
            "không thể vừa nghỉ vừa làm bù",
        ),
        ("ngay/", {"kind": "DAY_OFF", "off": "09/05/2027", **GROUNDS}, "vốn đã như vậy"),
        ("gio/lam-viec/", {"lines": "2-6: 7 giờ", **GROUNDS}, "Dòng 1 không đọc được"),
        (
            "gio/lam-viec/",
            {"lines": "2: 07:00-11:30, 11:00-12:00", **GROUNDS},
            "chồng lên nhau",
        ),
        ("gio/lam-viec/", {"lines": "2: 11:30-07:00", **GROUNDS}, "Dòng 1 không đọc được"),
    ],
)
def test_wrong_change_is_said_beside_what_was_typed(
    control: Position, address: str, typed: dict[str, str], words: str
) -> None:
    answer = at(control).post(f"/mot-cua/lich/{address}", typed)

    assert answer.status_code == 422
    assert words in text(answer)
    assert not CalendarChange.objects.exists()


def test_head_closes_the_own_agency_and_nothing_else(
    head: Position, control: Position, run_jobs: RunJobs
) -> None:
    officer = at(head)
    typed = {
        "starts_on": "04/05/2027",
        "starts_at": "00:00",
        "ends_on": "05/05/2027",
        "ends_at": "23:59",
        "stops": "1",
        **GROUNDS,
    }
    answer = officer.post("/mot-cua/lich/tam-ngung/?co-quan=H21.99", typed)
    run_jobs()
    officer.post(answer["Location"] + "xac-nhan/")

    closure = Closure.objects.get()
    assert closure.agency == head.agency
    assert (closure.ends_at - closure.starts_at).days == 2
    assert officer.get("/mot-cua/lich/ngay/").status_code == 403

    backwards = {**typed, "ends_on": "03/05/2027"}
    refused = officer.post("/mot-cua/lich/tam-ngung/", backwards)
    assert "Thời điểm kết thúc phải sau" in text(refused)


def test_hours_are_changed_as_typed(control: Position, agency: Agency, run_jobs: RunJobs) -> None:
    officer = at(control)
    lines = "2-6: 07:30-11:30, 13:00-16:30 | mùa 16/10-15/04\n2-6: 07:00-11:30, 13:30-17:00"
    where = f"/mot-cua/lich/gio/lam-viec/?co-quan={agency.code}"
    answer = officer.post(where, {"lines": lines, **GROUNDS})
    run_jobs()
    officer.post(answer["Location"] + "xac-nhan/")

    assert WorkingWindow.objects.filter(agency=agency).count() == 20
    shown = text(officer.get(f"/mot-cua/lich/?co-quan={agency.code}"))
    assert "2-6: 07:30-11:30, 13:00-16:30 | mùa 16/10-15/04" in shown


def test_a_change_of_another_agency_is_not_found(head: Position, run_jobs: RunJobs) -> None:
    other = make_officer(Role.HEAD, make_agency("H21.77", "Sở khác"))
    answer = at(head).post("/mot-cua/lich/doi-chieu/")

    assert at(other).get(answer["Location"]).status_code == 404


def test_specialist_has_no_calendar(specialist: Position) -> None:
    assert at(specialist).get("/mot-cua/lich/").status_code == 403


def test_areas_to_close_are_those_of_the_province(control: Position) -> None:
    ProvinceProfile.objects.update_or_create(pk=1, defaults={"unit_code": "52", "name": "Gia Lai"})

    shown = text(at(control).get("/mot-cua/lich/tam-ngung/"))

    assert "Toàn tỉnh" in shown


def test_closure_of_a_place_is_found_where_the_control_ends_it(
    agency: Agency, control: Position, head: Position
) -> None:
    now = clock.now()
    span = (now, now + timedelta(days=2))
    for place in (agency, make_agency("H21.77", "Sở khác")):
        closure = calendar.declare_closure(place=place, span=span, by=None, now=now, **GROUNDS)
    ending = f"/mot-cua/lich/tam-ngung/{closure.pk}/"

    shown = text(at(control).get("/mot-cua/lich/"))

    assert shown.count("Bão số 13") == 2
    assert ending in shown
    assert ending not in text(at(head).get("/mot-cua/lich/"))


def test_hours_of_an_unknown_kind_are_not_found(control: Position) -> None:
    assert at(control).get("/mot-cua/lich/gio/khac/").status_code == 404
