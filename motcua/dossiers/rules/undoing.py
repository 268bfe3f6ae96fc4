"""How long a mis-clicked step can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

UNDO_WITHIN = timedelta(minutes=10)


def can_still_undo(happened_at: datetime, at: datetime) -> bool:
    """Within ten minutes, and never before it happened."""
    return timedelta(0) <= at - happened_at <= UNDO_WITHIN
