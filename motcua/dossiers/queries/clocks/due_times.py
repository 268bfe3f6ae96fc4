"""Stored due times against those that the rules give now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from motcua.dossiers.enums import Status, SubState
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clocks import clock
from motcua.dossiers.rules import deadlines

if TYPE_CHECKING:
    from collections.abc import Iterator
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


def differences(*, at_once: int = AT_ONCE) -> Iterator[Difference]:
    """Every running dossier whose due time differs, read in steps of the key. What differs is read
    a second time, because it may have moved between two statements.
    """
    last = 0
    while dossiers := list(_running().filter(pk__gt=last).order_by("pk")[:at_once]):
        last = dossiers[-1].pk
        rules = _Rules()
        doubtful = [one.pk for one in dossiers if rules.difference(one)]
        for dossier in _running().filter(pk__in=doubtful).order_by("pk"):
            if found := _Rules().difference(dossier):
                yield found


def _running() -> QuerySet[Dossier]:
    return (
        Dossier.objects.filter(status__in=_RUNNING)
        .exclude(substate=SubState.WAITING_PREPAYMENT)
        .select_related("case", "holder_agency", "receiving_agency", "responsible_agency")
        .prefetch_related("pauses", "extensions")
    )


@dataclass
class _Rules:
    """Calendars and limits, asked for once for all the dossiers that share them."""

    calendars: dict[int, WorkingCalendar] = field(default_factory=dict)
    limits: dict[tuple[int, str, str], deadlines.Allowance] = field(default_factory=dict)

    def difference(self, dossier: Dossier) -> Difference | None:
        """What differs, if anything does."""
        if dossier.status == Status.SUBMITTED:
            stored, fitting = dossier.reception_due_at, self._receptions(dossier)
        else:
            stored, fitting = dossier.due_at, [self._due(dossier)]
        return None if stored in fitting else Difference(str(dossier), stored, fitting[0])

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
            self.calendars[agency.pk] = clock.calendar_of(agency)
        return self.calendars[agency.pk]
