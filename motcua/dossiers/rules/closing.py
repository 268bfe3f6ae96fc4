"""Closures as stops of a limit that runs by the clock: what lies inside a pause, or inside another
closure, is counted once.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from motcua.dossiers.enums import PauseKind
from motcua.dossiers.rules.clocks import Pause

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Span = tuple[datetime, datetime]
_ZERO = timedelta(0)
_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)


def merged(closures: Iterable[Span]) -> list[Span]:
    """The closures in order, those that overlap or touch made into one."""
    whole: list[Span] = []
    for start, end in sorted(closures):
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(whole[-1][1], end)
        else:
            whole.append((start, end))
    return whole


def stops_of(pauses: Sequence[Pause], closures: Iterable[Span]) -> list[Pause]:
    """The pauses and, as suspensions, the parts of closures that no pause covers, in order."""
    parts = [
        Pause(start, end, PauseKind.SUSPENDED)
        for closure in merged(closures)
        for start, end in _outside(closure, pauses)
    ]
    return sorted([*pauses, *parts], key=lambda stop: stop.start)


def closed_between(start: datetime, end: datetime, closures: Iterable[Span]) -> timedelta:
    """How much of the time from `start` to `end` is closed."""
    cut = (min(until, end) - max(since, start) for since, until in merged(closures))
    return sum((part for part in cut if part > _ZERO), _ZERO)


def _outside(closure: Span, pauses: Sequence[Pause]) -> Iterator[Span]:
    start, end = closure
    for pause in pauses:
        if pause.stop is not None and pause.stop <= start:
            continue
        if pause.start >= end:
            break
        if start < pause.start:
            yield start, pause.start
        if pause.stop is None:
            return
        start = max(start, pause.stop)
    if start < end:
        yield start, end


def newly_closed(closures: Iterable[Span], known: Iterable[Span]) -> list[Span]:
    """The parts of closures that lie in no closure known before."""
    walls = [Pause(start, end, PauseKind.SUSPENDED) for start, end in merged(known)]
    return [part for closure in merged(closures) for part in _outside(closure, walls)]


def answer_by_after(asked_at: datetime, answer_by: date, closures: Iterable[Span]) -> date:
    """The last day for an answer, moved by what was closed between the request and it; a part of a
    day counts whole, in favour of whoever answers.
    """
    zone = asked_at.tzinfo
    end = datetime.combine(answer_by + _DAY, time(), tzinfo=zone)
    for start, stop in merged(closures):
        since = max(start, asked_at)
        if since < min(stop, end):
            end += stop - since
    return (end - _MOMENT).astimezone(zone).date()
