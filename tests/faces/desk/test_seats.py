"""Somebody with positions at several agencies, and which of them he sits in."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.dossiers.models import Dossier
from motcua.kit import clock
from motcua.places.models import Agency
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import make_dossier, make_draft, to_send
from tests.factories.places import make_agency

MOVED = "bạn đã được chuyển sang vị trí đó"


@pytest.fixture
def second(counter_officer: Position) -> Position:
    """The same officer's seat at another counter, opened after the first."""
    return Position.objects.create(
        user=counter_officer.user,
        role=Role.COUNTER,
        agency=make_agency("H21.18", "Sở Xây dựng tỉnh Gia Lai"),
        valid_from=date(2020, 1, 1),
    )


@pytest.fixture
def client(counter_officer: Position) -> Client:
    client = Client()
    client.force_login(counter_officer.user)
    return client


def seat(client: Client) -> str:
    page: str = client.get("/mot-cua/").content.decode()
    return page.partition("selected>")[2].partition("<")[0]


def test_whoever_files_at_his_other_counter_is_led_to_a_page_he_sees(
    client: Client, second: Position
) -> None:
    third = make_agency("H21.20", "Sở Y tế tỉnh Gia Lai")
    draft = make_draft(make_offer(make_case(), third), second, now=clock.now())
    assert "Sở Xây dựng" not in seat(client)

    sent = client.post(f"/nop/{draft.key}/gui/", to_send(draft, "COUNTER"), follow=True)

    dossier = Dossier.objects.get()
    assert sent.redirect_chain == [(f"/mot-cua/ho-so/{dossier.code}/", 302)]
    assert sent.status_code == 200
    assert MOVED in sent.content.decode()
    assert "viec/tiep-nhan/" in sent.content.decode()
    assert "Sở Xây dựng" in seat(client)
    assert client.post(f"/mot-cua/ho-so/{dossier.code}/viec/tiep-nhan/").status_code == 302
    again = client.get(f"/nop/{draft.key}/", follow=True)
    assert again.status_code == 200
    assert MOVED not in again.content.decode()


def test_dossier_that_none_of_his_positions_sees_is_not_there(
    client: Client, second: Position, citizen: User
) -> None:
    third = make_agency("H21.20", "Sở Y tế tỉnh Gia Lai")
    dossier = make_dossier(make_offer(make_case(), third), citizen, now=clock.now())
    before = seat(client)

    assert client.get(f"/mot-cua/ho-so/{dossier.code}/").status_code == 404
    assert client.get("/mot-cua/ho-so/H21.16-260101-0001/").status_code == 404
    assert seat(client) == before


def test_position_without_a_desk_does_not_stand_before_one_with_it(
    administrator: Position, agency: Agency
) -> None:
    Position.objects.create(
        user=administrator.user, role=Role.SPECIALIST, agency=agency, valid_from=date(2020, 1, 1)
    )
    client = Client()
    client.force_login(administrator.user)

    assert client.get("/mot-cua/").status_code == 200
    assert "Chuyên viên" in seat(client)
