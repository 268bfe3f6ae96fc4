"""From a message of ours to the bytes of an Internet mail."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from motcua.notifications.channels.base import Outgoing, Permanent


def wire_address(address: str) -> str:
    """An address with its domain in the form of the wire; raises Permanent for one that is none.

    Letters outside ASCII before the @ are not supported, as in the portal's own forms.
    """
    local, _, domain = address.rpartition("@")
    try:
        wire = f"{local}@{domain.encode('idna').decode('ascii')}"
        return Address(addr_spec=wire).addr_spec
    except (UnicodeError, ValueError, IndexError, MessageError) as error:
        raise Permanent("not an e-mail address") from error


def content(message: Outgoing) -> bytes:
    """Headers and body, CRLF at each end of line, dots not yet doubled.

    The header types refuse line breaks, so that no name or subject can bring headers of its own.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(message.from_name, message.from_email)
    mail["To"] = _address(message.to_name, message.to_email)
    mail["Subject"] = message.subject
    mail["Date"] = message.created_at
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.body, charset="utf-8", cte="quoted-printable")
    mail["Content-Language"] = message.language
    return mail.as_bytes()


def with_doubled_dots(data: bytes) -> bytes:
    """Content as it is sent after DATA: a dot at the beginning of a line is doubled."""
    return re.sub(rb"(?m)^\.", b"..", data if data.endswith(b"\r\n") else data + b"\r\n")


def _address(name: str, address: str) -> Address:
    return Address(display_name=name, addr_spec=wire_address(address))
