"""Looking after messages: those that nobody is sending, and those that are old enough."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from motcua.kit.jobs import defer
from motcua.notifications.actions.notifying import SEND
from motcua.notifications.channels.registry import channel
from motcua.notifications.enums import NotificationState
from motcua.notifications.models import Notification
from motcua.notifications.models.notification import WAITING
from motcua.notifications.rules.events import EVENTS
from motcua.notifications.rules.retrying import claim_expires_at

OVERDUE = timedelta(minutes=3)
KEEP = timedelta(days=365)
KEEP_SECRETS = timedelta(days=7)
BATCH = 500


@transaction.atomic
def queue_forgotten(*, now: datetime) -> int:
    """Queue again messages whose job was lost; returns how many. A job too many does no harm."""
    timeout = timedelta(seconds=settings.EMAIL_TIMEOUT)
    longest = claim_expires_at(claimed_at=now, operation_timeout=timeout) - now
    forgotten = Notification.objects.filter(
        Q(state__in=WAITING, next_attempt_at__lt=now - OVERDUE)
        | Q(state=NotificationState.SENDING, claimed_at__lt=now - longest - OVERDUE)
    )
    queued = [
        defer(SEND, notification_id=number, queueing_lock=f"{SEND}:{number}")
        for number in forgotten.order_by("pk").values_list("pk", flat=True)[:BATCH]
    ]
    return sum(job is not None for job in queued)


@transaction.atomic
def forget_old(*, now: datetime) -> tuple[int, int]:
    """Erase secret bodies after a week, whatever became of them, and delete rows after a year.

    Returns how many bodies and how many rows. The demo's own mailbox keeps its letters readable.
    """
    secret = [name for name, event in EVENTS.items() if event.is_secret]
    erased = 0
    if not channel().keeps_letters:
        erased = (
            Notification.objects.filter(Q(event__in=secret) | Q(event__startswith="account."))
            .filter(created_at__lt=now - KEEP_SECRETS)
            .exclude(Q(body="") | Q(state=NotificationState.SENDING))
            .update(body="")
        )
    _, deleted = Notification.objects.filter(created_at__lt=now - KEEP).delete()
    return erased, deleted.get("notifications.Notification", 0)
