"""Papers and photographs: the CPU that each takes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from bench.registry import Figure, measure, ratio_at_most

if TYPE_CHECKING:
    from bench.place import Place


@measure("paper: bare typst, a receipt", unit="ms CPU")
def bare(place: Place) -> float:
    """The same template and values, fonts already found."""
    return float(made(place)["bare"])


@measure(
    "paper: a receipt, PDF/A and tagged",
    unit="ms CPU",
    budget=ratio_at_most(2),
    yardstick="paper: bare typst, a receipt",
)
def receipt(place: Place) -> float:
    """Content checked, made displayable, QR code drawn, PDF made."""
    return float(made(place)["receipt"])


@measure("photograph: per megapixel", unit="ms CPU")
def photograph(place: Place) -> Figure:
    """Looked at, turned, made smaller, encoded anew without its metadata."""
    return Figure(float(made(place)["photograph"]), note="JPEG of 12 megapixels")


@cache
def made(place: Place) -> dict[str, Any]:
    """Taken in one process of their own."""
    return place.inside("making")
