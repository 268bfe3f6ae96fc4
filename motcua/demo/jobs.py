"""The rest of the demo's dossiers, lived after the province is first served."""

from __future__ import annotations

from datetime import datetime

from motcua.demo.loading import province
from motcua.kit.jobs import job


@job("demo.live")
def live(first: int, count: int, neighbours: list[int], now: str) -> None:
    """Let a few stories be lived; a second run finds them done."""
    moment = datetime.fromisoformat(now)
    province.live(first=first, count=count, neighbours=neighbours, now=moment)
