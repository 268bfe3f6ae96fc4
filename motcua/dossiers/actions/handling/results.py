"""Taking in a result paper that an officer uploads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.files.actions.receiving import receive
from motcua.files.rules.limits import RESULT_LIMITS

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from motcua.accounts.models import Position
    from motcua.files.models import StoredFile


def receive_result(*, upload: UploadedFile[Any], by: Position, now: datetime) -> StoredFile:
    """Keep an uploaded result byte for byte (it may be signed). Raises FileRefused."""
    return receive(upload=upload, purpose="result", by=by, now=now, limits=RESULT_LIMITS)
