"""One conversation with the SMTP server for one message (RFC 5321)."""

from __future__ import annotations

import smtplib
import ssl
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from django.core.mail.utils import DNS_NAME

from motcua.notifications.channels.base import Answer, Outgoing, Permanent, Temporary, Uncertain
from motcua.notifications.channels.smtp.message import (
    content,
    wire_address,
    with_doubled_dots,
)
from motcua.notifications.rules.retrying import longest_conversation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import timedelta

    from motcua.notifications.channels.smtp.server import Server

READY, DONE, GO_ON = 220, 250, 354
WILL_FORWARD = 251
END_OF_CONTENT = b".\r\n"


class SmtpChannel:
    """Hands messages to one SMTP server, each in a connection of its own."""

    name = "smtp"
    keeps_letters = False

    def __init__(self, server: Server) -> None:
        self.server = server

    def deliver(self, message: Outgoing, *, before_end: Callable[[], None]) -> Answer:
        """Deliver one message.

        The content is sent first, then `before_end` is called, then the dot that ends it: without
        the dot the server must not deliver, after it only its answer tells.
        """
        data = with_doubled_dots(content(message))
        with self._conversation() as smtp:
            with _failures_are(Temporary):
                self._introduce(smtp)
                self._address(smtp, message)
                smtp.send(data)
            before_end()
            with _failures_are(Uncertain):
                smtp.send(END_OF_CONTENT)
                code, text = smtp.getreply()
            return _accepted(code, text, DONE)

    @contextmanager
    def _conversation(self) -> Iterator[smtplib.SMTP]:
        limit = longest_conversation(self.server.timeout)
        with _failures_are(Temporary):
            smtp = self._new_client()
            code, text = smtp.connect(self.server.host, self.server.port)
            if code != READY:
                raise Temporary(_words(text), code=code)
        watch = _ends_after(limit, smtp)
        try:
            yield smtp
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
        finally:
            watch.cancel()
            smtp.close()

    def _new_client(self) -> smtplib.SMTP:
        seconds = self.server.timeout.total_seconds()
        here = str(DNS_NAME)
        if self.server.tls == "implicit":
            trusted = ssl.create_default_context()
            return smtplib.SMTP_SSL(local_hostname=here, timeout=seconds, context=trusted)
        return smtplib.SMTP(local_hostname=here, timeout=seconds)

    def _introduce(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self.server.tls == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        if self.server.user:
            smtp.login(self.server.user, self.server.password)

    def _address(self, smtp: smtplib.SMTP, message: Outgoing) -> None:
        code, text = smtp.mail(wire_address(message.from_email))
        if code != DONE:  # our own address or account is the matter: theirs is not to blame
            raise Temporary(_words(text), code=code)
        _accepted(*smtp.rcpt(wire_address(message.to_email)), DONE, WILL_FORWARD)
        _accepted(*smtp.docmd("DATA"), GO_ON)


def _accepted(code: int, text: bytes, *wanted: int) -> Answer:
    if code in wanted:
        return Answer(code=code, text=_words(text))
    refused_for_good = 500 <= code < 600
    raise (Permanent if refused_for_good else Temporary)(_words(text), code=code)


def _words(text: bytes) -> str:
    return " ".join(text.decode("utf-8", "replace").replace("\x00", " ").split())[:500]


@contextmanager
def _failures_are(kind: type[Temporary | Uncertain]) -> Iterator[None]:
    """Whatever goes wrong with the connection or the protocol in here is of this kind."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        text = error.smtp_error
        words = _words(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
        raise kind(words, code=error.smtp_code) from error
    except (smtplib.SMTPException, OSError) as error:
        raise kind(str(error)[:500] or type(error).__name__) from error


def _ends_after(limit: timedelta, smtp: smtplib.SMTP) -> threading.Timer:
    """Cut the line when the whole conversation takes too long, however busy it looks."""

    def cut() -> None:
        with suppress(OSError, AttributeError):
            smtp.sock.shutdown(2)  # type: ignore[union-attr]

    watch = threading.Timer(limit.total_seconds(), cut)
    watch.daemon = True
    watch.start()
    return watch
