"""The route of a case as the rules want it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.catalogue.models import RouteStep
from motcua.dossiers.models import Assignment, Dossier
from motcua.dossiers.rules.route import Step, work_steps


def steps_of(case_id: int) -> tuple[Step, ...]:
    """The steps between reception and return."""
    rows = RouteStep.objects.filter(case_id=case_id).order_by("position")
    return work_steps([Step(row.position, row.name, row.role, row.allowance_hours) for row in rows])


def open_assignment(dossier: Dossier) -> Assignment | None:
    """Where the dossier is in its route now."""
    return (
        Assignment.objects.filter(dossier=dossier, finished_at__isnull=True)
        .select_related("agency", "holder__user", "dossier")
        .first()
    )


def step_name(step: Step) -> str:
    """The step's name; the default route's names are translated."""
    return _(step.name)
