"""An officer's day on the desk: every button once, and what is refused."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfWriter

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.enums import Status
from motcua.dossiers.models import Dossier, Draft
from motcua.kit import clock
from tests.faces.desk.seated import at
from tests.factories.accounts import make_officer
from tests.factories.dossiers import make_dossier, photograph, to_send
from tests.factories.places import make_agency


@pytest.fixture
def dossier(offer: ServiceOffer, citizen: User) -> Dossier:
    return make_dossier(offer, citizen, now=clock.now())


def one_page_pdf() -> bytes:
    content = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.write(content)
    return content.getvalue()


def test_walk_a_dossier_over_the_desk(
    dossier: Dossier, counter_officer: Position, specialist: Position, head: Position, run_jobs
) -> None:
    base = f"/mot-cua/ho-so/{dossier.code}/"
    counter, expert, leader = at(counter_officer), at(specialist), at(head)

    assert dossier.code in counter.get("/mot-cua/").content.decode()
    assert counter.post(f"{base}viec/tiep-nhan/").status_code == 302
    assert dossier.code in expert.get("/mot-cua/").content.decode()
    assert expert.post(f"{base}chuyen-buoc/", {"note": "Đủ điều kiện"}).status_code == 302
    assert leader.post(f"{base}tra-lai/", {"note": "Xem lại trang 2"}).status_code == 302
    assert expert.post(f"{base}chuyen-buoc/", {"note": ""}).status_code == 302
    decided = leader.post(
        f"{base}quyet-dinh/",
        {"decision": "GRANTED", "title": "Trích lục", "number": "12/TL", "body": "Cấp 2 bản."},
    )
    assert decided.status_code == 302
    Dossier.objects.update(return_way="COUNTER")
    assert counter.post(f"{base}tra-ket-qua/", {"taker_name": "H'Mok Siu"}).status_code == 302
    run_jobs()

    dossier.refresh_from_db()
    assert dossier.status == Status.RETURNED
    page = counter.get(base).content.decode()
    assert "Xem lại trang 2" in page
    assert "Hủy trả kết quả" in page
    result = counter.get(f"{base}ket-qua/")
    assert b"".join(result.streaming_content).startswith(b"%PDF")


def test_upload_a_result_paper_with_the_decision(
    dossier: Dossier, counter_officer: Position, specialist: Position, head: Position
) -> None:
    base = f"/mot-cua/ho-so/{dossier.code}/"
    at(counter_officer).post(f"{base}viec/tiep-nhan/")
    at(specialist).post(f"{base}chuyen-buoc/", {"note": ""})
    leader = at(head)

    wrong = leader.post(
        f"{base}quyet-dinh/",
        {"decision": "GRANTED", "title": "Trích lục", "stored_file": photograph("anh.jpg")},
    )

    assert wrong.status_code == 422
    assert "Trích lục" in wrong.content.decode()
    dossier.refresh_from_db()
    assert dossier.status == Status.IN_PROGRESS


def test_refuse_without_a_reason_is_asked_for_one(
    dossier: Dossier, counter_officer: Position
) -> None:
    answer = at(counter_officer).post(f"/mot-cua/ho-so/{dossier.code}/khong-tiep-nhan/", {})

    assert answer.status_code == 422
    assert "lý do" in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.status == Status.SUBMITTED


def test_supplement_opens_only_the_marked_items_to_the_citizen(
    dossier: Dossier, counter_officer: Position, citizen: User
) -> None:
    at(counter_officer).post(
        f"/mot-cua/ho-so/{dossier.code}/bo-sung/",
        {
            "question:copies.number": "1",
            "reason:question:copies.number": "Số bản không khớp",
            "answer_by": f"{clock.now() + timedelta(days=9):%d/%m/%Y}",
        },
    )
    dossier.refresh_from_db()
    assert dossier.status == Status.AWAITING_SUPPLEMENT
    draft = Draft.objects.get(supplement__dossier=dossier)
    mine = Client()
    mine.force_login(citizen)

    page = mine.get(f"/nop/{draft.key}/trang/copies/").content.decode()
    assert "Số bản không khớp" in page
    locked = mine.post(
        f"/nop/{draft.key}/trang/applicant/", {"applicant.full_name": "Kẻ Khác", "_revision": "1"}
    )
    assert locked.status_code == 403
    mine.post(f"/nop/{draft.key}/trang/copies/", {"copies.number": "3", "_revision": "1"})
    mine.post(f"/nop/{draft.key}/gui/")

    dossier.refresh_from_db()
    assert dossier.status == Status.SUBMITTED
    assert dossier.submissions.get(number=2).answers["copies"] == {"number": 3}
    assert dossier.submissions.get(number=2).answers["applicant"]["full_name"] == "H'Mok Siu"
    assert "→" in at(counter_officer).get(f"/mot-cua/ho-so/{dossier.code}/").content.decode()


def test_officer_of_another_agency_sees_nothing(dossier: Dossier) -> None:
    stranger = make_officer(Role.COUNTER, make_agency("H21.18", "Sở Xây dựng"))

    assert at(stranger).get(f"/mot-cua/ho-so/{dossier.code}/").status_code == 404
    assert at(stranger).post(f"/mot-cua/ho-so/{dossier.code}/viec/tiep-nhan/").status_code == 404


def test_citizen_is_refused_at_the_desk(citizen: User) -> None:
    client = Client()
    client.force_login(citizen)

    assert client.get("/mot-cua/").status_code == 403


def test_file_for_a_person_at_the_counter(offer: ServiceOffer, counter_officer: Position) -> None:
    counter = at(counter_officer)

    begun = counter.post("/thu-tuc/2.000635/nop/", {"filed_as": f"COUNTER-{counter_officer.pk}"})
    assert begun.status_code == 302
    draft = Draft.objects.get()
    base = f"/nop/{draft.key}/"
    counter.post(f"{base}trang/applicant/", {"applicant.full_name": "Y Bhăm", "_revision": "0"})
    counter.post(f"{base}trang/copies/", {"copies.number": "1", "_revision": "0"})
    paper = draft.case.required_documents.get()
    counter.post(f"{base}giay-to/", {f"paper-{paper.pk}": photograph()})
    sent = counter.post(f"{base}gui/", to_send(draft, "COUNTER"))

    dossier = Dossier.objects.get()
    assert sent.url == f"/mot-cua/ho-so/{dossier.code}/"
    assert dossier.channel == "COUNTER"
    assert dossier.applicant.name == "Y Bhăm"
    assert dossier.applicant.filer_position == counter_officer


def test_keep_an_uploaded_pdf_byte_for_byte(
    dossier: Dossier, counter_officer: Position, specialist: Position, head: Position
) -> None:
    pdf = one_page_pdf()
    base = f"/mot-cua/ho-so/{dossier.code}/"
    at(counter_officer).post(f"{base}viec/tiep-nhan/")
    at(specialist).post(f"{base}chuyen-buoc/", {"note": ""})
    leader = at(head)

    leader.post(
        f"{base}quyet-dinh/",
        {
            "decision": "GRANTED",
            "title": "Trích lục",
            "stored_file": SimpleUploadedFile("kq.pdf", pdf, "application/pdf"),
        },
    )

    answer = leader.get(f"{base}ket-qua/")
    assert b"".join(answer.streaming_content) == pdf
