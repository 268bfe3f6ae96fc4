"""What waits for an officer this morning, as a few lines of a mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from motcua.accounts.enums import Role
from motcua.accounts.queries import positions
from motcua.dossiers.queries.clocks import clock
from motcua.dossiers.queries.lists import inbox
from motcua.dossiers.rules.clocks import ClockState
from motcua.kit.clock import HANOI, local_date
from motcua.kit.worktime import is_working_day
from motcua.places.models import Agency

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from motcua.accounts.models import Position
    from motcua.dossiers.queries.lists.inbox import Row

SHOWN = 10
"""Dossiers named one by one; the lists have the rest."""
_TOLD: dict[str, tuple[inbox.View, ...]] = {
    Role.COUNTER: (inbox.TO_RECEIVE, inbox.FOR_OTHERS, inbox.TO_RETURN, inbox.LAPSED, inbox.MINE),
    Role.HEAD: (
        inbox.MINE,
        inbox.LATE,
        inbox.DUE_SOON,
        inbox.LAPSED,
        inbox.HOLDER_LEFT,
        inbox.WITHDRAWALS,
    ),
}
_OTHERS = (inbox.MINE,)
"""The counter is told what to receive and return, the head the whole agency, others their own."""
_URGENT = {
    Role.COUNTER: (inbox.TO_RECEIVE, inbox.FOR_OTHERS),
    Role.HEAD: (inbox.LATE, inbox.DUE_SOON),
}
_PRESSING = (ClockState.LATE, ClockState.DUE_SOON)


@dataclass(frozen=True, slots=True)
class Digest:
    """How many wait in which list, and the most urgent dossiers, in the words of the language that
    is active.
    """

    counts: list[str]
    urgent: list[str]


def working_agencies(at: datetime) -> list[Agency]:
    """Agencies with people in office that work on the day of a moment."""
    on = local_date(at)
    found = Agency.objects.filter(pk__in=in_office(at).values("agency")).order_by("code")
    return [agency for agency in found if is_working_day(on, clock.calendar_of(agency))]


def in_office(at: datetime) -> QuerySet[Position]:
    """Positions held on the day of a moment by people who can sign in and be written to."""
    found = positions.valid(on=local_date(at)).filter(
        user__is_active=True, user__email__isnull=False
    )
    return found.select_related("user", "agency").order_by("pk")


def digest_of(position: Position, *, at: datetime) -> Digest | None:
    """What waits for this officer; nothing when nothing waits."""
    soon = clock.soon_at(position.agency, at)
    counts = inbox.counts_of(position, at=at, soon=soon)
    told = [view for view in _TOLD.get(position.role, _OTHERS) if counts.get(view.key)]
    if not told:
        return None
    urgent: list[Row] = []
    for view in _URGENT.get(Role(position.role), _OTHERS):
        if view in told and len(urgent) < SHOWN:
            rows = inbox.inbox_of(position, view, at=at, soon=soon).rows
            urgent += [row for row in rows if row.clock in _PRESSING]
    return Digest(
        counts=[f"{view.name}: {counts[view.key]}" for view in told],
        urgent=[_line(row, at) for row in urgent[:SHOWN]],
    )


def _line(row: Row, at: datetime) -> str:
    """Code, procedure and time; no name, for mail is read on many screens."""
    dossier = row.dossier
    due = f"{row.due.astimezone(HANOI):%H:%M %d/%m/%Y}" if row.due else ""
    is_late = row.due is not None and row.due < at
    words = _("%(code)s quá hạn từ %(due)s") if is_late else _("%(code)s hẹn trả %(due)s")
    return f"{words % {'code': dossier.code, 'due': due}} · {dossier.matter[:80]}"
