"""What a draft holds, its answers and its files, read in one statement with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from motcua.dossiers.models import Draft, DraftAnswer, DraftDocument
from motcua.files.models import StoredFile
from motcua.kit.prepared import prepared
from motcua.kit.rows import hand_over, is_at_hand, partial_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

_PAGES = """
    SELECT jsonb_agg(to_jsonb(page) - 'changed_at' ORDER BY page.id)
      FROM dossiers_draftanswer page WHERE page.draft_id = dossiers_draft.id
"""
_DOCUMENTS = """
    SELECT jsonb_agg(to_jsonb(document) || jsonb_build_object(
               'file', to_jsonb(file) - ARRAY['created_at', 'expires_at']
           ) ORDER BY document.position, document.id)
      FROM dossiers_draftdocument document
      JOIN files_storedfile file ON file.id = document.stored_file_id
     WHERE document.draft_id = dossiers_draft.id
"""


def with_contents(drafts: QuerySet[Draft]) -> QuerySet[Any]:
    """Drafts with what they hold, for `whole` to take it."""
    return drafts.annotate(
        kept_pages=RawSQL(_PAGES, (), JSONField()),  # noqa: S611 - a constant
        kept_documents=RawSQL(_DOCUMENTS, (), JSONField()),  # noqa: S611 - a constant
    )


def whole(draft: Any) -> Draft:
    """A draft of `with_contents`. It holds what it held then: to change it, take the row first and
    read again.
    """
    _hand_over(draft, draft.kept_pages, draft.kept_documents)
    found: Draft = draft
    return found


def bring(draft: Draft) -> None:
    """Read what a draft holds whose row was just taken."""
    ((pages, documents),) = _contents(draft=draft.pk)
    _hand_over(draft, pages, documents)


@prepared
def _contents(*, draft: int) -> QuerySet[Draft, tuple[Any, ...]]:
    rows = with_contents(Draft.objects.filter(pk=draft)).order_by()
    return rows.values_list("kept_pages", "kept_documents")


def documents_of(draft: Draft) -> list[DraftDocument]:
    """The files of a draft in order, of papers and of questions."""
    rows = draft.documents.all()
    return list(rows if is_at_hand(draft, "documents") else rows.select_related("stored_file"))


def _hand_over(
    draft: Draft,
    pages: Iterable[Mapping[str, Any]] | None,
    documents: Iterable[Mapping[str, Any]] | None,
) -> None:
    hand_over(draft, "answers", [partial_row(DraftAnswer, page) for page in pages or ()])
    hand_over(draft, "documents", [_document(one) for one in documents or ()])


def _document(known: Mapping[str, Any]) -> DraftDocument:
    document = partial_row(DraftDocument, known)
    file = known["file"]
    document.stored_file = partial_row(StoredFile, {**file, "key": UUID(file["key"])})
    return document
