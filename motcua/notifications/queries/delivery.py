"""Whether people could be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.notifications.enums import NotificationState
from motcua.notifications.models import Notification

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

UNDELIVERED = (NotificationState.GIVEN_UP, NotificationState.UNCERTAIN)


def messages_about(about: str) -> QuerySet[Notification]:
    """Every message about one thing, such as a dossier's code; newest first, without the bodies."""
    return Notification.objects.filter(about=about).defer("body").order_by("-pk")


def undelivered(*, since: datetime) -> QuerySet[Notification]:
    """Messages that did not, or perhaps did not, arrive; somebody may have to call these people."""
    return (
        Notification.objects.filter(state__in=UNDELIVERED, created_at__gte=since)
        .defer("body")
        .order_by("-pk")
    )


def waiting_count() -> int:
    """How many messages are still to be sent."""
    return Notification.objects.filter(next_attempt_at__isnull=False).count()
