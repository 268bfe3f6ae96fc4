from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.files import actions, queries
from motcua.files.enums import FileState
from motcua.files.models import StoredFile, contents
from motcua.kit import jobs
from motcua.kit.errors import NotThere
from motcua.papers.models import Paper
from tests.unit.files import samples
from tests.unit.files.conftest import NOW

pytestmark = pytest.mark.django_db


def sent(**more: object) -> StoredFile:
    return actions.receive(
        upload=samples.pdf(),
        name="a.pdf",
        purpose="test",
        by=None,
        now=NOW,
        **more,  # type: ignore[arg-type]
    )


def test_delete_erases_the_content_and_keeps_the_row(storage: str, run_jobs: object) -> None:
    file = sent()
    name = file.storage_name

    gone = actions.delete(file=file, now=NOW)

    assert (gone.state, gone.storage_name) == (FileState.DELETED, "")
    assert contents.read(name)  # until the transaction has committed and the job runs
    assert run_jobs() == ["files.erase"]  # type: ignore[operator]
    with pytest.raises(contents.ContentMissing):
        contents.read(name)
    with pytest.raises(queries.NotReady):
        queries.content_of(gone)


def test_delete_twice_defers_one_erasing(disk: Path, run_jobs: object) -> None:
    file = sent()

    actions.delete(file=file, now=NOW)
    actions.delete(file=file, now=NOW)

    assert run_jobs() == ["files.erase"]  # type: ignore[operator]


def test_erase_spares_content_that_a_row_names(storage: str) -> None:
    file = sent()

    actions.erase(storage_name=file.storage_name)

    assert queries.content_of(file)


def test_erase_twice_is_no_error(storage: str) -> None:
    actions.erase(storage_name="2026/09/14/" + "0" * 32)


def test_expire_deletes_what_has_outlived_its_retention(disk: Path) -> None:
    brief = sent(expires_at=NOW + timedelta(days=30))
    lasting = sent()

    assert actions.expire(now=NOW + timedelta(days=29)) == 0
    assert actions.expire(now=NOW + timedelta(days=30)) == 1
    assert actions.expire(now=NOW + timedelta(days=31)) == 0

    brief.refresh_from_db()
    lasting.refresh_from_db()
    assert (brief.state, lasting.state) == (FileState.DELETED, FileState.READY)


def test_sweep_removes_orphans_of_finished_days_only(storage: str) -> None:
    kept = sent()
    orphan = contents.put(b"left behind", now=NOW)

    assert actions.sweep_orphans(now=NOW + timedelta(days=1)).removed == 0
    swept = actions.sweep_orphans(now=NOW + timedelta(days=3))

    assert (swept.removed, swept.missing) == (1, 0)
    assert queries.content_of(kept)
    with pytest.raises(contents.ContentMissing):
        contents.read(orphan)


def test_nightly_jobs_find_nothing_to_do_twice(disk: Path) -> None:
    for _ in range(2):
        assert jobs.registered()["files.expire"].function() == 0
        assert jobs.registered()["files.let_go"].function() == 0
        jobs.registered()["files.sweep"].function()


def test_by_key_of_a_file_that_never_was(disk: Path) -> None:
    file = sent()

    assert queries.by_key(file.key) == file
    assert list(queries.by_keys([file.key, uuid.uuid4()])) == [file]
    with pytest.raises(NotThere):
        queries.by_key(uuid.uuid4())


def test_sweep_reports_rows_whose_content_is_missing(storage: str) -> None:
    file = sent()
    contents.remove(file.storage_name)

    assert actions.sweep_orphans(now=NOW + timedelta(days=3)).missing == 1


def test_delete_unreferenced_spares_what_a_foreign_key_points_to(disk: Path) -> None:
    lone, part, issued_file = sent(), sent(), sent()
    joined = actions.join_to_pdf(files=[part, part], name="x", by=None, now=NOW)
    Paper.objects.create(
        letter="receipt",
        form_set="TT03_2025",
        content={},
        file=issued_file,
        issued_at=NOW,
        rendered_at=NOW,
    )

    assert actions.delete_unreferenced(now=NOW + timedelta(days=7)) == 0
    assert actions.delete_unreferenced(now=NOW + timedelta(days=8)) == 2
    assert actions.delete_unreferenced(now=NOW + timedelta(days=8)) == 1

    states = {}
    for name, file in {"lone": lone, "joined": joined, "part": part, "paper": issued_file}.items():
        file.refresh_from_db()
        states[name] = file.state
    assert states == {
        "lone": FileState.DELETED,
        "joined": FileState.DELETED,
        "part": FileState.DELETED,
        "paper": FileState.READY,
    }
