"""Positions that see no dossiers have a page of their own at the desk, and a way on."""

from __future__ import annotations

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.places.models import Agency
from tests.faces.desk.seated import at
from tests.factories.accounts import make_officer

ACCOUNT = 'href="/tai-khoan/"'


@pytest.mark.parametrize(
    ("role", "words", "leads_to_the_counter"),
    [(Role.ADMINISTRATOR, "bằng lệnh trên máy chủ", False), (Role.POST_STAFF, "Vị trí này", True)],
)
def test_who_sees_no_dossiers_is_told_where_the_work_is(
    agency: Agency, role: Role, words: str, leads_to_the_counter: bool
) -> None:
    answer = at(make_officer(role, agency).user).get("/mot-cua/")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert ACCOUNT in page
    assert ('href="/mot-cua/nop-thay/"' in page) == leads_to_the_counter


def test_whoever_sits_down_there_gets_up_again(agency: Agency, administrator: Position) -> None:
    seeing = Position.objects.create(
        user=administrator.user, role=Role.HEAD, agency=agency, valid_from=administrator.valid_from
    )
    client = at(administrator.user)

    client.post("/mot-cua/vi-tri/", {"position": administrator.pk})
    assert "bằng lệnh trên máy chủ" in client.get("/mot-cua/").content.decode()
    client.post("/mot-cua/vi-tri/", {"position": seeing.pk})

    assert "bằng lệnh trên máy chủ" not in client.get("/mot-cua/").content.decode()


def test_desk_stays_closed_to_citizens(citizen: User) -> None:
    assert at(citizen).get("/mot-cua/").status_code == 403
