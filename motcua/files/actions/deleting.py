"""Files that go: asked for, outlived, or left behind by a transaction that never committed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from motcua.files.enums import FileState
from motcua.files.models import StoredFile, contents
from motcua.files.queries.references import unreferenced
from motcua.kit import jobs

logger = structlog.get_logger(__name__)

_BATCH = 500
SWEPT_DAYS = range(2, 9)
"""How many days back the sweep looks; by then no transaction that stored content is still open."""

UNREFERENCED_AFTER = timedelta(days=7)
UNREFERENCED_UNTIL = timedelta(days=183)


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What a sweep did: content without a row that was removed, rows whose content is missing."""

    removed: int
    missing: int


@transaction.atomic
def delete(*, file: StoredFile, now: datetime) -> StoredFile:
    """Delete a file's content; the row stays and says that there was one. Twice is once."""
    row = StoredFile.objects.select_for_update().get(pk=file.pk)
    if row.state == FileState.DELETED:
        return row
    if row.storage_name:
        jobs.defer("files.erase", storage_name=row.storage_name)
    row.state = FileState.DELETED
    row.storage_name = ""
    row.expires_at = None
    row.save(update_fields=["state", "storage_name", "expires_at"])
    return row


def erase(*, storage_name: str) -> None:
    """Remove content that no row names any more; content that a row still names stays."""
    if not StoredFile.objects.filter(storage_name=storage_name).exists():
        contents.remove(storage_name)


def expire(*, now: datetime) -> int:
    """Delete files whose retention has ended; returns how many."""
    count = 0
    for file in StoredFile.objects.expired(now).order_by("expires_at")[:_BATCH]:
        delete(file=file, now=now)
        count += 1
    return count


def delete_unreferenced(*, now: datetime) -> int:
    """Delete files that no foreign key points to any more; returns how many.

    Looks at files between a week and half a year old: younger ones may be on their way into a
    draft, and drafts do not live longer. What a deleted file was joined from is let go with it.
    """
    young, old = now - UNREFERENCED_AFTER, now - UNREFERENCED_UNTIL
    found = unreferenced().filter(created_at__lt=young, created_at__gte=old)
    count = 0
    for file in found.order_by("created_at")[:_BATCH]:
        delete(file=file, now=now)
        count += 1
    return count


def sweep_orphans(*, now: datetime) -> Swept:
    """Remove content that no row names, report rows whose content is missing (recent days only)."""
    removed = missing = 0
    for days in SWEPT_DAYS:
        day = (now - timedelta(days=days)).date()
        found = set(contents.names_of(day))
        named = set(
            StoredFile.objects.filter(
                storage_name__startswith=contents.folder_of(day) + "/"
            ).values_list("storage_name", flat=True)
        )
        for name in found - named:
            contents.remove(name)
        removed += len(found - named)
        missing += len(named - found)
        if named - found:
            logger.error("files.content_missing", day=str(day), count=len(named - found))
    return Swept(removed=removed, missing=missing)
