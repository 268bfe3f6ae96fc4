"""What a draft holds, its answers and its files, read in one statement with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from motcua.dossiers.models import Draft, DraftAnswer, DraftDocument
from motcua.files.models import StoredFile
from motcua.kit.rows import hand_over, is_at_hand, partial_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

_PAGE = ("id", "draft_id", "section", "values", "typed", "set_aside", "revision")
_DOCUMENT = ("id", "draft_id", "required_document_id", "question", "position", "stored_file_id")
_FILE = ("id", "key", "name", "state", "size", "media_type", "received_sha256")


def whole(drafts: QuerySet[Draft]) -> Draft | None:
    """The first of some drafts with what it holds. It holds that as it was now: to change it, take
    the row first and read again.
    """
    found = _with_contents(drafts).first()
    if found is not None:
        _hand_over(found, found.kept_pages, found.kept_documents)
    return found


def bring(draft: Draft) -> None:
    """Read what a draft holds whose row was just taken."""
    rows = _with_contents(Draft.objects.filter(pk=draft.pk))
    _hand_over(draft, *rows.values_list("kept_pages", "kept_documents").get())


def documents_of(draft: Draft) -> list[DraftDocument]:
    """The files of a draft in order, of papers and of questions."""
    rows = draft.documents.all()
    return list(rows if is_at_hand(draft, "documents") else rows.select_related("stored_file"))


def _with_contents(drafts: QuerySet[Draft]) -> QuerySet[Any]:
    here = {"draft": OuterRef("pk")}
    page = JSONObject(**{name: name for name in _PAGE})
    file = JSONObject(**{name: f"stored_file__{name}" for name in _FILE})
    document = JSONObject(**{name: name for name in _DOCUMENT}, file=file)
    pages = DraftAnswer.objects.filter(**here).order_by("pk")
    documents = DraftDocument.objects.filter(**here).order_by("position", "pk")
    return drafts.annotate(
        kept_pages=ArraySubquery(pages.values_list(page)),
        kept_documents=ArraySubquery(documents.values_list(document)),
    )


def _hand_over(
    draft: Draft, pages: Iterable[Mapping[str, Any]], documents: Iterable[Mapping[str, Any]]
) -> None:
    hand_over(draft, "answers", [partial_row(DraftAnswer, page) for page in pages])
    hand_over(draft, "documents", [_document(one) for one in documents])


def _document(known: Mapping[str, Any]) -> DraftDocument:
    document = partial_row(DraftDocument, known)
    file = known["file"]
    document.stored_file = partial_row(StoredFile, {**file, "key": UUID(file["key"])})
    return document
