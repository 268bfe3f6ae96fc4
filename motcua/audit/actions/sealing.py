"""Sealing the trail into a signed chain, and checking it."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction

from motcua.audit.models import Event, Seal
from motcua.audit.rules.canonical import chain, digest_of

if TYPE_CHECKING:
    from datetime import datetime

_GENESIS = bytes(32)


@transaction.atomic
def seal(*, now: datetime) -> Seal | None:
    """Seal every event of transactions older than the oldest one still running; nothing new gives
    nothing.

    Ordering by transaction instead of event keeps a late commit from slipping in below a seal.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit.seal'))")
    horizon = oldest_running()
    last = Seal.objects.order_by("-to_transaction").first()
    start = last.to_transaction if last else 0
    digests = _digests(start, horizon)
    if not digests:
        return None
    previous = bytes(last.digest) if last else _GENESIS
    link = chain(previous, digests)
    return Seal.objects.create(
        sealed_at=now,
        from_transaction=start,
        to_transaction=horizon,
        event_count=len(digests),
        previous=previous,
        digest=link,
        signature=_sign(link),
    )


def oldest_running() -> int:
    """The oldest transaction that still runs; every one below it has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (horizon,) = cursor.fetchone()
    return int(horizon)


def broken_seals() -> list[Seal]:
    """Every seal whose events, link or signature no longer agree."""
    broken, previous = [], _GENESIS
    for link in Seal.objects.order_by("to_transaction").iterator():
        digests = _digests(link.from_transaction, link.to_transaction, verify=True)
        expected = chain(previous, digests)
        signed = hmac.compare_digest(bytes(link.signature), _sign(expected))
        if bytes(link.previous) != previous or bytes(link.digest) != expected or not signed:
            broken.append(link)
        previous = bytes(link.digest)
    return broken


def _digests(start: int, end: int, *, verify: bool = False) -> list[bytes]:
    rows = Event.objects.filter(transaction_id__gte=start, transaction_id__lt=end).order_by(
        "transaction_id", "id"
    )
    if verify:
        return [
            digest_of(bytes(content))
            for content in rows.values_list("canonical", flat=True).iterator()
        ]
    return [bytes(digest) for digest in rows.values_list("digest", flat=True).iterator()]


def _sign(link: bytes) -> bytes:
    key = hashlib.sha256(b"audit.seal" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(key, link, "sha256")
