"""Whether people could be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from motcua.notifications.enums import NotificationState
from motcua.notifications.models import Notification
from motcua.notifications.rules.events import event_called

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from motcua.accounts.models import User

UNDELIVERED = (NotificationState.GIVEN_UP, NotificationState.UNCERTAIN)


def messages_about(about: str) -> QuerySet[Notification]:
    """Every message about one thing, such as a dossier's code; newest first, without the bodies."""
    return Notification.objects.filter(about=about).defer("body").order_by("-pk")


def messages_to(user: User, *, at_most: int) -> list[Notification]:
    """The latest messages to a person or the person's address, the words of secret ones left out:
    they open something.
    """
    theirs = Q(to_user=user) | Q(to_email=user.email) if user.email else Q(to_user=user)
    found = list(Notification.objects.filter(theirs).order_by("-pk")[:at_most])
    for message in found:
        if event_called(message.event).is_secret:
            message.body = ""
    return found


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


def counts(*, since: datetime) -> dict[str, int]:
    """By state, how many messages were made since a moment, and how many older ones still wait."""
    states = NotificationState
    waiting = Q(state__in=(states.CREATED, states.FAILED)) | Q(state=states.SENDING)
    rows = Notification.objects.filter(waiting | Q(created_at__gte=since))
    found = dict(rows.values_list("state").annotate(Count("pk")).order_by())
    return {state.value: found.get(state.value, 0) for state in states}
