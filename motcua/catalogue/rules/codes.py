"""Procedure codes: what one looks like, and how the older local forms lead to it."""

from __future__ import annotations

import re

# 1.001193, 2.000635, 3.000333; 5. and 6. are internal ones. Ministries' local codes may carry
# letters.
_NATIONAL = re.compile(r"(?<![\d.])(\d\.\d{6})(?!\d)")
_WHOLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def is_code(text: str) -> bool:
    """Whether the text may stand as a procedure code (letters, digits, dots and hyphens, at most
    40).
    """
    return _WHOLE.fullmatch(text) is not None


def canonical(text: str) -> str:
    """The national code inside a localised one (1.001193.000.00.00.H21 → 1.001193); else the text
    itself.
    """
    found = _NATIONAL.match(text.strip())
    return found[1] if found else text.strip()


def codes_in(text: str) -> list[str]:
    """Every national code that stands in a text, in order."""
    return _NATIONAL.findall(text)
