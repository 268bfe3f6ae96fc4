from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from motcua.audit.models import Event
from motcua.files import queries as files
from motcua.files.models import StoredFile
from motcua.kit.errors import NotThere
from motcua.papers import actions, queries
from motcua.papers.enums import FormSet, Letter, NumberState
from motcua.papers.models import BookNumber, NumberBook, Paper
from motcua.papers.rules.contents import WrongContent
from tests.unit.papers.reading import text_of
from tests.unit.papers.samples import CONTENTS

NOW = datetime(2026, 9, 14, 2, 25, tzinfo=UTC)


def issued(letter: str = "receipt", *, about: str = "dossier-1", **more: Any) -> Paper:
    content = {**CONTENTS[letter], **more.pop("content", {})}
    return actions.issue(
        letter=letter,
        agency_code=more.pop("agency_code", "H21.16"),
        about=about,
        content=content,
        by=None,
        now=more.pop("now", NOW),
        **more,
    )


@pytest.mark.django_db
def test_issue_defers_the_pdf_and_the_job_makes_it(run_jobs: Any, settings: Any) -> None:
    paper = issued()
    assert not paper.is_rendered

    assert run_jobs() == ["papers.render"]

    paper.refresh_from_db()
    assert paper.is_rendered
    assert paper.file is not None
    said = text_of(files.content_of(paper.file))
    assert "Số: 01/TNHS" in said
    assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in said
    assert "Mẫu số 01 – TT 03/2025/TT-VPCP" in said
    assert f"{settings.SITE_URL}/xac-thuc/{paper.token}/" in said
    assert paper.file.download_name == (
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả H21.16-260914-0011.pdf"
    )


@pytest.mark.django_db
def test_issue_before_the_circular_of_2025_uses_the_forms_of_2018(run_jobs: Any) -> None:
    early = issued("apology", now=datetime(2025, 9, 14, 16, 59, tzinfo=UTC))
    late = issued("apology", now=datetime(2025, 9, 14, 17, 0, tzinfo=UTC))  # the 15th in Viet Nam
    run_jobs()

    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.form_set, late.form_set) == (FormSet.TT01_2018, FormSet.TT03_2025)
    assert early.file is not None
    assert "HẸN LẠI NGÀY TRẢ KẾT QUẢ" in text_of(files.content_of(early.file))


@pytest.mark.django_db
def test_issue_keeps_content_that_a_database_cannot(run_jobs: Any) -> None:
    paper = issued(content={"matter": "a\x00b \ud800 c"})
    run_jobs()

    paper.refresh_from_db()
    assert "\x00" not in paper.content["matter"]
    assert paper.is_rendered


@pytest.mark.django_db
def test_issue_of_wrong_content_is_refused_at_once() -> None:
    with pytest.raises(WrongContent):
        issued(content={"unknown": 1})

    assert not Paper.objects.exists()


@pytest.mark.django_db
def test_ensure_rendered_before_the_job_and_after_it_is_one_paper(run_jobs: Any) -> None:
    paper = issued()

    opened = actions.ensure_rendered(paper=paper, now=NOW)
    run_jobs()
    again = actions.ensure_rendered(paper=paper, now=NOW)

    assert opened.file == again.file
    assert StoredFile.objects.count() == 1
    assert BookNumber.objects.get().state == NumberState.ISSUED


@pytest.mark.django_db
def test_render_after_a_crash_takes_up_the_reserved_number() -> None:
    paper = issued()
    reserved = actions.reserve(paper=paper, now=NOW)  # and the process died here

    actions.ensure_rendered(paper=paper, now=NOW + timedelta(minutes=5))

    reserved.refresh_from_db()
    assert BookNumber.objects.count() == 1
    assert reserved.state == NumberState.ISSUED
    assert queries.number_of(paper) == "01/TNHS"


@pytest.mark.django_db
def test_books_are_kept_apart_by_agency_letter_and_year() -> None:
    papers = [
        issued(),
        issued(),
        issued(agency_code="H21.18"),
        issued("refusal"),
        issued(now=datetime(2026, 12, 31, 17, 0, tzinfo=UTC)),  # 2027 in Viet Nam
        issued("sent_copy"),
    ]
    for paper in papers:
        actions.ensure_rendered(paper=paper, now=NOW)

    assert [queries.number_of(paper) for paper in papers] == [
        "01/TNHS",
        "02/TNHS",
        "01/TNHS",
        "01/TCHS",
        "01/TNHS",
        "",
    ]
    assert NumberBook.objects.count() == 4


