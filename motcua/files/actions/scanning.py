"""Looking for viruses before anybody sees a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.files.enums import FileState
from motcua.files.models import StoredFile, contents
from motcua.files.providers import clamd
from motcua.kit import jobs
from motcua.kit.outcomes import Outcome, announce

if TYPE_CHECKING:
    import uuid
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)  # slots would make the class twice
class ScanFinished(Outcome):
    """A file was looked at for viruses; what is not clean has been refused and erased."""

    file_id: int
    is_clean: bool
    at: datetime


def scan(*, key: uuid.UUID, now: datetime) -> StoredFile:
    """Have a received file scanned: READY when clean, else REFUSED and its content erased.

    Raises clamd.ScannerUnavailable: then the file stays RECEIVED, which nobody may open.
    """
    file = StoredFile.objects.get(key=key)
    if file.state != FileState.RECEIVED:
        return file
    verdict = clamd.scan(contents.read(file.storage_name))
    with transaction.atomic():
        row = StoredFile.objects.select_for_update().get(pk=file.pk)
        if row.state != FileState.RECEIVED:
            return row
        if verdict.is_clean:
            row.state = FileState.READY
        else:
            row.state = FileState.REFUSED
            row.refused_because = f"VIRUS {verdict.found}"[:200]
            jobs.defer("files.erase", storage_name=row.storage_name)
            row.storage_name = ""
        row.save(update_fields=["state", "refused_because", "storage_name"])
        announce(ScanFinished(file_id=row.pk, is_clean=verdict.is_clean, at=now))
    return row
