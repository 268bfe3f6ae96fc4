"""A change of the working calendar: what it would move is computed first; confirmed, it is written
and a job moves the promises, dossier by dossier.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.audit.actions import record
from motcua.dossiers.actions.letters import issuing, telling
from motcua.dossiers.actions.moves.moving import Words, enter
from motcua.dossiers.enums import ChangeState, DueKind, Moment, Status
from motcua.dossiers.models import CalendarChange, Draft, MovedDue, Supplement
from motcua.dossiers.queries.clocks import changes, due_times
from motcua.dossiers.queries.reach.locking import lock
from motcua.kit import jobs
from motcua.kit.clock import HANOI, local_date
from motcua.kit.errors import Refusal
from motcua.places.actions import editing
from motcua.places.enums import EditKind
from motcua.places.queries import agencies, edits
from motcua.places.queries.calendar import closure_numbered

if TYPE_CHECKING:
    from datetime import date

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier
    from motcua.places.models import Agency
    from motcua.places.rules.edits import CalendarEdit

AT_ONCE = 200
SOMEBODY_WAITS = 10
"""Who proposed a change looks at the page until it is computed; mails can wait."""


class NotReady(Refusal):
    """It is still being computed, or somebody confirmed or dropped it meanwhile."""

    message = _("Thay đổi này đã được người khác xử lý hoặc chưa tính xong. Hãy tải lại trang.")


@transaction.atomic
def propose(*, edit: CalendarEdit, by: Position, now: datetime) -> CalendarChange:
    """Keep what somebody wants to change, and let a job compute what it would move."""
    editing.check(edit, by=by)
    reached = edits.reached_by(edit)
    change = CalendarChange.objects.create(
        kind=edit.kind,
        edit=edit.as_json(),
        agency=_agency(edit),
        agencies=None if reached is None else sorted(reached),
        since=edits.since(edit),
        proposed_by=by,
        proposed_at=now,
    )
    _record("dossiers.calendar_change_proposed", change, by=by, now=now)
    jobs.defer("dossiers.compute_change", priority=SOMEBODY_WAITS, change_id=change.pk)
    return change


def compute(*, change_id: int) -> int:
    """Find the promises that a proposed change would move, in steps that each leave whole rows;
    answers how many. Running it again goes on where it was.
    """
    while _compute_some(change_id):
        pass
    return MovedDue.objects.filter(change=change_id).count()


@transaction.atomic
def confirm(*, change_id: int, by: Position, now: datetime) -> CalendarChange:
    """Write the change into the calendar; a job moves the promises and tells each applicant."""
    change = _held(change_id)
    edit = changes.edit_of(change)
    editing.permit(edit, by=by)
    if change.state != ChangeState.READY:
        raise NotReady
    editing.perform(edit, by=by, now=now)
    _lengthen_drafts(change, edit)
    change.state, change.reached, change.looked_at = ChangeState.APPLYING, 0, 0
    change.confirmed_by, change.confirmed_at = by, now
    change.save()
    _record("dossiers.calendar_change_confirmed", change, by=by, now=now)
    jobs.defer("dossiers.apply_change", change_id=change.pk)
    return change


@transaction.atomic
def discard(*, change_id: int, by: Position, now: datetime) -> None:
    """Drop a proposed change; nothing was written."""
    change = _held(change_id)
    editing.permit(changes.edit_of(change), by=by)
    if change.state not in (ChangeState.COMPUTING, ChangeState.READY):
        raise NotReady
    change.state = ChangeState.DISCARDED
    change.save(update_fields=["state"])
    change.moved.all().delete()
    _record("dossiers.calendar_change_discarded", change, by=by, now=now)


def apply(*, change_id: int, now: datetime) -> int:
    """Move the promises of a confirmed change, each dossier in a transaction of its own; answers
    how many have moved. Killed and run again it goes on where it was and tells nobody twice.
    """
    change = CalendarChange.objects.select_related("confirmed_by__user").get(pk=change_id)
    if change.state == ChangeState.APPLYING:
        _apply_supplements(change, now=now)
        scope = changes.scope_of(change, tried=False)
        while (step := due_times.look(after=change.reached, scope=scope, at_once=AT_ONCE)).count:
            for found in step.found:
                if found.computed is not None:
                    _move_due(change, found.dossier_id, now=now)
            change.reached = step.last
            CalendarChange.objects.filter(pk=change.pk).update(
                reached=step.last, looked_at=F("looked_at") + step.count
            )
        _finish(change_id, now=now)
    return change.moved.filter(applied_at__isnull=False).count()


@transaction.atomic
def _compute_some(change_id: int) -> bool:
    change = _held(change_id)
    if change.state != ChangeState.COMPUTING:
        return False
    if change.reached == 0:
        _compute_supplements(change)
    scope = changes.scope_of(change, tried=True)
    step = due_times.look(after=change.reached, scope=scope)
    MovedDue.objects.bulk_create(
        [
            MovedDue(
                change=change,
                dossier_id=found.dossier_id,
                kind=found.kind,
                before=found.stored,
                after=found.computed,
            )
            for found in step.found
        ],
        ignore_conflicts=True,
    )
    change.reached, change.looked_at = step.last, change.looked_at + step.count
    change.state = ChangeState.COMPUTING if step.count else ChangeState.READY
    change.save(update_fields=["reached", "looked_at", "state"])
    return bool(step.count)


def _compute_supplements(change: CalendarChange) -> None:
    MovedDue.objects.bulk_create(
        (
            MovedDue(
                change=change,
                dossier_id=asked.dossier_id,
                kind=DueKind.SUPPLEMENT,
                before=_midnight(asked.answer_by),
                after=_midnight(later),
            )
            for asked, later in changes.supplements_moved(change)
        ),
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )


def _apply_supplements(change: CalendarChange, *, now: datetime) -> None:
    waiting = change.moved.filter(kind=DueKind.SUPPLEMENT, applied_at__isnull=True)
    for pk in list(waiting.values_list("pk", flat=True)):
        _move_supplement(change, pk, now=now)


@transaction.atomic
def _move_supplement(change: CalendarChange, pk: int, *, now: datetime) -> None:
    """More days to answer, where the request still waits with the date that was computed with."""
    found = MovedDue.objects.get(pk=pk)
    dossier = lock(found.dossier_id)
    row = MovedDue.objects.select_for_update().get(pk=pk)
    before, after = row.before, row.after
    if row.applied_at or before is None or after is None:
        return
    moved = Supplement.objects.filter(
        dossier=dossier,
        answered_at__isnull=True,
        closed_at__isnull=True,
        answer_by=local_date(before),
    ).update(answer_by=local_date(after), reminded_at=None)
    if moved and dossier.status == Status.AWAITING_SUPPLEMENT:
        _tell(change, dossier, row, now=now)


@transaction.atomic
def _move_due(change: CalendarChange, dossier_id: int, *, now: datetime) -> None:
    """One dossier: its due time and its step's, the entry, the receipt anew, the mail; all or
    nothing, and once.
    """
    dossier = lock(dossier_id)
    found = due_times.difference_of(dossier)
    row, _made = MovedDue.objects.select_for_update().get_or_create(
        change=change, dossier=dossier, defaults={"kind": DueKind.RESULT}
    )
    if row.applied_at or found is None or found.computed is None:
        return
    row.kind, row.before, row.after = found.kind, found.stored, found.computed
    if found.kind == DueKind.RECEPTION:
        dossier.reception_due_at = found.computed
    else:
        dossier.due_at = found.computed
    _tell(change, dossier, row, now=now)


def _tell(change: CalendarChange, dossier: Dossier, row: MovedDue, *, now: datetime) -> None:
    """The entry, the receipt anew where there was one and its date moved, and the mail."""
    by = change.confirmed_by
    if by is None or row.after is None:
        raise NotReady
    edit = changes.edit_of(change)
    row.applied_at = now
    row.save()
    with translation.override(dossier.language):
        what = str(DueKind(row.kind).label)
        before, after = _in_words(row, row.before), _in_words(row, row.after)
        reason = edit.reason or gettext("Đối chiếu lại thời hạn theo lịch làm việc.")
        moved = gettext("%(what)s: %(before)s → %(after)s.") % {
            "what": what,
            "before": before,
            "after": after,
        }
        order = gettext("Văn bản số %(number)s.") % {"number": edit.order_number}
        because = gettext("Tính lại thời hạn")
    note = "\n".join(filter(None, [reason, order if edit.order_number else "", moved]))
    enter(dossier, Moment.RECALCULATE, by=by, at=now, words=Words(note=note))
    if row.kind == DueKind.RESULT:
        issuing.renew_receipt(dossier, because=because, by=by, now=now)
    telling.tell(
        dossier,
        "dossier.due_moved",
        now=now,
        what=what,
        before=before,
        due_at=after,
        reason=reason,
        order_number=edit.order_number or None,
    )


@transaction.atomic
def _finish(change_id: int, *, now: datetime) -> None:
    """Done; what was computed and turned out not to move is forgotten."""
    change = _held(change_id)
    if change.state != ChangeState.APPLYING:
        return
    change.moved.filter(applied_at__isnull=True, after__isnull=False).delete()
    change.state, change.finished_at = ChangeState.DONE, now
    change.save(update_fields=["state", "finished_at"])
    _record("dossiers.calendar_change_done", change, by=None, now=now)


def _lengthen_drafts(change: CalendarChange, edit: CalendarEdit) -> None:
    """Whoever was writing while the area was closed gets that time in addition."""
    if edit.kind != EditKind.CLOSURE or edit.starts_at is None or edit.ends_at is None:
        return
    drafts = Draft.objects.filter(sent_at__isnull=True, expires_at__gte=edit.starts_at)
    if change.agencies is not None:
        drafts = drafts.filter(offer__agency__in=change.agencies)
    drafts.update(expires_at=F("expires_at") + (edit.ends_at - edit.starts_at))


def _held(change_id: int) -> CalendarChange:
    return CalendarChange.objects.select_for_update().get(pk=change_id)


def _agency(edit: CalendarEdit) -> Agency | None:
    if edit.closure:
        return closure_numbered(edit.closure).agency
    return agencies.known(edit.agency) if edit.agency else None


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=HANOI)


def _in_words(row: MovedDue, at: datetime | None) -> str:
    if at is None:
        return gettext("chưa có")
    form = "%d/%m/%Y" if row.kind == DueKind.SUPPLEMENT else "%H:%M %d/%m/%Y"
    return at.astimezone(HANOI).strftime(form)


def _record(name: str, change: CalendarChange, *, by: Position | None, now: datetime) -> None:
    record(
        name,
        by=by,
        now=now,
        object_kind="calendar_change",
        object_id=change.pk,
        after={"edit": change.edit, "state": change.state, "moved": change.moved.count()},
    )
