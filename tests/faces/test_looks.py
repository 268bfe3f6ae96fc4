"""Every look at a file of a dossier is recorded: who, in which position, what for."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Position, User
from motcua.audit.models import Access
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.kit import clock
from motcua.places.models import Agency
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import MONDAY, Desk, make_dossier, make_draft


@pytest.fixture
def offer(agency: Agency) -> ServiceOffer:
    return make_offer(make_case(), agency)


@pytest.fixture
def dossier(
    offer: ServiceOffer,
    citizen: User,
    counter_officer: Position,
    specialist: Position,
    head: Position,
) -> Dossier:
    """Decided, with a receipt and a result drawn up here."""
    found = make_dossier(offer, citizen, now=MONDAY)
    desk = Desk(counter_officer, specialist, head)
    desk.accept(found)
    desk.forward(found)
    desk.decide(found)
    found.refresh_from_db()
    return found


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def look(client: Client, path: str) -> int:
    """Read to the end, as a browser does."""
    answer: Any = client.get(path)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


def looks(kind: str = "dossier") -> list[tuple[int | None, int | None, str, str]]:
    rows = Access.objects.filter(object_kind=kind).exclude(purpose="desk").order_by("pk")
    return list(rows.values_list("actor_id", "position_id", "object_id", "purpose"))


def file_key(dossier: Dossier) -> Any:
    return dossier.submissions.get().documents.get().files.get().stored_file.key


def test_officer_looking_at_files_pages_papers_and_result_is_recorded(
    dossier: Dossier, counter_officer: Position
) -> None:
    client, base = signed_in(counter_officer.user), f"/mot-cua/ho-so/{dossier.code}/"
    receipt = DossierPaper.objects.get(dossier=dossier, letter="receipt").paper.token
    key = file_key(dossier)

    paths = (f"tep/{key}/", f"tep/{key}/trang/1/", f"giay/{receipt}/", "ket-qua/")
    answers = [look(client, base + path) for path in paths]

    assert answers == [200, 200, 200, 200]
    who = (counter_officer.user_id, counter_officer.pk, str(dossier.pk))
    assert looks() == [(*who, purpose) for purpose in ("file", "page", "paper", "result")]


def test_owner_looking_at_own_files_and_papers_is_recorded(dossier: Dossier, citizen: User) -> None:
    client, base = signed_in(citizen), f"/ho-so/{dossier.code}/"
    receipt = DossierPaper.objects.get(dossier=dossier, letter="receipt").paper.token
    client.post(f"{base}ket-qua/")

    paths = (f"tep/{file_key(dossier)}/", f"giay/{receipt}/", "ban-sao/", "ket-qua/")
    answers = [look(client, base + path) for path in paths]

    assert answers == [200, 200, 200, 200]
    who = (citizen.pk, None, str(dossier.pk))
    assert looks() == [(*who, purpose) for purpose in ("file", "paper", "sent copy", "result")]


def test_officer_looking_at_a_file_of_a_counter_draft_is_recorded(
    offer: ServiceOffer, counter_officer: Position
) -> None:
    draft = make_draft(offer, counter_officer, now=clock.now())
    path = f"/nop/{draft.key}/giay-to/{draft.documents.get().pk}/"

    assert look(signed_in(counter_officer.user), path) == 200

    assert looks("draft") == [(counter_officer.user_id, counter_officer.pk, str(draft.key), "file")]


def test_stranger_is_refused_and_nothing_is_recorded(dossier: Dossier) -> None:
    stranger = User.objects.create_user("la@example.test", "x", name="Người lạ")

    answer = signed_in(stranger).get(f"/ho-so/{dossier.code}/tep/{file_key(dossier)}/")

    assert answer.status_code == 404
    assert looks() == []
