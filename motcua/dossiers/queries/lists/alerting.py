"""What runs out of time at an agency and nobody has been told of yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motcua.accounts.enums import Role
from motcua.dossiers.enums import AlertKind, AlertTopic, Status
from motcua.dossiers.models import AlertSetting, Assignment, Dossier, DueAlert
from motcua.dossiers.queries.clocks import clock
from motcua.kit.worktime import add_working_days, close_of_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from motcua.places.models import Agency

_RUNNING = (Status.ACCEPTED, Status.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Pressing:
    """A time that runs out, or has; whom it presses: a position, else everybody of the role."""

    dossier: Dossier
    topic: AlertTopic
    kind: AlertKind
    due: datetime
    holder_id: int | None
    role: str
    step: str = ""


def days_before_of(agency: Agency) -> int | None:
    """How many working days before; the setting of the house where the agency has none."""
    found = AlertSetting.objects.filter(agency=agency).first()
    default: int = settings.ALERT_DAYS_BEFORE
    return found.days_before if found else default


def pressing_at(agency: Agency, *, at: datetime, days_before: int) -> list[Pressing]:
    """Steps, dossiers and receptions of an agency, late ones first, that nobody was told of."""
    cal = clock.calendar_of(agency)
    horizon = close_of_day(add_working_days(at, days_before, cal).date(), cal)
    at = at.replace(second=0, microsecond=0)
    found = [
        *_steps(agency, at, horizon),
        *_dossiers(agency, at, horizon),
        *_receptions(agency, at, clock.soon_at(agency, at).reception),
    ]
    return sorted(found, key=lambda one: (one.due, one.dossier.pk))


def _steps(agency: Agency, at: datetime, horizon: datetime) -> Iterator[Pressing]:
    rows = (
        Assignment.objects.filter(
            agency=agency,
            finished_at__isnull=True,
            due_at__lte=horizon,
            dossier__status__in=_RUNNING,
        )
        .filter(_untold(AlertTopic.STEP, at, dossier="dossier", due="due_at"))
        .select_related("dossier")
    )
    for row in rows:
        if row.due_at is not None:
            kind = _kind(row.due_at, at)
            yield Pressing(
                row.dossier, AlertTopic.STEP, kind, row.due_at, row.holder_id, row.role, row.name
            )


def _dossiers(agency: Agency, at: datetime, horizon: datetime) -> Iterator[Pressing]:
    rows = (
        Dossier.objects.filter(holder_agency=agency, status__in=_RUNNING, due_at__lte=horizon)
        .filter(_untold(AlertTopic.RESULT, at, dossier="pk", due="due_at"))
        .annotate(holder=F("assignments__holder"), role=F("assignments__role"))
        .filter(Q(assignments__finished_at__isnull=True))
    )
    for row in rows:
        if row.due_at is not None:
            kind = _kind(row.due_at, at)
            yield Pressing(row, AlertTopic.RESULT, kind, row.due_at, row.holder, row.role or "")


def _receptions(agency: Agency, at: datetime, horizon: datetime) -> Iterator[Pressing]:
    rows = Dossier.objects.filter(
        holder_agency=agency, status=Status.SUBMITTED, reception_due_at__lte=horizon
    ).filter(_untold(AlertTopic.RECEPTION, at, dossier="pk", due="reception_due_at"))
    for row in rows:
        if row.reception_due_at is not None:
            due = row.reception_due_at
            kind = _kind(due, at)
            yield Pressing(row, AlertTopic.RECEPTION, kind, due, None, Role.COUNTER)


def _kind(due: datetime, at: datetime) -> AlertKind:
    return AlertKind.AFTER if due < at else AlertKind.BEFORE


def _untold(topic: AlertTopic, at: datetime, *, dossier: str, due: str) -> Q:
    """Nobody was told of this very time in its present kind; who was told after needs no before."""
    told: QuerySet[DueAlert] = DueAlert.objects.filter(
        dossier=OuterRef(dossier), topic=topic, due_at=OuterRef(due)
    )
    late = Q(**{f"{due}__lt": at})
    after = Exists(told.filter(kind=AlertKind.AFTER))
    return (late & ~after) | (~late & ~Exists(told))
