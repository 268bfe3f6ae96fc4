"""docs/guides/first-installation.md, run as it is written, on an empty database."""

from __future__ import annotations

import re
import shlex
import shutil
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.test import Client

from motcua.accounts.models import User
from motcua.audit.models import Event
from motcua.catalogue.models import LifeEvent, Procedure, ServiceOffer
from motcua.dossiers.actions.drafts import documents, drafting
from motcua.dossiers.actions.drafts.submission import submit
from motcua.dossiers.enums import Status
from motcua.dossiers.models import Dossier
from motcua.kit import clock
from motcua.notifications.models import Notification
from motcua.places.models import Agency
from tests.factories.accounts import make_citizen
from tests.factories.dossiers import case_of, photograph, save_page
from tests.house.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db

GUIDE = ROOT / "docs" / "guides" / "first-installation.md"
PASSWORD = "một mật khẩu dài"
ANSWERS = {
    "applicant": {
        "name": "H'Mok Siu",
        "identity": {"kind": "CITIZEN_12", "number": "064190001234"},
        "home": {"province": "52", "commune": "23602", "detail": "Làng Wâu"},
    },
    "extract": {"copies": "2", "truth": "on"},
}


def commands() -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


def run_all(*, besides: str = "") -> str:
    out = StringIO()
    for line in commands():
        program, name, *arguments = shlex.split(line)
        assert program == "manage.py"
        if name != besides:
            call_command(name, *arguments, stdout=out)
    return out.getvalue()


def choose_password(address: str) -> Client:
    """Follow the link of the invitation, then sign in."""
    body = Notification.objects.get(to_email=address).body
    link = re.search(r"https?://[^/]+(/\S+)", body)
    assert link is not None, body
    client = Client()
    page: Any = client.get(link[1], follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert client.login(email=address, password=PASSWORD)
    return client


def file_as(citizen: User) -> Dossier:
    offer = ServiceOffer.objects.get(agency__code="H21.X23575", procedure__code="2.000635")
    beginning = drafting.Beginning(owner=citizen)
    now = clock.now()
    draft = drafting.begin(offer=offer, case=case_of(offer), beginning=beginning, now=now)
    for section, raw in ANSWERS.items():
        save_page(draft, section, raw, now=now)
    for paper in draft.case.required_documents.filter(is_required=True, is_note=False):
        documents.add_document(
            draft=draft, required_document_id=paper.pk, upload=photograph(), by=citizen, now=now
        )
    return submit(draft_id=draft.pk, by=citizen, now=now)


def test_guide_leads_from_an_empty_database_to_an_accepted_dossier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "motcua.notifications.actions.backend.EmailBackend"
    folder = shutil.copytree(ROOT / "deploy" / "province", tmp_path / "province")
    monkeypatch.chdir(folder)
    assert not Agency.objects.exists()

    said = run_all()

    assert "bị từ chối" not in said
    assert Procedure.objects.count() == 2
    assert LifeEvent.objects.count() == 1
    named = set(Event.objects.filter(name="places.agency_established").values_list("actor_label"))
    assert named == {("manage.py load_agencies",)}
    assert not Event.objects.filter(actor_label="").exists()

    recorded = Event.objects.exclude(name="catalogue.imported").count()
    mails = Notification.objects.count()
    run_all(besides="load_units")  # its own test does it twice

    again = Event.objects.exclude(name="catalogue.imported")
    assert list(again.order_by("pk")[recorded:].values_list("name", flat=True)) == [
        "catalogue.synonyms_loaded"
    ]
    assert Notification.objects.count() == mails == 4

    officer = choose_password("motcua@phuong.example")
    dossier = file_as(make_citizen())
    code = str(dossier.code)
    assert code.startswith("H21.X23575-")
    assert code in officer.get("/mot-cua/").content.decode()
    officer.post(f"/mot-cua/ho-so/{code}/viec/tiep-nhan/")
    dossier.refresh_from_db()
    assert dossier.status == Status.ACCEPTED
    assert dossier.due_at is not None
