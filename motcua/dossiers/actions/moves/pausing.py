"""The clock of a dossier stands still, goes on, or is of no more use; nothing else writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.accounts.models import Position
from motcua.dossiers.actions.moves import assigning
from motcua.dossiers.actions.moves.moving import (
    NO_WORDS,
    Actor,
    Words,
    WrongState,
    begin_pause,
    move,
    open_pause,
)
from motcua.dossiers.enums import AssignmentOutcome, ObligationState, Status
from motcua.dossiers.models import Obligation, Supplement
from motcua.dossiers.queries.clocks import clock, route

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.dossiers.enums import Moment, PauseKind
    from motcua.dossiers.models import Dossier, Pause


def stand_still(
    dossier: Dossier, kind: PauseKind, *, at: datetime, reason: str, legal_basis: str = ""
) -> Pause:
    """Stop the clock and keep what was left of it; the move that follows saves the row."""
    pause = begin_pause(dossier, kind, at=at, reason=reason, legal_basis=legal_basis)
    dossier.remaining_minutes = clock.remaining_minutes(dossier, at=at) if dossier.due_at else None
    dossier.due_at = None
    if dossier.status == Status.SUBMITTED:
        dossier.reception_due_at = None  # new eight hours begin with the answer
    return pause


def go_on(
    dossier: Dossier,
    kind: PauseKind,
    moment: Moment,
    *,
    by: Actor,
    at: datetime,
    words: Words = NO_WORDS,
) -> None:
    """End the open pause of this kind: the dossier comes back where it was, with the time it had
    left. Raises WrongState where it does not wait for that.
    """
    pause = open_pause(dossier)
    if pause is None or pause.kind != kind:
        raise WrongState
    if pause.back_to == Status.SUBMITTED:
        dossier.reception_due_at = clock.reception_due_from(dossier, at)
    else:
        dossier.due_at = clock.due_at_when_resumed(dossier, at=at)
        assigning.resume_step(dossier, stopped_at=pause.opened_at, at=at)
    dossier.remaining_minutes = None
    move(dossier, moment, by=by, at=at, words=words)
    pause.closed_at = at
    pause.save(update_fields=["closed_at"])


def end(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Nothing is promised or awaited any more: clock, pause, step, supplement, obligation. The
    move that follows saves the row.
    """
    position = by if isinstance(by, Position) else None
    dossier.due_at = dossier.reception_due_at = dossier.remaining_minutes = None
    pause, step = open_pause(dossier), route.open_assignment(dossier)
    if pause:
        pause.closed_at = at
        pause.save(update_fields=["closed_at"])
    if step:
        assigning.close_step(step, AssignmentOutcome.CANCELLED, by=position, at=at)
    Supplement.objects.filter(
        dossier=dossier, answered_at__isnull=True, closed_at__isnull=True
    ).update(closed_at=at)
    if position:  # an obligation comes after acceptance, where an officer ends the dossier
        Obligation.objects.filter(dossier=dossier, state=ObligationState.DUE).update(
            state=ObligationState.CANCELLED, settled_at=at, settled_by=position
        )
