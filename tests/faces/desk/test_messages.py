"""Messages on both faces: without a script, files through the permission check."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.dossiers.models import Dossier, DossierMessage, MessageFile
from motcua.kit import clock
from motcua.places.models import Agency
from tests.factories.accounts import make_citizen, make_officer
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import make_dossier, photograph


@pytest.fixture
def dossier(agency: Agency, citizen: User) -> Dossier:
    return make_dossier(make_offer(make_case(), agency), citizen, now=clock.now())


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_ask_and_answer_with_a_file(
    dossier: Dossier, citizen: User, counter_officer: Position
) -> None:
    mine, officer = at(citizen), at(counter_officer.user)
    here, there = f"/ho-so/{dossier.code}/tin-nhan/", f"/mot-cua/ho-so/{dossier.code}/tin-nhan/"

    assert mine.post(here, {"text": "Bao giờ có?", "files": photograph()}).status_code == 302
    assert "Chưa đọc" in mine.get(here).content.decode()
    assert dossier.code in officer.get("/mot-cua/?muc=tin-nhan").content.decode()
    assert "1 tin chưa đọc" in officer.get(f"/mot-cua/ho-so/{dossier.code}/").content.decode()
    assert "Bao giờ có?" in officer.get(there).content.decode()
    assert officer.post(there, {"text": "Ngày mai ạ."}).status_code == 302

    assert "1 tin chưa đọc" in mine.get(f"/ho-so/{dossier.code}/").content.decode()
    page = mine.get(here).content.decode()
    assert "Ngày mai ạ." in page
    assert "Đã đọc lúc" in page
    assert counter_officer.user.name not in page
    key = MessageFile.objects.get().stored_file.key
    for client, address in (
        (mine, f"/ho-so/{dossier.code}/tep/{key}/"),
        (officer, f"/mot-cua/ho-so/{dossier.code}/tep/{key}/"),
    ):
        assert b"".join(client.get(address).streaming_content).startswith(b"\xff\xd8")
    stranger = at(make_citizen("la@example.test", "Rơ Lan"))
    assert stranger.get(f"/ho-so/{dossier.code}/tep/{key}/").status_code == 404
    assert stranger.get(here).status_code == 404


def test_refused_message_keeps_words_and_files(dossier: Dossier, citizen: User) -> None:
    mine, here = at(citizen), f"/ho-so/{dossier.code}/tin-nhan/"
    broken = photograph("hong.jpg")
    broken.file.truncate(30)

    refused = mine.post(here, {"text": "Xem giúp", "files": [photograph("tot.jpg"), broken]})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "hong.jpg" in page
    assert "Xem giúp" in page
    kept = re.findall(r'name="kept" value="([^"]+)"', page)
    assert len(kept) == 1
    assert mine.post(here, {"text": "Xem giúp", "kept": [*kept, "x"]}).status_code == 302
    assert str(DossierMessage.objects.get().files.get().stored_file.key) == kept[0]


def test_too_long_or_nothing_is_said_beside_the_words(dossier: Dossier, citizen: User) -> None:
    mine, here = at(citizen), f"/ho-so/{dossier.code}/tin-nhan/"

    for text, words in (("", "Hãy viết nội dung"), ("a" * 4001, "4.000 ký tự")):
        refused = mine.post(here, {"text": text})
        assert refused.status_code == 422
        assert words in refused.content.decode()
    assert not DossierMessage.objects.exists()


def test_who_only_looks_reads_without_a_mark(
    dossier: Dossier, citizen: User, head: Position, agency: Agency
) -> None:

    at(citizen).post(f"/ho-so/{dossier.code}/tin-nhan/", {"text": "Bao giờ có?"})
    inspector = make_officer(Role.INSPECTOR, agency, email="thanhtra@example.test")

    page = at(inspector.user).get(f"/mot-cua/ho-so/{dossier.code}/tin-nhan/").content.decode()

    assert "Bao giờ có?" in page
    assert "<textarea" not in page
    assert DossierMessage.objects.get().read_at is None
