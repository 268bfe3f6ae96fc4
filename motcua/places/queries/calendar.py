"""The working calendar of an agency, kept in the process until a row of it changes."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection

from motcua.kit.errors import NotThere
from motcua.kit.wording import _
from motcua.kit.worktime import (
    OFFICE_WINDOWS,
    Span,
    Window,
    WorkingCalendar,
    is_working_day,
)
from motcua.places.enums import DayKind, WindowKind
from motcua.places.models import AdministrativeUnit, Agency, CalendarDay, Closure, WorkingWindow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

ANNOUNCED = timedelta(days=7)

# Counts show what was taken away, the latest change what was added or altered.
_STAMP = """
    SELECT days.*, hours.*, shut.*
      FROM (SELECT count(*), max(updated_at) FROM places_calendarday) days,
           (SELECT count(*), max(updated_at) FROM places_workingwindow) hours,
           (SELECT count(*), max(updated_at) FROM places_closure) shut
"""


class NoSuchClosure(NotThere):
    """No closure has the number."""

    message = _("Không có lần tạm ngừng nào với số này.")


@dataclass
class _Kept:
    stamp: tuple[Any, ...] = ()
    days: tuple[frozenset[date], frozenset[date]] = (frozenset(), frozenset())
    calendars: dict[int | None, WorkingCalendar] = field(default_factory=dict)
    closures: dict[int, list[Closure]] = field(default_factory=dict)


_kept = _Kept()
_lock = threading.Lock()


def working_calendar(agency: Agency | None) -> WorkingCalendar:
    """When an agency works; without one, the common calendar of the province.

    Its own windows replace the common ones; closures are its own and those of its area and the
    areas around it, as far as they stop the clock. Costs one small statement while nothing changes.
    """
    key = agency.pk if agency else None
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        stamp: tuple[Any, ...] = cursor.fetchone()
    with _lock:
        if stamp != _kept.stamp:
            _kept.stamp, _kept.days = stamp, _days()
            _kept.calendars.clear()
            _kept.closures.clear()
        known = _kept.calendars.get(key)
        days = _kept.days
    if known is None:
        known = _built(agency, days)
        closures = closures_of(agency)
        with _lock:
            if _kept.stamp == stamp:
                _kept.calendars[key] = known
                if agency is not None:
                    _kept.closures[agency.pk] = closures
    return known


def announced(agency: Agency, *, at: datetime) -> list[Closure]:
    """The closures that people are told of at a moment: those that last, and those of the next
    days. Costs what `working_calendar` does.
    """
    working_calendar(agency)
    return announced_as_known(agency, at=at)


def announced_as_known(agency: Agency, *, at: datetime) -> list[Closure]:
    """The same for whoever has just asked for the calendar of the agency."""
    with _lock:
        known = _kept.closures.get(agency.pk)
    if known is None:
        known = closures_of(agency)
    return [one for one in known if one.starts_at <= at + ANNOUNCED and one.ends_at > at]


def forget() -> None:
    """Read the calendar again at the next question."""
    with _lock:
        _kept.stamp = ()


def closures_of(agency: Agency | None) -> list[Closure]:
    """Closures of the agency, its area and the areas around it; none without an agency."""
    areas = _areas_of(agency)
    own = Closure.objects.filter(agency=agency) if agency else Closure.objects.none()
    return list((own | Closure.objects.filter(unit__in=areas)).order_by("starts_at"))


def closures_since(moment: datetime) -> list[Closure]:
    """Closures of any place that end after a moment, in order."""
    found = Closure.objects.filter(ends_at__gt=moment).select_related("agency", "unit")
    return list(found.order_by("starts_at", "pk"))


def closure_numbered(number: int) -> Closure:
    """The closure under a number; raises NoSuchClosure."""
    found = Closure.objects.select_related("agency", "unit").filter(pk=number).first()
    if found is None:
        raise NoSuchClosure
    return found


def day_kind(on: date) -> DayKind:
    """Whether a date is worked or off for the province as a whole; a worked Saturday is worked."""
    cal = working_calendar(None)
    return DayKind.WORK if is_working_day(on, cal) else DayKind.OFF


def _days() -> tuple[frozenset[date], frozenset[date]]:
    off: set[date] = set()
    work: set[date] = set()
    for on, kind in CalendarDay.objects.values_list("date", "kind"):
        (off if kind == DayKind.OFF else work).add(on)
    return frozenset(off), frozenset(work)


def _built(agency: Agency | None, days: tuple[frozenset[date], frozenset[date]]) -> WorkingCalendar:
    off, work = days
    return WorkingCalendar(
        windows=_windows(agency, WindowKind.WORK) or OFFICE_WINDOWS,
        off=off,
        work=work,
        closures=_stopping(closures_of(agency)),
        reception=_windows(agency, WindowKind.RECEPTION),
    )


def _windows(agency: Agency | None, kind: WindowKind) -> tuple[Window, ...]:
    """The agency's own windows of a kind, or the common ones."""
    common = WorkingWindow.objects.filter(agency=None, kind=kind)
    own = WorkingWindow.objects.filter(agency=agency, kind=kind) if agency else common
    rows = list(own) or list(common)
    return tuple(sorted(map(_window, rows), key=lambda w: (w.weekday, w.start)))


def _window(row: WorkingWindow) -> Window:
    season = None
    if row.season_start is not None and row.season_end is not None:
        season = (divmod(row.season_start, 100), divmod(row.season_end, 100))
    return Window(
        weekday=row.weekday,
        start=row.starts_at,
        end=row.ends_at,
        season=season,
        valid_from=row.valid_from or date.min,
        valid_to=row.valid_to or date.max,
    )


def _stopping(closures: Iterable[Closure]) -> tuple[Span, ...]:
    return tuple((c.starts_at, c.ends_at) for c in closures if c.stops_agency_clock)


def _areas_of(agency: Agency | None) -> list[int]:
    """The agency's unit and the units above it."""
    areas: list[int] = []
    unit_id = agency.unit_id if agency else None
    while unit_id is not None and unit_id not in areas:
        areas.append(unit_id)
        unit_id = AdministrativeUnit.objects.values_list("parent_id", flat=True).get(pk=unit_id)
    return areas
