"""The bytes an event is sealed as: one spelling per content."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Mapping


def _plain(value: object) -> object:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    raise TypeError(f"{type(value).__name__} does not belong into an audit event")


def canonical_bytes(content: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON with sorted keys and no blanks; refuses values without one spelling (TypeError,
    ValueError).
    """
    text = json.dumps(
        content,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
        default=_plain,
    )
    return text.encode("utf-8")


def digest_of(content: bytes) -> bytes:
    """SHA-256, 32 bytes."""
    return hashlib.sha256(content).digest()


def chain(previous: bytes, digests: list[bytes]) -> bytes:
    """The next link of the chain: SHA-256 over the link before and every digest in order."""
    link = hashlib.sha256(previous)
    for digest in digests:
        link.update(digest)
    return link.digest()
