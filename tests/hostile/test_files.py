"""Files that cannot be taken: each is refused by name, and whatever else was sent stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.dossiers.models import DraftAnswer, DraftDocument
from motcua.files.models import StoredFile
from tests.hostile.world import World
from tests.unit.files import samples

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from motcua.dossiers.models import Draft

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024
GOOD = samples.jpeg()
BAD = {
    "empty": b"",
    "wrong type": b"MZ\x90\x00" + b"\x00" * 500,
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a picture cut short": GOOD[: len(GOOD) // 2],
    "a PDF cut short": samples.pdf()[:200],
    "a PDF with a password": samples.pdf(password="mật khẩu"),
    "a bomb of pixels": samples.png_bomb(),
    "an archive": b"PK\x03\x04" + b"\x00" * 100,
    "only a head": b"\xff\xd8\xff\xe0",
    "an animation": b"GIF89a" + b"\x00" * 100,
}


def paper_of(draft: Draft) -> str:
    """The name of the one upload field of a draft."""
    return f"paper-{draft.case.required_documents.get(is_note=False).pk}"


def upload(client: Client, draft: Draft, *files: SimpleUploadedFile) -> HttpResponse:
    return client.post(f"/nop/{draft.key}/giay-to/", {paper_of(draft): list(files)})


def held(draft: Draft) -> list[str]:
    rows = DraftDocument.objects.filter(draft=draft).order_by("position")
    return list(rows.values_list("stored_file__name", flat=True))


@pytest.mark.parametrize("kind", BAD)
def test_bad_file_is_named_and_the_good_one_beside_it_stays(world: World, kind: str) -> None:
    draft = world.drafts["ready"]
    before = held(draft)
    answers = list(DraftAnswer.objects.filter(draft=draft).values())

    answer = upload(
        world.client("owner"),
        draft,
        SimpleUploadedFile("trang-1.jpg", GOOD),
        SimpleUploadedFile("to-hong.jpg", BAD[kind]),
        SimpleUploadedFile("trang-3.jpg", GOOD + b"another"),
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "to-hong.jpg" in page
    assert held(draft) == [*before, "trang-1.jpg", "trang-3.jpg"]
    assert list(DraftAnswer.objects.filter(draft=draft).values()) == answers


def test_file_above_the_bound_of_its_paper_is_told_the_bound(world: World) -> None:
    draft = world.drafts["ready"]
    paper = draft.case.required_documents.get(is_note=False)
    huge = SimpleUploadedFile("nang.pdf", samples.pdf() + b"\x00" * paper.max_megabytes * MEGABYTE)

    answer = upload(world.client("owner"), draft, huge)

    assert answer.status_code == 422
    assert f"{paper.max_megabytes} MB" in answer.content.decode()
    assert "nang.pdf" not in held(draft)


def test_picture_that_is_also_a_page_loses_the_page(world: World) -> None:
    draft = world.drafts["ready"]
    client = world.client("owner")
    both = GOOD + b"<script>alert(document.cookie)</script>%PDF-1.7"

    upload(client, draft, SimpleUploadedFile("anh.html", both, "text/html"))

    document = DraftDocument.objects.filter(draft=draft).latest("pk")
    shown = client.get(f"/nop/{draft.key}/giay-to/{document.pk}/")
    content = b"".join(shown.streaming_content)
    assert b"<script>" not in content
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "C:\\giay to\\anh.jpg",
        "\u202egpj.exe",
        "a\x00b.jpg",
        "x" * 400 + ".jpg",
        "Giấy khai sinh – bản 1.jpg",
        '"><img src=x onerror=alert(1)>.jpg',
        "CON.jpg",
    ],
)
def test_name_of_a_file_is_only_ever_a_label(world: World, name: str) -> None:
    draft = world.drafts["ready"]
    client = world.client("owner")
    count = DraftDocument.objects.filter(draft=draft).count()

    upload(client, draft, SimpleUploadedFile("x.jpg", GOOD))  # the test client tidies names itself
    stored = StoredFile.objects.latest("pk")
    raw = _multipart(paper_of(draft), name)
    answer = client.generic("POST", f"/nop/{draft.key}/giay-to/", *raw)

    kept = StoredFile.objects.latest("pk")
    assert answer.status_code == 302
    assert DraftDocument.objects.filter(draft=draft).count() == count + 2
    assert not {"/", "\\", "\x00", "\u202e"} & set(kept.name)
    assert kept.name.strip(". ")
    assert stored.storage_name.count("/") == kept.storage_name.count("/"), "never from the name"
    page = client.get(f"/nop/{draft.key}/giay-to/").content.decode()
    assert "<img src=x" not in page


def _multipart(field: str, name: str) -> tuple[bytes, str]:
    quoted = name.replace("\\", "\\\\").replace('"', "%22")
    head = f'--b\r\nContent-Disposition: form-data; name="{field}"; filename="{quoted}"\r\n\r\n'
    return head.encode() + GOOD + b"another\r\n--b--\r\n", "multipart/form-data; boundary=b"


def test_thirty_files_at_once_fill_the_slot_and_the_rest_is_named(world: World) -> None:
    draft = world.drafts["ready"]
    paper = draft.case.required_documents.get(is_note=False)
    files = [SimpleUploadedFile(f"trang-{n}.jpg", GOOD + bytes([n])) for n in range(30)]

    answer = upload(world.client("owner"), draft, *files)

    assert answer.status_code == 422
    assert len(held(draft)) == paper.max_files
    assert "đủ số tệp" in answer.content.decode()


@pytest.mark.parametrize("role", ["stranger", "elsewhere", "administrator", "counter", "anonymous"])
def test_upload_to_the_draft_of_somebody_else_stores_nothing(world: World, role: str) -> None:
    draft, files = world.drafts["ready"], StoredFile.objects.count()

    answer = upload(world.client(role), draft, SimpleUploadedFile("a.jpg", GOOD))

    assert answer.status_code == (302 if role == "anonymous" else 404)
    assert held(draft) == ["giay-to.jpg"]
    assert StoredFile.objects.count() == files


def test_upload_to_a_draft_that_was_sent_is_refused(world: World) -> None:
    draft, files = world.drafts["sent"], StoredFile.objects.count()
    before = held(draft)

    answer = upload(world.client("owner"), draft, SimpleUploadedFile("a.jpg", GOOD))

    assert answer.status_code == 409
    assert "đã được gửi" in answer.content.decode()
    assert (held(draft), StoredFile.objects.count()) == (before, files)


def test_upload_to_a_paper_that_was_not_asked_for_changes_nothing(world: World) -> None:
    draft = world.drafts["supplement"]
    paper = draft.case.required_documents.get(is_note=False)
    draft.supplement.items.filter(required_document=paper).delete()
    files = StoredFile.objects.count()

    upload(world.client("owner"), draft, SimpleUploadedFile("a.jpg", GOOD))

    assert held(draft) == []
    assert StoredFile.objects.count() == files


@pytest.mark.parametrize("kind", [*BAD, "a photograph"])
def test_decision_with_a_file_that_is_no_paper_decides_nothing(world: World, kind: str) -> None:
    dossier = world.dossiers["deciding"]
    content = BAD.get(kind, GOOD)
    typed = {"decision": "GRANTED", "title": "Trích lục", "number": "7/TL", "body": "đã gõ dài"}

    answer = world.client("head").post(
        f"/mot-cua/ho-so/{dossier.code}/quyet-dinh/",
        {**typed, "stored_file": SimpleUploadedFile("ket-qua.pdf", content)},
    )

    page = answer.content.decode()
    dossier.refresh_from_db()
    assert answer.status_code == 422
    assert dossier.decision == ""
    assert "ket-qua.pdf" in page
    assert "đã gõ dài" in page
    assert 'value="7/TL"' in page
