"""Several photographs of one paper become one PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.files.actions.receiving import label_of, sha256
from motcua.files.enums import FileState, MediaType
from motcua.files.models import JoinedPart, StoredFile, contents
from motcua.files.rules import joining, names
from motcua.files.rules.limits import PDF, Unacceptable
from motcua.kit import jobs
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence
    from datetime import datetime


class NothingToJoin(Refusal):
    """No file was given, or one that is no longer there."""

    message = _("Chưa có tệp nào để ghép. Hãy chọn ít nhất một tệp.")


class PartsNotReady(Exception):
    """Some part is still being scanned."""


@transaction.atomic
def join_to_pdf(*, files: Sequence[StoredFile], name: str, by: object, now: datetime) -> StoredFile:
    """One PDF of the files in the given order, made by the job `files.join`; RECEIVED until then.

    The parts stay as they are. A single PDF is returned itself: a signature in it stays whole.
    """
    if not files or any(file.state in {FileState.REFUSED, FileState.DELETED} for file in files):
        raise NothingToJoin
    if len(files) == 1 and files[0].media_type == PDF:
        return files[0]
    joined = StoredFile.objects.create(
        purpose=files[0].purpose,
        name=names.clean_name(name),
        media_type=MediaType.PDF,
        received_media_type=MediaType.PDF,
        created_at=now,
        created_by=label_of(by),
        expires_at=files[0].expires_at,
    )
    JoinedPart.objects.bulk_create(
        JoinedPart(joined=joined, part=part, position=position)
        for position, part in enumerate(files, start=1)
    )
    jobs.defer("files.join", key=str(joined.key))
    return joined


def join_now(*, key: uuid.UUID, now: datetime) -> StoredFile:
    """Make the PDF of a joined file if nobody has yet; safe to run twice and at the same time.

    Raises PartsNotReady while a part is being scanned. Nothing is locked while the PDF is made.
    """
    joined = StoredFile.objects.get(key=key)
    if joined.state != FileState.RECEIVED:
        return joined
    parts = [row.part for row in joined.parts.select_related("part")]
    if any(part.state == FileState.RECEIVED for part in parts):
        raise PartsNotReady
    if not all(part.is_ready for part in parts):
        return _settle(joined, content=b"", because="PART_MISSING", now=now)
    try:
        content = joining.join(
            [(part.media_type, contents.read(part.storage_name)) for part in parts],
            title=joined.name,
        )
    except Unacceptable as problem:
        return _settle(joined, content=b"", because=problem.flaw, now=now)
    return _settle(
        joined, content=content, because="", now=now, pages=sum(part.pages or 1 for part in parts)
    )


def _settle(
    joined: StoredFile, *, content: bytes, because: str, now: datetime, pages: int | None = None
) -> StoredFile:
    """Record the outcome unless another run was quicker; the sweep removes the loser's content."""
    storage_name = contents.put(content, now=now) if content else ""
    with transaction.atomic():
        row = StoredFile.objects.select_for_update().get(pk=joined.pk)
        if row.state != FileState.RECEIVED:
            return row
        row.state = FileState.READY if content else FileState.REFUSED
        row.refused_because = because
        row.storage_name = storage_name
        row.size = row.received_size = len(content)
        row.stored_sha256 = row.received_sha256 = sha256(content) if content else ""
        row.pages = pages
        row.save()
    return row
