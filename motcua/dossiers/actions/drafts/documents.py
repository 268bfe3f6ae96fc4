"""Papers of a draft: put in, take out; and the one PDF the officer gets of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.actions.drafts.drafting import open_draft, touch
from motcua.dossiers.models import Dossier, Draft, DraftDocument
from motcua.dossiers.queries.drafts.documents import is_usable, latest_papers, slots_of
from motcua.dossiers.queries.reach.contents import documents_of
from motcua.files.actions.joining import join_to_pdf
from motcua.files.actions.receiving import prepare, scan_later
from motcua.files.rules.limits import Limits
from motcua.kit.errors import NotThere, Refusal
from motcua.kit.rows import insert_together
from motcua.kit.text_vi import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from motcua.accounts.models import Position, User
    from motcua.catalogue.models import RequiredDocument
    from motcua.files.models import StoredFile

PURPOSE = "dossier"
LONGEST_REASON = 500
_MEGABYTE = 1024 * 1024


class TooManyFiles(Refusal):
    """The slot is full."""

    message = _("Giấy tờ này đã đủ số tệp cho phép. Hãy bỏ bớt một tệp rồi tải lên lại.")


class SameFile(Refusal):
    """The slot holds this very file already."""

    message = _("Tệp này đã có ở đây rồi, không cần tải lên lần nữa.")


class LockedPaper(Refusal):
    """The paper is not among those asked to be mended."""

    message = _("Giấy tờ này không nằm trong danh mục cần bổ sung nên không thay đổi được.")


def add_document(
    *,
    draft: Draft,
    required_document_id: int,
    upload: UploadedFile[Any],
    by: User | Position | None,
    now: datetime,
) -> DraftDocument:
    """Put one file into a slot of the draft.

    The file is looked at and stored before the draft is locked: decoding a photograph takes long.
    Raises FileRefused, TooManyFiles, SameFile, LockedPaper, AlreadySent and NotThere.
    """
    slot = next(
        (s for s in slots_of(draft) if s.required_document.pk == required_document_id), None
    )
    if slot is None:
        raise LockedPaper if draft.supplement_id else NotThere
    paper = slot.required_document
    if len(slot.documents) >= paper.max_files:
        raise TooManyFiles
    stored = prepare(
        upload=upload,
        purpose=PURPOSE,
        by=by,
        now=now,
        limits=Limits(max_bytes=paper.max_megabytes * _MEGABYTE),
    )
    return _attach(draft, paper, stored, now=now)


@transaction.atomic
def _attach(
    draft: Draft, paper: RequiredDocument, stored: StoredFile, *, now: datetime
) -> DraftDocument:
    locked = open_draft(draft.pk)
    held = [one for one in documents_of(locked) if one.required_document_id == paper.pk]
    if len(held) >= paper.max_files:
        raise TooManyFiles
    if stored.received_sha256 in {one.stored_file.received_sha256 for one in held}:
        raise SameFile
    touch(locked, now=now)
    document = DraftDocument(
        draft=locked,
        required_document=paper,
        stored_file=stored,
        position=max((one.position for one in held), default=0) + 1,
    )
    insert_together(stored, document)
    scan_later(stored)
    return document


@transaction.atomic
def explain_absences(*, draft: Draft, reasons: Mapping[int, str], now: datetime) -> list[int]:
    """Keep why required papers cannot be had: key of the paper → reason; those not named are not
    absent any more. Whoever accepts decides whether the reason will do. Gives the keys without a
    reason, which are not kept. Raises AlreadySent.
    """
    open_slots = {slot.required_document.pk: slot for slot in slots_of(draft)}
    kept: dict[str, str] = {}
    unexplained: list[int] = []
    for key, typed in reasons.items():
        slot, reason = open_slots.get(key), clean(typed, multiline=True)[:LONGEST_REASON]
        if slot is None or not (slot.required_document.is_required or draft.supplement_id):
            continue
        if reason:
            kept[str(key)] = reason
        else:
            unexplained.append(key)
    if kept == draft.absences:
        return unexplained
    locked = open_draft(draft.pk)
    locked.absences = draft.absences = kept
    locked.save(update_fields=["absences"])
    touch(locked, now=now)
    return unexplained


@transaction.atomic
def remove_document(*, draft: Draft, document_id: int, now: datetime) -> None:
    """Take one file out of the draft; taking it out twice is the same as once."""
    locked = open_draft(draft.pk)
    locked.documents.filter(pk=document_id).delete()
    touch(locked, now=now)


def join_papers(dossier: Dossier, *, by: Position | None, now: datetime) -> None:
    """Have each paper of several files joined into one PDF for the officer; a file that the
    scanner refused stays out.
    """
    for paper in latest_papers(dossier, beside=()):
        files = [part.stored_file for part in paper.files.all() if is_usable(part.stored_file)]
        if paper.joined_id is None and len(files) > 1:
            paper.joined = join_to_pdf(files=files, name=paper.title[:100], by=by, now=now)
            paper.save(update_fields=["joined"])
