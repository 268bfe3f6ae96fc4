from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import transaction
from django.utils import translation

from motcua.files import actions, queries
from motcua.files.enums import FileState
from motcua.files.models import StoredFile, contents
from motcua.files.rules.limits import MEGABYTE, RESULT_LIMITS, Limits
from tests.unit.files import samples
from tests.unit.files.conftest import NOW

pytestmark = pytest.mark.django_db


def sent(content: bytes, name: str, limits: Limits | None = None) -> StoredFile:
    upload = SimpleUploadedFile(name, content, content_type="text/html")
    return actions.receive(
        upload=upload, purpose="test", by="người thử", now=NOW, limits=limits or Limits()
    )


def refusal(content: bytes, name: str, limits: Limits | None = None) -> str:
    with pytest.raises(actions.FileRefused) as caught:
        sent(content, name, limits)
    assert not StoredFile.objects.exists()
    return str(caught.value)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_receive_keeps_a_pdf_byte_for_byte(storage: str) -> None:
    content = samples.pdf(2)

    file = sent(content, "Đơn đề nghị.pdf")

    assert queries.content_of(file) == content
    assert file.received_sha256 == file.stored_sha256 == digest(content)
    assert (file.media_type, file.pages, file.size) == ("application/pdf", 2, len(content))
    assert file.state == FileState.READY
    assert file.created_by == "người thử"


def test_receive_makes_a_photograph_anew_and_keeps_both_fingerprints(storage: str) -> None:
    content = samples.jpeg(orientation=6)

    file = sent(content, "IMG_0001.JPG")

    stored = queries.content_of(file)
    assert b"SecretCamera" not in stored
    assert file.received_sha256 == digest(content)
    assert file.stored_sha256 == digest(stored) != file.received_sha256
    assert (file.width, file.height, file.received_size) == (60, 80, len(content))


@pytest.mark.parametrize(
    ("content", "name", "received", "download_name"),
    [
        (samples.HEIC, "IMG_1.HEIC", "image/heic", "IMG_1.jpg"),
        (samples.encoded(samples.picture(), "PNG"), "chụp.png", "image/png", "chụp.jpg"),
        (samples.encoded(samples.picture(), "WEBP"), "chụp.webp", "image/webp", "chụp.jpg"),
        (samples.jpeg(), "sai đuôi.pdf", "image/jpeg", "sai đuôi.jpg"),
        (samples.jpeg(), "ảnh.jpeg", "image/jpeg", "ảnh.jpeg"),
        (samples.pdf(), "bản 1.2 chính thức", "application/pdf", "bản 1.2 chính thức.pdf"),
    ],
)
def test_receive_goes_by_content_and_never_by_name(
    disk: Path, content: bytes, name: str, received: str, download_name: str
) -> None:
    file = sent(content, name)

    assert file.received_media_type == received
    assert file.download_name == download_name


def test_receive_takes_bytes_and_an_upload_on_disk_alike(disk: Path) -> None:
    content = samples.pdf()
    upload = TemporaryUploadedFile("a.pdf", "application/pdf", len(content), None)
    upload.write(content)
    upload.flush()

    from_disk = actions.receive(upload=upload, purpose="test", by=None, now=NOW)
    from_bytes = actions.receive(upload=content, name="a.pdf", purpose="test", by=None, now=NOW)
    upload.close()

    assert from_disk.stored_sha256 == from_bytes.stored_sha256


def test_receive_says_that_a_file_is_empty(disk: Path) -> None:
    assert refusal(b"", "trống.pdf").startswith("Tệp “trống.pdf” không có nội dung (0 byte).")


def test_receive_refuses_two_hundred_megabytes_unread(disk: Path, tmp_path: Path) -> None:
    class Huge(SimpleUploadedFile):
        def read(self, *arguments: object) -> bytes:
            raise AssertionError("a file over the bound must not be read")

    upload = Huge("phim.pdf", b"")
    upload.size = 200 * MEGABYTE

    with pytest.raises(actions.FileRefused) as caught:
        actions.receive(upload=upload, purpose="test", by=None, now=NOW)

    assert "nặng 200,0 MB, vượt mức 20 MB" in str(caught.value)


def test_receive_never_says_that_a_bound_exceeds_itself(disk: Path) -> None:
    limits = Limits(max_bytes=MEGABYTE)

    assert "nặng 1,1 MB, vượt mức 1 MB" in refusal(b"x" * (MEGABYTE + 1), "a.pdf", limits)


def test_receive_names_a_word_file_and_what_is_taken_instead(disk: Path) -> None:
    said = refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "đơn.pdf")

    assert "là tệp Word, không thuộc loại được nhận (JPEG, PNG, HEIC, WebP, PDF)" in said


def test_receive_of_a_result_takes_pdf_only(disk: Path) -> None:
    assert "là tệp JPEG, không thuộc loại được nhận (PDF)" in refusal(
        samples.jpeg(), "kq.jpg", RESULT_LIMITS
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (samples.jpeg(400, 300)[:-2000], "bị hỏng hoặc tải lên chưa hết"),
        (samples.pdf(2)[:-300], "bị hỏng hoặc tải lên chưa hết"),
        (samples.pdf(1, password="mk"), "khóa bằng mật khẩu"),
        (samples.png_bomb(), "có 900 triệu điểm ảnh, vượt mức 50 triệu"),
        (samples.pdf(4), "có 4 trang, vượt mức 3 trang"),
        (b"\x01\x02\x03", "không thuộc loại được nhận"),
    ],
)
def test_receive_says_what_is_wrong_and_what_to_do(disk: Path, content: bytes, said: str) -> None:
    sentence = refusal(content, "giấy tờ.pdf", Limits(max_pages=3))

    assert "“giấy tờ.pdf”" in sentence
    assert said in sentence
    assert "Hãy " in sentence


def test_receive_refuses_with_the_name_made_safe(disk: Path) -> None:
    with pytest.raises(actions.FileRefused) as caught:
        actions.receive(upload=b"", name="../\u202e{x}\x00", purpose="test", by=None, now=NOW)

    assert "“{x}”" in str(caught.value)


def test_refusal_speaks_the_language_of_its_reader(disk: Path) -> None:
    with pytest.raises(actions.FileRefused) as caught:
        sent(b"", "a.pdf")

    with translation.override("vi"):
        assert "không có nội dung" in str(caught.value)


def test_receive_in_a_transaction_that_fails_leaves_only_an_orphan(disk: Path) -> None:
    class Undone(Exception):
        pass

    @transaction.atomic
    def receive_and_fail() -> None:
        sent(samples.pdf(), "a.pdf")
        raise Undone

    with pytest.raises(Undone):
        receive_and_fail()

    assert not StoredFile.objects.exists()
    assert len(list(contents.names_of(NOW.date()))) == 1


def test_disk_syncs_content_and_folders_before_the_row(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def noted(handle: int) -> None:
        assert not StoredFile.objects.exists()
        synced.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    file = sent(samples.pdf(), "a.pdf")

    assert synced[0] == "file"
    assert synced.count("folder") >= 4  # year, month and day are new, and so is the root
    path = disk / file.storage_name
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_keep_stores_what_the_house_made(storage: str) -> None:
    file = actions.keep(content=b"%PDF-own", name="Giấy.pdf", purpose="paper", by="papers", now=NOW)

    assert queries.content_of(file) == b"%PDF-own"
    assert file.is_ready
