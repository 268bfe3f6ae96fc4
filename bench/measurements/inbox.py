"""The officers' lists: ten thousand dossiers, and with FULL=1 five million."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from bench.registry import Figure, at_most, measure, ratio_at_most

if TYPE_CHECKING:
    from bench.place import Place

FEW, MANY = 10_000, 5_000_000


@measure("inbox, 10,000: SQL p99 of the slowest list", unit="ms", budget=at_most(5))
def sql_few(place: Place) -> Figure:
    """All statements of a page together."""
    return worst(place, FEW, "sql_p99")


@measure("inbox, 10,000: page p50 of the slowest list", unit="ms", budget=at_most(30))
def page_few(place: Place) -> Figure:
    """The whole request, inside the process."""
    return worst(place, FEW, "p50")


@measure("inbox: statements of the worst list", unit="statements", budget=at_most(8))
def statements(place: Place) -> Figure:
    """Session, user and position included."""
    return worst(place, FEW, "statements")


@measure("inbox, 5 million: SQL p99 of the slowest", unit="ms", budget=at_most(5), only_when="FULL")
def sql_many(place: Place) -> Figure:
    """The same with the archive of many years."""
    return worst(place, MANY, "sql_p99")


@measure("inbox, 5 million: page p50", unit="ms", budget=at_most(30), only_when="FULL")
def page_many(place: Place) -> Figure:
    """The whole request, inside the process."""
    return worst(place, MANY, "p50")


@measure(
    "inbox, 5 million: growth of SQL p50",
    unit="ms",
    budget=ratio_at_most(1.5),
    yardstick="inbox, 10,000: SQL p50 of the slowest list",
    only_when="FULL",
)
def growth(place: Place) -> Figure:
    """Against ten thousand dossiers in the same run."""
    return worst(place, MANY, "sql_p50")


@measure("inbox, 10,000: SQL p50 of the slowest list", unit="ms")
def sql_p50_few(place: Place) -> Figure:
    """The yardstick of growth."""
    return worst(place, FEW, "sql_p50")


def worst(place: Place, count: int, what: str) -> Figure:
    """The largest of a figure over all lists, and which list that is."""
    found = asked(place, count)
    name = max(found, key=lambda key: float(found[key][what]))
    return Figure(float(found[name][what]), note=name)


@cache
def asked(place: Place, count: int) -> dict[str, Any]:
    """Figures by list, on a copy of the database filled with so many dossiers."""
    return place.inside("desk", count, url=place.copy("inbox"))
