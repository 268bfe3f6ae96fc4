"""Whether all papers that must be there are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


@dataclass(frozen=True, slots=True)
class Slot:
    """A paper that the case asks for."""

    key: int
    title: str
    is_required: bool


def missing(slots: Iterable[Slot], supplied: Collection[int | None]) -> list[Slot]:
    """The required papers without a file, in order."""
    return [slot for slot in slots if slot.is_required and slot.key not in supplied]
