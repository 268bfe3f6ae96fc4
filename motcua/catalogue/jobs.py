"""What the catalogue does by itself."""

from __future__ import annotations

from motcua.catalogue.actions import departures, indexing, lifecycle
from motcua.kit import clock
from motcua.kit.jobs import job, periodic


@periodic("*/10 * * * *")
@job("catalogue.fold_departures")
def fold_departures() -> int:
    """Fold the departures to linked services into days."""
    return departures.fold()


@periodic("7 0 * * *")
@job("catalogue.reindex")
def reindex() -> int:
    """End the procedures whose day has come, then index everything anew: offers begin and end with
    the day.
    """
    now = clock.now()
    lifecycle.take_effect(now=now)
    return indexing.reindex(today=clock.local_date(now))
