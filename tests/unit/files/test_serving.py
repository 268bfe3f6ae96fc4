from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from PIL import Image

from motcua.files import actions, queries
from motcua.files.models import StoredFile
from motcua.files.queries import serving
from motcua.kit.errors import NotThere
from tests.unit.files import samples
from tests.unit.files.conftest import NOW

pytestmark = pytest.mark.django_db
rf = RequestFactory()


def sent(content: bytes, name: str = "Giấy khai sinh “mới”.pdf") -> StoredFile:
    return actions.receive(upload=content, name=name, purpose="test", by=None, now=NOW)


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer)  # type: ignore[arg-type]


def test_response_streams_the_file_with_its_guards(storage: str) -> None:
    content = samples.pdf()

    answer = serving.response(sent(content), disposition="attachment", request=rf.get("/"))

    assert body(answer) == content
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(content))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Gi%E1%BA%A5y%20khai%20sinh%20"
        "%E2%80%9Cm%E1%BB%9Bi%E2%80%9D.pdf"
    )
    answer.close()


def test_response_shows_a_pdf_in_the_browsers_viewer_without_a_sandbox(disk: Path) -> None:
    answer = serving.response(sent(samples.pdf()), disposition="inline", request=rf.get("/"))

    assert answer["Content-Disposition"].startswith("inline;")
    assert "sandbox" not in answer["Content-Security-Policy"]
    answer.close()


def test_response_answers_not_modified_with_the_same_guards(disk: Path) -> None:
    file = sent(samples.pdf())
    first = serving.response(file, disposition="inline", request=rf.get("/"))
    first.close()

    again = serving.response(
        file, disposition="inline", request=rf.get("/", headers={"If-None-Match": first["ETag"]})
    )

    assert again.status_code == 304
    assert again["Cache-Control"] == "private, no-cache"


def test_response_behind_nginx_hands_over_the_path(disk: Path, settings: Any) -> None:
    settings.MOTCUA_X_ACCEL = "/_tep/"
    file = sent(samples.jpeg(), "ảnh.jpg")

    answer = serving.response(file, disposition="inline", request=rf.get("/"))

    assert body(answer) == b""
    assert answer["X-Accel-Redirect"] == f"/_tep/{file.storage_name}"
    assert answer["Content-Type"] == "image/jpeg"
    assert "Content-Length" not in answer


def test_response_of_a_deleted_file_is_refused(disk: Path) -> None:
    gone = actions.delete(file=sent(samples.pdf()), now=NOW)

    with pytest.raises(queries.NotReady):
        serving.response(gone, disposition="inline", request=rf.get("/"))
    with pytest.raises(queries.NotReady):
        serving.page_response(gone, page=1, width=600, request=rf.get("/"))


def test_page_response_draws_a_page_once(disk: Path) -> None:
    file = sent(samples.pdf(2))

    first = serving.page_response(file, page=2, width=300, request=rf.get("/"))
    again = serving.page_response(
        file, page=2, width=300, request=rf.get("/", headers={"If-None-Match": first["ETag"]})
    )

    with Image.open(io.BytesIO(body(first))) as image:
        assert (image.format, image.width) == ("JPEG", 300)
    assert again.status_code == 304


@pytest.mark.parametrize(("asked", "drawn"), [(1, 100), (400, 400), (90_000, 1800)])
def test_page_image_draws_within_its_bounds(disk: Path, asked: int, drawn: int) -> None:
    content = queries.page_image(sent(samples.pdf()), 1, asked)

    with Image.open(io.BytesIO(content)) as image:
        assert image.width == drawn


def test_page_image_of_a_picture_is_smaller_but_never_larger(disk: Path) -> None:
    file = sent(samples.jpeg(800, 600), "a.jpg")

    with Image.open(io.BytesIO(queries.page_image(file, 1, 200))) as image:
        assert image.size == (200, 150)
    with Image.open(io.BytesIO(queries.page_image(file, 1, 1600))) as image:
        assert image.size == (800, 600)


@pytest.mark.parametrize("page", [0, -1, 3, 10**9])
def test_page_image_of_a_page_that_is_not_there(disk: Path, page: int) -> None:
    with pytest.raises(NotThere):
        queries.page_image(sent(samples.pdf(2)), page, 600)


def test_page_image_survives_a_file_that_cannot_be_drawn(disk: Path) -> None:
    odd = actions.keep(content=b"%PDF-broken", name="x", purpose="test", by=None, now=NOW)

    with pytest.raises(queries.NotDrawable):
        queries.page_image(odd, 1, 600)


def test_page_image_of_an_endless_sheet_stays_bounded(disk: Path) -> None:
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=100, height=14_000)
    target = io.BytesIO()
    writer.write(target)

    content = queries.page_image(sent(target.getvalue()), 1, 1800)

    with Image.open(io.BytesIO(content)) as image:
        assert image.width * image.height <= 12_100_000
