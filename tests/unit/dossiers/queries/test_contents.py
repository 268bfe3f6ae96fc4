"""A draft and what it holds, in one statement."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.drafts import drafting
from motcua.dossiers.models import Draft, DraftAnswer
from motcua.dossiers.queries.drafts import forms
from motcua.dossiers.queries.drafts.documents import slots_of
from motcua.dossiers.queries.reach import contents
from motcua.dossiers.queries.reach.locking import fresh_draft
from motcua.dossiers.queries.reach.scope import everything
from tests.factories.dossiers import MONDAY, begin_draft, make_draft, new_version, save_page

pytestmark = pytest.mark.django_db


def whole(draft: Draft) -> Draft:
    return contents.whole(everything(Draft.objects.filter(pk=draft.pk)).get())


def said(draft: Draft) -> list[tuple[Any, ...]]:
    """Everything that is kept of a draft, as pages and actions read it."""
    pages = [
        (row.pk, row.section, row.values, row.typed, row.set_aside, row.revision)
        for row in draft.answers.all()
    ]
    files = [
        (one.pk, one.required_document_id, one.question, one.position, one.stored_file)
        for one in contents.documents_of(draft)
    ]
    stored = [
        (file.key, file.name, file.state, file.size, file.media_type, file.received_sha256)
        for *_which, file in files
    ]
    return [*pages, *files, *stored]


def test_whole_draft_says_in_one_statement_what_its_rows_say(
    offer: ServiceOffer, citizen: User
) -> None:
    draft = make_draft(offer, citizen, now=MONDAY, name='H\'Mok "Siu" \\ 💠')
    for typed in ("nhiều", "ba"):  # what another device had typed is set aside, wrong as it is
        drafting.save_section(
            draft_id=draft.pk, section="copies", raw={"number": typed}, seen_revision=0, now=MONDAY
        )

    with CaptureQueriesContext(connection) as asked:
        found = whole(draft)
        kept = said(found)

    assert len(asked) == 1
    assert kept == said(Draft.objects.get())
    assert forms.kept_of(found).wrong == {"copies"}


def test_what_was_not_read_with_the_draft_is_read_when_asked_for(
    offer: ServiceOffer, citizen: User
) -> None:
    found = whole(make_draft(offer, citizen, now=MONDAY))

    (document,) = contents.documents_of(found)

    assert document.stored_file.created_at == MONDAY
    assert document.stored_file.storage_name
    assert {row.changed_at for row in found.answers.all()} == {MONDAY}


def test_empty_draft_holds_nothing(offer: ServiceOffer, citizen: User) -> None:
    found = whole(begin_draft(offer, citizen, now=MONDAY))

    assert said(found) == []


def test_page_of_a_whole_draft_is_saved_without_touching_the_rest(
    offer: ServiceOffer, citizen: User
) -> None:
    draft = begin_draft(offer, citizen, now=MONDAY)
    save_page(draft, "copies", {"number": "2"}, now=MONDAY)
    (row,) = whole(draft).answers.all()
    DraftAnswer.objects.update(changed_at=drafting.KEEP_FOR + MONDAY)

    row.revision = 7
    row.save()

    assert DraftAnswer.objects.get().revision == 7
    assert DraftAnswer.objects.get().changed_at == drafting.KEEP_FOR + MONDAY


def test_draft_of_a_case_without_papers_asks_for_papers_once_it_was_carried_to_one_with(
    offer: ServiceOffer, citizen: User
) -> None:
    draft = begin_draft(offer, citizen, now=MONDAY)
    draft.case.required_documents.all().delete()
    new_version(offer)
    held = fresh_draft(draft.pk)
    with CaptureQueriesContext(connection) as asked:
        assert slots_of(held) == []
    assert len(asked) == 0

    drafting.carry_locked(held)

    assert slots_of(held)
