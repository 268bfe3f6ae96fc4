"""The desk pages of a step whose holder has left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from motcua.accounts.actions.people import dismiss
from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.dossiers.actions.handling import holding, reception
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clocks.route import open_assignment
from motcua.kit import clock
from motcua.places.models import Agency
from tests.faces.desk.seated import at
from tests.factories.accounts import make_officer
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import make_dossier

LEFT, GIVE, TAKE = "người giữ đã nghỉ", "Giao lại cho người khác", "Nhận xử lý"


@pytest.fixture
def colleague(agency: Agency) -> Position:
    return make_officer(Role.SPECIALIST, agency, name="Puih Hà", email="puih.ha@example.test")


@pytest.fixture
def taken(
    agency: Agency, citizen: User, counter_officer: Position, specialist: Position
) -> Dossier:
    now = clock.now()
    dossier = make_dossier(make_offer(make_case(), agency), citizen, now=now)
    reception.accept(dossier_id=dossier.pk, by=counter_officer, now=now)
    holding.take(dossier_id=dossier.pk, by=specialist, now=now)
    return dossier


def leave(position: Position) -> None:
    now = clock.now()
    dismiss(position=position, on=clock.local_date(now) - timedelta(days=1), by=None, now=now)


def text(client: Client, path: str) -> str:
    page: str = client.get(path).content.decode()
    return page


def test_head_finds_what_was_left_behind_and_gives_it_to_somebody_else(
    taken: Dossier, specialist: Position, head: Position, colleague: Position
) -> None:
    leader, base = at(head), f"/mot-cua/ho-so/{taken.code}/"
    assert taken.code not in text(leader, "/mot-cua/?muc=nguoi-giu-da-nghi")
    assert LEFT not in text(leader, base)
    leave(specialist)

    rows = text(leader, "/mot-cua/?muc=nguoi-giu-da-nghi")
    assert taken.code in rows
    assert LEFT in rows
    page = text(leader, base)
    assert LEFT in page
    assert GIVE in page
    form = text(leader, f"{base}giao-lai/")
    assert "Puih Hà" in form
    assert "Trần Văn Bình" not in form
    unsaid = leader.post(f"{base}giao-lai/", {"to": colleague.pk})
    assert unsaid.status_code == 422
    assert "Hãy ghi lý do giao lại" in unsaid.content.decode()
    typed = {"to": colleague.pk, "note": "Anh Bình chuyển công tác"}
    assert leader.post(f"{base}giao-lai/", typed).status_code == 302

    step = open_assignment(taken)
    assert step is not None
    assert step.holder == colleague
    page = text(at(colleague), base)
    assert page.count("Anh Bình chuyển công tác") == 2  # beside the papers and in the course
    assert LEFT not in page


def test_colleague_takes_up_what_was_left_behind(
    taken: Dossier, specialist: Position, colleague: Position
) -> None:
    client, base = at(colleague), f"/mot-cua/ho-so/{taken.code}/"
    assert TAKE not in text(client, base)
    leave(specialist)

    assert taken.code in text(client, "/mot-cua/?muc=cua-toi")
    assert TAKE in text(client, base)
    client.post(f"{base}viec/nhan-viec/")

    step = open_assignment(taken)
    assert step is not None
    assert step.holder == colleague


def test_only_the_head_opens_the_page_and_gives(
    taken: Dossier, specialist: Position, colleague: Position, counter_officer: Position
) -> None:
    path = f"/mot-cua/ho-so/{taken.code}/giao-lai/"
    for officer in (specialist, colleague, counter_officer):
        client = at(officer)
        assert GIVE not in text(client, f"/mot-cua/ho-so/{taken.code}/")
        assert client.get(path).status_code == 403
        assert client.post(path, {"to": colleague.pk, "note": "?"}).status_code == 403


def test_nobody_to_give_it_to_is_said(taken: Dossier, head: Position) -> None:
    page = text(at(head), f"/mot-cua/ho-so/{taken.code}/giao-lai/")

    assert "chưa có ai khác giữ vai trò này" in page
