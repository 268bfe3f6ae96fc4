"""The owner takes the result: with a press, and only when it can be opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.accounts.models import Position, User
from motcua.dossiers.enums import Status
from motcua.dossiers.models import Dossier, HandOver
from motcua.files.enums import FileState
from motcua.files.models import StoredFile
from motcua.places.models import Agency
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import GRANTED, MONDAY, Desk, make_dossier


@pytest.fixture
def decided(
    agency: Agency, citizen: User, counter_officer: Position, specialist: Position, head: Position
) -> Dossier:
    dossier = make_dossier(make_offer(make_case(), agency), citizen, now=MONDAY)
    desk = Desk(counter_officer, specialist, head)
    desk.accept(dossier)
    desk.forward(dossier)
    return desk.decide(dossier, GRANTED)


@pytest.fixture
def mine(citizen: User) -> Client:
    client = Client()
    client.force_login(citizen)
    return client


def address(dossier: Dossier) -> str:
    return f"/ho-so/{dossier.code}/ket-qua/"


def test_looking_changes_nothing_and_leads_to_the_button(decided: Dossier, mine: Client) -> None:
    answer = mine.get(address(decided))

    assert (answer.status_code, answer["Location"]) == (302, f"/ho-so/{decided.code}/")
    assert "Nhận kết quả</" in mine.get(f"/ho-so/{decided.code}/").content.decode()
    assert not HandOver.objects.exists()


def test_taking_hands_over_and_then_it_opens(
    decided: Dossier, mine: Client, run_jobs: Callable[..., object]
) -> None:
    page = mine.post(address(decided), follow=True).content.decode()

    assert "Bạn đã nhận kết quả" in page
    assert f'href="{address(decided)}"' in page
    decided.refresh_from_db()
    assert decided.status == Status.RETURNED
    opened = mine.get(address(decided))
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    assert mine.post(address(decided)).status_code == 302
    assert HandOver.objects.count() == 1


def test_result_that_cannot_be_opened_yet_is_not_handed_over(
    decided: Dossier, mine: Client, citizen: User
) -> None:
    file = StoredFile.objects.first()
    assert file is not None
    StoredFile.objects.filter(pk=file.pk).update(state=FileState.RECEIVED)
    type(decided.result).objects.update(paper=None, stored_file=file)

    refused = mine.post(address(decided), follow=True)

    assert "Bạn đã nhận kết quả" not in refused.content.decode()
    decided.refresh_from_db()
    assert decided.status == Status.DECIDED
