"""Keeping the trail: sealing it, checking the seals, room for the months ahead."""

from __future__ import annotations

import structlog

from motcua.audit.actions import partitioning, sealing
from motcua.kit import clock
from motcua.kit.jobs import job, periodic

log = structlog.get_logger(__name__)


@periodic("*/10 * * * *")
@job("audit.seal")
def seal() -> None:
    """Seal what was recorded since the last seal."""
    sealing.seal(now=clock.now())


@periodic("30 1 * * *")
@job("audit.verify")
def verify() -> list[int]:
    """Check every seal; a broken one is an error in the log of this process, each night anew."""
    broken = [seal.pk for seal in sealing.broken_seals()]
    for key in broken:
        log.error("audit.seal_broken", seal=key)
    return broken


@periodic("10 1 * * *")
@job("audit.make_partitions")
def make_partitions() -> int:
    """Make the tables of the months ahead, so that no event lands in the table of last resort."""
    return partitioning.make_partitions(today=clock.local_date(clock.now()))
