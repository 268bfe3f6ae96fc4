"""Sending one message: claim it, talk to the channel outside any transaction, record the end.

The claim is a token that only one process holds. It is checked once more just before the content is
ended, so that a process which was taken for dead and came back cannot send what another now sends.
What happened between that mark and the recorded answer nobody can know: such a message ends as
UNCERTAIN and is never sent a second time by itself.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from motcua.kit import text_vi
from motcua.kit.jobs import defer
from motcua.notifications.actions.notifying import SEND, sender
from motcua.notifications.channels.base import (
    Answer,
    DeliveryFailed,
    Outgoing,
    Permanent,
    Temporary,
    Uncertain,
)
from motcua.notifications.channels.registry import channel
from motcua.notifications.enums import AttemptResult, EndReason, NotificationState
from motcua.notifications.models import Notification, NotificationAttempt
from motcua.notifications.rules.events import event_called
from motcua.notifications.rules.retrying import claim_expires_at, next_attempt_at
from motcua.notifications.transitions import target_of

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS: dict[type[DeliveryFailed], AttemptResult] = {
    Temporary: AttemptResult.TEMPORARY,
    Permanent: AttemptResult.PERMANENT,
    Uncertain: AttemptResult.UNCERTAIN,
}


class ClaimLost(Exception):
    """Another process has taken the message over."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The right to send one message now."""

    notification_id: int
    token: uuid.UUID
    message: Outgoing


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How an attempt ended."""

    result: AttemptResult
    code: int | None = None
    text: str = ""


@transaction.atomic
def claim(*, notification_id: int, now: datetime) -> Claim | None:
    """Take a waiting message for sending; None when there is nothing to do (any more, or yet).

    A message that another process holds is left to it, and looked at again when its time is over.
    """
    row = Notification.objects.select_for_update().filter(pk=notification_id).first()
    if row is None:
        return None
    if row.state == NotificationState.SENDING:
        expires_at = _expires_at(row)
        if now < expires_at:
            defer(SEND, notification_id=row.pk, schedule_at=expires_at)
            return None
        _close_abandoned(row, now=now)
    if row.state not in {NotificationState.CREATED, NotificationState.FAILED}:
        return None
    row.state = target_of("claim", current=row.state)
    row.claim, row.claimed_at = uuid.uuid4(), now
    row.next_attempt_at = row.handed_over_at = None
    row.save()
    return Claim(notification_id=row.pk, token=row.claim, message=_outgoing(row))


def hand_over(claimed: Claim, *, clock: Callable[[], datetime]) -> Ending | None:
    """Deliver by the channel; None when another process took the message over meanwhile."""

    def before_end() -> None:
        mark_handed_over(claimed, now=clock())

    try:
        answer: Answer = channel().deliver(claimed.message, before_end=before_end)
    except ClaimLost:
        return None
    except DeliveryFailed as failed:
        return Ending(result=RESULTS[type(failed)], code=failed.code, text=failed.text)
    return Ending(result=AttemptResult.SENT, code=answer.code, text=answer.text)


def mark_handed_over(claimed: Claim, *, now: datetime) -> None:
    """Note that the end of the content is about to be sent; raises ClaimLost."""
    still_ours = Notification.objects.filter(
        pk=claimed.notification_id, claim=claimed.token, state=NotificationState.SENDING
    )
    if not still_ours.update(handed_over_at=now):
        raise ClaimLost


@transaction.atomic
def record_end(claimed: Claim, ending: Ending, *, now: datetime) -> None:
    """Write down how the attempt ended and, after a temporary failure, plan the next.

    A claim that was taken away is left alone, except that a late "sent" settles a doubt.
    """
    row = (
        Notification.objects.select_for_update()
        .filter(pk=claimed.notification_id, claim=claimed.token)
        .first()
    )
    if row is None:
        return
    in_doubt = row.state == NotificationState.UNCERTAIN
    if in_doubt and ending.result != AttemptResult.SENT:
        return
    _append_attempt(row, ending, now=now)
    if ending.result == AttemptResult.SENT:
        _sent(row, now=now)
    elif ending.result == AttemptResult.PERMANENT:
        _end(row, "give_up", EndReason.REFUSED)
    elif ending.result == AttemptResult.UNCERTAIN:
        _end(row, "lose_sight", EndReason.NO_ANSWER)
    else:
        _try_later(row, now=now)
    row.last_error = "" if ending.result == AttemptResult.SENT else _one_line(ending)
    row.save()


def _sent(row: Notification, *, now: datetime) -> None:
    row.state = target_of("sent", current=row.state)
    row.reason, row.sent_at, row.claim, row.claimed_at = "", now, None, None
    if event_called(row.event).is_secret and not channel().keeps_letters:
        row.body = ""


def _end(row: Notification, move: str, reason: EndReason) -> None:
    row.state = target_of(move, current=row.state)
    row.reason = reason


def _try_later(row: Notification, *, now: datetime) -> None:
    at = next_attempt_at(failures=row.attempt_count, expires_at=row.expires_at, now=now)
    if at is None:
        _end(row, "give_up", EndReason.TOO_OLD)
        return
    row.state = target_of("fail", current=row.state)
    row.next_attempt_at, row.claim, row.claimed_at, row.handed_over_at = at, None, None, None
    defer(SEND, notification_id=row.pk, schedule_at=at)


def _close_abandoned(row: Notification, *, now: datetime) -> None:
    """End the attempt of a process that died: before the mark nothing was delivered, after it who
    knows. One that has killed its senders until it was of no use any more is given up.
    """
    if row.handed_over_at is not None:
        _append_attempt(row, Ending(result=AttemptResult.UNCERTAIN), now=now)
        _end(row, "lose_sight", EndReason.NO_ANSWER)
    else:
        _append_attempt(row, Ending(result=AttemptResult.ABANDONED), now=now)
        if now >= row.expires_at:
            _end(row, "give_up", EndReason.TOO_OLD)
        else:
            row.state, row.next_attempt_at = target_of("fail", current=row.state), now
    row.save()


def _append_attempt(row: Notification, ending: Ending, *, now: datetime) -> None:
    row.attempt_count += 1
    NotificationAttempt.objects.create(
        notification=row,
        number=row.attempt_count,
        channel=channel().name,
        started_at=row.claimed_at or now,
        ended_at=now,
        result=ending.result,
        code=ending.code,
        answer=text_vi.clean(ending.text)[:500],
    )


def _expires_at(row: Notification) -> datetime:
    timeout = timedelta(seconds=settings.EMAIL_TIMEOUT)
    if row.claimed_at is None:  # the database forbids it; an expired claim is the safe reading
        return row.created_at
    return claim_expires_at(claimed_at=row.claimed_at, operation_timeout=timeout)


def _outgoing(row: Notification) -> Outgoing:
    from_name, from_email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Outgoing(
        message_id=row.message_id,
        created_at=row.created_at,
        from_name=from_name or sender().name,
        from_email=from_email,
        to_name=row.to_name,
        to_email=row.to_email,
        language=row.language,
        subject=row.subject,
        body=row.body,
    )


def _one_line(ending: Ending) -> str:
    return text_vi.clean(f"{ending.code or ''} {ending.text}")[:500]
