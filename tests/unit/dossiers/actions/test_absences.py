"""A required paper that cannot be had: say why, send, and let the officer decide."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.accounts.models import User
from motcua.catalogue.models import RequiredDocument, ServiceOffer
from motcua.dossiers.actions.drafts import documents, drafting
from motcua.dossiers.actions.drafts.drafting import AlreadySent
from motcua.dossiers.actions.drafts.submission import IncompleteDraft, submit
from motcua.dossiers.models import Draft
from motcua.dossiers.queries.drafts.documents import absent_papers, missing_papers, slots_of
from tests.factories.dossiers import MINUTE, MONDAY, Desk, make_draft, photograph

WHY = "Sinh tại nhà, không có cán bộ y tế; có người làm chứng."


@pytest.fixture
def bare(offer: ServiceOffer, citizen: User) -> Draft:
    """Every page answered, no paper put in."""
    draft = make_draft(offer, citizen, now=MONDAY)
    draft.documents.all().delete()
    return Draft.objects.get(pk=draft.pk)


def paper_of(draft: Draft) -> RequiredDocument:
    return slots_of(draft)[0].required_document


def explain(draft: Draft, why: str = WHY) -> list[int]:
    found = documents.explain_absences(draft=draft, reasons={paper_of(draft).pk: why}, now=MONDAY)
    draft.refresh_from_db()
    return found


def test_paper_that_cannot_be_had_does_not_stand_in_the_way(
    bare: Draft, citizen: User, desk: Desk
) -> None:
    with pytest.raises(IncompleteDraft):
        submit(draft_id=bare.pk, by=citizen, now=MONDAY)

    assert explain(bare) == []
    dossier = submit(draft_id=bare.pk, by=citizen, now=MONDAY)

    assert absent_papers(dossier) == [(paper_of(bare), WHY)]
    assert missing_papers(dossier) == []
    desk.accept(dossier)


def test_officer_reads_why(bare: Draft, citizen: User, desk: Desk) -> None:
    explain(bare)
    dossier = submit(draft_id=bare.pk, by=citizen, now=MONDAY)
    client = Client()
    client.force_login(desk.counter.user)

    page = client.get(f"/mot-cua/ho-so/{dossier.code}/").content.decode()

    assert "Người nộp chưa có" in page
    assert WHY in page


def test_absence_without_a_word_is_asked_for_one(bare: Draft, citizen: User) -> None:
    assert explain(bare, "  ") == [paper_of(bare).pk]

    with pytest.raises(IncompleteDraft):
        submit(draft_id=bare.pk, by=citizen, now=MONDAY)


def test_file_that_comes_after_all_takes_the_place_of_the_reason(
    bare: Draft, citizen: User
) -> None:
    explain(bare)
    documents.add_document(
        draft=bare,
        required_document_id=paper_of(bare).pk,
        upload=photograph(),
        by=citizen,
        now=MONDAY,
    )

    dossier = submit(draft_id=bare.pk, by=citizen, now=MONDAY + MINUTE)

    assert absent_papers(dossier) == []


def test_unticking_takes_the_reason_back(bare: Draft) -> None:
    explain(bare)

    documents.explain_absences(draft=bare, reasons={}, now=MONDAY)

    bare.refresh_from_db()
    assert bare.absences == {}


def test_paper_that_is_not_asked_for_cannot_be_absent(bare: Draft) -> None:
    documents.explain_absences(draft=bare, reasons={999_999: WHY}, now=MONDAY)

    bare.refresh_from_db()
    assert bare.absences == {}


def test_sent_draft_explains_nothing_more(bare: Draft, citizen: User) -> None:
    explain(bare)
    submit(draft_id=bare.pk, by=citizen, now=MONDAY)

    with pytest.raises(AlreadySent):
        documents.explain_absences(draft=bare, reasons={}, now=MONDAY)


def test_page_keeps_reasons_and_says_what_lacks(bare: Draft, citizen: User) -> None:
    client, key = Client(), paper_of(bare).pk
    client.force_login(citizen)
    address = f"/nop/{bare.key}/giay-to/"

    lacking = client.post(address, {"absences": "1", f"absent-{key}": "on", f"why-{key}": ""})
    assert lacking.status_code == 422
    assert "Hãy ghi vì sao" in lacking.content.decode()

    typed = {"absences": "1", f"absent-{key}": "on", f"why-{key}": WHY, "continue": "1"}
    assert client.post(address, typed)["Location"].endswith("/kiem-tra/")
    check = client.get(f"/nop/{bare.key}/kiem-tra/").content.decode()
    assert WHY in check
    assert "Chưa gửi được" not in check
    # a script that sends one file says nothing of absences
    client.post(address, {f"paper-{key}": photograph()})
    assert Draft.objects.get(pk=bare.pk).absences == {str(key): WHY}


def test_new_version_asks_again(bare: Draft) -> None:
    explain(bare)
    newer = drafting.carry_to_current(draft_id=bare.pk)

    assert newer is None  # the same version keeps them
    bare.refresh_from_db()
    assert bare.absences
