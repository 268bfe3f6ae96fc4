"""The internal route: forward, send back, take back what was forwarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.accounts.queries.positions import serving
from motcua.catalogue.enums import StepAct
from motcua.dossiers.actions.handling.holding import at_my_step, take_up
from motcua.dossiers.actions.moves import assigning
from motcua.dossiers.actions.moves.moving import Words, move
from motcua.dossiers.actions.moves.permits import NotYourStep, permit
from motcua.dossiers.enums import AssignmentOutcome, Moment
from motcua.dossiers.models import Assignment, Dossier
from motcua.dossiers.queries.clocks import route
from motcua.dossiers.queries.reach.locking import lock
from motcua.dossiers.rules.route import acts_at, step_after, step_before
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from motcua.accounts.models import Position
    from motcua.catalogue.rules.routing.definition import Step


class NoNextStep(Refusal):
    """The last step ends with a decision, not by forwarding."""

    message = _("Đây là bước cuối. Hãy ra quyết định thay vì chuyển tiếp.")


class NoStepBefore(Refusal):
    """There is nobody to send it back to, or the route does not let this step do so."""

    message = _("Bước này không trả lại bước trước được.")


class AlreadyTaken(Refusal):
    """Somebody has begun the next step."""

    message = _("Bước sau đã có người nhận xử lý nên không rút lại được nữa.")


@transaction.atomic
def forward(*, dossier_id: int, note: str = "", by: Position, now: datetime) -> Assignment:
    """Finish one's step and pass the dossier to the next one. Steps of other roles after it that
    only oneself can take are passed with it, up to the one that decides.
    """
    dossier, current = at_my_step(dossier_id, by, now)
    current = take_up(dossier, current, by=by, now=now)
    steps = route.steps_of(dossier)
    following = step_after(steps, current.step)
    if following is None or StepAct.FORWARD not in acts_at(steps, current.step):
        raise NoNextStep
    assigning.close_step(current, AssignmentOutcome.FORWARDED, by=by, at=now)
    opened = assigning.open_step(dossier, following, at=now, note=note)
    if following.role != current.role:
        opened = _merge(dossier, opened, steps, by=by, now=now)
    words = Words(note=note, is_public=False)
    move(dossier, Moment.FORWARD_STEP, by=by, at=now, words=words)
    return opened


@transaction.atomic
def send_back(*, dossier_id: int, note: str, by: Position, now: datetime) -> Assignment:
    """Return the dossier one step, with a word why; it goes to whoever did that step."""
    dossier, current = at_my_step(dossier_id, by, now)
    current = take_up(dossier, current, by=by, now=now)
    steps = route.steps_of(dossier)
    earlier = step_before(steps, current.step)
    if earlier is None or StepAct.SEND_BACK not in acts_at(steps, current.step):
        raise NoStepBefore
    assigning.close_step(current, AssignmentOutcome.SENT_BACK, by=by, at=now)
    opened = assigning.open_step(
        dossier, earlier, at=now, holder=_who_did(dossier, earlier, now), note=note
    )
    words = Words(note=note, is_public=False)
    move(dossier, Moment.SEND_BACK, by=by, at=now, words=words)
    return opened


@transaction.atomic
def recall(*, dossier_id: int, by: Position, now: datetime) -> Assignment:
    """Take back what one has just forwarded, as long as nobody has taken it up; the step goes on
    with the time that it has left.
    """
    dossier = lock(dossier_id)
    permit(by, Permission.DOSSIER_PROCESS, dossier)
    current = assigning.current_step(dossier)
    former = route.forwarded_by(by, before=current, on=local_date(now))
    if former is None:
        raise NotYourStep
    if current.holder_id is not None:
        raise AlreadyTaken
    move(dossier, Moment.RECALL, by=by, at=now, words=Words(is_public=False))
    assigning.close_step(current, AssignmentOutcome.RECALLED, by=by, at=now)
    return assigning.open_again(former, at=now, holder=former.holder, note=former.note)


def _merge(
    dossier: Dossier, opened: Assignment, steps: Sequence[Step], *, by: Position, now: datetime
) -> Assignment:
    """Pass over steps that only the same person would forward again (at a commune one person may
    wear three hats); answers the one at which the dossier comes to rest.
    """
    while own := _own_seat(opened, by, now):
        opened.holder = own
        opened.save(update_fields=["holder"])
        after, acts = step_after(steps, opened.step), acts_at(steps, opened.step)
        if after is None or StepAct.DECIDE in acts or StepAct.FORWARD not in acts:
            break
        assigning.close_step(opened, AssignmentOutcome.MERGED, by=own, at=now)
        opened = assigning.open_step(dossier, after, at=now, note=opened.note)
        if after.role == own.role:
            break
    return opened


def _own_seat(opened: Assignment, by: Position, now: datetime) -> Position | None:
    """The position in which whoever forwarded is the only one that could take the step; None where
    others could, or he could not.
    """
    seats = list(serving(agency_id=opened.agency_id, role=opened.role, on=local_date(now)))
    return seats[0] if len(seats) == 1 and seats[0].user_id == by.user_id else None


def _who_did(dossier: Dossier, step: Step, now: datetime) -> Position | None:
    """Who did a step last, if still in office; else it goes to whoever takes it."""
    done = Assignment.objects.filter(dossier=dossier, step=step.position, holder__isnull=False)
    last = done.select_related("holder__user").last()
    return last.holder if last and last.holder and last.holder.serves_on(local_date(now)) else None
