"""A year of the working calendar as people read it: months, days that depart from the week, hours,
closures.
"""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from motcua.kit.clock import HANOI
from motcua.kit.worktime import OFFICE_WINDOWS
from motcua.places.enums import DayKind, WindowKind
from motcua.places.models import CalendarDay
from motcua.places.queries.calendar import closures_of, closures_since, working_calendar
from motcua.places.rules.hours_text import written

if TYPE_CHECKING:
    from motcua.kit.worktime import Span
    from motcua.places.models import Agency, Closure

OFF, WORKED, CLOSED, PARTLY, REST, USUAL = "off", "worked", "closed", "partly", "rest", "usual"


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the calendar; `state` is one of the six above, `name` says why."""

    number: int
    state: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday; None where the week belongs to a neighbour."""

    number: int
    weeks: list[list[Day | None]]


@dataclass(frozen=True, slots=True)
class Year:
    """The calendar of an agency (None: the common one) in a year."""

    number: int
    months: list[Month]
    days: list[CalendarDay]
    closures: list[Closure]
    hours: list[str]
    reception: list[str]
    has_own_hours: bool
    has_own_reception: bool


def year_of(agency: Agency | None, number: int) -> Year:
    """Everything of one year."""
    days = list(CalendarDay.objects.filter(date__year=number).order_by("date"))
    first = datetime.combine(date(number, 1, 1), time(), tzinfo=HANOI)
    last = datetime.combine(date(number + 1, 1, 1), time(), tzinfo=HANOI)
    closures = _closures(agency, first, last)
    cal = working_calendar(agency)
    named = {day.date: day for day in days}
    spans = [(one.starts_at, one.ends_at) for one in closures]
    months = [
        Month(
            month,
            [
                [
                    _day(on, named.get(on), cal.spans_on(on), spans) if on.month == month else None
                    for on in week
                ]
                for week in Calendar().monthdatescalendar(number, month)
            ],
        )
        for month in range(1, 13)
    ]
    return Year(
        number=number,
        months=months,
        days=days,
        closures=closures,
        hours=written(cal.windows).splitlines(),
        reception=written(cal.reception).splitlines(),
        has_own_hours=_has_own(agency, WindowKind.WORK),
        has_own_reception=_has_own(agency, WindowKind.RECEPTION),
    )


def hours_as_typed(agency: Agency | None, kind: WindowKind) -> str:
    """The lines to begin changing the hours with: those that hold now."""
    cal = working_calendar(agency)
    return written(cal.windows or OFFICE_WINDOWS if kind is WindowKind.WORK else cal.reception)


def _closures(agency: Agency | None, first: datetime, last: datetime) -> list[Closure]:
    """Those that reach an agency; the common calendar lists those of every place, for whoever keeps
    it has to find each one to end it.
    """
    found = closures_of(agency) if agency else closures_since(first)
    return [one for one in found if one.starts_at < last and one.ends_at > first]


def _has_own(agency: Agency | None, kind: WindowKind) -> bool:
    return agency is not None and agency.windows.filter(kind=kind).exists()


def _day(on: date, named: CalendarDay | None, worked: tuple[Span, ...], shut: list[Span]) -> Day:
    name = (named.name or str(named.get_kind_display())) if named else ""
    if named is not None and named.kind == DayKind.OFF:
        return Day(on.day, OFF, name)
    begin, end = (datetime.combine(on, edge, tzinfo=HANOI) for edge in (time.min, time.max))
    if any(start < end and stop > begin for start, stop in shut):
        return Day(on.day, PARTLY if worked else CLOSED, name)
    if named is not None:
        return Day(on.day, WORKED, name)
    return Day(on.day, USUAL if worked else REST)
