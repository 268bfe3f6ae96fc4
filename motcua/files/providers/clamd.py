"""ClamAV's daemon, asked over its own protocol (INSTREAM); used when CLAMD_ADDRESS is set."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass

from django.conf import settings

_TIMEOUT = 30  # seconds for each step; a large PDF takes ClamAV a few
_CHUNK = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the scanner says; `found` names what it found."""

    is_clean: bool
    found: str = ""


class ScannerUnavailable(Exception):
    """The scanner did not answer, or not in its language; nothing is known about the file."""


def is_configured() -> bool:
    """Whether files must be scanned before anybody sees them."""
    return bool(settings.CLAMD_ADDRESS)


def scan(content: bytes) -> Verdict:
    """Have content scanned; raises ScannerUnavailable."""
    try:
        with _connection(settings.CLAMD_ADDRESS) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                chunk = content[start : start + _CHUNK]
                line.sendall(struct.pack("!L", len(chunk)) + chunk)
            line.sendall(struct.pack("!L", 0))
            answer = _answer(line)
    except OSError as error:
        raise ScannerUnavailable(str(error)) from error
    if answer == "stream: OK":
        return Verdict(is_clean=True)
    if answer.endswith(" FOUND"):
        return Verdict(is_clean=False, found=answer.removeprefix("stream: ").removesuffix(" FOUND"))
    raise ScannerUnavailable(answer)


def _connection(address: str) -> socket.socket:
    """`host:port`, or `unix:/path/of/socket`."""
    if address.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_TIMEOUT)
        try:
            line.connect(address.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_TIMEOUT)


def _answer(line: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0"):
        piece = line.recv(4096)
        if not piece:
            break
        received += piece
    return received.rstrip(b"\0\n").decode("utf-8", "replace")
