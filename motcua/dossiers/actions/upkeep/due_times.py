"""Looking each night whether stored due times are still those that the rules give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from motcua.audit.actions import record
from motcua.dossiers.queries.clocks import due_times

if TYPE_CHECKING:
    from datetime import datetime

_NAMED = 20
log = structlog.get_logger(__name__)


def check(*, now: datetime) -> int:
    """Tell the log and the trail how many due times differ, with the first codes; answers how many.
    Nothing is repaired: a changed calendar moves appointments only when somebody says so.
    """
    count = 0
    codes: list[str] = []
    for found in due_times.differences():
        count += 1
        if len(codes) < _NAMED:
            codes.append(found.code)
    if count:
        log.warning("dossiers.due_times_differ", count=count, codes=codes)
        after = {"count": count, "codes": codes}
        record("dossiers.due_times_differ", by=None, now=now, object_kind="dossier", after=after)
    return count
