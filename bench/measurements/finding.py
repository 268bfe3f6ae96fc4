"""Search as people type it: 2,000 procedures, and with FULL=1 a hundred thousand."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from bench.registry import Figure, at_most, measure

if TYPE_CHECKING:
    from bench.place import Place

FEW, MANY = 2_000, 100_000


@measure("search, 2,000: SQL p50 of the slowest", unit="ms")
def sql_few(place: Place) -> Figure:
    """The yardstick: what the database alone takes."""
    return slowest(place, FEW, "sql_p50")


@measure(
    "search, 2,000: request p50 of the slowest",
    unit="ms",
    budget=at_most(10),
    yardstick="search, 2,000: SQL p50 of the slowest",
)
def p50_few(place: Place) -> Figure:
    """Question to page, misspellings included."""
    return slowest(place, FEW, "p50")


@measure("search, 2,000: request p99", unit="ms", budget=at_most(30))
def p99_few(place: Place) -> Figure:
    """The worst of all questions."""
    return slowest(place, FEW, "p99")


@measure("search, 100,000: request p50", unit="ms", budget=at_most(30), only_when="FULL")
def p50_many(place: Place) -> Figure:
    """Far more than a province has."""
    return slowest(place, MANY, "p50")


@measure("search, 100,000: request p99", unit="ms", budget=at_most(100), only_when="FULL")
def p99_many(place: Place) -> Figure:
    """The worst of all questions."""
    return slowest(place, MANY, "p99")


def slowest(place: Place, count: int, what: str) -> Figure:
    """The largest of a figure over all questions, and which one that is."""
    asked = found(place, count)["asked"]
    name = max(asked, key=lambda key: float(asked[key][what]))
    return Figure(float(asked[name][what]), note=name)


@cache
def found(place: Place, count: int) -> dict[str, Any]:
    """Figures by question, on a copy of the database filled up to so many procedures."""
    return place.inside("finding", count, url=place.copy("finding"))
