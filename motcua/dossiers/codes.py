"""The dossier code, its lookup PIN and how people type them."""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

PIN_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs that are not mistaken for one another: no 0/O, 1/I/L."""
PIN_LENGTH = 8
_CODE = re.compile(r"[A-Z][0-9]{2}(?:\.[A-Z0-9]{1,8}){0,4}-[0-9]{6}-[0-9]{4,7}")


def dossier_code(*, agency_code: str, on: date, number: int) -> str:
    """`‹agency›-yymmdd-nnnn`, for example H21.16-260914-0011; a fifth digit is allowed
    (REGULATIONS 5.2).
    """
    return f"{agency_code}-{on:%y%m%d}-{number:04d}"


def read_code(typed: str) -> str:
    """A code as people type it, in its one spelling; an empty string where it cannot be one."""
    code = "".join(typed[:64].split()).upper().replace("–", "-").replace("—", "-")
    return code if _CODE.fullmatch(code) else ""


def lookup_pin(*, secret: bytes, dossier_id: int, generation: int) -> str:
    """Eight unambiguous signs that only the secret's owner can compute, so none need be stored."""
    digest = hmac.digest(secret, f"lookup-pin:{dossier_id}:{generation}".encode(), "sha256")
    number = int.from_bytes(digest, "big")
    signs = []
    for _ in range(PIN_LENGTH):
        number, rest = divmod(number, len(PIN_ALPHABET))
        signs.append(PIN_ALPHABET[rest])
    return "".join(signs)


def read_pin(typed: str) -> str:
    """A PIN as people type it: any case, with blanks and dashes."""
    return re.sub(r"[\s-]", "", typed[:64]).upper()


def same_pin(typed: str, expected: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(read_pin(typed).encode("utf-8", "replace"), expected.encode())
