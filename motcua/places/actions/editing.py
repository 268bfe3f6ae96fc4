"""Doing a proposed change of the calendar, after looking whether it can be done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal
from motcua.places.actions import calendar
from motcua.places.actions.permits import permit_calendar
from motcua.places.enums import DayKind, EditKind
from motcua.places.models import CalendarDay
from motcua.places.queries import agencies, edits
from motcua.places.queries.calendar import closure_numbered, day_kind
from motcua.places.rules.edits import CalendarEdit
from motcua.places.rules.hours_text import LineUnread, read

if TYPE_CHECKING:
    from datetime import date, datetime

    from motcua.audit.actions.recording import Actor
    from motcua.kit.worktime import Window
    from motcua.places.models import Agency

__all__ = ["CalendarEdit", "LineUnread", "check", "is_past", "perform", "permit", "read_hours"]

LONGEST = timedelta(days=366)


class ReasonNeeded(Refusal):
    """A change of working time rests on a written order."""

    message = _("Hãy ghi lý do và số văn bản làm căn cứ.")


class SameDay(Refusal):
    """A date cannot be off and worked at once."""

    message = _("Một ngày không thể vừa nghỉ vừa làm bù. Hãy chọn hai ngày khác nhau.")


class AlreadySo(Refusal):
    """The date is already what it is to become."""

    message = _("Ngày này vốn đã như vậy trong lịch, không có gì để đổi.")


class ClosedWrongly(Refusal):
    """A closure without length."""

    message = _("Thời điểm kết thúc phải sau thời điểm bắt đầu.")


class ClosedTooLong(Refusal):
    """A closure of more than a year is a slip of the pen."""

    message = _("Một lần tạm ngừng không dài quá một năm. Hãy xem lại ngày.")


class PlaceNeeded(Refusal):
    """Some of the areas are not there."""

    message = _("Hãy chọn ít nhất một xã, phường, một cơ quan hoặc toàn tỉnh.")


def read_hours(text: str) -> tuple[Window, ...]:
    """The windows that somebody typed as lines. Raises LineUnread."""
    return read(text)


def permit(edit: CalendarEdit, *, by: Actor | None) -> None:
    """Raise NotPermitted unless the position keeps the calendar that is to change."""
    permit_calendar(by, _agency(edit))


def check(edit: CalendarEdit, *, by: Actor | None) -> None:
    """Raise what stands against it: NotPermitted, or a Refusal that names its field."""
    permit(edit, by=by)
    if edit.kind == EditKind.CHECK:
        return
    if not edit.reason.strip():
        raise ReasonNeeded(field="reason")
    if not edit.order_number.strip():
        raise ReasonNeeded(field="order_number")
    if edit.kind in (EditKind.CLOSURE, EditKind.CLOSURE_END):
        _check_closure(edit)
    elif edit.kind == EditKind.HOURS:
        calendar.refuse_overlaps(edit.windows)
    else:
        _check_days(edit)


@transaction.atomic
def perform(edit: CalendarEdit, *, by: Actor | None, now: datetime) -> None:
    """Write it into the calendar, after looking once more."""
    check(edit, by=by)
    order = edit.order_number.strip()
    match edit.kind:
        case EditKind.CLOSURE:
            _close(edit, by=by, now=now)
        case EditKind.CLOSURE_END if edit.closure and edit.ends_at:
            closure = closure_numbered(edit.closure)
            calendar.change_closure_end(closure=closure, ends_at=edit.ends_at, by=by, now=now)
        case EditKind.HOURS:
            calendar.set_windows(
                agency=_agency(edit), windows=edit.windows, kind=edit.window_kind, by=by, now=now
            )
        case EditKind.CLEAR_DAY if edit.clear:
            calendar.clear_day(on=edit.clear, by=by, now=now)
        case EditKind.DAY_OFF | EditKind.DAY_WORKED | EditKind.SWAP:
            name = (edit.name or edit.reason).strip()[:150]
            for on, kind in ((edit.off, DayKind.OFF), (edit.work, DayKind.WORK)):
                if on is not None:
                    calendar.set_day(
                        on=on, kind=kind, name=name, order_number=order, by=by, now=now
                    )


def is_past(edit: CalendarEdit, *, now: datetime) -> bool:
    """Whether it changes time that is over: allowed, for floods come before orders, and said."""
    first = edits.since(edit)
    return first is not None and local_date(first) < local_date(now)


def _close(edit: CalendarEdit, *, by: Actor | None, now: datetime) -> None:
    """One closure for each place; an order that names several is several rows."""
    if edit.starts_at is None or edit.ends_at is None:
        raise ClosedWrongly(field="ends_at")
    agency = _agency(edit)
    for place in [agency] if agency else edits.units_of(edit):
        calendar.declare_closure(
            place=place,
            span=(edit.starts_at, edit.ends_at),
            reason=edit.reason.strip(),
            order_number=edit.order_number.strip(),
            legal_basis=edit.legal_basis.strip(),
            stops_agency_clock=edit.stops_agency_clock,
            by=by,
            now=now,
        )


def _agency(edit: CalendarEdit) -> Agency | None:
    if edit.kind == EditKind.CLOSURE_END and edit.closure:
        return closure_numbered(edit.closure).agency
    return agencies.known(edit.agency) if edit.agency else None


def _check_closure(edit: CalendarEdit) -> None:
    starts_at = edit.starts_at
    if edit.kind == EditKind.CLOSURE_END and edit.closure:
        starts_at = closure_numbered(edit.closure).starts_at
    elif not edit.agency and (not edit.units or edits.units_of(edit).count() != len(edit.units)):
        raise PlaceNeeded(field="place")
    if starts_at is None or edit.ends_at is None or edit.ends_at <= starts_at:
        raise ClosedWrongly(field="ends_at")
    if edit.ends_at - starts_at > LONGEST:
        raise ClosedTooLong(field="ends_at")


def _check_days(edit: CalendarEdit) -> None:
    if edit.off is not None and edit.off == edit.work:
        raise SameDay(field="work")
    if edit.off is not None and day_kind(edit.off) == DayKind.OFF:
        raise AlreadySo(field="off")
    if edit.work is not None and day_kind(edit.work) == DayKind.WORK:
        raise AlreadySo(field="work")
    if edit.clear is not None:
        _check_cleared(edit.clear)


def _check_cleared(on: date) -> None:
    day = CalendarDay.objects.filter(date=on).first()
    if day is None:
        raise AlreadySo(field="clear")
    if not day.is_typed:
        raise calendar.DayOfLaw(field="clear")
