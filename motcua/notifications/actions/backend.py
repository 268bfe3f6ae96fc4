"""Django's e-mail backend of this house: what a library mails becomes a message like all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from motcua.kit import clock
from motcua.kit.wording import active_language
from motcua.notifications.actions.notifying import notify_in_own_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage

EVENT_HEADER = "X-Event"


class EmailBackend(BaseEmailBackend):
    """Stores each mail for each recipient; the header X-Event names the event (`account.…`)."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the plain text of the mails; raises ValueError for attachments or mere HTML."""
        with transaction.atomic():
            for mail in email_messages:
                self._queue(mail)
        return len(email_messages)

    def _queue(self, mail: EmailMessage) -> None:
        if mail.attachments or mail.content_subtype != "plain":
            raise ValueError("Only plain text is mailed; papers are fetched from the portal.")
        for address in mail.recipients():
            notify_in_own_words(
                str(mail.extra_headers.get(EVENT_HEADER, "account.mail")),
                to_email=address,
                subject=str(mail.subject),
                body=str(mail.body),
                language=active_language(),
                now=clock.now(),
            )
