"""Loading the whole province once, and noticing that it is already there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import connection, transaction

from motcua.audit.actions import record
from motcua.audit.models import Event
from motcua.demo.loading import bodies, cast, content, dossiers, offers, people, reasons
from motcua.kit import jobs

if TYPE_CHECKING:
    from datetime import datetime
    from io import TextIOBase

_LOCK = 7_104_002  # any number of our own: one load at a time
_LOADED = "demo.loaded"
_SETTLED = "demo.settled"
_LIVED = "demo.lived"
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
        _queue()
        if is_loaded():
            return False
        begin = now - LIVED_IN
        agencies = bodies.load(now=begin)
        offers.load(agencies, now=begin)
        people.load(agencies, now=begin)
        reasons.load(now=begin)
        record(_LOADED, by=None, now=now, object_kind="demo", object_id=content.digest())
    return True


def settle(*, now: datetime) -> bool:
    """Give a province that has none its dossiers of the last two months, once.

    The first ones are there at once; the others come by jobs, a few at a time, while the province
    is already served. Answers whether anything was done.
    """
    if Event.objects.filter(name=_SETTLED).exists():
        return False
    with transaction.atomic():
        _queue()
        if Event.objects.filter(name=_SETTLED).exists():
            return False
        plan = content.rows("dossiers")
        keys = cast.move_in(plan["citizens"], now=now - LIVED_IN)
        record(_SETTLED, by=None, now=now, object_kind="demo", after={"dossiers": plan["count"]})
        live(first=0, count=plan["at_once"], neighbours=keys, now=now)
        for first in range(plan["at_once"], plan["count"], plan["at_a_time"]):
            jobs.defer(
                "demo.live",
                priority=1,
                first=first,
                count=plan["at_a_time"],
                neighbours=keys,
                now=now.isoformat(),
            )
    return True


@transaction.atomic
def live(*, first: int, count: int, neighbours: list[int], now: datetime) -> int:
    """Let these stories be lived unless they were; answers how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK % 2**31, first])
    if Event.objects.filter(name=_LIVED, object_id=str(first)).exists():
        return 0
    told = dossiers.stories(neighbours, now=now)
    lived = dossiers.live(told, first=first, count=count, now=now)
    record(_LIVED, by=None, now=now, object_kind="demo", object_id=first)
    return lived


def _queue() -> None:
    """One load at a time; the others wait here and then find it done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
