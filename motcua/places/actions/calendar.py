"""Changing the working calendar: days, hours, closures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.audit.actions import record
from motcua.kit.errors import Refusal
from motcua.places.actions.permits import permit_calendar
from motcua.places.enums import DayKind, DaySource, WindowKind
from motcua.places.models import AdministrativeUnit, Agency, CalendarDay, Closure, WorkingWindow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from motcua.audit.actions.recording import Actor
    from motcua.kit.worktime import Window

Day = tuple[DayKind, str, DaySource]


class DayOfLaw(Refusal):
    """A day that the law or a notice sets cannot be taken away, only set otherwise."""

    message = _(
        "Ngày này theo lịch nghỉ chung nên không xóa được."
        " Nếu cơ quan vẫn làm việc, hãy đặt ngày này là ngày làm bù."
    )


class ClosureOrder(Refusal):
    """A closure ends before it begins, or lacks a reason or the number of its order."""

    message = _(
        "Việc tạm ngừng cần có lý do, số văn bản và thời điểm kết thúc sau thời điểm bắt đầu."
    )


class WindowsOverlap(Refusal):
    """Two windows of a weekday and season overlap, so that time would count twice."""

    message = _(
        "Hai khung giờ trong cùng một ngày chồng lên nhau. Hãy sửa giờ bắt đầu hoặc kết thúc."
    )


@transaction.atomic
def set_day(
    *,
    on: date,
    kind: DayKind,
    name: str,
    order_number: str = "",
    by: Actor | None,
    now: datetime,
) -> CalendarDay:
    """Make a date a day off or a worked day, by hand; loading the calendar leaves it alone."""
    permit_calendar(by, None)
    before = CalendarDay.objects.filter(date=on).select_for_update().first()
    typed = {"kind": kind, "name": name, "source": DaySource.PERSON, "order_number": order_number}
    if before is not None and all(getattr(before, key) == typed[key] for key in typed):
        return before
    day, _created = CalendarDay.objects.update_or_create(date=on, defaults=typed)
    record(
        "places.day_set",
        by=by,
        now=now,
        object_kind="calendar_day",
        object_id=on.isoformat(),
        before={"kind": before.kind, "name": before.name} if before else None,
        after={"kind": kind, "name": name, "order": order_number},
    )
    return day


@transaction.atomic
def clear_day(*, on: date, by: Actor | None, now: datetime) -> None:
    """Take back a day that was typed by hand; nothing happens when there is none."""
    permit_calendar(by, None)
    day = CalendarDay.objects.filter(date=on).select_for_update().first()
    if day is None:
        return
    if day.source != DaySource.PERSON:
        raise DayOfLaw
    day.delete()
    record(
        "places.day_cleared",
        by=by,
        now=now,
        object_kind="calendar_day",
        object_id=on.isoformat(),
        before={"kind": day.kind, "name": day.name},
    )


@transaction.atomic
def load_days(
    days: Mapping[date, Day], *, first: date, last: date, by: Actor | None, now: datetime
) -> tuple[int, int]:
    """Bring the days from `first` to `last` to what library and notices say: (written, removed).

    Days typed by a person stay as they are; loading again changes nothing.
    """
    permit_calendar(by, None)
    known = {
        day.date: day
        for day in CalendarDay.objects.filter(date__range=(first, last)).select_for_update()
    }
    typed = {on for on, day in known.items() if day.source == DaySource.PERSON}
    wanted = [
        CalendarDay(date=on, kind=kind, name=name, source=source)
        for on, (kind, name, source) in sorted(days.items())
        if first <= on <= last
        and on not in typed
        and (on not in known or _as_loaded(known[on]) != (kind, name, source))
    ]
    CalendarDay.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["kind", "name", "source", "updated_at"],
    )
    gone = [on for on in known if on not in days and on not in typed]
    removed, _per_model = CalendarDay.objects.filter(date__in=gone).delete()
    if wanted or removed:
        record(
            "places.calendar_loaded",
            by=by,
            now=now,
            object_kind="calendar",
            after={"written": len(wanted), "removed": removed, "from": first.isoformat()},
        )
    return len(wanted), removed


@transaction.atomic
def set_windows(
    *,
    agency: Agency | None,
    windows: Sequence[Window],
    kind: WindowKind = WindowKind.WORK,
    by: Actor | None,
    now: datetime,
) -> None:
    """Replace the hours of an agency (or the common ones); none at all: back to the common ones."""
    permit_calendar(by, agency)
    refuse_overlaps(windows)
    rows = WorkingWindow.objects.filter(agency=agency, kind=kind)
    wanted = [_row(window, agency, kind) for window in windows]
    before = sorted(map(_hours, rows))
    if before == sorted(map(_hours, wanted)):
        return
    rows.delete()
    made = WorkingWindow.objects.bulk_create(wanted)
    record(
        "places.hours_set",
        by=by,
        now=now,
        object_kind="agency",
        object_id=agency.code if agency else "",
        before={"windows": before},
        after={"windows": sorted(map(_hours, made))},
    )


@transaction.atomic
def declare_closure(  # noqa: PLR0913 - an order says that much; all are named
    *,
    place: Agency | AdministrativeUnit,
    span: tuple[datetime, datetime],
    reason: str,
    order_number: str,
    legal_basis: str = "",
    stops_agency_clock: bool = True,
    by: Actor | None,
    now: datetime,
) -> Closure:
    """Close an agency, or all agencies of an area, by an order; deadlines move when recomputed."""
    permit_calendar(by, place if isinstance(place, Agency) else None)
    starts_at, ends_at = span
    if ends_at <= starts_at or not reason.strip() or not order_number.strip():
        raise ClosureOrder
    closure = Closure.objects.create(
        agency=place if isinstance(place, Agency) else None,
        unit=place if isinstance(place, AdministrativeUnit) else None,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
        order_number=order_number,
        legal_basis=legal_basis,
        stops_agency_clock=stops_agency_clock,
    )
    record(
        "places.closure_declared",
        by=by,
        now=now,
        object_kind="closure",
        object_id=closure.pk,
        after={"place": str(place), **_times(closure), "order": order_number},
    )
    return closure


@transaction.atomic
def change_closure_end(
    *, closure: Closure, ends_at: datetime, by: Actor | None, now: datetime
) -> Closure:
    """End a closure earlier or later than planned."""
    permit_calendar(by, closure.agency)
    closure = Closure.objects.select_for_update().get(pk=closure.pk)
    if ends_at <= closure.starts_at:
        raise ClosureOrder
    before = _times(closure)
    closure.ends_at = ends_at
    closure.save(update_fields=["ends_at", "updated_at"])
    record(
        "places.closure_changed",
        by=by,
        now=now,
        object_kind="closure",
        object_id=closure.pk,
        before=before,
        after=_times(closure),
    )
    return closure


def _as_loaded(day: CalendarDay) -> tuple[str, str, str]:
    return day.kind, day.name, day.source


def _hours(row: WorkingWindow) -> str:
    """All that a window says, for comparing and for the trail."""
    season = f" {row.season_start}–{row.season_end}" if row.season_start else ""
    dates = (
        f" {row.valid_from or ''}…{row.valid_to or ''}" if row.valid_from or row.valid_to else ""
    )
    return f"{row}{season}{dates}"


def _times(closure: Closure) -> dict[str, str]:
    return {"from": closure.starts_at.isoformat(), "to": closure.ends_at.isoformat()}


def refuse_overlaps(windows: Sequence[Window]) -> None:
    """Only windows of the same season and dates are compared: seasons follow each other."""
    last: dict[tuple[object, ...], Window] = {}
    for window in sorted(windows, key=lambda w: (w.weekday, w.start)):
        group = (window.weekday, window.season, window.valid_from, window.valid_to)
        if group in last and window.start < last[group].end:
            raise WindowsOverlap
        last[group] = window


def _row(window: Window, agency: Agency | None, kind: WindowKind) -> WorkingWindow:
    season = window.season
    first, last = (month * 100 + day for month, day in season) if season else (None, None)
    return WorkingWindow(
        agency=agency,
        weekday=window.weekday,
        starts_at=window.start,
        ends_at=window.end,
        kind=kind,
        season_start=first,
        season_end=last,
        valid_from=None if window.valid_from == window.valid_from.min else window.valid_from,
        valid_to=None if window.valid_to == window.valid_to.max else window.valid_to,
    )
