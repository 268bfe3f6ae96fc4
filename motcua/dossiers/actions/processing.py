"""The internal route: take up, forward, send back, hand over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.dossiers.actions import assigning
from motcua.dossiers.actions.moving import Words, WrongState, move
from motcua.dossiers.actions.permits import NotYourStep, permit, permit_step
from motcua.dossiers.enums import AssignmentOutcome, Moment, Status
from motcua.dossiers.models import Assignment, Dossier
from motcua.dossiers.queries import route
from motcua.dossiers.queries.locking import lock
from motcua.dossiers.rules.route import Step, step_after, step_before
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position


class NoNextStep(Refusal):
    """The last step ends with a decision, not by forwarding."""

    message = _("Đây là bước cuối. Hãy ra quyết định thay vì chuyển tiếp.")


class NoStepBefore(Refusal):
    """There is nobody to send it back to."""

    message = _("Đây là bước đầu tiên nên không trả lại được.")


class NotAColleague(Refusal):
    """The colleague has another role or agency."""

    message = _("Chỉ bàn giao được cho người cùng cơ quan và cùng vai trò.")


@transaction.atomic
def take(*, dossier_id: int, by: Position, now: datetime) -> Assignment:
    """Take up a step that lies with one's role; the first one takes the dossier from ACCEPTED to
    IN_PROGRESS.
    """
    dossier, current = _at_my_step(dossier_id, by)
    _take(dossier, current, by=by, now=now)
    return current


@transaction.atomic
def forward(*, dossier_id: int, note: str = "", by: Position, now: datetime) -> Assignment:
    """Finish one's step and pass the dossier to the next one."""
    dossier, current = _at_my_step(dossier_id, by)
    _take(dossier, current, by=by, now=now)
    following = step_after(route.steps_of(dossier.case_id), current.step)
    if following is None:
        raise NoNextStep
    return _pass(dossier, current, following, Moment.FORWARD_STEP, by=by, now=now, note=note)


@transaction.atomic
def send_back(*, dossier_id: int, note: str, by: Position, now: datetime) -> Assignment:
    """Return the dossier one step, with a word why; it goes to whoever did that step."""
    dossier, current = _at_my_step(dossier_id, by)
    _take(dossier, current, by=by, now=now)
    earlier = step_before(route.steps_of(dossier.case_id), current.step)
    if earlier is None:
        raise NoStepBefore
    return _pass(dossier, current, earlier, Moment.SEND_BACK, by=by, now=now, note=note)


@transaction.atomic
def hand_over(
    *, dossier_id: int, to: Position, note: str = "", by: Position, now: datetime
) -> Assignment:
    """Give one's step, with the time it has, to a colleague of the same role and agency."""
    dossier, current = _at_my_step(dossier_id, by)
    is_alike = (to.role, to.agency_id) == (by.role, by.agency_id)
    if to.pk == by.pk or not is_alike or not _holds_office(to, now):
        raise NotAColleague(field="to")
    _take(dossier, current, by=by, now=now)
    step = Step(current.step, current.name, current.role)
    assigning.close_step(current, AssignmentOutcome.HANDED_OVER, by=by, at=now)
    taken = assigning.open_step(dossier, step, at=now, holder=to, note=note)
    taken.due_at = current.due_at
    taken.save(update_fields=["due_at"])
    move(dossier, Moment.HAND_OVER, by=by, at=now, words=Words(note=note, is_public=False))
    return taken


def _at_my_step(dossier_id: int, by: Position) -> tuple[Dossier, Assignment]:
    dossier = lock(dossier_id)
    permit(by, Permission.DOSSIER_PROCESS, dossier)
    current = assigning.current_step(dossier)
    permit_step(by, current)
    if dossier.status not in (Status.ACCEPTED, Status.IN_PROGRESS):
        raise WrongState
    return dossier, current


def _take(dossier: Dossier, current: Assignment, *, by: Position, now: datetime) -> None:
    if current.holder_id is None:
        taken = Assignment.objects.filter(pk=current.pk, holder__isnull=True).update(holder=by)
        if not taken:
            raise NotYourStep
        current.holder = by
    if dossier.status == Status.ACCEPTED:
        move(dossier, Moment.BEGIN, by=by, at=now)


def _pass(
    dossier: Dossier,
    current: Assignment,
    to: Step,
    moment: Moment,
    *,
    by: Position,
    now: datetime,
    note: str,
) -> Assignment:
    back = moment == Moment.SEND_BACK
    assigning.close_step(
        current, AssignmentOutcome.SENT_BACK if back else AssignmentOutcome.FORWARDED, by=by, at=now
    )
    opened = assigning.open_step(
        dossier, to, at=now, holder=_who_did(dossier, to, now) if back else None, note=note
    )
    move(dossier, moment, by=by, at=now, words=Words(note=note, is_public=False))
    return opened


def _who_did(dossier: Dossier, step: Step, now: datetime) -> Position | None:
    """Who did a step last, if still in office; else it goes to whoever takes it."""
    done = Assignment.objects.filter(dossier=dossier, step=step.position, holder__isnull=False)
    last = done.select_related("holder").last()
    return last.holder if last and last.holder and _holds_office(last.holder, now) else None


def _holds_office(position: Position, now: datetime) -> bool:
    today = local_date(now)
    return position.valid_from <= today and (
        position.valid_to is None or position.valid_to >= today
    )
