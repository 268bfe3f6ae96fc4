"""Forms to print: drawn once, public, kept by browsers and proxies."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from motcua.catalogue.actions import blank_forms, importing
from motcua.catalogue.actions.forms import publish_default_forms, set_form
from motcua.catalogue.enums import ProcedureLife
from motcua.catalogue.models import BlankForm, Procedure, ProcedureCase, ServiceOffer
from motcua.catalogue.rules.imports.sources import Entry
from motcua.eforms.actions import publish
from motcua.files.enums import FileState
from motcua.files.models import StoredFile
from motcua.places.models import Agency
from tests.unit.catalogue.records import record
from tests.unit.eforms.samples import EVERYTHING
from tests.unit.papers.reading import text_of

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PAGE = "/thu-tuc/1.001193/"
ADDRESS = f"{PAGE}to-khai/1/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> ProcedureCase:
    """The only case of birth registration, with the default form."""
    importing.import_entries(entries=[Entry(1, record())], by=None, now=NOW)
    publish_default_forms(by=None, now=NOW)
    return ProcedureCase.objects.get(version__procedure__code="1.001193")


def offer(case: ProcedureCase, **more: Any) -> None:
    agency = Agency.objects.create(code="H21.16", name="Sở Tư pháp", kind="DEPARTMENT")
    ServiceOffer.objects.create(
        agency=agency,
        procedure=case.version.procedure,
        service_class="TOAN_TRINH",
        valid_from=date(2026, 1, 1),
        **{"level": 4, **more},
    )


def test_form_is_named_on_the_page_and_opens_as_pdf(client: Client, case: ProcedureCase) -> None:
    page = client.get(PAGE).content.decode()
    response = client.get(ADDRESS)

    assert f'href="{ADDRESS}"' in page
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="to-khai-1.001193.pdf"'
    said = text_of(response.content)
    assert "ĐƠN ĐỀ NGHỊ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH" in said
    assert "Thủ tục: Thủ tục đăng ký khai sinh" in said
    assert "Giấy chứng sinh" in said


def test_form_is_drawn_once_for_everybody(
    client: Client, case: ProcedureCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(ADDRESS)
    monkeypatch.setattr(blank_forms, "render", None)

    assert client.get(ADDRESS).content == first.content
    assert client.get(f"/en{ADDRESS}").content == first.content
    assert BlankForm.objects.count() == StoredFile.objects.count() == 1


def test_form_can_be_cached_and_is_not_sent_again(client: Client, case: ProcedureCase) -> None:
    first = client.get(ADDRESS)

    second = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})

    assert "public" in first["Cache-Control"]
    assert first["Last-Modified"]
    assert not first.cookies
    assert not first.has_header("Vary")
    assert second.status_code == 304


def test_designed_form_takes_the_place_of_the_default_one(
    client: Client, case: ProcedureCase
) -> None:
    client.get(ADDRESS)
    old = BlankForm.objects.get().file
    designed = publish(definition=EVERYTHING, by=None, now=NOW)
    set_form(case=case, form_version=designed, by=None, now=NOW)

    said = text_of(client.get(ADDRESS).content)

    assert "TỜ KHAI THỬ" in said
    assert BlankForm.objects.get().form_version == designed
    old.refresh_from_db()
    assert old.state == FileState.DELETED


def test_form_drawn_in_another_way_is_drawn_again(
    client: Client, case: ProcedureCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(ADDRESS)
    monkeypatch.setattr(blank_forms, "EDITION", blank_forms.EDITION + 1)

    client.get(ADDRESS)

    assert BlankForm.objects.get().edition == blank_forms.EDITION


def test_form_drawn_by_two_at_once_is_kept_once(case: ProcedureCase) -> None:
    first = blank_forms.ensure_drawn(case=case, now=NOW)

    second = blank_forms._keep(case, first.form_version, b"%PDF-late", now=NOW)

    assert first == second
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("address", ["/thu-tuc/9.999999/to-khai/1/", f"{PAGE}to-khai/2/"])
def test_unknown_form_is_not_drawn(client: Client, case: ProcedureCase, address: str) -> None:
    assert client.get(address).status_code == 404
    assert BlankForm.objects.count() == 0


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "32768", "-1", "a"])
def test_any_number_is_answered(client: Client, case: ProcedureCase, number: str) -> None:
    assert client.get(f"{PAGE}to-khai/{number}/").status_code == 404


def test_form_of_an_ended_procedure_is_gone(client: Client, case: ProcedureCase) -> None:
    Procedure.objects.update(life=ProcedureLife.REPEALED, ended_on=date(2026, 11, 1))

    assert client.get(ADDRESS).status_code == 404
    assert ADDRESS not in client.get(PAGE).content.decode()


def test_procedure_of_another_system_names_no_form_of_ours(
    client: Client, case: ProcedureCase
) -> None:
    offer(case, front_door="MINISTRY", url="https://dichvucong.bocongan.gov.vn/", level=3)

    assert ADDRESS not in client.get(PAGE).content.decode()


def test_procedure_of_another_system_names_its_designed_form(
    client: Client, case: ProcedureCase
) -> None:
    offer(case, front_door="MINISTRY", url="https://dichvucong.bocongan.gov.vn/", level=3)
    set_form(
        case=case,
        form_version=publish(definition=EVERYTHING, by=None, now=NOW),
        by=None,
        now=NOW,
    )

    assert ADDRESS in client.get(PAGE).content.decode()
