"""When a dossier must be answered: pure functions over the facts of its timeline and a calendar.

The legal limit is the end of the date of `due_at`; its clock time is the appointment on the
receipt. Screens warn by the minute (`is_late_by_minute`), official figures count by the date
(`is_late_by_date`). docs/explanation/deadlines.md tells the rules and their sources.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from motcua.dossiers.enums import PauseKind
from motcua.dossiers.rules.clocks import (
    AfterSupplement,
    Allowance,
    ClockFacts,
    ClockState,
    Extension,
    Pause,
    Punctuality,
    Remaining,
)
from motcua.dossiers.rules.closing import closed_between, stops_of
from motcua.kit.worktime import (
    HANOI,
    AllowanceUnit,
    Span,
    WorkingCalendar,
    add_clock_hours,
    add_working_days,
    add_working_hours,
    add_working_time,
    close_of_day,
    is_reception_moment,
    is_working_moment,
    moment_on,
    months_later,
    next_working_moment,
    roll_to_working_day,
    same_day,
    working_days_between,
    working_time_between,
)

__all__ = [
    "AfterSupplement",
    "Allowance",
    "ClockFacts",
    "ClockState",
    "Extension",
    "Pause",
    "PauseKind",
    "Punctuality",
    "Remaining",
    "due_at",
    "is_late_by_date",
    "is_late_by_minute",
    "legal_due_at",
    "open_pause",
    "pause_at",
    "punctuality",
    "reception_due",
    "remaining",
    "running_state",
    "soon_horizon",
    "state_of",
]

RECEPTION_HOURS = 8
SOON_DAYS = 1
SOON_MINUTES = 120

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_ZERO = timedelta(0)
_ROLLED = frozenset({AllowanceUnit.DAY, AllowanceUnit.MONTH})
_BY_THE_CLOCK = _ROLLED | {AllowanceUnit.HOUR}
_BY_THE_HOUR = frozenset({AllowanceUnit.HOUR, AllowanceUnit.WORKING_HOUR, AllowanceUnit.SAME_DAY})


def reception_due(
    submitted_at: datetime, cal: WorkingCalendar, *, hours: int = RECEPTION_HOURS
) -> datetime:
    """By when a dossier sent (or prepaid) must be accepted, refused or sent back: 8 working hours.

    NĐ 118/2025, and the published procedures ("không muộn hơn 08 giờ làm việc").
    """
    return add_working_hours(_minute(submitted_at), hours, cal)


def due_at(facts: ClockFacts, cal: WorkingCalendar) -> datetime | None:
    """The appointment as things stand; None while a pause without a known end is open."""
    pause = open_pause(facts)
    if pause is not None:
        return None
    return _appointment(_end(facts, facts.pauses, cal), facts.limit.unit, cal)


def legal_due_at(facts: ClockFacts, cal: WorkingCalendar) -> datetime | None:
    """The appointment the law gave, as if no extension had been granted."""
    return due_at(replace(facts, extension=None), cal)


def open_pause(facts: ClockFacts) -> Pause | None:
    """The pause that has no end yet, nor a known one."""
    last = facts.pauses[-1] if facts.pauses else None
    return last if last is not None and last.stop is None else None


def pause_at(facts: ClockFacts, at: datetime) -> Pause | None:
    """The pause that covers a moment."""
    return next(
        (p for p in facts.pauses if p.start <= at and (p.stop is None or at < p.stop)), None
    )


def remaining(facts: ClockFacts, at: datetime, cal: WorkingCalendar) -> Remaining:
    """Time left at a moment; during a pause, what was left when it began."""
    unit = facts.limit.unit
    pause = pause_at(facts, at)
    past = tuple(p for p in facts.pauses if p.start <= at and p is not pause)
    end = _appointment(_end(facts, past, cal), unit, cal)
    return _between(pause.start if pause else at, end, unit, cal)


def state_of(facts: ClockFacts, at: datetime, cal: WorkingCalendar) -> ClockState:
    """How the dossier stands at a moment, by the minute."""
    pause = pause_at(facts, at)
    if pause is not None:
        return ClockState[f"PAUSED_{pause.kind.name}"]
    due = due_at(facts, cal)
    if due is None:  # asked about a moment before the open pause
        due = _appointment(_end(facts, facts.pauses[:-1], cal), facts.limit.unit, cal)
    return running_state(due, at, soon=soon_horizon(at, cal, unit=facts.limit.unit))


def running_state(due: datetime, at: datetime, *, soon: datetime) -> ClockState:
    """The state of a running clock from its stored due time; `soon` comes from `soon_horizon`."""
    if is_late_by_minute(due, at):
        return ClockState.LATE
    return ClockState.DUE_SOON if due <= soon else ClockState.ON_TIME


def soon_horizon(
    at: datetime, cal: WorkingCalendar, *, unit: AllowanceUnit = AllowanceUnit.WORKING_DAY
) -> datetime:
    """Due by then is due soon: the end of the next working day; for hours two working hours."""
    if unit in _BY_THE_HOUR:
        return add_working_time(at, SOON_MINUTES * _MINUTE, cal)
    return close_of_day(add_working_days(at, SOON_DAYS, cal).date(), cal)


def is_late_by_minute(due: datetime, at: datetime) -> bool:
    """Whether the appointed minute has passed (screens, hour limits)."""
    return _minute(at) > _minute(due)


def is_late_by_date(due: datetime, settled_at: datetime) -> bool:
    """Whether it was settled on a later date than the limit date (official figures)."""
    return settled_at.astimezone(HANOI).date() > due.astimezone(HANOI).date()


def punctuality(due: datetime, settled_at: datetime) -> Punctuality:
    """Early, on time or late by the date, as form 06 of TT 01/2020/TT-VPCP counts."""
    settled, limit = settled_at.astimezone(HANOI).date(), due.astimezone(HANOI).date()
    if settled == limit:
        return Punctuality.ON_TIME
    return Punctuality.EARLY if settled < limit else Punctuality.LATE


def _end(facts: ClockFacts, pauses: tuple[Pause, ...], cal: WorkingCalendar) -> datetime:
    """The end of the limit before it is rolled off a day without work, after the given pauses."""
    limit, extension, is_given = facts.limit, facts.extension, False
    begun, end = _first(facts.accepted_at, limit, cal)
    by_clock = limit.unit in _BY_THE_CLOCK
    for stop in stops_of(pauses, cal.closures) if by_clock else pauses:
        if extension is not None and extension.granted_at <= stop.start:
            end, extension, is_given = _appointed(extension.to, cal), None, True
        if stop not in pauses:  # a closure stops a limit, and leaves a date that was given
            end = end if is_given else _later(end, max(stop.start, begun), stop.stop)
        elif stop.stop is not None and _begins_anew(stop, facts):
            (begun, end), is_given = _first(stop.stop, limit, cal), False
        elif stop.stop is not None:
            end = _resumed(end, stop, limit.unit, cal)
    return _appointed(extension.to, cal) if extension is not None else end


def _begins_anew(pause: Pause, facts: ClockFacts) -> bool:
    return pause.kind is PauseKind.SUPPLEMENT and facts.after_supplement is AfterSupplement.RESTART


def _later(end: datetime, start: datetime, stop: datetime | None) -> datetime:
    """`end` moved by a closure that began before it."""
    return end + (stop - start) if stop is not None and start < min(stop, end) else end


def _first(accepted_at: datetime, limit: Allowance, cal: WorkingCalendar) -> Span:
    """From when the limit counts, and its end."""
    start = cal.local(_minute(accepted_at))
    match limit.unit:
        case AllowanceUnit.HOUR:
            return start, add_clock_hours(start, limit.value, cal)
        case AllowanceUnit.WORKING_HOUR:
            return start, add_working_hours(start, limit.value, cal)
        case AllowanceUnit.SAME_DAY:
            return start, same_day(start, cal, cutoff=limit.cutoff)
    start = _counted_from(start, cal)
    match limit.unit:
        case AllowanceUnit.MONTH:
            return start, months_later(start, limit.value)
        case AllowanceUnit.DAY:
            return start, start + limit.value * _DAY
    end = add_working_days(start, limit.value, cal)
    return start, moment_on(end.date(), end.timetz().replace(tzinfo=None), cal)


def _counted_from(start: datetime, cal: WorkingCalendar) -> datetime:
    """A dossier accepted while the office is shut counts as accepted at the next opening."""
    if is_working_moment(start, cal) or is_reception_moment(start, cal):
        return start
    return next_working_moment(start, cal)


def _resumed(end: datetime, pause: Pause, unit: AllowanceUnit, cal: WorkingCalendar) -> datetime:
    """`end` moved by the pause; a limit already passed when the pause began stays passed."""
    stop = cal.local(_minute(pause.stop or pause.start))
    start = cal.local(_minute(pause.start))
    if start >= end:
        return end
    if unit in _BY_THE_CLOCK:
        return end + (stop - start)
    left = _between(start, end, unit, cal)
    restart = _opened(stop, cal)
    return add_working_time(add_working_days(restart, left.days, cal), left.minutes * _MINUTE, cal)


def _between(
    start: datetime, end: datetime, unit: AllowanceUnit, cal: WorkingCalendar
) -> Remaining:
    """From `start` to `end` in days and minutes of the unit's kind; `late` when `end` is before."""
    first, last, late = _minute(start), _minute(end), _minute(start) > _minute(end)
    if late:
        first, last = last, first
    if unit in _BY_THE_CLOCK:
        days, rest = divmod(last - first - closed_between(first, last, cal.closures), _DAY)
        return Remaining(days, int(rest / _MINUTE), in_working_time=False, late=late)
    first = _opened(first, cal)
    days = 0 if unit in _BY_THE_HOUR else max(working_days_between(first, last, cal), 0)
    if days and add_working_days(first, days, cal) > last:
        days -= 1
    rest = working_time_between(add_working_days(first, days, cal), last, cal)
    return Remaining(days, int(max(rest, _ZERO) / _MINUTE), in_working_time=True, late=late)


def _opened(moment: datetime, cal: WorkingCalendar) -> datetime:
    return moment if is_working_moment(moment, cal) else next_working_moment(moment, cal)


def _appointment(end: datetime, unit: AllowanceUnit, cal: WorkingCalendar) -> datetime:
    """The end as promised to a person: on a working day, inside its hours; hours are left alone."""
    return _appointed(end, cal) if unit in _ROLLED else cal.local(end)


def _appointed(end: datetime, cal: WorkingCalendar) -> datetime:
    """A date as given, or where the office turns out to be closed then, the next working day."""
    rolled = roll_to_working_day(end, cal)
    return moment_on(rolled.date(), rolled.timetz().replace(tzinfo=None), cal)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
