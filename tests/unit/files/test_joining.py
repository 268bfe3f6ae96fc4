from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest

from motcua.files import actions, queries
from motcua.files.enums import FileState
from motcua.files.models import StoredFile, contents
from motcua.files.rules import joining
from motcua.files.rules.limits import Flaw, Unacceptable
from tests.unit.files import samples
from tests.unit.files.conftest import NOW


def sent(content: bytes, name: str = "a.jpg") -> StoredFile:
    return actions.receive(upload=content, name=name, purpose="test", by="test", now=NOW)


def sizes(content: bytes) -> list[tuple[int, int]]:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages]


def test_join_puts_each_picture_on_an_a4_page_lying_as_it_does() -> None:
    joined = joining.join(
        [("image/jpeg", samples.jpeg(60, 80)), ("image/jpeg", samples.jpeg(80, 60))], title="Giấy"
    )

    assert sizes(joined) == [(595, 842), (842, 595)]
    assert pypdf.PdfReader(io.BytesIO(joined)).metadata.title == "Giấy"  # type: ignore[union-attr]


def test_join_keeps_the_order_of_pictures_and_pdfs() -> None:
    picture = ("image/jpeg", samples.jpeg(60, 80))
    document = ("application/pdf", samples.pdf(2))

    joined = joining.join([picture, document, picture], title="Giấy")

    assert sizes(joined) == [(595, 842), (210, 297), (210, 297), (595, 842)]


def test_join_takes_a_pdf_that_is_barred_from_changes() -> None:
    barred = samples.pdf(1, password="owner", owner_only=True)

    joined = joining.join([("application/pdf", barred), ("application/pdf", barred)], title="Giấy")

    assert len(sizes(joined)) == 2


def test_join_refuses_a_pdf_that_falls_apart() -> None:
    with pytest.raises(Unacceptable) as caught:
        joining.join([("application/pdf", b"%PDF-1.7 nothing %%EOF")], title="Giấy")

    assert caught.value.flaw is Flaw.BROKEN


@pytest.mark.django_db
def test_join_to_pdf_makes_one_file_of_several(storage: str, run_jobs: object) -> None:
    parts = [sent(samples.jpeg()), sent(samples.pdf(2), "b.pdf")]

    joined = actions.join_to_pdf(files=parts, name="Sổ hộ khẩu", by="test", now=NOW)

    assert joined.state == FileState.RECEIVED
    assert run_jobs() == ["files.join"]  # type: ignore[operator]
    joined.refresh_from_db()
    assert (joined.state, joined.pages) == (FileState.READY, 3)
    assert joined.download_name == "Sổ hộ khẩu.pdf"
    assert len(sizes(queries.content_of(joined))) == 3
    assert [part.pk for part in queries.parts_of(joined)] == [part.pk for part in parts]


@pytest.mark.django_db
def test_join_now_twice_keeps_the_first(disk: object) -> None:
    joined = actions.join_to_pdf(files=[sent(samples.jpeg())], name="a", by="test", now=NOW)

    first = actions.join_now(key=joined.key, now=NOW)
    second = actions.join_now(key=joined.key, now=NOW)

    assert first.storage_name == second.storage_name != ""


@pytest.mark.django_db
def test_join_to_pdf_of_one_pdf_is_that_pdf(disk: object) -> None:
    signed = sent(samples.pdf(), "signed.pdf")

    assert actions.join_to_pdf(files=[signed], name="x", by="test", now=NOW) == signed


@pytest.mark.django_db
def test_join_to_pdf_of_nothing_or_of_deleted_files_is_refused(disk: object) -> None:
    gone = actions.delete(file=sent(samples.jpeg()), now=NOW)

    for files in ([], [gone]):
        with pytest.raises(actions.NothingToJoin):
            actions.join_to_pdf(files=files, name="x", by="test", now=NOW)


@pytest.mark.django_db
def test_join_now_of_a_pdf_that_falls_apart_is_refused(disk: object) -> None:
    odd = actions.keep(content=b"%PDF nothing", name="x", purpose="test", by=None, now=NOW)
    joined = actions.join_to_pdf(files=[odd, odd], name="x", by="test", now=NOW)

    result = actions.join_now(key=joined.key, now=NOW)

    assert (result.state, result.refused_because) == (FileState.REFUSED, "BROKEN")


@pytest.mark.django_db
def test_join_now_that_lost_the_race_keeps_what_the_winner_made(
    disk: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined = actions.join_to_pdf(files=[sent(samples.jpeg())], name="x", by="test", now=NOW)
    made = joining.join

    def slow(*arguments: Any, **named: Any) -> bytes:
        monkeypatch.setattr(joining, "join", made)
        actions.join_now(key=joined.key, now=NOW)  # somebody else, meanwhile
        return made(*arguments, **named)

    monkeypatch.setattr(joining, "join", slow)
    result = actions.join_now(key=joined.key, now=NOW)

    joined.refresh_from_db()
    assert result.storage_name == joined.storage_name
    assert len(list(contents.names_of(NOW.date()))) == 3  # part, winner, and the loser's orphan


@pytest.mark.django_db
def test_join_now_without_a_part_is_refused_not_half_made(disk: object) -> None:
    part = sent(samples.jpeg())
    joined = actions.join_to_pdf(files=[part], name="x", by="test", now=NOW)
    actions.delete(file=part, now=NOW)

    result = actions.join_now(key=joined.key, now=NOW)

    assert (result.state, result.refused_because) == (FileState.REFUSED, "PART_MISSING")
    with pytest.raises(queries.NotReady):
        queries.content_of(result)
