"""A file of a sent dossier that turns out to be unsafe."""

from __future__ import annotations

import pytest

from motcua.accounts.models import Position
from motcua.dossiers.actions.handling import holding, reception
from motcua.dossiers.models import DocumentFile, Dossier
from motcua.files.actions.scanning import scan
from motcua.files.enums import FileState
from motcua.files.models import StoredFile
from motcua.files.providers import clamd
from motcua.notifications.models import Notification
from tests.factories.dossiers import HOUR, MONDAY, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(submitted: Dossier) -> StoredFile:
    """The one file of the dossier, which still waits for the scanner."""
    found = DocumentFile.objects.get(document__submission__dossier=submitted).stored_file
    StoredFile.objects.filter(pk=found.pk).update(state=FileState.RECEIVED)
    return found


def find(monkeypatch: pytest.MonkeyPatch, virus: str) -> None:
    """Let the scanner find a virus, or nothing."""
    verdict = clamd.Verdict(is_clean=not virus, found=virus)
    monkeypatch.setattr(clamd, "scan", lambda _content: verdict)


def told(event: str) -> list[Notification]:
    return list(Notification.objects.filter(event=event))


def test_refused_file_is_no_paper(
    submitted: Dossier,
    file: StoredFile,
    counter_officer: Position,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    find(monkeypatch, "Eicar")
    scan(key=file.key, now=MONDAY)

    with pytest.raises(reception.IncompleteDossier):
        reception.accept(dossier_id=submitted.pk, by=counter_officer, now=MONDAY + HOUR)


def test_applicant_and_officer_are_told_of_a_refused_file(
    submitted: Dossier,
    desk: Desk,
    specialist: Position,
    file: StoredFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.accept(submitted)
    holding.take(dossier_id=submitted.pk, by=specialist, now=MONDAY + 2 * HOUR)
    find(monkeypatch, "Eicar")

    scan(key=file.key, now=MONDAY + 3 * HOUR)

    (to_applicant,), (to_officer,) = (
        told("dossier.file_refused"),
        told("dossier.file_refused_officer"),
    )
    assert to_officer.to_email == specialist.user.email
    for message in (to_applicant, to_officer):
        assert file.name in message.body
        assert "Giấy tờ tùy thân" in message.body


def test_clean_file_is_not_worth_a_message(
    file: StoredFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    find(monkeypatch, "")

    scan(key=file.key, now=MONDAY)

    file.refresh_from_db()
    assert file.state == FileState.READY
    assert not told("dossier.file_refused")
