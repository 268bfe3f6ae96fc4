"""The channel that EMAIL_URL names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from motcua.notifications.channels.mailbox.channel import MailboxChannel
from motcua.notifications.channels.smtp.channel import SmtpChannel
from motcua.notifications.channels.smtp.server import Server

if TYPE_CHECKING:
    from motcua.notifications.channels.base import Channel


def channel() -> Channel:
    """The configured channel; raises ImproperlyConfigured with a sentence that says what is
    wrong.
    """
    return _channel(settings.EMAIL_URL, settings.EMAIL_TIMEOUT)


@cache
def _channel(url: str, timeout: int) -> Channel:
    scheme = urlsplit(url).scheme
    if scheme == "mailbox":
        if not settings.DEMO:
            raise ImproperlyConfigured("EMAIL_URL=mailbox: is for demo mode; name an SMTP server.")
        return MailboxChannel()
    if scheme in {"smtp", "smtps"}:
        return SmtpChannel(Server.from_url(url, timeout=timeout))
    raise ImproperlyConfigured("EMAIL_URL must begin with smtp:// or smtps://.")
