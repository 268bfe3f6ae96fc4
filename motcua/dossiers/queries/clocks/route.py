"""The route of a dossier as the rules want it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from motcua.catalogue.models import RouteVersion
from motcua.catalogue.rules.routing.definition import parse
from motcua.catalogue.rules.routing.usual import usual_route
from motcua.dossiers.enums import AssignmentOutcome
from motcua.dossiers.models import Assignment, Dossier, Submission
from motcua.dossiers.queries.drafts.forms import definition_of
from motcua.dossiers.rules.route import acts_at
from motcua.eforms.rules.scene import Scene

if TYPE_CHECKING:
    from datetime import date

    from motcua.accounts.models import Position
    from motcua.catalogue.enums import StepAct
    from motcua.catalogue.rules.routing.definition import Route, Step


@lru_cache(maxsize=256)
def _parsed(route_version_id: int) -> Route:
    definition = RouteVersion.objects.values_list("definition", flat=True).get(pk=route_version_id)
    return parse(definition)


def route_of(dossier: Dossier) -> Route:
    """The whole route of a dossier: the one of its acceptance; before it, what its case follows
    now. A version never changes, so it is parsed once.
    """
    accepted = dossier.accepted_at is not None
    version = dossier.route_version_id if accepted else dossier.case.route_version_id
    return _parsed(version) if version else usual_route()


def steps_of(dossier: Dossier) -> tuple[Step, ...]:
    """The steps between reception and return that a dossier needs with the answers it has now."""
    route = route_of(dossier)
    if all(step.when is None for step in route.work):
        return route.work
    answers = (
        Submission.objects.filter(dossier=dossier)
        .order_by("-number")
        .values_list("answers", flat=True)
        .first()
    )
    return route.needed(Scene(definition_of(dossier.form_version_id), answers or {}).answer)


def acts_of(dossier: Dossier, current: Assignment) -> frozenset[StepAct]:
    """What its route lets be done at the open step."""
    return acts_at(steps_of(dossier), current.step)


def forwarded_by(by: Position, *, before: Assignment, on: date) -> Assignment | None:
    """The step directly before an open one, when this person forwarded it; None otherwise."""
    earlier = Assignment.objects.filter(dossier=before.dossier_id, pk__lt=before.pk)
    former = earlier.select_related("finished_by", "holder").order_by("-pk").first()
    if former is None or former.finished_by is None or not by.serves_on(on):
        return None
    passed = former.outcome in (AssignmentOutcome.FORWARDED, AssignmentOutcome.MERGED)
    return former if passed and former.finished_by.user_id == by.user_id else None


def open_assignment(dossier: Dossier) -> Assignment | None:
    """Where the dossier is in its route now."""
    return (
        Assignment.objects.filter(dossier=dossier, finished_at__isnull=True)
        .select_related("agency", "holder__user", "dossier")
        .first()
    )