@pytest.mark.django_db
def test_result_with_a_number_of_its_own_takes_none_of_the_book(run_jobs: Any) -> None:
    paper = issued("result", content={"number": "123/QĐ-UBND"})
    run_jobs()

    paper.refresh_from_db()
    assert paper.file is not None
    assert "Số: 123/QĐ-UBND" in text_of(files.content_of(paper.file))
    assert queries.number_of(paper) == "123/QĐ-UBND"
    assert not BookNumber.objects.exists()


@pytest.mark.django_db
def test_revoke_before_the_pdf_voids_the_number_and_makes_none(run_jobs: Any) -> None:
    paper = issued()
    actions.reserve(paper=paper, now=NOW)

    revoked = actions.revoke(paper=paper, reason="Nhầm người", by=None, now=NOW)
    run_jobs()

    assert list(Event.objects.values_list("name", flat=True).order_by("pk")) == [
        "papers.issued",
        "papers.revoked",
    ]
    number = BookNumber.objects.get()
    assert (number.state, number.void_because) == (NumberState.VOID, "Nhầm người")
    assert not Paper.objects.get().is_rendered
    with pytest.raises(actions.PaperRevoked):
        actions.ensure_rendered(paper=revoked, now=NOW)
    with pytest.raises(actions.AlreadyRevoked):
        actions.revoke(paper=paper, reason="Lại nữa", by=None, now=NOW)


@pytest.mark.django_db
def test_replace_revokes_the_old_and_points_to_the_new(run_jobs: Any) -> None:
    old = issued()
    run_jobs()

    new = actions.replace(
        paper=old,
        content={**CONTENTS["receipt"], "time_limit": "12 ngày"},
        reason="Sai thời hạn",
        by=None,
        now=NOW + timedelta(hours=1),
    )
    run_jobs()

    old.refresh_from_db()
    assert old.replaced_by == new
    assert not old.is_valid
    assert queries.number_of(old) == "01/TNHS"
    assert queries.number_of(new) == "02/TNHS"
    assert list(queries.about("dossier-1")) == [old, new]


@pytest.mark.django_db
def test_verified_tells_what_is_printed_and_whether_it_holds(run_jobs: Any) -> None:
    paper = issued()
    run_jobs()
    paper.refresh_from_db()

    fact = queries.verified(paper.token)

    assert paper.file is not None
    assert (fact.letter, fact.number, fact.code) == (
        Letter.RECEIPT,
        "01/TNHS",
        "H21.16-260914-0011",
    )
    assert fact.is_valid
    assert fact.sha256 == paper.file.stored_sha256
    actions.revoke(paper=paper, reason="Thu hồi", by=None, now=NOW)
    assert not queries.verified(paper.token).is_valid


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "\x00", "ế" * 22, "\ud800"])
def test_by_token_that_nobody_was_given_is_not_there(token: str) -> None:
    issued()

    with pytest.raises(NotThere):
        queries.by_token(token)


def test_tokens_cannot_be_guessed() -> None:
    from motcua.papers.models.paper import new_token

    tokens = {new_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {22}


@pytest.mark.django_db
def test_issue_in_english_is_for_the_applicants_copy_only() -> None:
    assert issued("sent_copy", language="en").language == "en"
    assert issued("receipt", language="en").language == "vi"


@pytest.mark.django_db(transaction=True)
def test_ensure_rendered_by_many_at_once_makes_one_pdf_and_no_double_number(disk: Path) -> None:
    papers = [issued(about=f"dossier-{number}") for number in range(4)]
    barrier = threading.Barrier(8)
    errors: list[BaseException] = []

    def open_it(paper: Paper) -> None:
        barrier.wait(30)
        try:
            actions.ensure_rendered(paper=paper, now=NOW)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=open_it, args=(paper,)) for paper in papers * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert errors == []
    assert sorted(BookNumber.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert set(BookNumber.objects.values_list("state", flat=True)) == {NumberState.ISSUED}
    assert StoredFile.objects.count() == 4
