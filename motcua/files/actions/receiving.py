"""Files that come in: looked at, made fit to keep, stored, recorded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models, transaction

from motcua.files.actions.refusals import FileRefused
from motcua.files.enums import FileState, MediaType
from motcua.files.models import StoredFile, contents
from motcua.files.providers import clamd
from motcua.files.rules import names, pdfs, pictures, types
from motcua.files.rules.limits import PDF, Flaw, Limits, Unacceptable
from motcua.kit import jobs

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, kw_only=True)
class _Prepared:
    """Content as it will be kept, with what was learnt on the way."""

    content: bytes
    media_type: str
    received_media_type: str
    received: bytes
    width: int | None = None
    height: int | None = None
    pages: int | None = None


def receive(
    *,
    upload: UploadedFile[bytes] | bytes,
    purpose: str,
    by: object,
    now: datetime,
    name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    expires_at: datetime | None = None,
) -> StoredFile:
    """Take a file from a person; pictures are made anew, PDFs are kept byte for byte.

    Returns a READY file, or a RECEIVED one when a scanner must look at it first (job `files.scan`).
    Raises FileRefused, whose message names the file, the bound and what to do.
    """
    file = prepare(
        upload=upload,
        purpose=purpose,
        by=by,
        now=now,
        name=name,
        limits=limits,
        expires_at=expires_at,
    )
    return _insert(file)


def prepare(
    *,
    upload: UploadedFile[bytes] | bytes,
    purpose: str,
    by: object,
    now: datetime,
    name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    expires_at: datetime | None = None,
) -> StoredFile:
    """The same up to the row, for whoever inserts it with rows of his own and then calls
    `scan_later`.
    """
    shown = names.clean_name(name if name is not None else getattr(upload, "name", None) or "")
    try:
        prepared = _prepare(_bounded(upload, limits), limits)
    except Unacceptable as problem:
        raise FileRefused(problem, name=shown, limits=limits) from problem
    state = FileState.RECEIVED if clamd.is_configured() else FileState.READY
    return _store(
        prepared, name=shown, purpose=purpose, by=by, now=now, expires_at=expires_at, state=state
    )


def scan_later(file: StoredFile) -> None:
    """Have the scanner look at a new file, if there is one."""
    if file.state == FileState.RECEIVED:
        jobs.defer("files.scan", key=str(file.key))


def keep(
    *,
    content: bytes,
    name: str,
    purpose: str,
    by: object,
    now: datetime,
    pages: int | None = None,
    expires_at: datetime | None = None,
) -> StoredFile:
    """Keep a PDF that the house itself made; it is not looked at again and is ready at once."""
    prepared = _Prepared(
        content=content, media_type=PDF, received_media_type=PDF, received=content, pages=pages
    )
    shown = names.clean_name(name)
    file = _store(
        prepared,
        name=shown,
        purpose=purpose,
        by=by,
        now=now,
        expires_at=expires_at,
        state=FileState.READY,
    )
    return _insert(file)


def label_of(by: object) -> str:
    """Who brought a file, as a label that outlives the row: `accounts.user:12`."""
    if isinstance(by, models.Model):
        return f"{by._meta.label_lower}:{by.pk}"
    return str(by or "")[:200]


def sha256(content: bytes) -> str:
    """The fingerprint of content, in 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _bounded(upload: UploadedFile[bytes] | bytes, limits: Limits) -> bytes:
    """The bytes of an upload neither empty nor too large; a large one is not read at all."""
    size = len(upload) if isinstance(upload, bytes) else (upload.size or 0)
    if size == 0:
        raise Unacceptable(Flaw.EMPTY)
    if size > limits.max_bytes:
        raise Unacceptable(Flaw.TOO_LARGE, measured=size)
    if isinstance(upload, bytes):
        return upload
    upload.seek(0)
    return bytes(upload.read())


def _prepare(received: bytes, limits: Limits) -> _Prepared:
    head = received[: types.HEAD]
    media_type = types.media_type_of(head)
    if media_type not in limits.accepts:
        raise Unacceptable(Flaw.WRONG_TYPE, found=_label(media_type) or types.describe(head))
    if media_type == PDF:
        pages = pdfs.count_pages(received, limits)
        return _Prepared(
            content=received,
            media_type=PDF,
            received_media_type=PDF,
            received=received,
            pages=pages,
        )
    picture = pictures.reencode(received, media_type, limits)
    return _Prepared(
        content=picture.content,
        media_type=MediaType.JPEG,
        received_media_type=media_type,
        received=received,
        width=picture.width,
        height=picture.height,
    )


def _label(media_type: str) -> str:
    return media_type.rpartition("/")[2].upper()


def _store(
    prepared: _Prepared,
    *,
    name: str,
    purpose: str,
    by: object,
    now: datetime,
    expires_at: datetime | None,
    state: FileState,
) -> StoredFile:
    # The content first: a row without content must never be seen; content without a row is swept.
    storage_name = contents.put(prepared.content, now=now)
    received_sha256 = sha256(prepared.received)
    unchanged = prepared.content is prepared.received
    return StoredFile(
        purpose=purpose,
        name=name,
        state=state,
        media_type=prepared.media_type,
        received_media_type=prepared.received_media_type,
        size=len(prepared.content),
        received_size=len(prepared.received),
        received_sha256=received_sha256,
        stored_sha256=received_sha256 if unchanged else sha256(prepared.content),
        width=prepared.width,
        height=prepared.height,
        pages=prepared.pages,
        storage_name=storage_name,
        created_at=now,
        created_by=label_of(by),
        expires_at=expires_at,
    )


@transaction.atomic
def _insert(file: StoredFile) -> StoredFile:
    file.save(force_insert=True)
    scan_later(file)
    return file
