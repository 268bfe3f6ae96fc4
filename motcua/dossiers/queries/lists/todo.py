"""What waits for a person: dossiers that go on only when their owner does something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from motcua.dossiers.enums import ObligationState, Status
from motcua.dossiers.models import Dossier, Draft, Obligation
from motcua.dossiers.queries.reach.scope import dossiers_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from motcua.accounts.models import User

WAITS = Q(status__in=[Status.AWAITING_SUPPLEMENT, Status.AWAITING_PAYMENT, Status.DECIDED])
_MOST = 50


@dataclass(frozen=True, slots=True)
class Todo:
    """A dossier that waits for its owner, until which day, and the draft to answer in."""

    dossier: Dossier
    until: date | None
    draft: UUID | None


def todo_of(user: User, *, today: date) -> list[Todo]:
    """Every dossier that waits for the person; what is due first comes first."""
    waiting = dossiers_of(user, today=today).filter(WAITS).select_related("applicant").distinct()
    found = {dossier.pk: dossier for dossier in waiting.order_by("-pk")[:_MOST]}
    if not found:
        return []
    answers = Draft.objects.filter(
        supplement__dossier__in=found,
        supplement__answered_at__isnull=True,
        supplement__closed_at__isnull=True,
    )
    asked = {
        dossier: (day, key)
        for dossier, day, key in answers.values_list(
            "supplement__dossier", "supplement__answer_by", "key"
        )
    }
    owed = Obligation.objects.filter(dossier__in=found, state=ObligationState.DUE)
    due = dict(owed.values_list("dossier", "due_on"))
    todos = [Todo(dossier, *asked.get(key, (due.get(key), None))) for key, dossier in found.items()]
    return sorted(todos, key=lambda one: (one.until is None, one.until))
