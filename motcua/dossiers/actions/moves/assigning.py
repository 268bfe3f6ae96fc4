"""Opening and closing steps of the route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.accounts.enums import Role
from motcua.dossiers.actions.moves.moving import WrongState
from motcua.dossiers.models import Assignment, Dossier
from motcua.dossiers.queries.clocks import clock, route
from motcua.kit.worktime import add_working_hours, add_working_time, working_time_between

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position
    from motcua.catalogue.rules.routing.definition import Step
    from motcua.dossiers.enums import AssignmentOutcome
    from motcua.places.models import Agency

RETURN_STEP = 32000
"""The place of the return step, after every step of any route."""


def open_step(
    dossier: Dossier, step: Step, *, at: datetime, holder: Position | None = None, note: str = ""
) -> Assignment:
    """Put the dossier at a step; its own due time comes from the step's allowance."""
    due_at = None
    if step.allowance_hours:
        due_at = add_working_hours(
            at, step.allowance_hours, clock.calendar_of(dossier.holder_agency)
        )
    return Assignment.objects.create(
        dossier=dossier,
        step=step.position,
        name=step.name.vi,
        role=step.role,
        agency=dossier.holder_agency,
        holder=holder,
        arrived_at=at,
        due_at=due_at,
        note=note,
    )


def open_again(
    former: Assignment, *, at: datetime, holder: Position | None, note: str = ""
) -> Assignment:
    """The same step once more, with the time it has, in this hand."""
    return Assignment.objects.create(
        dossier_id=former.dossier_id,
        step=former.step,
        name=former.name,
        role=former.role,
        agency_id=former.agency_id,
        holder=holder,
        arrived_at=at,
        due_at=former.due_at,
        note=note,
    )


def open_return(dossier: Dossier, *, agency: Agency, name: str, at: datetime) -> Assignment:
    """Put the settled dossier on the counter's list of results to hand over."""
    return Assignment.objects.create(
        dossier=dossier,
        step=RETURN_STEP,
        name=name,
        role=Role.COUNTER,
        agency=agency,
        arrived_at=at,
    )


def close_step(
    assignment: Assignment, outcome: AssignmentOutcome, *, by: Position | None, at: datetime
) -> None:
    """End a step with its outcome. Whoever waited for the row brings a moment from before it."""
    assignment.outcome = outcome
    assignment.finished_at = max(at, assignment.arrived_at)
    assignment.finished_by = by
    assignment.save(update_fields=["outcome", "finished_at", "finished_by"])


def resume_step(dossier: Dossier, *, stopped_at: datetime, at: datetime) -> None:
    """A step does not run while the dossier's clock stands still: what was left of it begins
    again.
    """
    step = route.open_assignment(dossier)
    if step is None or step.due_at is None or step.due_at <= stopped_at:
        return
    calendar = clock.calendar_of(dossier.holder_agency)
    left = working_time_between(stopped_at, step.due_at, calendar)
    step.due_at = add_working_time(at, left, calendar)
    step.save(update_fields=["due_at"])


def current_step(dossier: Dossier) -> Assignment:
    """The open step. Raises WrongState where there is none."""
    found = route.open_assignment(dossier)
    if found is None:
        raise WrongState
    return found
