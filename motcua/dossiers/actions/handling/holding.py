"""Who holds a step: taking it up, handing it over, giving it to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.audit.actions import record
from motcua.dossiers.actions.moves import assigning
from motcua.dossiers.actions.moves.moving import Words, WrongState, enter, move
from motcua.dossiers.actions.moves.permits import NotYourStep, permit, permit_step
from motcua.dossiers.enums import OPEN, AssignmentOutcome, Moment, Status
from motcua.dossiers.models import Assignment, Dossier
from motcua.dossiers.queries.reach.locking import lock
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position


class NotAColleague(Refusal):
    """The colleague has another role or agency."""

    message = _("Chỉ bàn giao được cho người cùng cơ quan và cùng vai trò.")


class NotForThisStep(Refusal):
    """Whoever is chosen could not hold the step, or holds it already."""

    message = _("Chỉ giao được cho người khác đang giữ đúng vai trò của bước này tại cơ quan.")


REASSIGNED, HOLDER_LEFT = "REASSIGNED", "HOLDER_LEFT"
"""Why the holder of a step changed otherwise than by his own hand, as the timeline keeps it."""


@transaction.atomic
def take(*, dossier_id: int, by: Position, now: datetime) -> Assignment:
    """Take up a step that lies with one's role, also from somebody who has left; the first one
    takes the dossier from ACCEPTED to IN_PROGRESS.
    """
    dossier, current = at_my_step(dossier_id, by, now)
    return take_up(dossier, current, by=by, now=now)


@transaction.atomic
def hand_over(
    *, dossier_id: int, to: Position, note: str = "", by: Position, now: datetime
) -> Assignment:
    """Give one's step, with the time it has, to a colleague of the same role and agency."""
    dossier, current = at_my_step(dossier_id, by, now)
    if to.pk == by.pk or not _could_hold(to, current, now):
        raise NotAColleague(field="to")
    current = take_up(dossier, current, by=by, now=now)
    taken = _give(current, to=to, by=by, now=now, note=note)
    move(dossier, Moment.HAND_OVER, by=by, at=now, words=Words(note=note, is_public=False))
    return taken


@transaction.atomic
def reassign(
    *, dossier_id: int, to: Position, reason: str, by: Position, now: datetime
) -> Assignment:
    """Give a step, whoever holds it and whether or not the clock runs, to another officer who
    could hold it; the head's to do. The status stays.
    """
    dossier = lock(dossier_id)
    permit(by, Permission.DOSSIER_REASSIGN, dossier)
    current = assigning.current_step(dossier)
    if dossier.status not in OPEN:
        raise WrongState
    if to.pk == current.holder_id or not _could_hold(to, current, now):
        raise NotForThisStep(field="to")
    taken = _give(current, to=to, by=by, now=now, note=reason)
    _tell_of_holder(dossier, current, taken, by=by, now=now, why=REASSIGNED)
    return taken


def at_my_step(dossier_id: int, by: Position, now: datetime) -> tuple[Dossier, Assignment]:
    """The dossier, locked, and its open step, which must be this position's while the clock runs.
    Raises NotPermitted and WrongState.
    """
    dossier = lock(dossier_id)
    permit(by, Permission.DOSSIER_PROCESS, dossier)
    current = assigning.current_step(dossier)
    permit_step(by, current, on=local_date(now))
    if dossier.status not in (Status.ACCEPTED, Status.IN_PROGRESS):
        raise WrongState
    return dossier, current


def take_up(dossier: Dossier, current: Assignment, *, by: Position, now: datetime) -> Assignment:
    """Whoever acts at a step that nobody in office holds takes it; answers the step as held."""
    if current.holder_id is None:
        taken = Assignment.objects.filter(pk=current.pk, holder__isnull=True).update(holder=by)
        if not taken:
            raise NotYourStep
        current.holder = by
    elif current.holder_id != by.pk:
        left, current = current, _give(current, to=by, by=by, now=now, note=current.note)
        _tell_of_holder(dossier, left, current, by=by, now=now, why=HOLDER_LEFT)
    if dossier.status == Status.ACCEPTED:
        move(dossier, Moment.BEGIN, by=by, at=now)
    return current


def _give(
    current: Assignment, *, to: Position, by: Position, now: datetime, note: str
) -> Assignment:
    """The same step once more, with the time it has, in another hand."""
    assigning.close_step(current, AssignmentOutcome.HANDED_OVER, by=by, at=now)
    return assigning.open_again(current, at=now, holder=to, note=note)


def _tell_of_holder(
    dossier: Dossier,
    former: Assignment,
    taken: Assignment,
    *,
    by: Position,
    now: datetime,
    why: str,
) -> None:
    """In the timeline that the step changed hands, in the trail from whose to whose."""
    note = taken.note if why == REASSIGNED else ""
    words = Words(note=note, reason_code=why, is_public=False)
    enter(dossier, Moment.HAND_OVER, by=by, at=now, words=words)
    record(
        "dossier.reassign",
        by=by,
        now=now,
        object_kind="dossier",
        object_id=dossier.pk,
        before={"holder": former.holder_id},
        after={"holder": taken.holder_id, "step": taken.step, "why": why},
    )


def _could_hold(position: Position, step: Assignment, now: datetime) -> bool:
    is_alike = (position.role, position.agency_id) == (step.role, step.agency_id)
    return is_alike and position.serves_on(local_date(now))
