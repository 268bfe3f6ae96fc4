"""A real SMTP server that behaves as the first word of the recipient's address says."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LONG = 60.0
logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # a dropped connection is on purpose here


@dataclass
class Handler:
    """What the server does; `kept` is what it has taken responsibility for, answered or not.

    busy-…     451 to the recipient, the first time
    full-…     452 after the content, the first time
    stalls-…   no answer to the recipient, the first time
    silent-…   keeps the content and never answers      dropped-…  keeps the content and hangs up
    lost-…     hangs up after the content, keeping nothing
    refused-…  550 to the recipient                     spam-…     554 after the content
    slow-…     takes `delay` seconds over the content
    """

    delay: float = 0.0
    kept: list[EmailMessage] = field(default_factory=list)
    tried: Counter[str] = field(default_factory=Counter)

    def kept_for(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.kept if mail["To"].addresses[0].addr_spec == address]

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        kind = address.partition("-")[0]
        self.tried[address] += 1
        first = self.tried[address] == 1
        if kind == "refused":
            return "550 5.1.1 no such mailbox"
        if kind == "busy" and first:
            return "451 4.3.0 try again later"
        if kind == "stalls" and first:
            await asyncio.sleep(LONG)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        address = envelope.rcpt_tos[0]
        kind = address.partition("-")[0]
        if kind == "spam":
            return "554 5.7.1 refused as spam"
        if kind == "full" and self.tried[address] == 1:
            return "452 4.2.2 mailbox full"
        if kind == "slow":
            await asyncio.sleep(self.delay)
        if kind != "lost":
            content = envelope.original_content or b""
            self.kept.append(message_from_bytes(content, policy=policy.default))
        if kind in {"dropped", "lost"} and server.transport is not None:
            server.transport.abort()
        if kind == "silent":
            await asyncio.sleep(LONG)
        return "250 2.0.0 taken"


class Running(Controller):
    """The server in a thread of its own on a free port of this machine."""

    def __init__(self, handler: Handler) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        super().__init__(handler, hostname="127.0.0.1", port=port)

    @property
    def address(self) -> str:
        """EMAIL_URL of the server."""
        return f"smtp://127.0.0.1:{self.port}?tls=none"

    def factory(self) -> Any:
        return SMTP(self.handler, enable_SMTPUTF8=False, hostname="mail.test")
