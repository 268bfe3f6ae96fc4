"""Days swapped by official notice that the holidays library does not know (yet)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Swap(NamedTuple):
    """A working day taken off against another day worked, and the notice that says so."""

    off: date
    work: date
    notice: str


SWAPS = (Swap(date(2026, 1, 2), date(2026, 1, 10), "12729/VPCP-KGVX"),)
