"""Stored due times beside the computed ones, for whoever looks whether they still agree, and for
whoever wants to know what a change of the calendar would move.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from motcua.dossiers.enums import DueKind, Status, SubState
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clocks import clock
from motcua.dossiers.rules import deadlines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from motcua.kit.worktime import WorkingCalendar
    from motcua.places.models import Agency

AT_ONCE = 500
_RUNNING = (Status.SUBMITTED, Status.ACCEPTED, Status.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Difference:
    """A dossier whose stored due time is not the computed one; nothing where the rows contradict
    each other.
    """

    code: str
    stored: datetime | None
    computed: datetime | None
    dossier_id: int = 0
    kind: DueKind = DueKind.RESULT


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which dossiers are looked at, and by which calendars: those of these agencies (None: all)
    with something due at or after a moment.
    """

    agencies: frozenset[int] | None = None
    since: datetime | None = None
    calendar_of: Callable[[Agency], WorkingCalendar] = clock.calendar_of


ALL = Scope()


@dataclass(frozen=True, slots=True)
class Looked:
    """What one step of looking found: the last dossier looked at, how many, what differs."""

    last: int
    count: int
    found: list[Difference]


def differences(*, at_once: int = AT_ONCE) -> Iterator[Difference]:
    """Every running dossier whose due time differs, read in steps of the key."""
    last = 0
    while (step := look(after=last, at_once=at_once)).count:
        last = step.last
        yield from step.found


def look(*, after: int, scope: Scope = ALL, at_once: int = AT_ONCE) -> Looked:
    """The next running dossiers behind a key. What differs is read a second time, because it may
    have moved between two statements.
    """
    running = _running(scope)
    dossiers = list(running.filter(pk__gt=after).order_by("pk")[:at_once])
    rules = _Rules(scope.calendar_of)
    doubtful = [one.pk for one in dossiers if rules.difference(one)]
    again = running.filter(pk__in=doubtful).order_by("pk") if doubtful else ()
    found = [difference for one in again if (difference := rules.difference(one))]
    return Looked(dossiers[-1].pk if dossiers else after, len(dossiers), found)


def difference_of(dossier: Dossier) -> Difference | None:
    """What differs in one dossier, if anything does; nothing for one whose clock does not run."""
    if dossier.status not in _RUNNING or dossier.substate == SubState.WAITING_PREPAYMENT:
        return None
    return _Rules(clock.calendar_of).difference(dossier)


def _running(scope: Scope) -> QuerySet[Dossier]:
    found = (
        Dossier.objects.filter(status__in=_RUNNING)
        .exclude(substate=SubState.WAITING_PREPAYMENT)
        .select_related("case", "holder_agency", "receiving_agency", "responsible_agency")
        .prefetch_related("pauses", "extensions")
    )
    if scope.agencies is not None:
        found = found.filter(
            Q(status=Status.SUBMITTED, holder_agency__in=scope.agencies)
            | (~Q(status=Status.SUBMITTED) & Q(responsible_agency__in=scope.agencies))
        )
    if scope.since is not None:
        found = found.filter(
            Q(status=Status.SUBMITTED, reception_due_at__gte=scope.since)
            | (~Q(status=Status.SUBMITTED) & Q(due_at__gte=scope.since))
        )
    return found


@dataclass
class _Rules:
    """Calendars and limits, asked for once for all the dossiers that share them."""

    calendar_of: Callable[[Agency], WorkingCalendar]
    calendars: dict[int, WorkingCalendar] = field(default_factory=dict)
    limits: dict[tuple[int, str, str], deadlines.Allowance] = field(default_factory=dict)

    def difference(self, dossier: Dossier) -> Difference | None:
        """What differs, if anything does."""
        if dossier.status == Status.SUBMITTED:
            kind, stored = DueKind.RECEPTION, dossier.reception_due_at
            fitting = self._receptions(dossier)
        else:
            kind, stored, fitting = DueKind.RESULT, dossier.due_at, [self._due(dossier)]
        if stored in fitting:
            return None
        return Difference(str(dossier), stored, fitting[0], dossier.pk, kind)

    def _receptions(self, dossier: Dossier) -> list[datetime | None]:
        """By the calendar of who holds it; one that was passed on keeps what the first promised."""
        ended = [
            pause.closed_at
            for pause in dossier.pauses.all()
            if pause.back_to == Status.SUBMITTED and pause.closed_at
        ]
        start = max(ended, default=dossier.submitted_at)
        agencies = (dossier.holder_agency, dossier.receiving_agency)
        return [deadlines.reception_due(start, self._calendar(agency)) for agency in agencies]

    def _due(self, dossier: Dossier) -> datetime | None:
        key = (dossier.case_id, dossier.channel, dossier.responsible_agency.area_class)
        if key not in self.limits:
            self.limits[key] = clock.allowance_of(dossier)
        try:
            facts = clock.facts_of(dossier, allowance=self.limits[key])
        except ValueError:  # pauses that overlap, or no acceptance
            return None
        return deadlines.due_at(facts, self._calendar(dossier.responsible_agency))

    def _calendar(self, agency: Agency) -> WorkingCalendar:
        if agency.pk not in self.calendars:
            self.calendars[agency.pk] = self.calendar_of(agency)
        return self.calendars[agency.pk]
