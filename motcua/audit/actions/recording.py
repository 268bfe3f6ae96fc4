"""Recording what was done and what was looked at, inside the caller's transaction."""

from __future__ import annotations

import contextvars
import os
from typing import TYPE_CHECKING, Any, Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from motcua.audit.models import SubjectKey
from motcua.audit.rules.canonical import canonical_bytes, digest_of
from motcua.kit.acting import program

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")


class Actor(Protocol):
    """A user or a position: whatever has a key, and a position has its user."""

    pk: Any


_INSERT_EVENT = """
    INSERT INTO audit_event (at, name, actor_id, actor_label, position_id, object_kind, object_id,
                             request_id, canonical, digest, transaction_id)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, pg_current_xact_id()::text::bigint)
"""
_INSERT_ACCESS = """
    INSERT INTO audit_access (at, actor_id, position_id, object_kind, object_id, purpose)
    VALUES (%s, %s, %s, %s, %s, %s)
"""


def record(  # noqa: PLR0913 - an event has that many sides; all are named
    name: str,
    *,
    by: Actor | None,
    now: datetime,
    object_kind: str = "",
    object_id: object = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    subject: str = "",
) -> None:
    """Append one event.

    `by` is a User, a Position or nobody (the house itself: a job, or the command that
    `kit.acting` names). `before` and `after` hold only the
    fields that matter, JSON-able. With `subject` (such as "party:12") the values are encrypted
    under that subject's key, so that dropping the key erases them while the event stays.
    """
    actor_id, position_id = _actor_of(by)
    values: dict[str, Any] = {"before": dict(before or {}), "after": dict(after or {})}
    if subject:
        values = {"subject": subject, "sealed_values": _encrypt(subject, values, now)}
    label = str(by) if by is not None else program.get()
    content = canonical_bytes(
        {
            "at": now.isoformat(),
            "name": name,
            "actor": actor_id,
            "position": position_id,
            "object": [object_kind, str(object_id)],
            **values,
        }
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT_EVENT,
            [
                now,
                name,
                actor_id,
                label[:300],
                position_id,
                object_kind,
                str(object_id),
                request_id.get()[:40],
                content,
                digest_of(content),
            ],
        )


def record_access(
    *, by: Actor | None, now: datetime, object_kind: str, object_id: object, purpose: str
) -> None:
    """Append that someone looked at personal values, for example an officer at a dossier."""
    actor_id, position_id = _actor_of(by)
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT_ACCESS, [now, actor_id, position_id, object_kind, str(object_id), purpose]
        )


def forget(*, subject: str, by: Actor, now: datetime) -> None:
    """Drop a subject's key: its personal values in the trail can never be read again."""
    SubjectKey.objects.filter(subject=subject).delete()
    record("audit.subject_forgotten", by=by, now=now, object_kind="subject", object_id=subject)


def _actor_of(by: Actor | None) -> tuple[int | None, int | None]:
    if by is None:
        return None, None
    user_id = getattr(by, "user_id", None)
    return (user_id, by.pk) if user_id is not None else (by.pk, None)


def _encrypt(subject: str, values: Mapping[str, Any], now: datetime) -> str:
    key, _ = SubjectKey.objects.get_or_create(
        subject=subject, defaults={"key": AESGCM.generate_key(256), "created_at": now}
    )
    nonce = os.urandom(12)
    return (
        nonce + AESGCM(bytes(key.key)).encrypt(nonce, canonical_bytes(values), subject.encode())
    ).hex()
