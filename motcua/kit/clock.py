"""The one place that reads the clock; everything below is handed `now`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date, datetime

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def local_date(moment: datetime) -> date:
    """The calendar date of a moment in Viet Nam."""
    return moment.astimezone(HANOI).date()
