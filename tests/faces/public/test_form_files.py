"""A question that asks for files: taken on its page, kept when the page is wrong, sent along."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.models import User
from motcua.dossiers.models import Dossier, Draft
from motcua.eforms.actions import publish
from motcua.places.models import Agency
from tests.factories.catalogue import LONG_AGO, definition, make_case, make_offer
from tests.factories.dossiers import photograph

CODE = "1.004363"


@pytest.fixture
def draft(agency: Agency, citizen: User, client: Client) -> Draft:
    form = definition("with-file")
    form["sections"][1]["questions"].append(
        {"key": "plan", "type": "file", "label": {"vi": "Bản vẽ mặt bằng"}, "max_files": 3}
    )
    case = make_case(CODE, "Buôn bán thuốc", form=publish(definition=form, by=None, now=LONG_AGO))
    case.required_documents.all().delete()
    make_offer(case, agency)
    client.force_login(citizen)
    client.post(f"/thu-tuc/{CODE}/nop/", {"filed_as": "SELF"})
    return Draft.objects.get()


def test_file_question_keeps_its_file_through_an_error_and_sends_it(
    client: Client, draft: Draft
) -> None:
    page = f"/nop/{draft.key}/trang/copies/"

    wrong = client.post(
        page,
        {"copies.number": "nhiều", "copies.plan-new": photograph("mat-bang.jpg"), "_revision": "0"},
    )
    assert wrong.status_code == 422
    assert "mat-bang.jpg" in wrong.content.decode()
    key = str(draft.documents.get().stored_file.key)
    client.post(page, {"copies.number": "2", "copies.plan": [key], "_revision": "1"})
    client.post(
        f"/nop/{draft.key}/trang/applicant/",
        {"applicant.full_name": "H'Mok Siu", "_revision": "0"},
    )
    client.post(f"/nop/{draft.key}/gui/")

    sent = Dossier.objects.get().submissions.get().documents.get()
    assert (sent.title, sent.question) == ("Bản vẽ mặt bằng", "copies.plan")
    assert sent.files.get().stored_file.name == "mat-bang.jpg"


def test_file_question_refuses_a_wrong_file_and_keeps_the_right_one(
    client: Client, draft: Draft
) -> None:
    files = [photograph("tot.jpg"), SimpleUploadedFile("xau.pdf", b"not a pdf")]

    answer = client.post(
        f"/nop/{draft.key}/trang/copies/",
        {"copies.number": "2", "copies.plan-new": files, "_revision": "0"},
    )

    assert answer.status_code == 422
    assert "xau.pdf" in answer.content.decode()
    assert draft.documents.count() == 1


def test_file_question_takes_no_key_of_another_draft(client: Client, draft: Draft) -> None:
    client.post(f"/thu-tuc/{CODE}/nop/", {"filed_as": "SELF"})
    other = Draft.objects.exclude(pk=draft.pk).get()
    client.post(
        f"/nop/{other.key}/trang/copies/",
        {"copies.number": "1", "copies.plan-new": photograph(), "_revision": "0"},
    )
    foreign = str(other.documents.get().stored_file.key)

    answer = client.post(
        f"/nop/{draft.key}/trang/copies/",
        {"copies.number": "2", "copies.plan": [foreign], "_revision": "0"},
    )

    assert answer.status_code == 422
