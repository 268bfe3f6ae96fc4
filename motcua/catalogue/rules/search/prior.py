"""How likely a procedure is wanted before anybody has typed a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_INTERNAL = (
    "5.",
    "6.",
)  # between authorities only: REGULATIONS of the national database, kinds 5 and 6


def prior_of(
    code: str, *, levels: Collection[str], audiences: Collection[str], online_level: int
) -> int:
    """A whole number, higher for what people ask for: near to them, for everybody, online; lowest
    if internal.
    """
    prior = 10 * online_level
    if "cong-dan" in audiences:
        prior += 20
    if any("xã" in level for level in levels):
        prior += 20
    if code.startswith(_INTERNAL):
        prior -= 60
    return prior
