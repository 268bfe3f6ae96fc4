"""Until when messages may be written, and when a mail announces one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

QUIET = timedelta(minutes=10)
"""So long after a mail about messages that are still unread no further one is sent."""


def is_open(ended_at: datetime | None, now: datetime, *, days: int) -> bool:
    """Whether messages may be written: until so many days after the end."""
    return ended_at is None or now < ended_at + timedelta(days=days)


def is_announced(last_unread_mail_at: datetime | None, now: datetime) -> bool:
    """Whether a new message gets a mail of its own: not while one of the same minutes waits to be
    read.
    """
    return last_unread_mail_at is None or now >= last_unread_mail_at + QUIET
