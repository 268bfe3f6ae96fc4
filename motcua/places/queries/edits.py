"""Whom a proposed change of the calendar reaches, and the calendar they would have."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from motcua.kit.clock import HANOI
from motcua.places.enums import EditKind
from motcua.places.models import AdministrativeUnit, Agency
from motcua.places.queries import agencies
from motcua.places.queries.calendar import closure_numbered, working_calendar
from motcua.places.rules.edits import CalendarEdit, Shut, tried

if TYPE_CHECKING:
    from collections.abc import Iterable

    from motcua.kit.worktime import WorkingCalendar
    from motcua.places.models.unit import UnitQuerySet


def reached_by(edit: CalendarEdit) -> frozenset[int] | None:
    """The agencies whose calendar it changes; None for all of them."""
    if edit.kind == EditKind.CLOSURE_END:
        closure = closure_numbered(edit.closure or 0)
        if closure.agency_id:
            return frozenset({closure.agency_id})
        return _inside([closure.unit_id] if closure.unit_id else [])
    if edit.agency:
        return frozenset({agencies.known(edit.agency).pk})
    return _inside(units_of(edit).values_list("pk", flat=True)) if edit.units else None


def units_of(edit: CalendarEdit) -> UnitQuerySet:
    """The areas that it closes."""
    return AdministrativeUnit.objects.current().filter(code__in=edit.units).order_by("sort_key")


def since(edit: CalendarEdit) -> datetime | None:
    """The first moment at which something is otherwise; None when nobody can say."""
    moments = [datetime.combine(on, time(), tzinfo=HANOI) for on in edit.dates]
    if edit.kind == EditKind.CLOSURE and edit.starts_at:
        moments.append(edit.starts_at)
    if edit.kind == EditKind.CLOSURE_END and edit.ends_at:
        moments += [edit.ends_at, closure_numbered(edit.closure or 0).ends_at]
    return min(moments, default=None)


def shut_by(edit: CalendarEdit) -> Shut:
    """The closures that go and come, whether or not they stop the agency's clock."""
    if edit.ends_at is None:
        return Shut()
    if edit.kind == EditKind.CLOSURE_END:
        closure = closure_numbered(edit.closure or 0)
        gone = ((closure.starts_at, closure.ends_at),)
        return Shut(gone=gone, come=((closure.starts_at, edit.ends_at),))
    if edit.kind == EditKind.CLOSURE and edit.starts_at:
        return Shut(come=((edit.starts_at, edit.ends_at),))
    return Shut()


def stops_clock(edit: CalendarEdit) -> bool:
    """Whether the closures it touches stop the agency's own time."""
    if edit.kind == EditKind.CLOSURE_END:
        return closure_numbered(edit.closure or 0).stops_agency_clock
    return edit.stops_agency_clock


def calendar_with(edit: CalendarEdit, agency: Agency) -> WorkingCalendar:
    """The calendar an agency that the edit reaches would have."""
    cal = working_calendar(agency)
    if edit.kind == EditKind.HOURS and not edit.agency and agency.windows.exists():
        return cal  # hours of its own stand before the common ones
    shut = shut_by(edit)
    if (shut.gone or shut.come) and not stops_clock(edit):
        return cal
    return tried(cal, edit, shut)


def _inside(units: Iterable[int]) -> frozenset[int]:
    """Agencies of these areas and of the areas inside them."""
    found: set[int] = set()
    level = set(units)
    while level:
        found |= level
        children = AdministrativeUnit.objects.filter(parent__in=level)
        level = set(children.values_list("pk", flat=True)) - found
    return frozenset(Agency.objects.filter(unit__in=found).values_list("pk", flat=True))
