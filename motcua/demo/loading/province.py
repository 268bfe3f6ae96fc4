"""Loading the whole province once, and noticing that it is already there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import connection, transaction

from motcua.audit.actions import record
from motcua.audit.models import Event
from motcua.demo.loading import bodies, content, people, services

if TYPE_CHECKING:
    from datetime import datetime
    from io import TextIOBase

_LOCK = 7_104_002  # any number of our own: one load at a time
_LOADED = "demo.loaded"
LIVED_IN = timedelta(days=75)  # the demo has been at work for so long when it is first seen


def is_loaded() -> bool:
    """Whether exactly this content was loaded into this database."""
    return Event.objects.filter(name=_LOADED, object_id=content.digest()).exists()


def load(*, now: datetime, out: TextIOBase) -> bool:
    """Load what is missing or has changed, at once or not at all; answers whether it did."""
    if is_loaded():
        return False
    for command in ("load_units", "load_calendar"):
        call_command(command, stdout=out)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        if is_loaded():
            return False
        begin = now - LIVED_IN
        agencies = bodies.load(now=begin)
        services.load(agencies, now=begin)
        people.load(agencies, now=begin)
        record(_LOADED, by=None, now=now, object_kind="demo", object_id=content.digest())
    return True
