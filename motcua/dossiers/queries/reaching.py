"""Whether those who wait for a dossier could be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.dossiers.enums import Status
from motcua.notifications.enums import NotificationState
from motcua.notifications.queries.delivery import UNDELIVERED, messages_about
from motcua.notifications.rules.events import Category, event_called

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier
    from motcua.notifications.models import Notification

MOST = 3
"""So many of the latest messages are named to an officer."""


def unheard(dossier: Dossier) -> list[Notification]:
    """The latest messages to the applicant or the filer that did not arrive, or perhaps did not,
    newest first: of each address those after the last one that did. Nothing once the result is in
    their hands.
    """
    if dossier.status == Status.RETURNED:
        return []
    reached: set[str] = set()
    found = []
    for message in messages_about(f"dossier:{dossier.pk}"):
        if event_called(message.event).category != Category.DOSSIER:
            continue
        if message.state == NotificationState.SENT:
            reached.add(message.to_email)
        elif message.to_email not in reached and _is_in_doubt(message):
            found.append(message)
    return found[:MOST]


def _is_in_doubt(message: Notification) -> bool:
    return message.state in (*UNDELIVERED, NotificationState.FAILED)
