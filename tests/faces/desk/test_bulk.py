"""Several dossiers of a list with one press."""

from __future__ import annotations

import pytest

from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.handling import reception
from motcua.dossiers.enums import Status
from motcua.dossiers.models import Assignment, Dossier
from motcua.kit import clock
from tests.faces.desk.seated import at, text
from tests.factories.dossiers import make_dossier

ACCEPT, FORWARD = "/mot-cua/hang-loat/tiep-nhan/", "/mot-cua/hang-loat/chuyen-buoc/"


@pytest.fixture
def three(offer: ServiceOffer, citizen: User) -> list[Dossier]:
    return [make_dossier(offer, citizen, now=clock.now()) for _ in range(3)]


def test_counter_accepts_what_is_picked_and_hears_of_what_was_refused(
    three: list[Dossier], counter_officer: Position
) -> None:
    first, second, third = three
    reception.accept(dossier_id=second.pk, by=counter_officer, now=clock.now())
    desk = at(counter_officer)
    # Without `autocomplete` a browser that goes back ticks the same places of another list.
    box = f'name="ho-so" autocomplete="off" value="{first.code}"'
    assert box in text(desk.get("/mot-cua/?muc=cho-tiep-nhan"))

    said = text(desk.post(ACCEPT, {"ho-so": [first.code, second.code, first.code, "X", "\x00"]}))

    assert "1 hồ sơ đã xong" in said
    assert "1 hồ sơ chưa làm được" in said
    statuses = Dossier.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == [Status.ACCEPTED, Status.ACCEPTED, Status.SUBMITTED]
    assert third.code not in said


def test_specialist_forwards_what_is_picked(
    three: list[Dossier], counter_officer: Position, specialist: Position
) -> None:
    for dossier in three:
        reception.accept(dossier_id=dossier.pk, by=counter_officer, now=clock.now())
    desk = at(specialist)
    assert "Chuyển bước các hồ sơ đã chọn" in text(desk.get("/mot-cua/?muc=cua-toi"))

    desk.post(FORWARD, {"ho-so": [three[0].code, three[2].code]})

    roles = Assignment.objects.filter(finished_at=None).order_by("dossier_id")
    assert list(roles.values_list("role", flat=True)) == ["HEAD", "SPECIALIST", "HEAD"]


def test_who_may_not_accept_changes_nothing(three: list[Dossier], specialist: Position) -> None:
    desk = at(specialist)
    assert "Tiếp nhận các hồ sơ đã chọn" not in text(desk.get("/mot-cua/?muc=cho-tiep-nhan"))

    said = text(desk.post(ACCEPT, {"ho-so": [three[0].code]}))

    assert "1 hồ sơ chưa làm được" in said
    three[0].refresh_from_db()
    assert three[0].status == Status.SUBMITTED


def test_nothing_picked_says_what_to_do(counter_officer: Position) -> None:
    assert "Chưa chọn hồ sơ nào" in text(at(counter_officer).post(ACCEPT))
    assert at(counter_officer).post("/mot-cua/hang-loat/xoa/").status_code == 404
