"""Working-time arithmetic over a frozen calendar: days, hours and minutes inside office windows.

All moments are aware datetimes; results are in the calendar's zone. A working day is never
"8 hours": days step over dates and keep the clock time, minutes are counted inside the windows.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SAME_DAY_CUTOFF = time(15, 0)
LONGEST_DAYS = 3_700  # no limit of the law is longer; a search that goes further will never end

_DAY = timedelta(days=1)
_ZERO = timedelta(0)
_KEPT_DATES = 4_000

Span = tuple[datetime, datetime]
MonthDay = tuple[int, int]


class NoWorkingTime(ValueError):
    """The calendar has no working time within ten years of the moment asked about."""


class AllowanceUnit(StrEnum):
    """In what a time limit is counted."""

    WORKING_DAY = "WORKING_DAY"
    DAY = "DAY"
    HOUR = "HOUR"
    WORKING_HOUR = "WORKING_HOUR"
    MONTH = "MONTH"
    SAME_DAY = "SAME_DAY"


@dataclass(frozen=True, slots=True)
class Window:
    """Open hours of a weekday (0 is Monday), always or in a season of month-days, both included.

    A season whose end lies before its beginning runs over New Year: (10, 16) – (4, 15) is a winter.
    The dates are the first and last day of the decision that set the hours.
    """

    weekday: int
    start: time
    end: time
    season: tuple[MonthDay, MonthDay] | None = None
    valid_from: date = date.min
    valid_to: date = date.max

    def __post_init__(self) -> None:
        if not (0 <= self.weekday <= 6 and self.start < self.end):
            raise ValueError(f"not a window of a day: {self}")

    def applies_on(self, on: date) -> bool:
        """Whether the window is in force and in season on a date (of whatever weekday)."""
        if not self.valid_from <= on <= self.valid_to:
            return False
        if self.season is None:
            return True
        first, last = self.season
        day = (on.month, on.day)
        return first <= day <= last if first <= last else day >= first or day <= last


OFFICE_WINDOWS = tuple(
    Window(weekday, start, end)
    for weekday in range(5)
    for start, end in ((time(7, 0), time(11, 30)), (time(13, 30), time(17, 0)))
)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When an office works: windows by weekday, dates off, dates worked instead, closures.

    A date in `work` that has no windows of its own (a Saturday swapped for a Friday) is worked with
    the windows of the first working weekday. `reception` windows take papers in but are not working
    time. In `closures` (half-open spans) the office does not work; a date that they leave without
    any window is not a working day.
    """

    windows: tuple[Window, ...] = OFFICE_WINDOWS
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    closures: tuple[Span, ...] = ()
    reception: tuple[Window, ...] = ()
    zone: tzinfo = HANOI
    _spans: dict[date, tuple[Span, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for start, end in self.closures:
            if _aware(start) >= _aware(end):
                raise ValueError("a closure ends after it begins")

    def spans_on(self, on: date) -> tuple[Span, ...]:
        """The working spans of a date in order, closures taken out; empty on a day without work."""
        known = self._spans.get(on)
        if known is None:
            if len(self._spans) >= _KEPT_DATES:
                self._spans.clear()
            known = self._spans[on] = self._work_out(on)
        return known

    def local(self, moment: datetime) -> datetime:
        """The moment on the clocks of the office."""
        return _aware(moment).astimezone(self.zone)

    def _work_out(self, on: date) -> tuple[Span, ...]:
        if on in self.work:
            weekday = on.weekday()
            windows = self._windows_of(weekday, on) or self._windows_of(self._first_weekday(on), on)
        elif on in self.off:
            windows = ()
        else:
            windows = self._windows_of(on.weekday(), on)
        spans = [(self._at(on, window.start), self._at(on, window.end)) for window in windows]
        for closure in self.closures:
            spans = [part for span in spans for part in _without(span, closure)]
        return tuple(sorted(spans))

    def _windows_of(self, weekday: int, on: date) -> tuple[Window, ...]:
        return tuple(w for w in self.windows if w.weekday == weekday and w.applies_on(on))

    def _first_weekday(self, on: date) -> int:
        return min((w.weekday for w in self.windows if w.applies_on(on)), default=0)

    def _at(self, on: date, clock: time) -> datetime:
        return datetime.combine(on, clock, tzinfo=self.zone)


def is_working_day(on: date, cal: WorkingCalendar) -> bool:
    """Whether any working time is left on that date."""
    return bool(cal.spans_on(on))


def is_working_moment(at: datetime, cal: WorkingCalendar) -> bool:
    """Whether the office works at that moment; the stroke of closing still counts."""
    moment = cal.local(at)
    return any(start <= moment <= end for start, end in cal.spans_on(moment.date()))


def is_reception_moment(at: datetime, cal: WorkingCalendar) -> bool:
    """Whether a reception window (a Saturday morning) is open, working time or not."""
    moment = cal.local(at)
    if moment.date() in cal.off or any(start <= moment < end for start, end in cal.closures):
        return False
    clock = moment.timetz().replace(tzinfo=None)
    return any(
        window.weekday == moment.weekday()
        and window.applies_on(moment.date())
        and window.start <= clock <= window.end
        for window in cal.reception
    )


def next_working_day(on: date, cal: WorkingCalendar) -> date:
    """The date itself when it is a working day, else the first one after it."""
    for day in _dates_from(on):
        if cal.spans_on(day):
            return day
    raise NoWorkingTime(f"no working day after {on}")


def next_working_moment(at: datetime, cal: WorkingCalendar) -> datetime:
    """The moment itself inside a window, else the next opening (17:00 sharp: the next morning)."""
    start, _end = next(_spans_after(cal.local(at), cal))
    return start


def close_of_day(on: date, cal: WorkingCalendar) -> datetime:
    """The last working moment of the date, or of the next working day."""
    return cal.spans_on(next_working_day(on, cal))[-1][1]


def moment_on(on: date, clock: time, cal: WorkingCalendar) -> datetime:
    """The clock time on a working date, moved inside its hours: the next opening or the close."""
    spans = cal.spans_on(on)
    wished = datetime.combine(on, clock, tzinfo=cal.zone)
    for start, end in spans:
        if wished <= end:
            return max(start, wished)
    return spans[-1][1] if spans else wished


def add_working_days(start: datetime, days: int, cal: WorkingCalendar) -> datetime:
    """`days` working dates after the date of `start`, at the same clock time.

    The day of `start` is not counted (Civil Code 2015, art. 147). Zero days give `start`.
    """
    moment = cal.local(start)
    day = moment.date()
    for _step in range(_checked(days)):
        day = next_working_day(day + _DAY, cal)
    return datetime.combine(day, moment.timetz().replace(tzinfo=None), tzinfo=cal.zone)


def add_calendar_days(start: datetime, days: int, cal: WorkingCalendar) -> datetime:
    """`days` dates later at the same clock time; an end without work moves to the next working day.

    Civil Code 2015, art. 148 (5).
    """
    return roll_to_working_day(cal.local(start) + _checked(days) * _DAY, cal)


def add_months(start: datetime, months: int, cal: WorkingCalendar) -> datetime:
    """The same day `months` later, or the month's last, rolled like days.

    Civil Code 2015, art. 148.
    """
    return roll_to_working_day(months_later(cal.local(start), months), cal)


def months_later(moment: datetime, months: int) -> datetime:
    """The same day and clock time `months` later; the last day of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + _checked(months), 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def roll_to_working_day(end: datetime, cal: WorkingCalendar) -> datetime:
    """`end`, or the same clock time on the next working day when its date is without work."""
    moment = cal.local(end)
    day = next_working_day(moment.date(), cal)
    return datetime.combine(day, moment.timetz().replace(tzinfo=None), tzinfo=cal.zone)


def add_clock_hours(start: datetime, hours: int, cal: WorkingCalendar) -> datetime:
    """`hours` by the clock, nights and holidays included (a quarantine of 24 hours)."""
    return cal.local(start) + timedelta(hours=_checked(hours))


def add_working_hours(start: datetime, hours: int, cal: WorkingCalendar) -> datetime:
    """`hours` inside the working windows; lunch, nights and days off do not count."""
    return add_working_time(start, timedelta(hours=_checked(hours)), cal)


def add_working_minutes(start: datetime, minutes: int, cal: WorkingCalendar) -> datetime:
    """`minutes` inside the working windows."""
    return add_working_time(start, timedelta(minutes=minutes), cal)


def add_working_time(start: datetime, amount: timedelta, cal: WorkingCalendar) -> datetime:
    """The earliest moment with `amount` of working time since `start`: a close, not an opening.

    An amount of zero gives `start`, or the next opening when the office does not work then.
    """
    if amount < _ZERO or amount > LONGEST_DAYS * _DAY:
        raise ValueError(f"not an amount of working time: {amount}")
    moment = cal.local(start)
    if not amount:
        return moment if is_working_moment(moment, cal) else next_working_moment(moment, cal)
    for begin, end in _spans_after(moment, cal):
        if amount <= end - begin:
            return begin + amount
        amount -= end - begin
    raise NoWorkingTime(f"no end within ten years of {start}")


def same_day(start: datetime, cal: WorkingCalendar, *, cutoff: time = SAME_DAY_CUTOFF) -> datetime:
    """The close of the day of `start`; of the next working day when it came after `cutoff`."""
    moment = cal.local(start)
    late = is_working_day(moment.date(), cal) and moment.timetz().replace(tzinfo=None) > cutoff
    return close_of_day(moment.date() + _DAY if late else moment.date(), cal)


def working_time_between(start: datetime, end: datetime, cal: WorkingCalendar) -> timedelta:
    """Working time from `start` to `end`; negative when `end` lies before."""
    if _aware(end) < _aware(start):
        return -working_time_between(end, start, cal)
    first, last = cal.local(start), cal.local(end)
    total = _ZERO
    day = first.date()
    while day <= last.date():
        for begin, close in cal.spans_on(day):
            total += max(min(close, last) - max(begin, first), _ZERO)
        day += _DAY
    return total


def working_minutes_between(start: datetime, end: datetime, cal: WorkingCalendar) -> int:
    """Whole working minutes from `start` to `end`; negative when `end` lies before."""
    return int(working_time_between(start, end, cal) / timedelta(minutes=1))


def working_days_between(start: datetime, end: datetime, cal: WorkingCalendar) -> int:
    """Working dates after that of `start` up to that of `end`; negative when `end` lies before."""
    first, last = cal.local(start).date(), cal.local(end).date()
    low, high = min(first, last), max(first, last)
    days = (low + _DAY * step for step in range(1, (high - low).days + 1))
    count = sum(1 for day in days if cal.spans_on(day))
    return count if first <= last else -count


def _spans_after(moment: datetime, cal: WorkingCalendar) -> Iterator[Span]:
    """Working spans that end after `moment`, the first cut to begin no earlier; never just ends."""
    for day in _dates_from(moment.date()):
        for start, end in cal.spans_on(day):
            if end > moment:
                yield max(start, moment), end
    raise NoWorkingTime(f"no working time after {moment}")


def _dates_from(first: date) -> Iterator[date]:
    return (first + _DAY * step for step in range(LONGEST_DAYS))


def _without(span: Span, closure: Span) -> Iterator[Span]:
    start, end = span
    shut, reopened = (moment.astimezone(start.tzinfo) for moment in closure)
    if reopened <= start or shut >= end:
        yield span
        return
    if start < shut:
        yield start, shut
    if reopened < end:
        yield reopened, end


def _checked(amount: int) -> int:
    if not 0 <= amount <= LONGEST_DAYS:
        raise ValueError(f"not an amount of time: {amount}")
    return amount


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment
