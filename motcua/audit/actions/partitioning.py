"""The monthly tables that events and looks are written into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from datetime import date

MONTHS = 4


def make_partitions(*, today: date) -> int:
    """Make what is missing of this month's tables and those of the next three; answers how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_make_partitions(%s, %s)", [today.replace(day=1), MONTHS])
        (made,) = cursor.fetchone()
    return int(made)
