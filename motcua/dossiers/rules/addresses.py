"""Where messages and papers point to: the addresses that stay (a test of the house resolves
each).
"""

from __future__ import annotations

from urllib.parse import quote

TRACKING = "/tra-cuu/"
DESK = "/mot-cua/"


def dossier(code: str) -> str:
    """The owner's page of a dossier."""
    return f"/ho-so/{quote(code)}/"


def desk_dossier(code: str) -> str:
    """The officer's page of a dossier."""
    return f"/mot-cua/ho-so/{quote(code)}/"


def draft(key: object) -> str:
    """A draft, where its owner left off."""
    return f"/nop/{key}/"
