"""Changes of the working calendar: what each would move, and how far it has come."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from motcua.accounts.enums import Permission
from motcua.audit.models import Event
from motcua.dossiers.enums import ChangeState, Status
from motcua.dossiers.models import CalendarChange, MovedDue, Supplement
from motcua.dossiers.queries.clocks import clock
from motcua.dossiers.queries.clocks.due_times import Scope
from motcua.dossiers.rules.closing import answer_by_after, newly_closed
from motcua.kit.clock import HANOI
from motcua.kit.errors import NotThere
from motcua.places.queries import edits
from motcua.places.queries.calendar import closures_of
from motcua.places.rules.edits import CalendarEdit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from motcua.accounts.models import Position
    from motcua.kit.worktime import WorkingCalendar
    from motcua.places.models import Agency

PAGE = 50


@dataclass(frozen=True, slots=True)
class MovedPage:
    """Some of what a change moves, how many in all, and where the next page begins."""

    rows: list[MovedDue]
    count: int
    applied: int
    following: str


def edit_of(change: CalendarChange) -> CalendarEdit:
    """What it changes."""
    return CalendarEdit.from_json(change.edit)


def scope_of(change: CalendarChange, *, tried: bool) -> Scope:
    """Which dossiers to look at, by the calendars that would be (`tried`) or are."""
    reached = None if change.agencies is None else frozenset(change.agencies)
    edit = edit_of(change)

    def would_be(agency: Agency) -> WorkingCalendar:
        if reached is not None and agency.pk not in reached:
            return clock.calendar_of(agency)
        return edits.calendar_with(edit, agency)

    calendar_of = would_be if tried else clock.calendar_of
    return Scope(agencies=reached, since=change.since, calendar_of=calendar_of)


def changes_seen_by(position: Position) -> QuerySet[CalendarChange]:
    """Those of the whole province, or those of the own agency."""
    found = CalendarChange.objects.select_related("agency", "proposed_by__user", "confirmed_by")
    if position.may(Permission.MANAGE_CALENDAR_ALL):
        return found
    return found.filter(agency=position.agency_id)


def change_for(position: Position, key: UUID) -> CalendarChange:
    """The change under a key, if the position may see it. Raises NotThere."""
    found = changes_seen_by(position).filter(key=key).first()
    if found is None:
        raise NotThere
    return found


def moved_by(change: CalendarChange, *, after: str = "") -> MovedPage:
    """A page of what it moves, by the key of the dossier."""
    rows = change.moved.all()
    counted = rows.aggregate(count=Count("pk"), applied=Count("applied_at"))
    if after.isdecimal() and len(after) < 18:
        rows = rows.filter(dossier_id__gt=int(after))
    shown = list(
        rows.select_related("dossier__responsible_agency").order_by("dossier_id")[: PAGE + 1]
    )
    following = str(shown[PAGE - 1].dossier_id) if len(shown) > PAGE else ""
    return MovedPage(shown[:PAGE], counted["count"], counted["applied"], following)


def rows_of_csv(change: CalendarChange) -> Iterator[str]:
    """The whole list as lines of a CSV file, read step by step."""
    heads = ("code", "agency_code", "agency", "kind", "before", "after", "applied_at")
    yield "\ufeff" + _line(heads)
    rows = change.moved.select_related("dossier__responsible_agency").order_by("dossier_id")
    for row in rows.iterator(chunk_size=500):
        agency = row.dossier.responsible_agency
        moments = (_moment(row.before), _moment(row.after), _moment(row.applied_at))
        yield _line((str(row.dossier), agency.code, agency.name, str(row.kind), *moments))


def supplements_moved(change: CalendarChange) -> Iterator[tuple[Supplement, date]]:
    """Open requests for supplements whose last day a closure moves, with the new day."""
    edit = edit_of(change)
    come = edits.shut_by(edit).come
    if not come:
        return
    found = Supplement.objects.filter(
        answered_at__isnull=True,
        closed_at__isnull=True,
        dossier__status=Status.AWAITING_SUPPLEMENT,
    ).select_related("dossier__responsible_agency")
    if change.agencies is not None:
        found = found.filter(dossier__responsible_agency__in=change.agencies)
    new: dict[int, list[tuple[datetime, datetime]]] = {}
    for asked in found.order_by("dossier_id").iterator(chunk_size=500):
        agency = asked.dossier.responsible_agency
        if agency.pk not in new:
            known = [(one.starts_at, one.ends_at) for one in closures_of(agency)]
            new[agency.pk] = newly_closed(come, known)
        later = answer_by_after(asked.asked_at.astimezone(HANOI), asked.answer_by, new[agency.pk])
        if later > asked.answer_by:
            yield asked, later


def is_recalculating() -> bool:
    """Whether a confirmed change has not reached every dossier yet."""
    return CalendarChange.objects.filter(state=ChangeState.APPLYING).exists()


def last_report() -> Event | None:
    """What the nightly look found last: nothing when all due times agreed."""
    return Event.objects.filter(name="dossiers.due_times_differ").order_by("-at").first()


def _line(values: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(HANOI):%Y-%m-%d %H:%M}" if at else ""
