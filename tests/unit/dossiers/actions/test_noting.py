"""Notes that only officers see."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.audit.models import Event
from motcua.dossiers.actions.handling import noting
from motcua.dossiers.actions.handling.noting import NothingWritten, TooManyNotes
from motcua.dossiers.models import Dossier, InternalNote
from motcua.kit.errors import NotPermitted, NotThere
from motcua.places.models import Agency
from tests.factories.accounts import make_officer
from tests.factories.dossiers import MONDAY, Desk

SAID = "Đã gọi điện, người nộp hẹn thứ Năm mang bản gốc."


def write(dossier: Dossier, by: Position, text: str = SAID) -> InternalNote:
    return noting.write(dossier_id=dossier.pk, text=text, by=by, now=MONDAY)


def at(who: Position | User) -> Client:
    client = Client()
    client.force_login(who.user if isinstance(who, Position) else who)
    return client


def test_note_is_for_officers_only(accepted: Dossier, desk: Desk, citizen: User) -> None:
    address = f"/mot-cua/ho-so/{accepted.code}/"

    sent = at(desk.specialist).post(f"{address}ghi-chu/", {"text": SAID})

    assert sent.status_code == 302
    assert SAID in at(desk.head).get(address).content.decode()
    assert SAID not in at(citizen).get(f"/ho-so/{accepted.code}/").content.decode()
    assert Event.objects.filter(name="dossier.note", object_id=str(accepted.pk)).exists()


def test_note_does_not_stand_in_the_way_of_undoing(submitted: Dossier, desk: Desk) -> None:
    accepted = desk.accept(submitted)

    write(accepted, desk.counter)

    assert accepted.timeline.order_by("-sequence")[0].moment == "ACCEPT"


def test_note_of_nothing_is_refused(accepted: Dossier, desk: Desk) -> None:
    with pytest.raises(NothingWritten):
        write(accepted, desk.specialist, " \n\t")


def test_notes_come_to_an_end(
    accepted: Dossier, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noting, "MOST", 1)
    write(accepted, desk.specialist)

    with pytest.raises(TooManyNotes):
        write(accepted, desk.specialist)


def test_stranger_and_reader_do_not_write(
    accepted: Dossier, stranger: Position, agency: Agency
) -> None:
    with pytest.raises(NotThere):
        write(accepted, stranger)
    with pytest.raises(NotPermitted):
        write(accepted, make_officer(Role.INSPECTOR, agency))


def test_mistake_keeps_what_was_typed(accepted: Dossier, desk: Desk) -> None:
    address = f"/mot-cua/ho-so/{accepted.code}/ghi-chu/"

    answer = at(desk.specialist).post(address, {"text": "x" * 4001})

    assert answer.status_code == 422
    assert "x" * 4001 in answer.content.decode()


def test_database_keeps_no_empty_note(accepted: Dossier, desk: Desk) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        InternalNote.objects.create(
            dossier=accepted, written_by=desk.head, written_at=MONDAY, text=""
        )
